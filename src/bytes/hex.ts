const DIGITS = '0123456789abcdef'

/** Lower-case hexadecimal text of `bytes` from `start` to before `end` (offsets in bytes). */
export function encodeHex(bytes: Uint8Array, start = 0, end: number = bytes.length): string {
  let text = ''
  for (let i = start; i < end; i++) {
    const byte = bytes[i]!
    text += DIGITS[byte >> 4]! + DIGITS[byte & 15]!
  }
  return text
}

/** The bytes of hexadecimal text of either case; undefined for an odd length or any other character. */
export function decodeHex(text: string): Uint8Array | undefined {
  if (text.length % 2 !== 0) return undefined
  const bytes = new Uint8Array(text.length / 2)
  for (let i = 0; i < bytes.length; i++) {
    const high = digit(text.charCodeAt(2 * i))
    const low = digit(text.charCodeAt(2 * i + 1))
    if (high < 0 || low < 0) return undefined
    bytes[i] = high * 16 + low
  }
  return bytes
}

/** The value of one hexadecimal digit given as its character code, or -1. */
function digit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48
  const lower = code | 32
  return lower >= 97 && lower <= 102 ? lower - 87 : -1
}
