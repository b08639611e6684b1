import { createHash } from 'node:crypto'
import { sameBytes } from '#bytes'
import { ok, type Result } from '#fault'
import { type Artifact, digestOf } from './artifact.ts'
import { hostOf, isProved, verifyInclusion } from './checkpoint.ts'
import { distrust } from './distrust.ts'
import { type EntryBody, readEntryBody } from './entry-body.ts'
import type { Found, LoggedEntry, Question } from './evidence.ts'
import type { LogEntry } from './log-entry.ts'
import type { SignedContent } from './material.ts'
import { verifyPromise } from './promise.ts'
import type { PublicKey } from './public-key.ts'
import { preAuthEncoding } from './statement.ts'
import { isWithin, type Log, logsWithId } from './trusted-root.ts'

/** Every log entry must be about this very signature, be that of a known log, and hold in all that the log gave for it. */
export function checkEntries(
  { material: { entries, content, key: given }, artifact, root }: Question,
  key: PublicKey,
  found: Found,
): Result<void> {
  const verifier = given.kind === 'certificate' ? given.leaf.bytes : key.spki
  for (const [i, entry] of entries.entries()) {
    if (entries.slice(0, i).some((before) => isSameEntry(before, entry))) {
      return distrust('LOG_ENTRY_DUPLICATE', 'a log entry is there twice')
    }
    const body = checkBody(entry, content, verifier, artifact)
    if (!body.ok) return body
    const logs = logsWithId(root.logs, entry.logId)
    if (logs.length === 0) return distrust('LOG_UNKNOWN', 'its log entry is in a log that is not trusted')
    const logged = checkEvidence(entry, logs, found)
    if (!logged.ok) return logged
    found.entries.push(logged.value)
    if (logged.value.proved) found.level = 'proof'
    else if (logged.value.promised) found.level ??= 'promise'
  }
  return ok(undefined)
}

function isSameEntry(a: LogEntry, b: LogEntry): boolean {
  return a.logIndex === b.logIndex && sameBytes(a.logId, b.logId)
}

/** Whether the log entry is about this signature, by this key, of this file or statement. */
function checkBody(entry: LogEntry, content: SignedContent, verifier: Uint8Array, artifact: Artifact): Result<void> {
  const read = readEntryBody(entry.body, content.kind)
  if (!read.ok) return read
  const body = read.value
  if (body.kind !== entry.kind || body.version !== entry.version) return mismatch('another kind than it says')
  if (!sameBytes(body.signature, content.signature)) return mismatch('another signature')
  if (!sameBytes(body.verifier, verifier)) return mismatch('another certificate or key')
  const digest = loggedDigest(body, content, artifact)
  if (digest !== undefined && sameBytes(digest, body.digest.value)) return ok(undefined)
  return content.kind === 'message' && content.digest === undefined
    ? distrust('DIGEST_MISMATCH', 'it is that of another file')
    : mismatch('another file or statement')
}

function mismatch(detail: string): Result<never, 'LOG_ENTRY_MISMATCH'> {
  return distrust('LOG_ENTRY_MISMATCH', `its log entry is about ${detail}`)
}

/** The digest that the entry must have. */
function loggedDigest({ over, digest }: EntryBody, content: SignedContent, artifact: Artifact): Uint8Array | undefined {
  if (content.kind === 'message') return over === 'file' ? digestOf(artifact, digest.algorithm) : undefined
  const { payloadType, payload } = content
  const hashed = over === 'payload' ? payload : over === 'pae' ? preAuthEncoding(payloadType, payload) : undefined
  return hashed && createHash(digest.algorithm).update(hashed).digest()
}

/** The promise and the proof. Time counts only where the log signed it. */
function checkEvidence(entry: LogEntry, logs: readonly Log[], found: Found): Result<LoggedEntry> {
  const { promise, proof, integratedTime, logIndex, kind, version } = entry
  const [first] = logs
  if (first === undefined) throw new RangeError('an entry needs a log')
  let log = first
  if (promise !== undefined) {
    const at = (integratedTime ?? 0) * 1000
    const then = logs.find(({ validFor }) => isWithin(validFor, at))
    const promised = verifyPromise(entry, promise, then ?? first)
    if (!promised.ok) return promised
    if (then === undefined) return logNotInUse()
    log = then
    found.times.push({ at, by: 'log', source: log.baseUrl })
  }
  let cosigners: readonly string[] = []
  if (proof?.checkpoint !== undefined) {
    const proved = verifyInclusion(entry, proof, proof.checkpoint, log)
    if (!proved.ok) return proved
    if (isTiled(entry) && logIndex !== proof.logIndex) {
      return distrust('LOG_PROOF_INVALID', 'the log entry says another place than its inclusion proof')
    }
    const own = hostOf(log.baseUrl)
    cosigners = proved.value.signatures.map(({ name }) => name).filter((name) => name !== own)
  } else if (proof !== undefined && !isProved(entry, proof)) {
    return distrust('LOG_PROOF_INVALID', 'the inclusion proof does not lead from the log entry to the root of the tree')
  }
  return ok({
    log: log.baseUrl,
    logIndex,
    kind: `${kind} ${version}`,
    promised: promise !== undefined,
    proved: proof?.checkpoint !== undefined,
    cosigners,
  })
}

/** Rekor v2 has one tree for each log, so that the place in the log is that in the tree; its entries are of version 0.0.2. */
function isTiled({ kind, version }: LogEntry): boolean {
  return version === '0.0.2' && (kind === 'hashedrekord' || kind === 'dsse')
}

/**
 * Whether the logs without a promise of their own were in use at the verified times. Rekor v2 tells no time, so that its entry is as
 * old as the timestamps say.
 */
export function checkLogTimes({ material: { entries }, root }: Question, found: Found): Result<void> {
  for (const { logId, promise } of entries) {
    const logs = promise === undefined ? logsWithId(root.logs, logId) : []
    const unused = found.times.some(({ at }) => logs.length > 0 && !logs.some(({ validFor }) => isWithin(validFor, at)))
    if (unused) return logNotInUse()
  }
  return ok(undefined)
}

function logNotInUse(): Result<never, 'LOG_NOT_VALID_THEN'> {
  return distrust('LOG_NOT_VALID_THEN', 'the log was not in use when it was signed')
}
