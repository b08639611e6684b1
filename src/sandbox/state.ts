import type { CveId } from '#ids'
import type { JsonObject } from '#json'

/** Roles of an organisation, as the registry spells them. */
export const ORG_ROLES = ['CNA', 'SECRETARIAT', 'BULK_DOWNLOAD', 'ROOT_CNA', 'ADP'] as const
export type OrgRole = (typeof ORG_ROLES)[number]

/** Roles of a user in its organisation: only the "Org Admin". */
export const USER_ROLES = ['ADMIN'] as const
export type UserRole = (typeof USER_ROLES)[number]

/** Times of one entry, RFC 3339 in UTC with milliseconds. */
export interface Times {
  readonly created: string
  readonly modified: string
}

export interface Org {
  readonly UUID: string
  readonly short_name: string
  readonly name: string
  readonly active_roles: readonly OrgRole[]
  /** How many IDs may be in the state RESERVED at one time. */
  readonly id_quota: number
  readonly time: Times
}

export interface User {
  readonly UUID: string
  readonly org_UUID: string
  readonly username: string
  readonly name: { readonly first: string; readonly last: string; readonly middle: string; readonly suffix: string }
  readonly active: boolean
  readonly active_roles: readonly UserRole[]
  /** The salted hash of the API key; the key itself is nowhere in the state. */
  readonly secret: string
  readonly time: Times
}

/** AVAILABLE IDs are the pool from which nonsequential reservations draw: nobody sees them. */
export type IdState = 'AVAILABLE' | 'RESERVED' | 'PUBLISHED' | 'REJECTED'

export interface IdEntry {
  readonly cve_id: CveId
  readonly cve_year: string
  readonly state: IdState
  /** UUID of an organisation; empty while AVAILABLE. */
  readonly owning_cna: string
  /** UUIDs of an organisation and of a user. */
  readonly requested_by: { readonly cna: string; readonly user: string }
  readonly reserved: string
  readonly time: Times
}

/** The numbers of one year. `top_id` is the last number given out; both blocks start after `start`. */
export interface IdRange {
  readonly cve_year: string
  readonly priority: Block
  readonly general: Block
}
export interface Block {
  readonly start: number
  readonly end: number
  readonly top_id: number
}

export interface RecordEntry {
  readonly cve_id: CveId
  readonly cve: JsonObject
  readonly time: Times
}

/** One entry of the state, whole, as it is after a change. Entries are never taken away: no operation of CVE Services does. */
export type Change =
  | { readonly kind: 'org'; readonly entry: Org }
  | { readonly kind: 'user'; readonly entry: User }
  | { readonly kind: 'id'; readonly entry: IdEntry }
  | { readonly kind: 'range'; readonly entry: IdRange }
  | { readonly kind: 'record'; readonly entry: RecordEntry }

/** What operations may ask of the state. They never change it: they answer with {@link Change}s. */
export interface StateView {
  orgs(): readonly Org[]
  org(UUID: string): Org | undefined
  orgNamed(short_name: string): Org | undefined
  users(): readonly User[]
  user(UUID: string): User | undefined
  usersOf(org_UUID: string): readonly User[]
  userNamed(org_UUID: string, username: string): User | undefined
  /** Every ID, AVAILABLE ones included. */
  ids(): Iterable<IdEntry>
  id(cve_id: string): IdEntry | undefined
  /** The IDs of a year that are AVAILABLE. */
  pool(cve_year: string): readonly IdEntry[]
  /** How many IDs of the organisation are RESERVED, all years together. */
  reservedBy(org_UUID: string): number
  range(cve_year: string): IdRange | undefined
  /** Every record, in the order in which the first version of each was stored. */
  records(): Iterable<RecordEntry>
  record(cve_id: string): RecordEntry | undefined
  recordCount(): number
}
