import type { Limits } from '#json'
import type { HashName } from './algorithms.ts'
import type { Certificate } from './certificate.ts'
import type { LogEntry } from './log-entry.ts'

/** In which of the forms that Sigstore had over the years a signature was kept. */
export type MaterialForm = 'bundle-v0.1' | 'bundle-v0.2' | 'bundle-v0.3' | 'detached' | 'cosign' | 'attestation'

/**
 * A signature with everything that came with it, of whatever form: read once, nothing of it verified. Only the readers of this room
 * make one, so that what a form demands is there.
 */
export interface Material {
  readonly form: MaterialForm
  readonly key: KeyMaterial
  readonly content: SignedContent
  readonly entries: readonly LogEntry[]
  /** RFC 3161 timestamps, TimeStampResp in DER. */
  readonly timestamps: readonly Uint8Array[]
}

/** What says whose signature it is. */
export type KeyMaterial =
  | {
      readonly kind: 'certificate'
      readonly leaf: Certificate
      /** Authorities that came with it, the nearest first. They help to find the way, they are not trusted. */
      readonly intermediates: readonly Certificate[]
    }
  /** A key that the verifier must already have; the hint names it and proves nothing. */
  | { readonly kind: 'key'; readonly hint: string }

export type SignedContent =
  /** The signature of a file. */
  | {
      readonly kind: 'message'
      readonly signature: Uint8Array
      /** Which file it was, as the bundle has it. */
      readonly digest?: { readonly algorithm: HashName; readonly value: Uint8Array }
    }
  /** The signature of a statement about files (DSSE). */
  | {
      readonly kind: 'dsse'
      readonly payloadType: string
      readonly payload: Uint8Array
      readonly signature: Uint8Array
      readonly keyId?: string
    }

/** Bounds on what comes in one file. Real bundles have one entry and one timestamp, and no more than 20 KB. */
export const MATERIAL_LIMITS: Limits & { readonly [K in 'entries' | 'timestamps' | 'certificates']: number } = {
  length: 4 * 1024 * 1024, // UTF-16 units of a text: attestations carry their statement
  depth: 32,
  entries: 16,
  timestamps: 16,
  certificates: 10,
}
