import { sameBytes } from '#bytes'
import { ok, type Result } from '#fault'
import type { Certificate } from './certificate.ts'
import { distrust } from './distrust.ts'
import { verifies } from './signature.ts'
import { mayIssue } from './signer.ts'
import { type Authority, isWithin } from './trusted-root.ts'

/** The way from a certificate to an authority that is trusted; the certificate itself comes first. */
export interface Chain {
  readonly path: readonly Certificate[]
  readonly authority: Authority
}

/**
 * Finds the way from `leaf` to one of the authorities, over `intermediates` where the leaf's issuer is not among the authority's
 * own certificates. Every signature on the way holds, every certificate on it may issue the one below, and at every one of `times`
 * all are valid and the authority is in use. Times are in milliseconds since 1970.
 *
 * Every intermediate must lie on the way: what came with a signature and has no part in it is refused.
 */
export function verifyChain(
  leaf: Certificate,
  intermediates: readonly Certificate[],
  authorities: readonly Authority[],
  times: readonly number[],
): Result<Chain, 'CERTIFICATE_CHAIN' | 'CERTIFICATE_NOT_VALID_THEN'> {
  const below = [leaf, ...intermediates]
  for (let i = 1; i < below.length; i++) {
    if (!isIssuedBy(below[i - 1]!, below[i]!, i - 1)) {
      return distrust('CERTIFICATE_CHAIN', 'a certificate of its chain did not issue the one before it')
    }
  }
  const ways = authorities.flatMap((authority) => wayTo(authority, below))
  if (ways.length === 0) {
    return distrust('CERTIFICATE_CHAIN', 'the certificate was not issued by an authority that is trusted')
  }
  const valid = ways.find(({ path, authority }) =>
    times.every((at) => isWithin(authority.validFor, at) && path.every((each) => isValidAt(each, at))),
  )
  if (valid !== undefined) return ok(valid)
  return times.every((at) => isValidAt(leaf, at))
    ? distrust('CERTIFICATE_NOT_VALID_THEN', 'the authority of the certificate was not in use when it was signed')
    : distrust('CERTIFICATE_NOT_VALID_THEN', 'the certificate was not valid when it was signed')
}

/** The ways, none or one, from the last certificate of `below` to the root of an authority. */
function wayTo(authority: Authority, below: readonly Certificate[]): readonly Chain[] {
  const last = below.at(-1)!
  const found = authority.chain.findIndex((each) => sameBytes(each.bytes, last.bytes))
  // An intermediate that came along may be the very one that the trusted root lists.
  const first =
    found >= 0 && below.length > 1
      ? found + 1
      : authority.chain.findIndex((each) => isIssuedBy(last, each, below.length - 1))
  if (first < 0) return []
  const above = authority.chain.slice(first)
  return isWhole(authority, first, below.length - 1) ? [{ path: [...below, ...above], authority }] : []
}

/** Whether an authority that signs itself (for timestamps) is in use at a moment, and all its certificates are valid. */
export function isInUse(authority: Authority, at: number): boolean {
  return (
    isWithin(authority.validFor, at) &&
    authority.chain.every((each) => isValidAt(each, at)) &&
    isWhole(authority, 0, -1)
  )
}

/** Whether the authority's own certificates issued each other, from `first` upwards. Checked once: they never change. */
function isWhole(authority: Authority, first: number, below: number): boolean {
  const key = `${first} ${below}`
  const known = WHOLE.get(authority) ?? new Map<string, boolean>()
  WHOLE.set(authority, known)
  const before = known.get(key)
  if (before !== undefined) return before
  const { chain } = authority
  const whole = chain.every(
    (each, i) => i < first || i === chain.length - 1 || isIssuedBy(each, chain[i + 1]!, below + i - first + 1),
  )
  known.set(key, whole)
  return whole
}

const WHOLE = new WeakMap<Authority, Map<string, boolean>>()

/** Whether `issuer` issued `certificate`, with `below` authorities between it and the signer. */
function isIssuedBy(certificate: Certificate, issuer: Certificate, below: number): boolean {
  const { prehash, value } = certificate.signature
  return (
    sameBytes(certificate.issuer, issuer.subject) &&
    mayIssue(issuer, below) &&
    verifies(issuer.key, prehash, certificate.tbs.bytes, value)
  )
}

function isValidAt({ notBefore, notAfter }: Certificate, at: number): boolean {
  return notBefore <= at && at <= notAfter
}
