import { createHash } from 'node:crypto'
import {
  contextTag,
  DER_TAG,
  type Der,
  derInteger,
  derItems,
  derOid,
  derTime,
  encodeDer,
  readDer,
  sameBytes,
} from '#bytes'
import { fail, ok, type Result } from '#fault'
import { HASH_OIDS, type HashName, type Prehash, SIGNATURE_OIDS } from './algorithms.ts'
import { isInUse } from './certificate-chain.ts'
import { distrust } from './distrust.ts'
import { verifies } from './signature.ts'
import { checkTimestampingUse } from './signer.ts'
import type { Authority } from './trusted-root.ts'

/** An RFC 3161 timestamp, read once. */
export interface Timestamp {
  /** Milliseconds since 1970. */
  readonly at: number
  /** What was stamped: a digest of the signature. */
  readonly imprint: { readonly hash: HashName; readonly digest: Uint8Array }
  readonly signer: { readonly issuer: Uint8Array; readonly serial: Uint8Array }
  /** What the authority signed: the attributes, or without them the content itself. */
  readonly signed: Uint8Array
  readonly prehash: Prehash
  readonly signature: Uint8Array
}

const SIGNED_DATA = '1.2.840.113549.1.7.2'
const TST_INFO = '1.2.840.113549.1.9.16.1.4'
const CONTENT_TYPE = '1.2.840.113549.1.9.3'
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4'
const LONGEST = 64 * 1024

/** The plain algorithms of public keys, with which CMS may name a signature whose digest is told beside it (RFC 5753, RFC 3370). */
const BARE_ALGORITHMS = new Set(['1.2.840.10045.2.1', '1.2.840.113549.1.1.1'])

/** Reads a TimeStampResp with one signer (RFC 3161, 2.4.2; CMS: RFC 5652). Nothing of it is verified but that its parts agree. */
export function readTimestamp(bytes: Uint8Array): Result<Timestamp, 'TIMESTAMP_MALFORMED'> {
  const outer = bytes.length > LONGEST ? undefined : readDer(bytes)
  const [status, token] = sequenceOf(outer)
  const [granted] = sequenceOf(status)
  const code = granted && derInteger(granted)
  if (code === undefined || token === undefined) return malformed('it is no response with a timestamp')
  // 0 is granted, 1 is granted with changes.
  if (code > 1) return malformed('the authority did not grant it')
  const [tokenType, wrapped] = sequenceOf(token)
  if (tokenType === undefined || derOid(tokenType) !== SIGNED_DATA || wrapped?.tag !== contextTag(0, 'constructed')) {
    return malformed('it is not signed data')
  }
  const [, , encapsulated, ...others] = sequenceOf(readDer(wrapped.content))
  const [contentType, content] = sequenceOf(encapsulated)
  const octets = content?.tag === contextTag(0, 'constructed') ? readDer(content.content) : undefined
  if (contentType === undefined || derOid(contentType) !== TST_INFO || octets?.tag !== DER_TAG.octetString) {
    return malformed('what is signed is no timestamp')
  }
  const info = infoIn(octets.content)
  const signer = signerIn(others.at(-1), octets.content)
  if (info === undefined) return malformed('its time or its digest is missing')
  return signer === undefined ? malformed('it has no signature over its content') : ok({ ...info, ...signer })
}

/** TSTInfo: version, policy, messageImprint, serialNumber, genTime, then what is optional. */
function infoIn(bytes: Uint8Array): Pick<Timestamp, 'at' | 'imprint'> | undefined {
  const [version, , imprint, , time] = sequenceOf(readDer(bytes))
  const [algorithm, digest] = sequenceOf(imprint)
  const [name] = sequenceOf(algorithm)
  const hash = name && HASH_OIDS[derOid(name) ?? '']
  const at = time?.tag === DER_TAG.generalizedTime ? derTime(time) : undefined
  if (version === undefined || derInteger(version) !== 1 || hash === undefined || at === undefined) return undefined
  return digest?.tag === DER_TAG.octetString ? { at, imprint: { hash, digest: digest.content } } : undefined
}

