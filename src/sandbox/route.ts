import type { Json } from '#json'
import type { Outcome } from './answer.ts'
import type { Chance } from './chance.ts'
import type { Caller, Gate } from './gates.ts'
import type { BodyFields, TextParameters, Values } from './parameters.ts'
import type { NewSecret } from './secrets.ts'
import type { RecordEntry, StateView } from './state.ts'

/** What an operation is told. It answers from this alone. */
export interface Call {
  readonly state: StateView
  /** The variable parts of the path. */
  readonly path: Readonly<Record<string, string>>
  readonly query: Values
  /** The body, trimmed; `{}` when there is none. */
  readonly body: Json
  readonly now: Date
  readonly chance: Chance
  /** Makes an API key and its hash; slow by design. */
  readonly newSecret: () => NewSecret
  readonly options: ServiceOptions
  /** The record as it appears to readers: an exercise may delay that. */
  readonly published: (cve_id: string) => RecordEntry | undefined
  /** A reservation for this organisation is under way. */
  readonly reserving: (org_UUID: string) => boolean
  /** Undefined for a reader without (valid) credentials. */
  readonly caller: Caller | undefined
}
export type RegisteredCall = Call & { readonly caller: Caller }

export interface ServiceOptions {
  /** Report every error of a container, and not only the first as CVE Services do. */
  readonly allErrors: boolean
}

/** The containers that are held against the schema before anything else is looked at. */
export type Submission = 'published' | 'rejected' | 'record'

interface RouteFacts {
  readonly method: 'GET' | 'POST' | 'PUT'
  /** Under `/api`; variable parts in braces. */
  readonly path: string
  readonly pathParameters?: TextParameters
  /** A query parameter that is not here is refused; without a table, the query is not looked at. */
  readonly query?: TextParameters
}

/** A route for everybody: rate limited, and without credentials unless it says so. */
export interface PublicRoute extends RouteFacts {
  readonly who: 'everybody'
  readonly rateLimited?: true
  /** Credentials may be given; invalid ones count as none. */
  readonly mayAuthenticate?: true
  run(call: Call): Outcome
}

/** A route for users with valid credentials who pass all gates, in their order. */
export interface RegisteredRoute extends RouteFacts {
  readonly who: readonly Gate[]
  readonly body?: BodyFields
  readonly submits?: Submission
  /** The caller's organisation must own the ID of the path; the Secretariat owns all. */
  readonly owned?: true
  run(call: RegisteredCall): Outcome
}

export type Route = PublicRoute | RegisteredRoute
