import { decodeBase64, decodeUtf8 } from '#bytes'
import { ok, type Result } from '#fault'
import { anyJson, type Json, optional, parsed, readShape, type Shape, text } from '#json'
import { type Certificate, readCertificate, readCertificatePem } from './certificate.ts'
import { readEntryBody } from './entry-body.ts'
import type { LogEntry } from './log-entry.ts'
import type { KeyMaterial, Material } from './material.ts'
import { bytes, message } from './proto-json.ts'
import { readRekorFileJson } from './rekor-json.ts'

const entry: Shape<LogEntry> = parsed(anyJson, readRekorFileJson)

/** The certificate as PEM in base64; a bundle that was made with a key has an empty text, or the key. */
const certificates: Shape<readonly Certificate[]> = parsed(text, (written) => {
  const plain = decodeBase64(written)
  const pem = plain && decodeUtf8(plain)
  if (written === '' || (pem?.ok && pem.value.includes('PUBLIC KEY'))) return ok([])
  return readCertificatePem(pem?.ok ? pem.value : written)
})

const signBlob = message({ base64Signature: bytes, cert: optional(certificates), rekorBundle: optional(entry) })

/** Reads what `cosign sign-blob --bundle` wrote before version 3: `{base64Signature, cert, rekorBundle}`. */
export function readCosignBundleJson(value: Json): Result<Material> {
  const read = readShape(signBlob, value)
  if (!read.ok) return read
  const { base64Signature: signature, cert, rekorBundle } = read.value
  const [leaf, ...intermediates] = cert ?? []
  return ok({
    form: 'cosign',
    key: leaf === undefined ? { kind: 'key', hint: '' } : { kind: 'certificate', leaf, intermediates },
    content: { kind: 'message', signature },
    entries: rekorBundle === undefined ? [] : [rekorBundle],
    timestamps: [],
  })
}

/**
 * The signature that a log entry of a file holds itself: certificate or key, signature and digest are all in its body. So a `.rekor`
 * file or an old cosign bundle is enough, without the `.crt` and `.sig` beside it.
 */
export function materialOfEntry(given: LogEntry): Result<Material> {
  const body = readEntryBody(given.body, 'message')
  if (!body.ok) return body
  const { signature, digest, verifier } = body.value
  const read = readCertificate(verifier)
  // What is no certificate is a key, which the verifier must have.
  const key: KeyMaterial = read.ok
    ? { kind: 'certificate', leaf: read.value, intermediates: [] }
    : { kind: 'key', hint: '' }
  return ok({ form: 'cosign', key, content: { kind: 'message', signature, digest }, entries: [given], timestamps: [] })
}
