import type { Evidence } from './evidence.ts'
import type { Instant } from './instant.ts'

export const POLICY_MEDIA_TYPE = 'application/vnd.steward.trust-policy.v1+json'

/** What kind of name the certificate gives its holder (RFC 5280, 4.2.1.6; `other` is Fulcio's username). */
export const SAN_TYPES = ['email', 'uri', 'other'] as const
export type SanType = (typeof SAN_TYPES)[number]

/** Who may sign which releases, and when. Every field has been checked against the others: {@link parsePolicy} alone makes one. */
export interface TrustPolicy {
  /** `org.python.cpython`: the same through all versions. */
  readonly policyId: string
  /** From 1, one more with every change. */
  readonly version: number
  /** `sha256:...` of the version before; absent in the first. */
  readonly previous?: string
  readonly issuedAt: Instant
  readonly expires: Instant
  readonly instances: ReadonlyMap<string, Instance>
  readonly identities: ReadonlyMap<string, Identity>
  /** Who may change this policy. A policy without one is final: nobody can extend it by signature. */
  readonly policyRole?: PolicyRole
  /** At least one. */
  readonly streams: readonly Stream[]
  readonly exceptions: readonly Exception[]
  readonly revocations: readonly Revocation[]
}

/** A Sigstore instance. */
export interface Instance {
  /** `sha256:...` of the trusted roots that stand for it; empty: the root of this name that Steward carries. */
  readonly trustedRoots: readonly string[]
  /** The oldest TUF root by which the trusted root may have come. */
  readonly minTufRoot?: number
}

/** Somebody who signs. Compared as a whole and exactly; no part of it is a pattern. */
export interface Identity {
  readonly san: string
  readonly type: SanType
  /** URL of the OpenID provider that knew them. */
  readonly issuer: string
  /** Name of an instance. */
  readonly instance: string
  /** Fingerprints of OpenPGP keys, hexadecimal in capitals: for readers, and for the report on `.asc` files. */
  readonly openpgp: readonly string[]
}

/** A closed interval; an end that is null is open. It is tested against verified signed times, never against a clock. */
export interface Window {
  readonly from: Instant | null
  readonly until: Instant | null
}

/** An identity, by its name in the policy, in its time. */
export interface Signer extends Window {
  readonly identity: string
}

export interface PolicyRole {
  readonly members: readonly Signer[]
  readonly threshold: number
  readonly evidence: Evidence
}

/** Releases that the same people sign. */
export interface Stream {
  readonly id: string
  readonly product: string
  /** `3.14` covers `3.14.2` and not `3.1` or `3.140`. */
  readonly release: string
  readonly signers: readonly Signer[]
  readonly threshold: number
  readonly evidence: Evidence
  /** Patterns of file names, `*` for any run of characters. */
  readonly artifacts: readonly string[]
  /** Whether `.asc` files are published too. */
  readonly gpg: 'none' | 'also'
}

/** One file that somebody else signed, with a reason. */
export interface Exception {
  readonly sha256: string
  readonly accept: { readonly identity: string; readonly issuer?: string }
  readonly reason: string
  /** By the clock of whoever verifies: until then the file counts. */
  readonly expires: Instant
}

/** What an identity signed at or after this moment does not count. */
export interface Revocation {
  readonly identity: string
  readonly signedAtOrAfter: Instant
  readonly reason?: string
}
