import { decodeBase64 } from '#bytes'
import { fail, ok, type Result } from '#fault'
import { readCertificatePem } from './certificate.ts'
import type { Material } from './material.ts'

/** Longest `.crt` and `.sig`, in UTF-16 units. */
const LONGEST = 256 * 1024

/**
 * A signature in two files, as Python published them first: `.crt` is the certificate in PEM, `.sig` the signature in base64, each
 * with any line ends around and between. Nothing in them tells when it was signed: that takes a log entry, see `withEntry`.
 */
export function readDetached(crt: string, sig: string): Result<Material> {
  if (crt.length > LONGEST || sig.length > LONGEST)
    return malformed('a file is longer than any certificate or signature')
  const certificates = readCertificatePem(crt)
  if (!certificates.ok) return certificates
  const [leaf, ...intermediates] = certificates.value
  const signature = decodeBase64(sig.replaceAll(/[ \t\r\n]/g, ''))
  if (leaf === undefined || signature === undefined || signature.length === 0)
    return malformed('the signature is not base64')
  return ok({
    form: 'detached',
    key: { kind: 'certificate', leaf, intermediates },
    content: { kind: 'message', signature },
    entries: [],
    timestamps: [],
  })
}

function malformed(detail: string): Result<never, 'DETACHED_MALFORMED'> {
  return fail({
    code: 'DETACHED_MALFORMED',
    kind: 'invalid',
    message: `cannot read as a detached signature: ${detail}`,
  })
}
