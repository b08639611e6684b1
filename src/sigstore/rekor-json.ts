import { createHash } from 'node:crypto'
import { decodeHex, encodeHex } from '#bytes'
import { fail, ok, type Result } from '#fault'
import {
  aMap,
  atMost,
  isObject,
  type Json,
  type Limits,
  list,
  optional,
  parsed,
  parseJson,
  readShape,
  type Shape,
  text,
} from '#json'
import { type BodyKind, kindOfBody } from './entry-body.ts'
import { DEEPEST_PROOF, type InclusionProof, type LogEntry } from './log-entry.ts'
import { bytes, int64, message } from './proto-json.ts'

/** A dump of Rekor's API holds many entries: 100,000 of them fit. */
const DUMP_LIMITS: Limits = { length: 512 * 1024 * 1024, depth: 32 }
const FILE_LIMITS: Limits = { length: 4 * 1024 * 1024, depth: 32 }

/** A log's ID or a digest in hexadecimal. */
const hex32: Shape<Uint8Array> = parsed(text, (written) => {
  const read = decodeHex(written)
  return read?.length === 32
    ? ok(read)
    : fail({ code: 'HEX_MALFORMED', kind: 'invalid', message: 'expected 64 hexadecimal digits' })
})

const proof: Shape<InclusionProof> = parsed(
  message({
    logIndex: int64,
    rootHash: hex32,
    treeSize: int64,
    hashes: optional(atMost(DEEPEST_PROOF, list(hex32))),
    checkpoint: optional(text),
  }),
  ({ hashes = [], ...rest }) => ok({ ...rest, hashes }),
)

const apiEntry: Shape<LogEntry> = parsed(
  message({
    body: bytes,
    integratedTime: int64,
    logID: hex32,
    logIndex: int64,
    verification: optional(message({ signedEntryTimestamp: optional(bytes), inclusionProof: optional(proof) })),
  }),
  ({ body, integratedTime, logID, logIndex, verification }) => {
    const kind = kindOfBody(body)
    if (!kind.ok) return kind
    return ok(
      entryOf(
        kind.value,
        body,
        integratedTime,
        logID,
        logIndex,
        verification?.signedEntryTimestamp,
        verification?.inclusionProof,
      ),
    )
  },
)

function entryOf(
  kind: BodyKind,
  body: Uint8Array,
  integratedTime: number,
  logId: Uint8Array,
  logIndex: number,
  promise: Uint8Array | undefined,
  given: InclusionProof | undefined,
): LogEntry {
  return {
    ...kind,
    body,
    integratedTime,
    logId,
    logIndex,
    ...(promise !== undefined && { promise }),
    ...(given !== undefined && { proof: given }),
  }
}

/**
 * The entries of a Rekor API response, `{UUID: {body, integratedTime, logID, logIndex, verification}}`, by their UUID: from
 * `/api/v1/log/entries`, from `rekor-cli get --format json` kept in one file, or a list of such responses.
 */
export function readRekorEntries(source: string): Result<ReadonlyMap<string, LogEntry>> {
  const document = parseJson(source, DUMP_LIMITS)
  return document.ok ? readRekorEntriesJson(document.value.value) : document
}

export function readRekorEntriesJson(value: Json): Result<ReadonlyMap<string, LogEntry>> {
  const read = readShape(aMap(apiEntry), merged(value))
  if (!read.ok) return read
  for (const [uuid, { body }] of read.value) {
    // The last 64 digits are the hash of the entry's leaf; before them may stand the ID of its tree.
    if (!UUID.test(uuid) || uuid.slice(-64) !== leafHashHex(body)) {
      return fail({
        code: 'REKOR_UUID',
        kind: 'invalid',
        message: 'cannot read as Rekor entries: a key is not the UUID of the entry below it',
        at: `/${uuid.slice(0, 80)}`,
      })
    }
  }
  return read
}

/** A list of responses as one; an item that is no object stays, and is a fault. */
function merged(value: Json): Json {
  if (!Array.isArray(value) || !value.every(isObject)) return value
  return Object.fromEntries(value.flatMap((each) => Object.entries(each)))
}

const UUID = /^(?:[0-9a-f]{16})?[0-9a-f]{64}$/

function leafHashHex(body: Uint8Array): string {
  return encodeHex(createHash('sha256').update(Uint8Array.of(0)).update(body).digest())
}

const rekorFile = message({
  SignedEntryTimestamp: bytes,
  Payload: message({ body: bytes, integratedTime: int64, logIndex: int64, logID: hex32 }),
})

/** A `.rekor` file, which is also what old cosign calls a bundle: one entry with its promise, without a proof. */
export function readRekorFile(source: string): Result<LogEntry> {
  const document = parseJson(source, FILE_LIMITS)
  return document.ok ? readRekorFileJson(document.value.value) : document
}

export function readRekorFileJson(value: Json): Result<LogEntry> {
  const read = readShape(rekorFile, value)
  if (!read.ok) return read
  const { SignedEntryTimestamp: promise, Payload } = read.value
  const kind = kindOfBody(Payload.body)
  if (!kind.ok) return kind
  return ok(
    entryOf(kind.value, Payload.body, Payload.integratedTime, Payload.logID, Payload.logIndex, promise, undefined),
  )
}
