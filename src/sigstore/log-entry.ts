import { ok, type Result } from '#fault'
import { atMost, type Json, list, optional, parsed, readShape, type Shape, text } from '#json'
import { bytes, bytes32, int64, message } from './proto-json.ts'

/** One entry of a transparency log with what the log gave for it. Nothing of it has been verified. */
export interface LogEntry {
  /** The log's key ID, 32 bytes. */
  readonly logId: Uint8Array
  /** Place among all entries of the log; a log of several trees counts through. */
  readonly logIndex: number
  readonly kind: string
  readonly version: string
  /** Seconds since 1970, Rekor v1 only; true only as far as `promise` says so. */
  readonly integratedTime?: number
  /** What was logged: canonical JSON. */
  readonly body: Uint8Array
  /** Rekor v1's signed entry timestamp. */
  readonly promise?: Uint8Array
  readonly proof?: InclusionProof
}

/** That an entry is in a Merkle tree (RFC 6962, 2.1.1). */
export interface InclusionProof {
  /** Place in the tree. */
  readonly logIndex: number
  readonly treeSize: number
  readonly rootHash: Uint8Array
  readonly hashes: readonly Uint8Array[]
  /** The tree head, signed by the log: without it the proof leads nowhere. */
  readonly checkpoint?: string
}

/** Hashes of a proof: enough for a tree of 2^64 entries. */
export const DEEPEST_PROOF = 64

export const proofShape: Shape<InclusionProof> = parsed(
  message({
    logIndex: optional(int64),
    rootHash: bytes32,
    treeSize: int64,
    hashes: optional(atMost(DEEPEST_PROOF, list(bytes32))),
    checkpoint: optional(message({ envelope: text })),
  }),
  ({ logIndex = 0, rootHash, treeSize, hashes = [], checkpoint }) =>
    ok({ logIndex, treeSize, rootHash, hashes, ...(checkpoint !== undefined && { checkpoint: checkpoint.envelope }) }),
)

/** TransparencyLogEntry of sigstore_rekor.proto. What is 0 may be left out there. */
export const entryShape: Shape<LogEntry> = parsed(
  message({
    logIndex: optional(int64),
    logId: message({ keyId: bytes32 }),
    kindVersion: message({ kind: text, version: text }),
    integratedTime: optional(int64),
    inclusionPromise: optional(message({ signedEntryTimestamp: bytes })),
    inclusionProof: optional(proofShape),
    canonicalizedBody: bytes,
  }),
  (read) =>
    ok({
      logId: read.logId.keyId,
      logIndex: read.logIndex ?? 0,
      kind: read.kindVersion.kind,
      version: read.kindVersion.version,
      body: read.canonicalizedBody,
      ...(read.integratedTime !== undefined && read.integratedTime > 0 && { integratedTime: read.integratedTime }),
      ...(read.inclusionPromise !== undefined && { promise: read.inclusionPromise.signedEntryTimestamp }),
      ...(read.inclusionProof !== undefined && { proof: read.inclusionProof }),
    }),
)

/** Reads one entry as Rekor v2 answers with it, and as it stands in a bundle. */
export function readLogEntryJson(value: Json): Result<LogEntry> {
  return readShape(entryShape, value)
}
