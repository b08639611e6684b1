import { sameBytes } from '#bytes'
import { fail, ok, type Result } from '#fault'
import { hashedRekordBody } from './hashed-rekord.ts'
import type { LogEntry } from './log-entry.ts'
import type { Material } from './material.ts'
import type { BundleMaterial } from './write-bundle.ts'

/**
 * The bundle of a detached signature, from the log entry that was made when it was signed (an API response or a `.rekor` file) and
 * the SHA-256 digest of the file. The entry must be, to the byte, the one that certificate, signature and digest give.
 *
 * With a checkpoint it is a bundle of version 0.3, else one of version 0.1, which needs no more than the promise. Nothing is verified
 * here: verify what comes out.
 */
export function backfillBundle(
  { key, content, timestamps }: Material,
  entry: LogEntry,
  sha256: Uint8Array,
): Result<BundleMaterial, 'BACKFILL_OTHER_ENTRY' | 'BACKFILL_NO_PROMISE' | 'BACKFILL_NOT_DETACHED'> {
  if (key.kind !== 'certificate' || content.kind !== 'message') {
    return cannot('BACKFILL_NOT_DETACHED', 'it is not the signature of a file with a certificate')
  }
  if (!sameBytes(hashedRekordBody(key.leaf, content.signature, sha256), entry.body)) {
    return cannot('BACKFILL_OTHER_ENTRY', 'the log entry is about another certificate, signature or file')
  }
  const isProved = entry.proof?.checkpoint !== undefined
  if (!isProved && entry.promise === undefined) {
    return cannot('BACKFILL_NO_PROMISE', 'the log entry has neither a promise nor a proof with a checkpoint')
  }
  return ok({
    form: isProved ? 'bundle-v0.3' : 'bundle-v0.1',
    key: isProved ? { ...key, intermediates: [] } : key,
    content: { ...content, digest: { algorithm: 'sha256', value: sha256 } },
    entries: [entry],
    timestamps,
  })
}

function cannot<const Code extends string>(code: Code, detail: string): Result<never, Code> {
  return fail({ code, kind: 'conflict', message: `cannot make a bundle of the detached signature: ${detail}` })
}

/** A detached signature with the log entry of its making, to be verified as it is. */
export function withEntry(material: Material, entry: LogEntry): Material {
  return { ...material, entries: [...material.entries, entry] }
}
