import path from 'node:path'
import { encodeHex } from '#bytes'
import { isPublicRoot } from '#desk/releases'
import { type Fault, fail, ok, type Result } from '#fault'
import type { Verdict } from '#sigstore'
import { expiry, judgeArtifact, parsePolicy, releaseInName, type SignerVerdict, verifySigner } from '#trust'
import type { CommandWorld } from './command.ts'
import type { Judge, Judged } from './judge-from.ts'
import type { UsedRoot } from './trusted-root.ts'

/** What a trust policy must be told of a file. */
export interface PolicyQuestion {
  /** The policy's file. */
  readonly policy: string
  /** Of which release the files are; else their names say it. */
  readonly release: string | undefined
  readonly product: string | undefined
  readonly acceptExpired: boolean
}

/** Bytes of a policy. */
const LIMIT = 16 * 1024 * 1024

/** Codes of a refusal that say that something is missing, not that something is wrong. */
const LACKING: ReadonlySet<string> = new Set(['TRUST_EVIDENCE', 'TRUST_NO_TIME'])

/** Judges signatures by a trust policy. A policy that has expired is a fault before anything is judged, unless it is accepted. */
export async function judgeByPolicy(
  { policy: file, release, product, acceptExpired }: PolicyQuestion,
  { root, source, tufRoot }: UsedRoot,
  now: number,
  world: CommandWorld,
): Promise<Result<Judge>> {
  const text = await world.files.read(path.resolve(world.folder, file), LIMIT)
  if (!text.ok) return text
  const read = parsePolicy(text.value, file)
  if (!read.ok) return read
  const { policy } = read.value
  const stale = acceptExpired ? undefined : expiry(policy, now)
  if (stale !== undefined) return fail(stale)
  const named = {
    root,
    ...(isPublicRoot(source) && { name: 'public' }),
    ...(tufRoot !== undefined && { tufVersion: tufRoot }),
  }
  return ok((materials, artifact, given) => {
    const name = path.basename(given)
    const about = {
      name,
      release: release ?? releaseInName(name) ?? '',
      sha256: encodeHex(artifact.digests.sha256),
      ...(product !== undefined && { product }),
    }
    const verdicts = materials.map((material) => verifySigner(material, artifact, [named], now))
    const signers = verdicts.flatMap((each) => (each.verdict === 'pass' ? [each.signer] : []))
    return verdicts.map((verdict): Judged => {
      if (verdict.verdict !== 'pass') return { ...verdict, evidence: verdict.evidence ?? NOTHING }
      // A signature counts for itself; where a stream asks for several signers, the others count with it.
      const alone = judgeArtifact(policy, about, [verdict.signer], now, 'ignore')
      const judged =
        !alone.ok && alone.fault.code === 'TRUST_THRESHOLD'
          ? judgeArtifact(policy, about, signers, now, 'ignore')
          : alone
      return judged.ok ? { ...passed(verdict), rules: judged.value.rules } : refused(judged.fault, verdict)
    })
  })
}

const NOTHING = { times: [], entries: [] }

function passed({ evidence }: SignerVerdict & { readonly verdict: 'pass' }): Verdict {
  const { level, signedAt } = evidence
  if (level === undefined || signedAt === undefined) throw new Error('a pass has a level and a time')
  return { verdict: 'pass', evidence: { ...evidence, level, signedAt } }
}

function refused(fault: Fault, { evidence }: SignerVerdict & { readonly verdict: 'pass' }): Verdict {
  return { verdict: LACKING.has(fault.code) ? 'incomplete' : 'fail', fault, evidence }
}
