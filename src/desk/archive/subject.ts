import type { Json } from '#json'
import type { OpenpgpReport } from '#openpgp'
import type { Evidence } from '#trust'

/** A part of an archive: a file in it, or what a manifest holds itself. */
export type Source =
  /** `path` is relative to the archive, with `/`. */
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'json'; readonly json: Json }

/** One released file with everything that lies beside it to vouch for it. Nothing of it has been read. */
export interface Subject {
  /** The file's name, without folders. */
  readonly name: string
  /** Where it is or should be, relative to the archive. */
  readonly path: string
  /** Whether the file itself is there. */
  readonly isPresent: boolean
  /** Digests that are known of it, hexadecimal, by whom: `manifest`, or the name of an inventory. */
  readonly known: readonly KnownDigest[]
  /** As a manifest says. */
  readonly release?: string
  readonly bundles: readonly Source[]
  readonly crt?: Source
  readonly sig?: Source
  readonly rekor?: Source
  readonly asc?: Source
  /** An SBOM lies beside it. */
  readonly hasSbom: boolean
}

export interface KnownDigest {
  readonly sha256: string
  readonly from: string
}

/** What the material of one row is called, in the words of python.org's own audit. */
export type MaterialName = '.sigstore' | '.sig+.crt' | '.rekor'

export type AuditVerdict = 'pass' | 'incomplete' | 'fail' | 'unsigned'

/** What was found about one signature of one file, or about a file without any. */
export interface AuditRow {
  readonly name: string
  readonly path: string
  readonly release: string | null
  /** Id of the stream of the policy that covers it. */
  readonly stream: string | null
  readonly sha256: string | null
  readonly material: MaterialName | null
  /** Path of the bundle, or of the certificate; null for what a manifest holds. */
  readonly source: string | null
  /** Form of a bundle: `0.1`, `0.2`, `0.3`. */
  readonly format: string | null
  readonly verdict: AuditVerdict
  /** Code of the fault; null for a pass. */
  readonly code: string | null
  /** Why, in a sentence; for a pass, what could be better about it. */
  readonly diagnosis: string | null
  readonly identity: string | null
  readonly issuer: string | null
  /** Whom the policy expects, where it expects one. */
  readonly expected: { readonly identity: string; readonly issuer: string } | null
  readonly evidence: Evidence | null
  /** RFC 3339. */
  readonly signedAt: string | null
  /** JSON Pointers of the rules of the policy that decided: `/streams/7/signers/0`; null where none let it pass. */
  readonly rules: readonly string[] | null
  /** What would mend it, and from what; null where nothing is to be done. `from` is null where what it takes is not at hand. */
  readonly repair: { readonly kind: RepairKind; readonly from: string | null } | null
  /** The signature itself, base64: to see whether two materials are the same signing. */
  readonly signature: string | null
}

export type RepairKind = 'add-checkpoint' | 'backfill' | 'upgrade'

/** What an audit found about one file. */
export interface AuditedSubject {
  readonly name: string
  readonly path: string
  readonly release: string | null
  readonly stream: string | null
  /** The digest that was audited, and every other one that somebody else claims. */
  readonly sha256: string | null
  readonly known: readonly KnownDigest[]
  readonly isPresent: boolean
  readonly gpg: 'none' | 'also' | null
  readonly hasAsc: boolean
  readonly hasSbom: boolean
  readonly openpgp: OpenpgpReport | null
  readonly rows: readonly AuditRow[]
}
