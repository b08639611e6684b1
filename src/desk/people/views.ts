import type { FoundationProfile } from './foundation.ts'
import type { Operation, Verb } from './operations.ts'
import type { Role } from './roles.ts'

/** Roles of one person: for the foundation, and by the slug of the project. */
export interface RoleGrants {
  readonly foundation: readonly Role[]
  readonly projects: Readonly<Record<string, readonly Role[]>>
}

/** What the browser asks first: who is here, and if nobody, how to come in. */
export interface SessionView {
  /** Absent while nobody is signed in. */
  readonly me?: SignedIn
  readonly ways: SignInWays
  /** No account yet: the link that the program printed leads to the first one. */
  readonly needsSetUp: boolean
  /** The set-up may plant a demo foundation. */
  readonly offersDemo: boolean
  /** Of Steward. */
  readonly version: string
}

export interface SignInWays {
  readonly passphrase: boolean
  readonly passkey: boolean
  /** The name on the button, where an identity provider is configured. */
  readonly provider?: string
}

export interface SignedIn extends RoleGrants {
  readonly id: string
  readonly name: string
  readonly email: string
  /** Short name of the foundation. */
  readonly organisation: string
  /** What this person may do for the whole foundation. */
  readonly can: readonly Operation[]
  /** What they may do besides in single projects, by slug. */
  readonly canIn: Readonly<Record<string, readonly Operation[]>>
  /** When this session ends at the latest, RFC 3339. */
  readonly expires: string
}

export interface AccountView {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly version: number
  readonly hasPassphrase: boolean
  /** Signs in through the identity provider as well. */
  readonly hasProvider: boolean
}

export type SignInWay = 'passphrase' | 'passkey' | 'provider' | 'link'

export interface SessionLine {
  readonly id: string
  /** This very session. */
  readonly current: boolean
  readonly way: SignInWay
  /** What the browser said it is. */
  readonly agent: string
  readonly address: string
  readonly created: string
  readonly seen: string
  readonly expires: string
}

export interface PasskeyLine {
  readonly id: string
  readonly name: string
  readonly created: string
  readonly used?: string
}

export interface TokenLine {
  readonly id: string
  readonly name: string
  /** How it begins, to know it again: `stw_3fK9`. */
  readonly start: string
  readonly projects: 'all' | readonly string[]
  readonly verbs: readonly Verb[]
  readonly embargoed: boolean
  readonly created: string
  readonly expires: string
  readonly used?: string
}

/** A new token: its text is shown this once. */
export interface NewTokenView extends TokenLine {
  readonly token: string
}

export type PersonState = 'invited' | 'active' | 'inactive'

export interface PersonLine extends RoleGrants {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly state: PersonState
  readonly version: number
  readonly created: string
  readonly seen?: string
}

/** A link that is shown once, to be handed over by the one who made it. */
export interface InvitationView {
  readonly person: PersonLine
  /** Below the desk's own address. The secret stands after `#`: it reaches no log on the way. */
  readonly link: string
  readonly expires: string
}

/** Whom an invitation is for. */
export interface InvitedView {
  readonly name: string
  readonly email: string
  readonly organisation: string
}

export interface FoundationView {
  readonly version: number
  readonly profile: FoundationProfile
}

/** One row of the table of roles, for people who give them. */
export interface RoleView {
  readonly role: Role
  readonly words: string
  readonly may: readonly { readonly operation: Operation; readonly about: string; readonly foundationOnly: boolean }[]
}

/** A ceremony of a passkey that has begun: the options go to the browser as they are, its answer comes back with the same ID. */
export interface CeremonyView {
  readonly ceremony: string
  readonly options: Readonly<Record<string, unknown>>
}