/** The one SignerInfo: version, issuer and serial, digest algorithm, attributes, signature algorithm, signature. */
function signerIn(
  infos: Der | undefined,
  content: Uint8Array,
): Pick<Timestamp, 'signer' | 'signed' | 'prehash' | 'signature'> | undefined {
  const [info, ...more] = infos?.tag === DER_TAG.set ? (derItems(infos) ?? []) : []
  if (info === undefined || more.length > 0) return undefined
  const [version, identifier, digestAlgorithm, ...rest] = sequenceOf(info)
  const attributes = rest[0]?.tag === contextTag(0, 'constructed') ? rest[0] : undefined
  const [algorithm, signature] = attributes === undefined ? rest : rest.slice(1)
  const [issuer, serial] = sequenceOf(identifier)
  const [hashName] = sequenceOf(digestAlgorithm)
  const [signatureName] = sequenceOf(algorithm)
  const hash = hashName && HASH_OIDS[derOid(hashName) ?? '']
  const oid = signatureName && derOid(signatureName)
  if (version === undefined || derInteger(version) !== 1 || hash === undefined || oid === undefined) return undefined
  const prehash = BARE_ALGORITHMS.has(oid) ? hash : SIGNATURE_OIDS[oid]
  if (prehash === undefined || signature?.tag !== DER_TAG.octetString) return undefined
  if (issuer === undefined || serial?.tag !== DER_TAG.integer) return undefined
  const signed = attributes === undefined ? content : signedAttributes(attributes, hash, content)
  if (signed === undefined) return undefined
  return {
    signer: { issuer: issuer.bytes, serial: serial.content },
    signed,
    prehash,
    signature: signature.content,
  }
}

/** The attributes as they are signed, as a SET; undefined where they are not about this content (RFC 5652, 5.4 and 11). */
function signedAttributes(attributes: Der, hash: HashName, content: Uint8Array): Uint8Array | undefined {
  const values = new Map<string, Der>()
  for (const attribute of derItems(attributes) ?? []) {
    const [name, set] = sequenceOf(attribute)
    const oid = name && derOid(name)
    const [value, ...more] = set?.tag === DER_TAG.set ? (derItems(set) ?? []) : []
    if (oid === undefined || value === undefined || more.length > 0 || values.has(oid)) return undefined
    values.set(oid, value)
  }
  const type = values.get(CONTENT_TYPE)
  const digest = values.get(MESSAGE_DIGEST)
  if (type === undefined || derOid(type) !== TST_INFO || digest?.tag !== DER_TAG.octetString) return undefined
  if (!sameBytes(digest.content, createHash(hash).update(content).digest())) return undefined
  return encodeDer(DER_TAG.set, attributes.content)
}

/**
 * Verifies a timestamp over `signature`: an authority that is trusted made it while it and its certificates were valid. The
 * certificate of the authority comes from the trusted root; one that is embedded is not looked at. Gives the time and whose it is.
 */
export function verifyTimestamp(
  timestamp: Timestamp,
  signature: Uint8Array,
  authorities: readonly Authority[],
): Result<Authority, 'TIMESTAMP_MISMATCH' | 'TIMESTAMP_UNTRUSTED' | 'TIMESTAMP_INVALID' | 'TIMESTAMP_NOT_VALID_THEN'> {
  const { imprint, signer, at } = timestamp
  if (!sameBytes(createHash(imprint.hash).update(signature).digest(), imprint.digest)) {
    return distrust('TIMESTAMP_MISMATCH', 'the timestamp is over another signature')
  }
  const named = authorities.filter(
    ({ chain: [leaf] }) => sameBytes(leaf.issuer, signer.issuer) && leaf.serial === hexOf(signer.serial),
  )
  if (named.length === 0) return distrust('TIMESTAMP_UNTRUSTED', 'the timestamp is by an authority that is not trusted')
  const own = named.filter(({ chain: [leaf] }) =>
    verifies(leaf.key, timestamp.prehash, timestamp.signed, timestamp.signature),
  )
  if (own.length === 0) return distrust('TIMESTAMP_INVALID', 'the signature on the timestamp does not hold')
  if (own.some(({ chain: [leaf] }) => !checkTimestampingUse(leaf).ok)) {
    return distrust('TIMESTAMP_INVALID', 'the certificate of the timestamp authority is not for timestamps')
  }
  const valid = own.find((authority) => isInUse(authority, at))
  if (valid !== undefined) return ok(valid)
  return distrust('TIMESTAMP_NOT_VALID_THEN', 'the timestamp authority or its certificates were not valid at that time')
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}

function sequenceOf(element: Der | undefined): readonly Der[] {
  return element?.tag === DER_TAG.sequence ? (derItems(element) ?? []) : []
}

function malformed(detail: string): Result<never, 'TIMESTAMP_MALFORMED'> {
  return fail({ code: 'TIMESTAMP_MALFORMED', kind: 'invalid', message: `cannot read as a timestamp: ${detail}` })
}
