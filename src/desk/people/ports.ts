import type { Effects, SettingTable, Store, Surroundings, Written } from '#desk/store'
import type { Result } from '#fault'
import type { TokenScope } from './actor.ts'
import type { FoundationProfile } from './foundation.ts'
import type { Role } from './roles.ts'
import type { PersonState, RoleGrants, SignInWay } from './views.ts'

/** What the use cases of this room work with. */
export interface PeopleDesk {
  readonly store: Store<PeopleTx>
  readonly around: Surroundings
  readonly secrets: Secrets
}

export interface PeopleTx extends Effects {
  readonly settings: SettingTable
  readonly people: PeopleTable
  readonly sessions: SessionTable
  readonly passkeys: PasskeyTable
  readonly tokens: TokenTable
  readonly invitations: InvitationTable
  readonly ceremonies: CeremonyTable
  readonly attempts: AttemptTable
  readonly foundation: FoundationTable
}

/** Secrets, and what is kept of them. */
export interface Secrets {
  /** 256 random bits as 43 characters of base64url. */
  fresh(): string
  /** What is kept of a fresh secret: SHA-256. It has too much chance in it to be guessed, so it needs neither salt nor a slow hash. */
  digest(secret: string): string
  /** What is kept of a passphrase: argon2id, as `$argon2id$v=19$m=...` (PHC string format). */
  hashPassphrase(text: string): Promise<string>
  /** Takes as long for a passphrase that is wrong, and for a person who has none: then `kept` is undefined. */
  isPassphrase(text: string, kept: string | undefined): Promise<boolean>
}

export interface PersonRow {
  readonly id: string
  readonly version: number
  readonly name: string
  /** In small letters; no two people have the same. */
  readonly email: string
  readonly state: PersonState
  /** What is kept of the passphrase. */
  readonly passphrase?: string
  /** Issuer and subject at the identity provider, with a blank between. */
  readonly provider?: string
  readonly created: string
  readonly seen?: string
}

export interface PeopleTable {
  find(id: string): Promise<PersonRow | undefined>
  findByEmail(email: string): Promise<PersonRow | undefined>
  findByProvider(provider: string): Promise<PersonRow | undefined>
  /** Everybody, by name, with their roles. */
  list(): Promise<readonly { readonly person: PersonRow; readonly grants: RoleGrants }[]>
  count(): Promise<number>
  insert(person: PersonRow): Promise<void>
  /** Writes everything but `id`, `created` and `seen`, if the row still has the version of `person`. */
  update(person: PersonRow): Promise<Written>
  markSeen(id: string, now: string): Promise<void>
  grants(person: string): Promise<RoleGrants>
  /** Replaces the roles for one project, or for the foundation when `project` is undefined. */
  setRoles(person: string, project: string | undefined, roles: readonly Role[]): Promise<void>
  /** Whether there is a project of that name, in which roles can be had. */
  hasProject(slug: string): Promise<boolean>
  /** Active people who are administrators of the foundation. */
  administrators(): Promise<number>
}

/** Whose a session or a token is, and what they may. */
export interface Owner {
  readonly name: string
  readonly state: PersonState
  readonly grants: RoleGrants
}

export interface SessionRow {
  readonly id: string
  /** Of the secret in the cookie. */
  readonly digest: string
  readonly person: string
  readonly way: SignInWay
  readonly agent: string
  readonly address: string
  readonly created: string
  readonly seen: string
  readonly expires: string
}

export interface SessionTable {
  insert(session: SessionRow): Promise<void>
  findByDigest(digest: string): Promise<SessionRow | undefined>
  /** The same with its owner, in one statement: each request asks for it. */
  findWithOwner(digest: string): Promise<{ readonly session: SessionRow; readonly owner: Owner } | undefined>
  ofPerson(person: string): Promise<readonly SessionRow[]>
  markSeen(id: string, now: string, address: string): Promise<void>
  /** Whether there was such a session of this person. */
  remove(id: string, person: string): Promise<boolean>
  /** All sessions of a person, or all but one. */
  removeAll(person: string, butNot?: string): Promise<void>
  removeEnded(now: string, idleSince: string): Promise<void>
}

export interface PasskeyRow {
  /** The credential's own ID, base64url. */
  readonly id: string
  readonly person: string
  readonly name: string
  /** COSE key, base64url. */
  readonly publicKey: string
  /** Signatures that the authenticator counted; 0 where it does not count. */
  readonly counter: number
  readonly transports: readonly string[]
  readonly created: string
  readonly used?: string
}

