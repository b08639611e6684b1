/** Base64 text of `bytes`: the standard alphabet of RFC 4648 section 4, with padding, in one line. */
export function encodeBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
}

/**
 * The bytes of base64 text, or undefined where it is not the one spelling that {@link encodeBase64} gives: another alphabet, a space,
 * a line break, missing padding or bits beyond the last byte. One content has one text, so nobody can change a signed file unnoticed.
 */
export function decodeBase64(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : undefined
}
