import { createHash } from 'node:crypto'
import { contextTag, DER_TAG, type Der, derItems, derOid, encodeDer, readDer } from '#bytes'
import { ok, type Result } from '#fault'
import type { Certificate } from './certificate.ts'
import { distrust } from './distrust.ts'
import { verifies } from './signature.ts'
import { isWithin, type Log, logsWithId } from './trusted-root.ts'

/** The extension with the list of signed certificate timestamps (RFC 6962, 3.3). */
const SCT_LIST = '1.3.6.1.4.1.11129.2.4.2'

interface CertificateTimestamp {
  readonly logId: Uint8Array
  /** Milliseconds since 1970. */
  readonly at: number
  readonly extensions: Uint8Array
  readonly hash: number
  readonly algorithm: number
  readonly signature: Uint8Array
}

/**
 * Verifies that a certificate was logged: at least one of its embedded timestamps is by a known log of certificates in its time, and
 * none that names a known log is wrong. Gives the earliest time, in milliseconds since 1970.
 */
export function verifyLogged(
  certificate: Certificate,
  issuer: Certificate,
  logs: readonly Log[],
): Result<number, 'SCT_ABSENT' | 'SCT_INVALID' | 'SCT_NOT_VALID_THEN'> {
  const extension = certificate.extensions.get(SCT_LIST)
  if (extension === undefined)
    return distrust('SCT_ABSENT', 'the certificate holds no signed timestamp of a certificate log')
  const list = timestampsIn(extension.value)
  const logged = withoutList(certificate.tbs)
  if (list === undefined || logged === undefined) {
    return distrust('SCT_INVALID', 'the timestamps of certificate logs in the certificate are malformed')
  }
  let earliest: number | undefined
  for (const timestamp of list) {
    const known = logsWithId(logs, timestamp.logId)
    if (known.length === 0) continue
    const then = known.filter(({ validFor }) => isWithin(validFor, timestamp.at))
    if (then.length === 0) {
      return distrust('SCT_NOT_VALID_THEN', 'the certificate log was not in use when it saw the certificate')
    }
    const signed = signedData(timestamp, issuer, logged)
    if (!then.some((log) => isBy(log, timestamp, signed))) {
      return distrust('SCT_INVALID', 'a timestamp in the certificate is not that of the certificate log it names')
    }
    earliest = Math.min(timestamp.at, earliest ?? timestamp.at)
  }
  if (earliest === undefined)
    return distrust('SCT_ABSENT', 'no timestamp in the certificate is by a certificate log that is trusted')
  return ok(earliest)
}

/** Hash and signature algorithms are those of TLS 1.2 (RFC 5246, 7.4.1.4.1); logs use SHA-256 only. */
function isBy(log: Log, { hash, algorithm, signature }: CertificateTimestamp, signed: Uint8Array): boolean {
  const expected = log.key.kind === 'RSA' ? RSA : ECDSA
  return hash === SHA256 && algorithm === expected && verifies(log.key, 'sha256', signed, signature)
}

const SHA256 = 4
const RSA = 1
const ECDSA = 3

/** The structure that is signed for a precertificate (RFC 6962, 3.2). */
function signedData({ at, extensions }: CertificateTimestamp, issuer: Certificate, logged: Uint8Array): Uint8Array {
  const head = Buffer.alloc(12 + 32 + 3)
  head.writeBigUInt64BE(BigInt(at), 2)
  head.writeUInt16BE(PRECERT_ENTRY, 10)
  createHash('sha256').update(issuer.key.spki).digest().copy(head, 12)
  head.writeUIntBE(logged.length, 44, 3)
  const length = Buffer.alloc(2)
  length.writeUInt16BE(extensions.length)
  return Buffer.concat([head, logged, length, extensions])
}

const PRECERT_ENTRY = 1

/** The SignedCertificateTimestampList: lengths of two bytes before the list and before each item. */
function timestampsIn(value: Uint8Array): readonly CertificateTimestamp[] | undefined {
  const inner = readDer(value)
  if (inner?.tag !== DER_TAG.octetString || inner.content.length < 2) return undefined
  const bytes = Buffer.from(inner.content.buffer, inner.content.byteOffset, inner.content.length)
  if (bytes.readUInt16BE(0) !== bytes.length - 2) return undefined
  const list: CertificateTimestamp[] = []
  for (let at = 2; at < bytes.length; ) {
    if (at + 2 > bytes.length || list.length === MOST) return undefined
    const end = at + 2 + bytes.readUInt16BE(at)
    const read = end > bytes.length ? undefined : timestampIn(bytes.subarray(at + 2, end))
    if (read === undefined) return undefined
    list.push(read)
    at = end
  }
  return list
}

const MOST = 16

function timestampIn(bytes: Buffer): CertificateTimestamp | undefined {
  // Version 1, log ID, time, length of the extensions.
  if (bytes.length < 43 || bytes[0] !== 0) return undefined
  const at = Number(bytes.readBigUInt64BE(33))
  const extensionsEnd = 43 + bytes.readUInt16BE(41)
  if (extensionsEnd + 4 > bytes.length || !Number.isSafeInteger(at)) return undefined
  const signature = bytes.subarray(extensionsEnd + 4)
  if (bytes.readUInt16BE(extensionsEnd + 2) !== signature.length) return undefined
  return {
    logId: bytes.subarray(1, 33),
    at,
    extensions: bytes.subarray(43, extensionsEnd),
    hash: bytes[extensionsEnd]!,
    algorithm: bytes[extensionsEnd + 1]!,
    signature,
  }
}

/** What the log saw: the certificate's content before the list was put in, with every other byte in place. */
function withoutList(tbs: Der): Uint8Array | undefined {
  const fields = derItems(tbs)
  const wrapper = fields?.at(-1)
  const outer = wrapper?.tag === contextTag(3, 'constructed') ? readDer(wrapper.content) : undefined
  const items = outer && derItems(outer, 128)
  if (fields === undefined || items === undefined) return undefined
  const kept = items.filter((item) => {
    const [name] = derItems(item) ?? []
    return name === undefined || derOid(name) !== SCT_LIST
  })
  const extensions = encodeDer(
    contextTag(3, 'constructed'),
    encodeDer(DER_TAG.sequence, ...kept.map(({ bytes }) => bytes)),
  )
  return encodeDer(DER_TAG.sequence, ...fields.slice(0, -1).map(({ bytes }) => bytes), extensions)
}
