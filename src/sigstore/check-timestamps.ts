import { sameBytes } from '#bytes'
import { ok, type Result } from '#fault'
import { distrust } from './distrust.ts'
import type { Found, Question } from './evidence.ts'
import { readTimestamp, verifyTimestamp } from './timestamp.ts'

/** Every timestamp must hold, and be there once: a second copy of one is no second witness. */
export function checkTimestamps({ material: { timestamps, content }, root }: Question, found: Found): Result<void> {
  for (const [i, bytes] of timestamps.entries()) {
    if (timestamps.slice(0, i).some((before) => sameBytes(before, bytes))) {
      return distrust('TIMESTAMP_DUPLICATE', 'a timestamp is there twice')
    }
    const read = readTimestamp(bytes)
    if (!read.ok) return read
    const by = verifyTimestamp(read.value, content.signature, root.timestampAuthorities)
    if (!by.ok) return by
    found.times.push({ at: read.value.at, by: 'timestamp authority', source: by.value.uri })
  }
  if (found.level === 'proof' && timestamps.length > 0) found.level = 'proof+timestamp'
  return ok(undefined)
}
