/**
 * What CVE Services speak of, in their words.
 *
 * Fields are spelled as on the wire. Only what Steward uses is here; whatever else an answer holds is passed over, except in CVE
 * records, which keep every field.
 *
 * Source: the OpenAPI document of CVE Services 2.6.2 and the behaviour of 2.3.3.
 *
 * @module
 */
import type { CveId } from '#ids'
import type { ApiKey } from './api-key.ts'

export type IdState = 'AVAILABLE' | 'RESERVED' | 'PUBLISHED' | 'REJECTED'
export type RecordState = 'PUBLISHED' | 'REJECTED'

/** A CVE ID as the registry keeps it. Who is neither its owner nor the Secretariat sees no more than the first four fields. */
export interface CveIdEntry {
  readonly cve_id: CveId
  readonly cve_year: string
  readonly state: IdState
  /** Short name, or `[REDACTED]` while the ID is reserved for somebody else. */
  readonly owning_cna: string
  /** `user` is `REDACTED` where the requester belongs to another organisation: the ID was transferred. */
  readonly requested_by?: { readonly cna: string; readonly user: string }
  readonly reserved?: string
  readonly time?: Times
}

export interface Times {
  readonly created: string
  readonly modified: string
}

/** Which IDs a listing has. Moments are RFC 3339. */
export interface IdFilter {
  readonly state?: 'RESERVED' | 'PUBLISHED' | 'REJECTED'
  readonly cve_id_year?: string
  readonly 'time_reserved.lt'?: string
  readonly 'time_reserved.gt'?: string
  readonly 'time_modified.lt'?: string
  readonly 'time_modified.gt'?: string
}

/** A wish for new IDs. One ID without a `batch_type` comes from the priority block, where numbers have four digits. */
export interface ReserveRequest {
  readonly amount: number
  readonly cve_year: number
  readonly short_name: string
  readonly batch_type?: 'sequential' | 'nonsequential'
}

export interface Reservation {
  readonly cve_ids: readonly CveIdEntry[]
  /** Absent where the server did not say, and where the answer got lost and was found again. */
  readonly remaining_quota?: number
}

/** Which records a listing has; for the Secretariat and bulk downloaders. */
export interface RecordFilter {
  readonly 'time_modified.lt'?: string
  readonly 'time_modified.gt'?: string
  readonly state?: RecordState
  readonly assigner_short_name?: string
  readonly assigner?: string
  readonly cna_modified?: boolean
  readonly adp_short_name?: string
}

export interface Org {
  readonly short_name: string
  readonly name: string
  readonly UUID: string
  readonly authority: { readonly active_roles: readonly string[] }
  readonly policies?: { readonly id_quota: number }
  readonly time?: Times
}

export interface NewOrg {
  readonly short_name: string
  readonly name: string
  readonly authority?: { readonly active_roles: readonly string[] }
  readonly policies?: { readonly id_quota: number }
}

export interface OrgChanges {
  readonly id_quota?: number
  readonly name?: string
  readonly new_short_name?: string
  readonly 'active_roles.add'?: string
  readonly 'active_roles.remove'?: string
}

/** `available` = `id_quota` - `total_reserved`: published and rejected IDs take nothing. */
export interface Quota {
  readonly id_quota: number
  readonly total_reserved: number
  readonly available: number
}

export interface PersonName {
  readonly first?: string
  readonly last?: string
  readonly middle?: string
  readonly suffix?: string
}

export interface User {
  readonly username: string
  readonly UUID?: string
  readonly org_UUID?: string
  readonly active?: boolean
  readonly name?: PersonName
  readonly authority?: { readonly active_roles: readonly string[] }
  readonly time?: Times
}

export interface NewUser {
  readonly username: string
  readonly name?: PersonName
  readonly authority?: { readonly active_roles: readonly 'ADMIN'[] }
}

/** A user with the key that is shown once. */
export interface CreatedUser {
  readonly user: User
  readonly secret: ApiKey
}

export interface UserChanges {
  readonly active?: boolean
  readonly new_username?: string
  readonly org_short_name?: string
  readonly 'name.first'?: string
  readonly 'name.last'?: string
  readonly 'name.middle'?: string
  readonly 'name.suffix'?: string
  readonly 'active_roles.add'?: 'ADMIN'
  readonly 'active_roles.remove'?: 'ADMIN'
}
