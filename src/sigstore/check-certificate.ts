import { ok, type Result } from '#fault'
import { verifyChain } from './certificate-chain.ts'
import { verifyLogged } from './certificate-timestamp.ts'
import type { Found } from './evidence.ts'
import type { KeyMaterial } from './material.ts'
import { checkSigningUse, identityOf } from './signer.ts'
import type { TrustedRoot } from './trusted-root.ts'

/**
 * Whether a trusted authority issued the certificate for signing, a certificate log saw it, and it was valid at every verified time.
 * Where there is no time, the start of its own validity stands in: everything else can still be told.
 */
export function checkCertificate(
  { leaf, intermediates }: KeyMaterial & { readonly kind: 'certificate' },
  root: TrustedRoot,
  found: Found,
): Result<void> {
  const times = found.times.length === 0 ? [leaf.notBefore] : found.times.map(({ at }) => at)
  const use = checkSigningUse(leaf)
  if (!use.ok) return use
  const chain = verifyChain(leaf, intermediates, root.certificateAuthorities, times)
  if (!chain.ok) return chain
  const [, issuer] = chain.value.path
  if (issuer === undefined) throw new Error('a chain ends before its authority')
  const logged = verifyLogged(leaf, issuer, root.certificateLogs)
  if (!logged.ok) return logged
  const signer = identityOf(leaf)
  if (!signer.ok) return signer
  found.signer = signer.value
  found.certificate = {
    serial: leaf.serial,
    notBefore: leaf.notBefore,
    notAfter: leaf.notAfter,
    authority: chain.value.authority.uri,
    loggedAt: logged.value,
  }
  return ok(undefined)
}
