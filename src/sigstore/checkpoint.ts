import { decodeBase64, sameBytes } from '#bytes'
import { fail, ok, type Result } from '#fault'
import { distrust } from './distrust.ts'
import type { InclusionProof, LogEntry } from './log-entry.ts'
import { isIncluded, leafHash } from './merkle.ts'
import { verifies } from './signature.ts'
import type { Log } from './trusted-root.ts'

/** The head of a log's tree, as the log signed it. Sources: C2SP tlog-checkpoint and signed-note. */
export interface Checkpoint {
  readonly origin: string
  readonly treeSize: number
  readonly rootHash: Uint8Array
  /** What the signatures are over. */
  readonly signed: Uint8Array
  readonly signatures: readonly NoteSignature[]
}

export interface NoteSignature {
  readonly name: string
  /** The first four bytes of the key's ID. */
  readonly hint: Uint8Array
  readonly value: Uint8Array
}

const LONGEST = 64 * 1024
/** A log and its witnesses. */
const MOST_SIGNATURES = 64
const DECIMAL = /^(?:0|[1-9][0-9]{0,15})$/

export function readCheckpoint(text: string): Result<Checkpoint, 'CHECKPOINT_MALFORMED'> {
  if (text.length > LONGEST) return malformed(`it is longer than ${LONGEST} characters`)
  const gap = text.indexOf('\n\n')
  if (gap < 0 || !text.endsWith('\n')) return malformed('it has no signatures behind an empty line')
  const body = text.slice(0, gap + 1)
  const [origin = '', size = '', root = ''] = body.split('\n')
  const treeSize = DECIMAL.test(size) ? Number(size) : Number.NaN
  const rootHash = decodeBase64(root)
  if (origin === '') return malformed('its first line, the origin, is empty')
  if (!Number.isSafeInteger(treeSize)) return malformed('its second line is not the size of a tree')
  if (rootHash?.length !== 32) return malformed('its third line is not the root hash of a tree')
  const lines = text.slice(gap + 2, -1).split('\n')
  if (lines.length > MOST_SIGNATURES) return malformed(`it has more than ${MOST_SIGNATURES} signatures`)
  const signatures: NoteSignature[] = []
  for (const line of lines) {
    const [dash, name, written, ...rest] = line.split(' ')
    const bytes = written === undefined ? undefined : decodeBase64(written)
    if (
      dash !== '\u2014' ||
      name === undefined ||
      name === '' ||
      bytes === undefined ||
      bytes.length < 5 ||
      rest.length > 0
    ) {
      return malformed('a line below the empty one is no signature')
    }
    signatures.push({ name, hint: bytes.subarray(0, 4), value: bytes.subarray(4) })
  }
  return ok({ origin, treeSize, rootHash, signed: Buffer.from(body), signatures })
}

function malformed(detail: string): Result<never, 'CHECKPOINT_MALFORMED'> {
  return fail({
    code: 'CHECKPOINT_MALFORMED',
    kind: 'invalid',
    message: `cannot read the checkpoint of a log: ${detail}`,
  })
}

/**
 * Verifies that an entry is in its log: the proof leads from the entry to the root that it names, and the log signed a checkpoint
 * with that root and size. Lines of others (witnesses, keys to come) are passed over.
 */
export function verifyInclusion(
  entry: LogEntry,
  proof: InclusionProof,
  envelope: string,
  log: Log,
): Result<Checkpoint, 'CHECKPOINT_MALFORMED' | 'CHECKPOINT_UNSIGNED' | 'CHECKPOINT_MISMATCH' | 'LOG_PROOF_INVALID'> {
  const read = readCheckpoint(envelope)
  if (!read.ok) return read
  const checkpoint = read.value
  const name = hostOf(log.baseUrl)
  const own = checkpoint.signatures.filter(
    (each) => each.name === name && sameBytes(each.hint, log.checkpointId.subarray(0, 4)),
  )
  if (own.length === 0) {
    return distrust('CHECKPOINT_UNSIGNED', `no signature on the checkpoint is by the log ${name} that holds the entry`)
  }
  if (!own.some(({ value }) => verifies(log.key, log.prehash, checkpoint.signed, value))) {
    return distrust('CHECKPOINT_UNSIGNED', 'the signature of the log on the checkpoint does not hold')
  }
  // Rekor v1 writes the number of its tree behind its name.
  if (checkpoint.origin !== name && !checkpoint.origin.startsWith(`${name} - `)) {
    return distrust('CHECKPOINT_MISMATCH', 'the checkpoint is that of another log')
  }
  if (checkpoint.treeSize !== proof.treeSize || !sameBytes(checkpoint.rootHash, proof.rootHash)) {
    return distrust('CHECKPOINT_MISMATCH', 'the inclusion proof is for another tree than the checkpoint')
  }
  return isProved(entry, proof)
    ? ok(checkpoint)
    : distrust('LOG_PROOF_INVALID', 'the inclusion proof does not lead from the log entry to the root of the tree')
}

/** Whether a proof leads from the entry to the root that it names itself. */
export function isProved(entry: LogEntry, { logIndex, treeSize, hashes, rootHash }: InclusionProof): boolean {
  return isIncluded(leafHash(entry.body), logIndex, treeSize, hashes, rootHash)
}

/** Host and port of a log's address: the name under which it signs. */
export function hostOf(baseUrl: string): string {
  const url = URL.parse(baseUrl)
  return url === null ? baseUrl : url.host + url.pathname.replace(/\/$/, '')
}
