import { sha256 } from '#bytes'
import { fail, ok, type Result } from '#fault'
import type { Json } from '#json'
import { artifactOf, artifactWithSha256, parseSha256, readBundleJson } from '#sigstore'
import type { BundleVerifier } from './chain.ts'
import type { PolicyDocument } from './parse-policy.ts'
import { updateStatementText } from './update-statement.ts'
import { type NamedRoot, verifySigner } from './verify-signer.ts'
import type { UpdateSignature } from './verify-update.ts'

/** Verifies bundles over policy updates with these roots, offline. */
export function bundleVerifier(roots: readonly NamedRoot[], now: number): BundleVerifier {
  return (bundle, next) => verifyUpdateBundle(bundle, next, roots, now)
}

function verifyUpdateBundle(
  bundle: Json,
  next: PolicyDocument,
  roots: readonly NamedRoot[],
  now: number,
): Result<UpdateSignature> {
  const material = readBundleJson(bundle)
  if (!material.ok) return material
  const { content } = material.value
  if (content.kind === 'dsse') {
    // The statement's subject is the policy, by the digest of its canonical text.
    const digest = parseSha256(next.digest)
    if (!digest.ok) return digest
    const verdict = verifySigner(material.value, artifactWithSha256(digest.value), roots, now)
    if (verdict.verdict !== 'pass') return fail(verdict.fault)
    const { payloadType, payload } = content
    return ok({ kind: 'dsse', payloadType, payload, signer: verdict.signer })
  }
  const statement = new TextEncoder().encode(updateStatementText(next))
  const verdict = verifySigner(material.value, artifactOf(statement), roots, now)
  if (verdict.verdict !== 'pass') return fail(verdict.fault)
  return ok({ kind: 'message', sha256: sha256(statement), signer: verdict.signer })
}
