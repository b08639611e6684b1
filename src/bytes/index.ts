/**
 * Bytes as text and text as bytes.
 *
 * @module
 */
export { decodeHex, encodeHex } from './hex.ts'
export { decodeUtf8 } from './utf8.ts'
