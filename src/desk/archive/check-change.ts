import { decodeHex } from '#bytes'
import { type Fault, fail, from, ok, type Result } from '#fault'
import { artifactWithSha256, type Material, readBundle, readBundleJson, readDetached } from '#sigstore'
import { type NamedRoot, verifySigner, writeInstant } from '#trust'
import { differsInEvidenceAlone } from './evidence-only.ts'
import type { PlannedChange } from './plan.ts'

/** What a change begins with, as it stands in the archive now. */
export type Beginning =
  | { readonly kind: 'bundle'; readonly text: string }
  | { readonly kind: 'detached'; readonly crt: string; readonly sig: string }

/**
 * Checks a planned change once more before anything is written, as if somebody else had made the plan: the new bundle differs from what
 * is there in evidence alone, and verifies for the file, the signer and the time that the plan names.
 */
export function checkChange(
  change: PlannedChange,
  beginning: Beginning,
  roots: readonly NamedRoot[],
  now: number,
): Result<void> {
  const before: Result<Material> =
    beginning.kind === 'bundle' ? readBundle(beginning.text) : readDetached(beginning.crt, beginning.sig)
  if (!before.ok) return fail(from(change.path, before.fault))
  const after = readBundleJson(change.bundle)
  if (!after.ok) return fail(from(change.path, after.fault))
  const same = differsInEvidenceAlone(before.value, after.value)
  if (!same.ok) return fail(from(change.path, same.fault))
  const digest = decodeHex(change.artifact)
  if (digest === undefined) throw new Error('a plan that was read has a digest in it')
  const verdict = verifySigner(after.value, artifactWithSha256(digest), roots, now)
  if (verdict.verdict !== 'pass') return fail(from(change.path, verdict.fault))
  const { signer, evidence } = verdict
  const signedAt = evidence.signedAt === undefined ? '' : writeInstant(evidence.signedAt)
  if (signer.san !== change.identity || signer.issuer !== change.issuer) return fail(other(change.path, 'the signer'))
  if (signedAt !== change.signedAt) return fail(other(change.path, 'the time'))
  if (signer.evidence !== change.evidence.after) return fail(other(change.path, 'the evidence'))
  return ok(undefined)
}

function other(path: string, what: string): Fault<'PLAN_OTHER'> {
  return {
    code: 'PLAN_OTHER',
    kind: 'untrusted',
    message: `${what} of the new bundle is not what the plan says`,
    place: { source: path },
    hint: 'nothing was changed; make the plan anew',
  }
}
