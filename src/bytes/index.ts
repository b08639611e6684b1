/**
 * Bytes as text and text as bytes, and the encodings in which certificates and signatures are written.
 *
 * @module
 */
export { decodeBase64, encodeBase64 } from './base64.ts'
export {
  contextTag,
  DER_TAG,
  type Der,
  derBits,
  derInteger,
  derItems,
  derOid,
  derTime,
  encodeDer,
  encodeOid,
  readDer,
} from './der.ts'
export { decodeHex, encodeHex } from './hex.ts'
export { decodePem, encodePem, type PemBlock } from './pem.ts'
export { sameBytes } from './same-bytes.ts'
export { sha256 } from './sha256.ts'
export { decodeUtf8 } from './utf8.ts'
