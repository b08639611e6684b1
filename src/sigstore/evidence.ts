import type { Fault } from '#fault'
import type { Artifact } from './artifact.ts'
import type { Material } from './material.ts'
import type { EvidenceLevel } from './policy.ts'
import type { Identity } from './signer.ts'
import type { TrustedRoot } from './trusted-root.ts'

/** What a verification established, also where it ended in a refusal: nothing stands here that was not verified. */
export interface Evidence {
  readonly level?: EvidenceLevel
  /** Whose certificate it is. */
  readonly signer?: Identity
  /** The key that signed, where it is no certificate's: SHA-256 of its SubjectPublicKeyInfo, hexadecimal. */
  readonly keyId?: string
  readonly certificate?: {
    /** Hexadecimal. */
    readonly serial: string
    /** Milliseconds since 1970, as all times here. */
    readonly notBefore: number
    readonly notAfter: number
    /** The address of the authority. */
    readonly authority: string
    /** When a certificate log saw it. */
    readonly loggedAt?: number
  }
  /** Every time that somebody trusted vouched for. */
  readonly times: readonly SignedTime[]
  /** The earliest of `times`. */
  readonly signedAt?: number
  readonly entries: readonly LoggedEntry[]
  /** For a statement: what it is and which of its subjects is the artifact. */
  readonly statement?: { readonly predicateType: string; readonly subject: string }
}

export interface SignedTime {
  readonly at: number
  readonly by: 'log' | 'timestamp authority'
  /** The address of the log or the authority. */
  readonly source: string
}

export interface LoggedEntry {
  readonly log: string
  /** As the log has it; verified where `promised`, and for Rekor v2 where `proved`. */
  readonly logIndex: number
  readonly kind: string
  readonly promised: boolean
  readonly proved: boolean
  /** Names on the checkpoint besides the log's own. They are told, not verified. */
  readonly cosigners: readonly string[]
}

/**
 * What came of a verification. `pass`: everything holds. `fail`: something is wrong. `incomplete`: nothing is wrong, and something is
 * missing that a pass needs; more material or fresher metadata may bring it.
 */
export type Verdict =
  | { readonly verdict: 'pass'; readonly evidence: Evidence & Established }
  | { readonly verdict: 'incomplete' | 'fail'; readonly fault: Fault; readonly evidence: Evidence }

/** What every pass has. */
export interface Established {
  readonly level: EvidenceLevel
  readonly signedAt: number
}

/** Evidence as it grows. */
export type Found = { -readonly [K in keyof Omit<Evidence, 'times' | 'entries'>]: Evidence[K] } & {
  readonly times: SignedTime[]
  readonly entries: LoggedEntry[]
}

/** What is looked at: a signature, the file that it should be of, and whom the verifier trusts. */
export interface Question {
  readonly material: Material
  readonly artifact: Artifact
  readonly root: TrustedRoot
}
