/**
 * Bytes as text and text as bytes.
 *
 * @module
 */
export { decodeHex, encodeHex } from './hex.ts'
export { sha256 } from './sha256.ts'
export { decodeUtf8 } from './utf8.ts'
