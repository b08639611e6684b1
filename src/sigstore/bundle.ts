import { fail, ok, quote, type Result } from '#fault'
import { atMost, type Json, list, optional, parsed, parseJson, readShape, type Shape, text } from '#json'
import { HASH_LENGTH, HASH_WORDS } from './algorithms.ts'
import { type Certificate, readCertificate } from './certificate.ts'
import { entryShape, type LogEntry } from './log-entry.ts'
import { type KeyMaterial, MATERIAL_LIMITS, type Material, type MaterialForm, type SignedContent } from './material.ts'
import { bytes, message } from './proto-json.ts'

/** Media types by the version they name. Source: sigstore_bundle.proto. */
const MEDIA_TYPES: ReadonlyMap<string, MaterialForm> = new Map([
  ['application/vnd.dev.sigstore.bundle+json;version=0.1', 'bundle-v0.1'],
  ['application/vnd.dev.sigstore.bundle+json;version=0.2', 'bundle-v0.2'],
  ['application/vnd.dev.sigstore.bundle+json;version=0.3', 'bundle-v0.3'],
  ['application/vnd.dev.sigstore.bundle.v0.3+json', 'bundle-v0.3'],
])

const certificate: Shape<Certificate> = parsed(message({ rawBytes: bytes }), ({ rawBytes }) =>
  readCertificate(rawBytes),
)

const digest: Shape<NonNullable<(SignedContent & { kind: 'message' })['digest']>> = parsed(
  message({ algorithm: text, digest: bytes }),
  ({ algorithm: word, digest: value }) => {
    const algorithm = HASH_WORDS.get(word)
    if (algorithm === undefined || word === algorithm)
      return rule('DIGEST_ALGORITHM', 'the digest is not SHA-256, SHA-384 or SHA-512')
    return HASH_LENGTH[algorithm] === value.length
      ? ok({ algorithm, value })
      : rule('DIGEST_ALGORITHM', `a digest of ${value.length} bytes is not ${word}`)
  },
)

const messageSignature: Shape<SignedContent> = parsed(
  message({ messageDigest: optional(digest), signature: bytes }),
  ({ messageDigest, signature }) =>
    ok({ kind: 'message' as const, signature, ...(messageDigest !== undefined && { digest: messageDigest }) }),
)

const envelope: Shape<SignedContent> = parsed(
  message({
    payload: bytes,
    payloadType: text,
    signatures: atMost(2, list(message({ sig: bytes, keyid: optional(text) }))),
  }),
  ({ payload, payloadType, signatures: [first, second] }) => {
    // Two signatures would be two answers to the question who signed.
    if (first === undefined || second !== undefined)
      return rule('DSSE_SIGNATURES', 'an envelope needs exactly one signature')
    const keyId = first.keyid === undefined || first.keyid === '' ? {} : { keyId: first.keyid }
    return ok({ kind: 'dsse' as const, payload, payloadType, signature: first.sig, ...keyId })
  },
)

const bundle = message({
  mediaType: text,
  verificationMaterial: message({
    x509CertificateChain: optional(message({ certificates: atMost(MATERIAL_LIMITS.certificates, list(certificate)) })),
    certificate: optional(certificate),
    publicKey: optional(message({ hint: optional(text) })),
    tlogEntries: optional(atMost(MATERIAL_LIMITS.entries, list(entryShape))),
    timestampVerificationData: optional(
      message({
        rfc3161Timestamps: optional(atMost(MATERIAL_LIMITS.timestamps, list(message({ signedTimestamp: bytes })))),
      }),
    ),
  }),
  messageSignature: optional(messageSignature),
  dsseEnvelope: optional(envelope),
})

/** Reads a Sigstore bundle of version 0.1, 0.2 or 0.3. Source: sigstore_bundle.proto of protobuf-specs 0.5. */
export function readBundle(source: string): Result<Material> {
  const document = parseJson(source, MATERIAL_LIMITS)
  return document.ok ? readBundleJson(document.value.value) : document
}

/** The same from a value that is part of something larger. */
export function readBundleJson(value: Json): Result<Material> {
  const read = readShape(bundle, value)
  if (!read.ok) return read
  const { mediaType, verificationMaterial: given, messageSignature, dsseEnvelope } = read.value
  const form = MEDIA_TYPES.get(mediaType)
  if (form === undefined) {
    return fail({
      code: 'BUNDLE_VERSION',
      kind: 'invalid',
      message: `cannot read as a Sigstore bundle: the media type ${quote(mediaType)} is not that of version 0.1, 0.2 or 0.3`,
      at: '/mediaType',
    })
  }
  const key = keyOf(form, given)
  if (!key.ok) return key
  const content = messageSignature ?? dsseEnvelope
  if (content === undefined || (messageSignature !== undefined && dsseEnvelope !== undefined)) {
    return rule('BUNDLE_CONTENT', 'it needs one of messageSignature and dsseEnvelope')
  }
  const entries = given.tlogEntries ?? []
  const lacking = lackingIn(form, entries)
  if (lacking !== undefined) return lacking
  const timestamps = given.timestampVerificationData?.rfc3161Timestamps ?? []
  return ok({
    form,
    key: key.value,
    content,
    entries,
    timestamps: timestamps.map(({ signedTimestamp }) => signedTimestamp),
  })
}

interface GivenKey {
  readonly x509CertificateChain?: { readonly certificates: readonly Certificate[] }
  readonly certificate?: Certificate
  readonly publicKey?: { readonly hint?: string }
}

function keyOf(form: MaterialForm, given: GivenKey): Result<KeyMaterial> {
  const { x509CertificateChain: chain, certificate: single, publicKey } = given
  const kinds = [chain, single, publicKey].filter((each) => each !== undefined)
  if (kinds.length !== 1)
    return rule('BUNDLE_KEY', 'it needs exactly one of certificate, x509CertificateChain and publicKey')
  if (publicKey !== undefined) return ok({ kind: 'key', hint: publicKey.hint ?? '' })
  if (single !== undefined) return ok({ kind: 'certificate', leaf: single, intermediates: [] })
  if (form === 'bundle-v0.3') return rule('BUNDLE_CHAIN', 'version 0.3 carries one certificate, not a chain')
  const [leaf, ...intermediates] = chain?.certificates ?? []
  if (leaf === undefined) return rule('BUNDLE_CHAIN', 'the certificate chain is empty')
  // A root that comes with the signature is no evidence, and whoever takes it for some is misled.
  if (intermediates.some(({ issuer, subject }) => Buffer.compare(issuer, subject) === 0)) {
    return rule('BUNDLE_ROOT', 'the certificate chain holds a root, which must come from the verifier')
  }
  return ok({ kind: 'certificate', leaf, intermediates })
}

/** What a version demands of its log entries. Source: sigstore_bundle.proto, comment on tlog_entries. */
function lackingIn(form: MaterialForm, entries: readonly LogEntry[]): Result<never> | undefined {
  for (const { promise, proof } of entries) {
    if (form === 'bundle-v0.1') {
      if (promise === undefined)
        return rule('BUNDLE_PROMISE', 'version 0.1 needs the inclusion promise of its log entry')
    } else if (proof?.checkpoint === undefined) {
      return rule('BUNDLE_PROOF', 'it needs an inclusion proof with a checkpoint for its log entry')
    }
  }
  return undefined
}

function rule<const Code extends string>(code: Code, detail: string): Result<never, Code> {
  return fail({ code, kind: 'invalid', message: `cannot read as a Sigstore bundle: ${detail}` })
}
