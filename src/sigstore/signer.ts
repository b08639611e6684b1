import { contextTag, DER_TAG, type Der, decodeUtf8, derItems, derOid, readDer } from '#bytes'
import { ok, type Result } from '#fault'
import type { Certificate } from './certificate.ts'
import { distrust } from './distrust.ts'

/** Who signed, as the certificate authority says. */
export interface Identity {
  /** The subject alternative name: an address, a URI, or the user name of Fulcio's OtherName. */
  readonly identity: string
  readonly type: 'email' | 'uri' | 'other'
  /** Who vouched for the identity: the OIDC issuer. */
  readonly issuer: string
}

const KEY_USAGE = '2.5.29.15'
const SUBJECT_ALT_NAME = '2.5.29.17'
const BASIC_CONSTRAINTS = '2.5.29.19'
const EXTENDED_KEY_USAGE = '2.5.29.37'
const CODE_SIGNING = '1.3.6.1.5.5.7.3.3'
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8'

/** Fulcio's own extensions. Source: fulcio/docs/oid-info.md. */
const ISSUER_V1 = '1.3.6.1.4.1.57264.1.1'
const OTHER_NAME = '1.3.6.1.4.1.57264.1.7'
const ISSUER_V2 = '1.3.6.1.4.1.57264.1.8'

/** Extensions whose meaning is looked at here; another one that is critical must not be passed over (RFC 5280, 4.2). */
const UNDERSTOOD = new Set([KEY_USAGE, SUBJECT_ALT_NAME, BASIC_CONSTRAINTS, EXTENDED_KEY_USAGE])

/** Whether the certificate of a signer may sign code: digitalSignature, codeSigning, no authority, nothing critical unknown. */
export function checkSigningUse(certificate: Certificate): Result<void, 'CERTIFICATE_USAGE'> {
  return checkUse(certificate, CODE_SIGNING, 'signing code')
}

/** Whether the certificate of a timestamp authority may stamp times (RFC 3161, 2.3). */
export function checkTimestampingUse(certificate: Certificate): Result<void, 'CERTIFICATE_USAGE'> {
  return checkUse(certificate, TIME_STAMPING, 'timestamps')
}

function checkUse(certificate: Certificate, purpose: string, words: string): Result<void, 'CERTIFICATE_USAGE'> {
  const critical = unknownCritical(certificate)
  if (critical !== undefined)
    return distrust('CERTIFICATE_USAGE', `the certificate has the unknown critical extension ${critical}`)
  const usage = keyUsage(certificate)
  if (usage === undefined || (usage & DIGITAL_SIGNATURE) === 0) {
    return distrust('CERTIFICATE_USAGE', 'the key of the certificate is not for digital signatures')
  }
  if (!purposes(certificate).includes(purpose)) {
    return distrust('CERTIFICATE_USAGE', `the certificate is not for ${words}`)
  }
  if (isAuthority(certificate) !== false) {
    return distrust('CERTIFICATE_USAGE', 'the certificate is that of an authority, not of a signer')
  }
  return ok(undefined)
}

/** Whether a certificate may issue others: an authority with keyCertSign and at least `below` authorities below it allowed. */
export function mayIssue(certificate: Certificate, below: number): boolean {
  const usage = keyUsage(certificate)
  const authority = isAuthority(certificate)
  if (unknownCritical(certificate) !== undefined || authority === undefined || authority === false) return false
  return usage !== undefined && (usage & KEY_CERT_SIGN) !== 0 && below <= authority.pathLength
}

/** Bits of KeyUsage in its first octet (RFC 5280, 4.2.1.3). */
const DIGITAL_SIGNATURE = 0x80
const KEY_CERT_SIGN = 0x04

function keyUsage({ extensions }: Certificate): number | undefined {
  const bits = extensions.get(KEY_USAGE)
  const read = bits && readDer(bits.value)
  return read?.tag === DER_TAG.bitString && read.content.length >= 2 ? read.content[1] : undefined
}

