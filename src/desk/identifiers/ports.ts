import type { AccessTable, VulnerabilityTable } from '#desk/advisories'
import type { ProjectServices } from '#desk/projects'
import type { Effects, SettingTable, Store, Surroundings } from '#desk/store'
import type { Listings } from './listings.ts'

/** What the use cases of this room work with. */
export interface IdentifiersDesk {
  readonly store: Store<IdentifiersTx>
  readonly around: Surroundings
  readonly services: ProjectServices
  readonly listings: Listings
}

export interface IdentifiersTx extends Effects {
  readonly vulnerabilities: VulnerabilityTable
  readonly access: AccessTable
  readonly settings: SettingTable
}
