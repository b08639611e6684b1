import { encodeBase64, encodeHex, encodePem } from '#bytes'
import type { Certificate } from './certificate.ts'
import { leafHash } from './merkle.ts'

/**
 * The body that Rekor v1 has for the signature of a file with a certificate: canonical JSON (RFC 8785), to the byte. So an entry can
 * be told from `.crt`, `.sig` and the digest of the file alone.
 */
export function hashedRekordBody(leaf: Certificate, signature: Uint8Array, sha256: Uint8Array): Uint8Array {
  const certificate = encodeBase64(Buffer.from(encodePem('CERTIFICATE', leaf.bytes)))
  return Buffer.from(
    `{"apiVersion":"0.0.1","kind":"hashedrekord","spec":{"data":{"hash":{"algorithm":"sha256","value":"${encodeHex(sha256)}"}},` +
      `"signature":{"content":"${encodeBase64(signature)}","publicKey":{"content":"${certificate}"}}}}`,
  )
}

/** The hash under which a log has an entry, hexadecimal: the last 64 digits of its UUID. */
export function entryHash(body: Uint8Array): string {
  return encodeHex(leafHash(body))
}
