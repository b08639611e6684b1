import { z } from 'zod'
import type { Org, Quota, Target } from '#desk/cna'
import type {
  AccountRow,
  Counter,
  IdentifierRow,
  IdentifiersView,
  OrganisationView,
  ReservationView,
} from '#desk/identifiers'
import type { Json } from '#json'
import { anyJson } from './any-json.ts'
import { instant, target } from './desk-words.ts'

export const counter: z.ZodType<Counter> = z
  .object({ project: z.string(), target, url: z.string(), org: z.string(), user: z.string() })
  .meta({ id: 'Counter', description: 'Whom the ID desk speaks to, and as whom' })

export const identifierRow: z.ZodType<IdentifierRow> = z
  .object({
    cve: z.string(),
    year: z.string(),
    state: z.enum(['AVAILABLE', 'RESERVED', 'PUBLISHED', 'REJECTED']),
    usedFor: z.object({ id: z.string(), title: z.string(), project: z.string() }).exactOptional(),
    inUse: z.boolean(),
    reservedBy: z.string().exactOptional(),
    reserved: instant.exactOptional(),
    modified: instant.exactOptional(),
    stale: z.boolean(),
  })
  .meta({ id: 'Identifier' })

const quota: z.ZodType<Quota> = z
  .object({ id_quota: z.int(), total_reserved: z.int(), available: z.int() })
  .meta({ id: 'Quota' })

/** `GET /ids` */
export const identifiers: z.ZodType<IdentifiersView> = z
  .object({
    counter,
    items: z.array(identifierRow),
    next: z.string().exactOptional(),
    counts: z.object({
      all: z.int(),
      free: z.int(),
      inUse: z.int(),
      stale: z.int(),
      published: z.int(),
      rejected: z.int(),
    }),
    quota,
    weeklyUse: z.number(),
    readAt: instant,
  })
  .meta({ id: 'Identifiers' })

/** Query of `GET /ids`. */
export const identifierQuery: z.ZodType<IdentifierQuery> = z.strictObject({
  project: z.string().max(64),
  target,
  show: z.enum(['all', 'free', 'in-use', 'stale', 'published', 'rejected']).exactOptional(),
  year: z
    .string()
    .regex(/^[0-9]{4}$/)
    .exactOptional(),
  q: z.string().max(200).exactOptional(),
  cursor: z.string().max(200).exactOptional(),
  limit: z.coerce.number().int().min(1).max(500).exactOptional(),
  fresh: z
    .enum(['true', 'false'])
    .exactOptional()
    .describe(
      '`true` asks the server again; otherwise what it said within the last five minutes is told, and `readAt` when',
    ),
})

export interface IdentifierQuery extends CounterQuery {
  readonly show?: 'all' | 'free' | 'in-use' | 'stale' | 'published' | 'rejected'
  readonly year?: string
  readonly q?: string
  readonly cursor?: string
  readonly limit?: number
  readonly fresh?: 'true' | 'false'
}

/** Which project's credentials, at which target: in the query of every other route of the ID desk. */
export const counterQuery: z.ZodType<CounterQuery> = z.strictObject({ project: z.string().max(64), target })

export interface CounterQuery {
  readonly project: string
  readonly target: Target
}

/** `POST /ids/reservations` */
export const newReservation: z.ZodType<NewReservation> = z
  .strictObject({
    mode: z.enum(['priority', 'sequential', 'nonsequential']).describe('`priority`: one, the next short number'),
    year: z.int().min(1999).max(2100),
    amount: z.int().min(1).max(500),
    confirm: z.string().max(64).exactOptional().describe('How many; production asks for it'),
  })
  .meta({ id: 'NewReservation' })

export interface NewReservation {
  readonly mode: 'priority' | 'sequential' | 'nonsequential'
  readonly year: number
  readonly amount: number
  readonly confirm?: string
}

export const reservation: z.ZodType<ReservationView> = z
  .object({ ids: z.array(z.string()), remainingQuota: z.int().exactOptional() })
  .meta({ id: 'Reservation' })

/** Query of `DELETE /ids/:cve/rejection`. */
export const undoQuery: z.ZodType<UndoQuery> = z.strictObject({
  project: z.string().max(64),
  target,
  confirm: z.string().max(64).exactOptional().describe('The ID, typed; production asks for it'),
})

export interface UndoQuery extends CounterQuery {
  readonly confirm?: string
}

/** What `POST /ids/users/:username/secret` takes. */
export const confirmation: z.ZodType<Confirmation> = z
  .strictObject({
    confirm: z.string().max(128).exactOptional().describe('The ID or user, typed; production asks for it'),
  })
  .meta({ id: 'Confirmation' })

export interface Confirmation {
  readonly confirm?: string
}