export interface PasskeyTable {
  insert(passkey: PasskeyRow): Promise<void>
  find(id: string): Promise<PasskeyRow | undefined>
  ofPerson(person: string): Promise<readonly PasskeyRow[]>
  markUsed(id: string, counter: number, now: string): Promise<void>
  remove(id: string, person: string): Promise<boolean>
}

export interface TokenRow {
  readonly id: string
  readonly digest: string
  readonly person: string
  readonly name: string
  /** Its first characters, by which people know it again. */
  readonly start: string
  readonly scope: TokenScope
  readonly created: string
  readonly expires: string
  readonly used?: string
}

export interface TokenTable {
  insert(token: TokenRow): Promise<void>
  /** With its owner, in one statement: each request of a program asks for it. */
  findWithOwner(digest: string): Promise<{ readonly token: TokenRow; readonly owner: Owner } | undefined>
  ofPerson(person: string): Promise<readonly TokenRow[]>
  markUsed(id: string, now: string): Promise<void>
  remove(id: string, person: string): Promise<boolean>
  removeAll(person: string): Promise<void>
}

/** A one-time link with which a person chooses a passphrase. */
export interface InvitationRow {
  readonly digest: string
  readonly person: string
  readonly created: string
  readonly expires: string
}

export interface InvitationTable {
  /** Replaces the invitation that the person had. */
  put(invitation: InvitationRow): Promise<void>
  find(digest: string): Promise<InvitationRow | undefined>
  removeAll(person: string): Promise<void>
}

/** A sign-in or registration that has begun and needs an answer from elsewhere. */
export interface CeremonyRow {
  /** What the browser shows to go on: a fresh secret's digest. */
  readonly digest: string
  readonly kind: 'passkey-add' | 'passkey-sign-in' | 'provider'
  /** What was asked: the challenge, or state, nonce and verifier. */
  readonly asked: Readonly<Record<string, string>>
  /** For whom, where that is known. */
  readonly person?: string
  readonly expires: string
}

export interface CeremonyTable {
  put(ceremony: CeremonyRow): Promise<void>
  /** Gives it once: the second one who asks gets nothing. */
  take(digest: string): Promise<CeremonyRow | undefined>
  removeEnded(now: string): Promise<void>
}

/** Sign-ins that failed, by what they were aimed at and where they came from. */
export interface AttemptTable {
  add(key: string, at: string): Promise<void>
  countSince(key: string, since: string): Promise<number>
  clear(key: string): Promise<void>
  removeBefore(moment: string): Promise<void>
}

export interface FoundationTable {
  find(): Promise<{ readonly version: number; readonly profile: FoundationProfile } | undefined>
  insert(profile: FoundationProfile): Promise<void>
  update(profile: FoundationProfile, base: number): Promise<Written>
}

/** Passkeys (WebAuthn): the ceremonies, without what is stored. */
export interface PasskeyCeremonies {
  add(
    person: { readonly id: string; readonly name: string; readonly email: string },
    has: readonly PasskeyRow[],
  ): Promise<PasskeyQuestion>
  signIn(): Promise<PasskeyQuestion>
  /** The new key, if the answer is to this challenge and from this desk. */
  verifyAdded(
    answer: unknown,
    challenge: string,
  ): Promise<Result<Pick<PasskeyRow, 'id' | 'publicKey' | 'counter' | 'transports'>>>
  /** The new counter of the key, if it signed this challenge for this desk. */
  verifySignIn(answer: unknown, challenge: string, passkey: PasskeyRow): Promise<Result<number>>
}

export interface PasskeyQuestion {
  readonly challenge: string
  /** For `navigator.credentials`, as JSON. */
  readonly options: Readonly<Record<string, unknown>>
}

/** An OpenID Connect provider. */
export interface IdentityProvider {
  /** On the button. */
  readonly label: string
  /** Where the browser goes, and what must be known to check who comes back. */
  begin(): Promise<Result<{ readonly url: string; readonly asked: Readonly<Record<string, string>> }>>
  /** Who came back. `query` is what the browser brought, with its question mark. */
  finish(query: string, asked: Readonly<Record<string, string>>): Promise<Result<ProvidedIdentity>>
}

export interface ProvidedIdentity {
  readonly issuer: string
  readonly subject: string
  /** Absent where the provider does not vouch for it (`email_verified`). */
  readonly email?: string
  readonly name?: string
}
