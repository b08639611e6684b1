/** X.509 certificates as the authorities of a Sigstore instance make them. */
import crypto, { type KeyObject } from 'node:crypto'
import { contextTag, DER_TAG, encodeDer, encodeOid } from '#bytes'

export const sequence = (...items: readonly Uint8Array[]): Uint8Array => encodeDer(DER_TAG.sequence, ...items)
export const octets = (...content: readonly Uint8Array[]): Uint8Array => encodeDer(DER_TAG.octetString, ...content)
export const bits = (content: Uint8Array): Uint8Array => encodeDer(DER_TAG.bitString, Uint8Array.of(0), content)
export const integer = (value: number | Uint8Array): Uint8Array =>
  encodeDer(DER_TAG.integer, typeof value === 'number' ? Uint8Array.of(value) : value)
export const utf8 = (text: string): Uint8Array => encodeDer(DER_TAG.utf8String, Buffer.from(text))
export const spkiOf = (key: KeyObject): Buffer => crypto.createPublicKey(key).export({ format: 'der', type: 'spki' })

/** A time to the second. */
export function time(at: number): Uint8Array {
  const digits = new Date(at).toISOString().replaceAll(/[-:T]|\.[0-9]+/g, '')
  return encodeDer(DER_TAG.generalizedTime, Buffer.from(digits))
}

/** Names here have one part, the common name. */
export function nameOf(commonName: string): Uint8Array {
  return sequence(encodeDer(DER_TAG.set, sequence(encodeOid('2.5.4.3'), utf8(commonName))))
}

export interface CertificateRequest {
  readonly subject: string
  readonly issuer: string
  readonly notBefore: number
  readonly notAfter: number
  readonly spki: Uint8Array
  readonly extensions: readonly Uint8Array[]
}

export const ECDSA_SHA256: Uint8Array = sequence(encodeOid('1.2.840.10045.4.3.2'))

/** What is signed of a certificate. */
export function tbsOf(
  { subject, issuer, notBefore, notAfter, spki, extensions }: CertificateRequest,
  serial: Uint8Array,
): Uint8Array {
  return sequence(
    encodeDer(contextTag(0, 'constructed'), integer(2)),
    integer(serial),
    ECDSA_SHA256,
    nameOf(issuer),
    sequence(time(notBefore), time(notAfter)),
    subject === '' ? sequence() : nameOf(subject),
    spki,
    encodeDer(contextTag(3, 'constructed'), sequence(...extensions)),
  )
}

export function signCertificate(tbs: Uint8Array, key: KeyObject): Uint8Array {
  return sequence(tbs, ECDSA_SHA256, bits(crypto.sign('sha256', tbs, key)))
}

/** 16 bytes that are a positive number. */
export function newSerial(): Uint8Array {
  return Uint8Array.of(0x7f, ...crypto.randomBytes(15))
}

export function extension(oid: string, critical: boolean, value: Uint8Array): Uint8Array {
  const flag = critical ? [encodeDer(DER_TAG.boolean, Uint8Array.of(0xff))] : []
  return sequence(encodeOid(oid), ...flag, octets(value))
}

/** KeyUsage with the bits of its first octet: 0x80 digitalSignature, 0x04 keyCertSign. */
export const keyUsage = (flags: number): Uint8Array =>
  extension('2.5.29.15', true, encodeDer(DER_TAG.bitString, Uint8Array.of(0, flags)))
export const purposes = (...oids: readonly string[]): Uint8Array =>
  extension('2.5.29.37', false, sequence(...oids.map(encodeOid)))
export const isAuthority = (): Uint8Array =>
  extension('2.5.29.19', true, sequence(encodeDer(DER_TAG.boolean, Uint8Array.of(0xff))))
export const CODE_SIGNING = '1.3.6.1.5.5.7.3.3'
export const TIME_STAMPING = '1.3.6.1.5.5.7.3.8'

/** An authority: a root and one below it that issues. */
export interface MadeAuthority {
  readonly key: KeyObject
  readonly name: string
  readonly certificates: readonly [issuing: Uint8Array, root: Uint8Array]
}

export function makeAuthority(name: string, notBefore: number, notAfter: number): MadeAuthority {
  const rootKey = newEcKey('secp384r1')
  const key = newEcKey('secp384r1')
  const extensions = [keyUsage(0x04), isAuthority()]
  const common = { issuer: `${name} root`, notBefore, notAfter, extensions }
  const root = tbsOf({ ...common, subject: `${name} root`, spki: spkiOf(rootKey) }, newSerial())
  const issuing = tbsOf({ ...common, subject: name, spki: spkiOf(key) }, newSerial())
  return { key, name, certificates: [signCertificate(issuing, rootKey), signCertificate(root, rootKey)] }
}

export function newEcKey(namedCurve: string): KeyObject {
  return crypto.generateKeyPairSync('ec', { namedCurve }).privateKey
}
