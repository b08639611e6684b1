import { fail, ok, type Result } from '#fault'

/** The text of strict UTF-8. A byte order mark at the start is dropped; a NUL stays, since it is a character. */
export function decodeUtf8(bytes: Uint8Array): Result<string, 'NOT_UTF8'> {
  try {
    return ok(STRICT.decode(bytes))
  } catch {
    const offset = firstBad(bytes)
    return fail({
      code: 'NOT_UTF8',
      kind: 'invalid',
      message: `cannot read as text: the bytes from offset ${offset} are not UTF-8`,
      place: { line: lineOf(bytes, offset) },
      hint: 'save the file as UTF-8',
    })
  }
}

/** Made once: making one costs more than most texts. */
const STRICT = new TextDecoder('utf-8', { fatal: true })

/** Offset of the first byte that no UTF-8 sequence explains, for the message: a bisection over prefixes. */
function firstBad(bytes: Uint8Array): number {
  let good = 0
  let bad = bytes.length
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    if (isPrefixOfUtf8(bytes.subarray(0, middle))) good = middle
    else bad = middle
  }
  return good
}

function isPrefixOfUtf8(bytes: Uint8Array): boolean {
  try {
    // `stream` allows the last sequence to be cut off.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

function lineOf(bytes: Uint8Array, offset: number): number {
  let line = 1
  for (let end = bytes.indexOf(10); end >= 0 && end < offset; end = bytes.indexOf(10, end + 1)) line++
  return line
}