function purposes({ extensions }: Certificate): readonly string[] {
  return sequenceIn(extensions.get(EXTENDED_KEY_USAGE)?.value).map((each) => derOid(each) ?? '')
}

/** False for a certificate of a signer, undefined where the extension is malformed. */
function isAuthority({ extensions }: Certificate): false | undefined | { readonly pathLength: number } {
  const given = extensions.get(BASIC_CONSTRAINTS)
  if (given === undefined) return false
  const outer = readDer(given.value)
  const items = outer?.tag === DER_TAG.sequence ? derItems(outer) : undefined
  if (items === undefined || items.length > 2) return undefined
  const [flag, limit] = items
  if (flag === undefined) return false
  if (flag.tag !== DER_TAG.boolean || flag.content[0] !== 0xff) return undefined
  if (limit === undefined) return { pathLength: Number.POSITIVE_INFINITY }
  return limit.tag === DER_TAG.integer && limit.content.length === 1 ? { pathLength: limit.content[0]! } : undefined
}

function unknownCritical({ extensions }: Certificate): string | undefined {
  for (const [oid, { critical }] of extensions) if (critical && !UNDERSTOOD.has(oid)) return oid
  return undefined
}

/** The one subject alternative name and the issuer of a Fulcio certificate. */
export function identityOf(certificate: Certificate): Result<Identity, 'CERTIFICATE_IDENTITY'> {
  const names = sequenceIn(certificate.extensions.get(SUBJECT_ALT_NAME)?.value)
  const name = names[0] && nameOf(names[0])
  if (names.length !== 1 || name === undefined) {
    return distrust('CERTIFICATE_IDENTITY', 'the certificate does not name one address, URI or user')
  }
  const issuer = issuerOf(certificate)
  if (issuer === undefined)
    return distrust('CERTIFICATE_IDENTITY', 'the certificate does not say who vouched for the identity')
  return ok({ ...name, issuer })
}

/** GeneralName, RFC 5280 section 4.2.1.6. */
function nameOf(name: Der): Pick<Identity, 'identity' | 'type'> | undefined {
  if (name.tag === contextTag(1, 'primitive')) return textOf(name.content, 'email')
  if (name.tag === contextTag(6, 'primitive')) return textOf(name.content, 'uri')
  if (name.tag !== contextTag(0, 'constructed')) return undefined
  const [oid, wrapped] = derItems(name) ?? []
  if (oid === undefined || derOid(oid) !== OTHER_NAME || wrapped?.tag !== contextTag(0, 'constructed')) return undefined
  const text = readDer(wrapped.content)
  return text?.tag === DER_TAG.utf8String ? textOf(text.content, 'other') : undefined
}

function textOf(bytes: Uint8Array, type: Identity['type']): Pick<Identity, 'identity' | 'type'> | undefined {
  const text = decodeUtf8(bytes)
  return text.ok && text.value !== '' ? { identity: text.value, type } : undefined
}

/** The issuer of both extensions, where both are there they must agree: version 1 holds bare text, version 2 a UTF8String. */
function issuerOf({ extensions }: Certificate): string | undefined {
  const old = extensions.get(ISSUER_V1)?.value
  const given = extensions.get(ISSUER_V2)?.value
  const wrapped = given && readDer(given)
  if (given !== undefined && wrapped?.tag !== DER_TAG.utf8String) return undefined
  const texts = [old, wrapped?.content].filter((each) => each !== undefined).map(decodeUtf8)
  const [first, second = first] = texts
  if (first?.ok !== true || second?.ok !== true || first.value !== second.value || first.value === '') return undefined
  return first.value
}

function sequenceIn(value: Uint8Array | undefined): readonly Der[] {
  const outer = value && readDer(value)
  return outer?.tag === DER_TAG.sequence ? (derItems(outer) ?? []) : []
}
