import type { Repositories } from '#desk'
import type { CnaPorts } from '#desk/cna'
import type { Outbound } from '#desk/outbound'
import type { DeskEvent, Effects, SettingTable, Store, Surroundings } from '#desk/store'
import type { Grounds } from './grounds.ts'
import type { Clones, ProjectTables, Vault } from './ports.ts'

/** What the use cases of this room work with. */
export interface ProjectDesk {
  readonly store: Store<ProjectTx>
  readonly around: Surroundings
  readonly repositories: Repositories
  readonly clones: Clones
  readonly grounds: Grounds
  readonly outbound: Outbound
  readonly vault: Vault
  /** Tells everybody how far a reading is; it is in no database. */
  readonly progress: (event: DeskEvent) => void
  readonly cna: Pick<CnaPorts, 'connect' | 'environment'>
  /** The foundation that new projects belong to; absent before the desk is set up. */
  readonly foundation: () => Promise<FoundationNames | undefined>
  /** Where the sandbox answers that runs beside the desk; absent where none does. */
  readonly sandboxUrl?: () => string | undefined
  /** With what that sandbox lets everybody in: a project needs no credentials of its own to rehearse. */
  readonly sandboxAccess?: { readonly org: string; readonly user: string; readonly key: string }
}

export interface ProjectTx extends ProjectTables, Effects {
  readonly settings: SettingTable
  readonly vulnerabilities: TallyTable
}

/** As many vulnerabilities as the reader may know of, by project and stage. */
export interface TallyTable {
  tally(reader: {
    readonly projects: 'all' | readonly string[]
    readonly embargoed: { readonly knownTo: string } | 'all' | 'none'
  }): Promise<readonly { readonly project: string; readonly stage: string; readonly count: number }[]>
}

export interface FoundationNames {
  readonly shortName: string
  /** UUID at CVE Services; absent where nobody stated it. */
  readonly orgId?: string
  readonly name: string
}