/** What rejecting, taking back and transferring come to, one sentence each; none where nothing was to be done. */
export const identifierChange: z.ZodType<IdentifierChange> = z
  .object({ changes: z.array(z.string()) })
  .meta({ id: 'IdentifierChange' })

export interface IdentifierChange {
  readonly changes: readonly string[]
}

/** `POST /ids/:cve/rejection` */
export const newRejection: z.ZodType<NewRejection> = z
  .strictObject({
    reason: z.string().min(1).max(4000).exactOptional().describe('Makes a record that everybody can read'),
    replacedBy: z.array(z.string().max(32)).max(50).exactOptional(),
    confirm: z.string().max(64).exactOptional(),
  })
  .meta({ id: 'NewRejection' })

export interface NewRejection {
  readonly reason?: string
  readonly replacedBy?: readonly string[]
  readonly confirm?: string
}

/** `PUT /ids/:cve/adp` */
export const newAddition: z.ZodType<NewAddition> = z
  .strictObject({
    container: z.record(z.string(), anyJson).describe('An ADP container of the CVE Record Format'),
    confirm: z.string().max(64).exactOptional(),
  })
  .meta({ id: 'NewAddition' })

export interface NewAddition {
  readonly container: Readonly<Record<string, Json>>
  readonly confirm?: string
}

/** `POST /ids/:cve/transfer` */
export const newTransfer: z.ZodType<NewTransfer> = z
  .strictObject({ org: z.string().min(2).max(32), confirm: z.string().max(64).exactOptional() })
  .meta({ id: 'NewTransfer' })

export interface NewTransfer {
  readonly org: string
  readonly confirm?: string
}

const personName = z.object({
  first: z.string().max(100).exactOptional(),
  last: z.string().max(100).exactOptional(),
  middle: z.string().max(100).exactOptional(),
  suffix: z.string().max(100).exactOptional(),
})
const times = z.object({ created: z.string(), modified: z.string() })
const authority = z.object({ active_roles: z.array(z.string()) })

export const account: z.ZodType<AccountRow> = z
  .object({
    username: z.string(),
    UUID: z.string().exactOptional(),
    org_UUID: z.string().exactOptional(),
    active: z.boolean().exactOptional(),
    name: personName.exactOptional(),
    authority: authority.exactOptional(),
    time: times.exactOptional(),
    lastActive: instant.exactOptional(),
  })
  .meta({ id: 'CveServicesAccount' })

const org: z.ZodType<Org> = z
  .object({
    short_name: z.string(),
    name: z.string(),
    UUID: z.string(),
    authority,
    policies: z.object({ id_quota: z.int() }).exactOptional(),
    time: times.exactOptional(),
  })
  .meta({ id: 'CveServicesOrganisation' })

/** `GET /ids/organisation` */
export const organisation: z.ZodType<OrganisationView> = z
  .object({ counter, org, quota, users: z.array(account) })
  .meta({ id: 'Organisation' })

/** `POST /ids/users` */
export const newAccount: z.ZodType<NewAccount> = z
  .strictObject({
    username: z.string().regex(/^[A-Za-z0-9\-_@.]{3,128}$/),
    name: personName.exactOptional(),
    admin: z.boolean(),
    confirm: z.string().max(128).exactOptional(),
  })
  .meta({ id: 'NewAccount' })

export interface NewAccount {
  readonly username: string
  readonly name?: {
    readonly first?: string
    readonly last?: string
    readonly middle?: string
    readonly suffix?: string
  }
  readonly admin: boolean
  readonly confirm?: string
}

/** `PATCH /ids/users/:username` */
export const accountChange: z.ZodType<AccountChange> = z
  .strictObject({
    active: z.boolean().exactOptional(),
    admin: z.boolean().exactOptional(),
    username: z
      .string()
      .regex(/^[A-Za-z0-9\-_@.]{3,128}$/)
      .exactOptional(),
    name: personName.exactOptional(),
    confirm: z.string().max(128).exactOptional(),
  })
  .meta({ id: 'AccountChange' })

export interface AccountChange {
  readonly active?: boolean
  readonly admin?: boolean
  readonly username?: string
  readonly name?: NonNullable<NewAccount['name']>
  readonly confirm?: string
}

/** The answer to a new account and to `POST /ids/users/:username/secret`: the key is shown once. */
export const accountSecret: z.ZodType<AccountSecret> = z
  .object({ account, secret: z.string().describe('Shown once; the desk does not keep it') })
  .meta({ id: 'AccountSecret' })

export interface AccountSecret {
  readonly account: AccountRow
  readonly secret: string
}

export type { AccountRow, Counter, IdentifierRow, IdentifiersView, OrganisationView, ReservationView }
