import { encodeBase64, encodeHex } from '#bytes'
import { ok, type Result } from '#fault'
import { distrust } from './distrust.ts'
import type { LogEntry } from './log-entry.ts'
import { verifies } from './signature.ts'
import type { Log } from './trusted-root.ts'

/**
 * Verifies Rekor v1's inclusion promise, the signed entry timestamp: the log's signature over the entry, its place and its time.
 * What is signed is canonical JSON (RFC 8785), whose keys are these four in this order.
 */
export function verifyPromise(
  { body, integratedTime, logId, logIndex }: LogEntry,
  promise: Uint8Array,
  log: Log,
): Result<void, 'LOG_PROMISE_INVALID'> {
  const signed = `{"body":"${encodeBase64(body)}","integratedTime":${integratedTime ?? 0},"logID":"${encodeHex(logId)}","logIndex":${logIndex}}`
  return verifies(log.key, log.prehash, Buffer.from(signed), promise)
    ? ok(undefined)
    : distrust('LOG_PROMISE_INVALID', 'the inclusion promise is not that of the log for this entry, place and time')
}
