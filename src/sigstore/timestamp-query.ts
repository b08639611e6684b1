import { createHash } from 'node:crypto'
import { DER_TAG, encodeDer, encodeOid } from '#bytes'

const SHA256 = '2.16.840.1.101.3.4.2.1'

/** A TimeStampReq (RFC 3161, 2.4.1) for a signature: version 1, its SHA-256 digest, and the authority's certificate wanted. */
export function timestampQuery(signature: Uint8Array): Uint8Array {
  const digest = createHash('sha256').update(signature).digest()
  const algorithm = encodeDer(DER_TAG.sequence, encodeOid(SHA256), encodeDer(DER_TAG.nil))
  return encodeDer(
    DER_TAG.sequence,
    encodeDer(DER_TAG.integer, Uint8Array.of(1)),
    encodeDer(DER_TAG.sequence, algorithm, encodeDer(DER_TAG.octetString, digest)),
    encodeDer(DER_TAG.boolean, Uint8Array.of(0xff)),
  )
}
