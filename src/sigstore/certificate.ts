import {
  contextTag,
  DER_TAG,
  type Der,
  decodePem,
  derBits,
  derItems,
  derOid,
  derTime,
  encodeHex,
  readDer,
} from '#bytes'
import { fail, ok, type Result } from '#fault'
import { type Prehash, SIGNATURE_OIDS } from './algorithms.ts'
import { type PublicKey, readPublicKey } from './public-key.ts'

/** An X.509 certificate (RFC 5280), read once. Only {@link readCertificate} makes one. */
export interface Certificate {
  readonly bytes: Uint8Array
  /** What is signed: TBSCertificate. */
  readonly tbs: Der
  /** Hexadecimal, lower case. */
  readonly serial: string
  /** Distinguished names in DER: two are the same when their bytes are. */
  readonly issuer: Uint8Array
  readonly subject: Uint8Array
  /** Milliseconds since 1970; both belong to the time in which it is valid. */
  readonly notBefore: number
  readonly notAfter: number
  readonly key: PublicKey
  readonly signature: { readonly prehash: Prehash; readonly value: Uint8Array }
  readonly extensions: ReadonlyMap<string, Extension>
}

export interface Extension {
  readonly critical: boolean
  /** What the extension's OCTET STRING holds. */
  readonly value: Uint8Array
}

/** Longest certificate that is looked at, in bytes: Fulcio's largest are below 4 KiB. */
const LONGEST = 64 * 1024

/** Reads one certificate in DER: version 3, no extension twice, nothing behind its end. */
export function readCertificate(bytes: Uint8Array): Result<Certificate, 'CERTIFICATE_MALFORMED'> {
  const outer = bytes.length > LONGEST ? undefined : readDer(bytes)
  const [tbs, algorithm, bits, ...rest] = outer?.tag === DER_TAG.sequence ? (derItems(outer) ?? []) : []
  if (tbs?.tag !== DER_TAG.sequence || algorithm === undefined || bits === undefined || rest.length > 0) {
    return malformed('it is no X.509 certificate in DER')
  }
  const fields = fieldsOf(tbs)
  if (fields === undefined) return malformed('its fields are not those of a version 3 certificate')
  if (Buffer.compare(fields.algorithm.bytes, algorithm.bytes) !== 0) {
    return malformed('it names two signature algorithms')
  }
  const prehash = SIGNATURE_OIDS[algorithmOid(algorithm) ?? '']
  const value = derBits(bits)
  if (prehash === undefined || value === undefined)
    return malformed('its signature algorithm is not one of those in use')
  const [notBefore, notAfter] = (derItems(fields.validity) ?? []).map(derTime)
  if (notBefore === undefined || notAfter === undefined) return malformed('it has no time of validity')
  const key = readPublicKey(fields.key.bytes)
  if (key === undefined) return malformed('its key is malformed or of a kind that is not in use')
  const extensions = extensionsOf(fields.extensions)
  if (extensions === undefined) return malformed('its extensions are malformed')
  return ok({
    bytes,
    tbs,
    serial: encodeHex(fields.serial.content),
    issuer: fields.issuer.bytes,
    subject: fields.subject.bytes,
    notBefore,
    notAfter,
    key,
    signature: { prehash, value },
    extensions,
  })
}

interface TbsFields {
  readonly serial: Der
  readonly algorithm: Der
  readonly issuer: Der
  readonly validity: Der
  readonly subject: Der
  readonly key: Der
  readonly extensions: Der
}

/** TBSCertificate, RFC 5280 section 4.1. The unique identifiers of version 2 are in no certificate in use. */
function fieldsOf(tbs: Der): TbsFields | undefined {
  const items = derItems(tbs)
  if (items?.length !== 8) return undefined
  const [version, serial, algorithm, issuer, validity, subject, key, extensions] = items
  if (version?.tag !== contextTag(0, 'constructed') || Buffer.compare(version.content, VERSION_3) !== 0)
    return undefined
  if (serial?.tag !== DER_TAG.integer || extensions?.tag !== contextTag(3, 'constructed')) return undefined
  const sequences = [algorithm, issuer, validity, subject, key]
  if (sequences.some((each) => each?.tag !== DER_TAG.sequence)) return undefined
  return {
    serial,
    algorithm: algorithm!,
    issuer: issuer!,
    validity: validity!,
    subject: subject!,
    key: key!,
    extensions,
  }
}

/** INTEGER 2. */
const VERSION_3 = Uint8Array.of(2, 1, 2)

function algorithmOid(algorithm: Der): string | undefined {
  const [name] = derItems(algorithm) ?? []
  return name && derOid(name)
}

function extensionsOf(outer: Der): ReadonlyMap<string, Extension> | undefined {
  const list = readDer(outer.content)
  const items = list?.tag === DER_TAG.sequence ? derItems(list, 128) : undefined
  if (items === undefined) return undefined
  const extensions = new Map<string, Extension>()
  for (const item of items) {
    const parts = item.tag === DER_TAG.sequence ? (derItems(item) ?? []) : []
    const [name, ...rest] = parts
    const critical = rest.length === 2 ? rest[0] : undefined
    const value = rest.at(-1)
    const oid = name && derOid(name)
    if (oid === undefined || parts.length > 3 || value?.tag !== DER_TAG.octetString || extensions.has(oid))
      return undefined
    // DER leaves the default out, so a flag that is there says true.
    if (critical !== undefined && (critical.tag !== DER_TAG.boolean || critical.content[0] !== 0xff)) return undefined
    extensions.set(oid, { critical: critical !== undefined, value: value.content })
  }
  return extensions
}

/** The certificates of PEM text, which may itself be in base64, as cosign writes it. */
export function readCertificatePem(text: string): Result<readonly Certificate[], 'CERTIFICATE_MALFORMED'> {
  const plain = text.includes('-----BEGIN')
    ? text
    : Buffer.from(text.replaceAll(/\s/g, ''), 'base64').toString('latin1')
  const blocks = decodePem(plain)
  if (blocks === undefined || blocks.length > MOST_IN_FILE) return malformed('it is no PEM text')
  const certificates: Certificate[] = []
  for (const { label, bytes } of blocks) {
    if (label !== 'CERTIFICATE') return malformed('the PEM block is no certificate')
    const read = readCertificate(bytes)
    if (!read.ok) return read
    certificates.push(read.value)
  }
  return ok(certificates)
}

/** Certificates in one file: a leaf and all that may stand above it. */
const MOST_IN_FILE = 10

function malformed(detail: string): Result<never, 'CERTIFICATE_MALFORMED'> {
  return fail({
    code: 'CERTIFICATE_MALFORMED',
    kind: 'invalid',
    message: `cannot read as a certificate: ${detail}`,
  })
}
