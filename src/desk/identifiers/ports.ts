import type { AccessTable, VulnerabilityTable } from '#desk/advisories'
import type { ProjectServices } from '#desk/projects'
import type { Effects, SettingTable, Store, Surroundings } from '#desk/store'

/** What the use cases of this room work with. */
export interface IdentifiersDesk {
  readonly store: Store<IdentifiersTx>
  readonly around: Surroundings
  readonly services: ProjectServices
}

export interface IdentifiersTx extends Effects {
  readonly vulnerabilities: VulnerabilityTable
  readonly access: AccessTable
  readonly settings: SettingTable
}
