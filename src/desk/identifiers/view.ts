import type { IdState, Org, Quota, Target, User } from '#desk/cna'

/** Whom the ID desk speaks to: one server with the credentials of one project. */
export interface Counter {
  readonly project: string
  readonly target: Target
  readonly url: string
  /** Short name of the organisation there, and the user that speaks. */
  readonly org: string
  readonly user: string
}

export interface IdentifierRow {
  readonly cve: string
  readonly year: string
  readonly state: IdState
  /** The vulnerability that names it; absent for a free one, and where the reader may not know. */
  readonly usedFor?: { readonly id: string; readonly title: string; readonly project: string }
  /** Whether anything names it, whoever may know what. */
  readonly inUse: boolean
  readonly reservedBy?: string
  readonly reserved?: string
  readonly modified?: string
  /** Reserved for more than 90 days and named by nothing: use it or reject it (CNA rule 4.5.3.5). */
  readonly stale: boolean
}

export interface IdentifiersView {
  readonly counter: Counter
  readonly items: readonly IdentifierRow[]
  readonly next?: string
  readonly counts: {
    readonly all: number
    readonly free: number
    readonly inUse: number
    readonly stale: number
    readonly published: number
    readonly rejected: number
  }
  readonly quota: Quota
  /** How many IDs a week were used over the last quarter; 0 where none was. */
  readonly weeklyUse: number
  /** When the server was asked. */
  readonly readAt: string
}

export interface OrganisationView {
  readonly counter: Counter
  readonly org: Org
  readonly quota: Quota
  readonly users: readonly AccountRow[]
}

/** An account at CVE Services. */
export interface AccountRow extends User {
  /** The last sign of life that the service tells: a reservation, or a change of the account. */
  readonly lastActive?: string
}

/** What a reservation gave. */
export interface ReservationView {
  readonly ids: readonly string[]
  readonly remainingQuota?: number
}
