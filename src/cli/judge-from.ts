import { fail, ok, type Result } from '#fault'
import { type Artifact, type Material, type Verdict, verify } from '#sigstore'
import type { CommandWorld } from './command.ts'
import type { Values } from './flags.ts'
import { policyFrom, SIGNER_FLAGS } from './signer-flags.ts'
import type { UsedRoot } from './trusted-root.ts'

/** Judges the signatures of one file, each by itself, in their order. */
export type Judge = (materials: readonly Material[], artifact: Artifact, name: string) => readonly Judged[]

/** A verdict, and where a trust policy made it the rules of it that decided: JSON Pointers. */
export type Judged = Verdict & { readonly rules?: readonly string[] }

const POLICY_FLAGS = {
  policy: { type: 'string', value: 'FILE', about: 'a trust policy says who may sign; see docs/trust-policy.md' },
  release: {
    type: 'string',
    value: 'RELEASE',
    about: 'of which release the files are, for --policy; else their names say it',
  },
  product: { type: 'string', value: 'NAME', about: 'the product, where the policy has several' },
  'expired-policy': {
    type: 'string',
    value: 'WORD',
    words: ['refuse', 'accept'],
    about: 'what to do with a policy past its end; refuse when absent',
  },
} as const

/** Flags that say by whom files may be signed: a trust policy, identities, or a key. */
export const JUDGE_FLAGS: typeof POLICY_FLAGS & typeof SIGNER_FLAGS = { ...POLICY_FLAGS, ...SIGNER_FLAGS }

/** The judge that the flags ask for; saying nothing is a fault, for then anybody could have signed. */
export async function judgeFrom(
  values: Values<typeof JUDGE_FLAGS>,
  used: UsedRoot,
  now: number,
  world: CommandWorld,
): Promise<Result<Judge>> {
  if (values.policy === undefined) {
    const policy = await policyFrom(values, world)
    if (!policy.ok) return policy
    return ok((materials, artifact) =>
      materials.map((material) => verify(material, artifact, used.root, policy.value, now)),
    )
  }
  if (values.identity.length + values.issuer.length > 0 || values.key !== undefined || values.evidence !== undefined) {
    return fail({
      code: 'USAGE_SIGNER',
      kind: 'invalid',
      message: 'cannot tell who may sign: give --policy, or --identity with --issuer, or --key',
    })
  }
  // Loaded when it is wanted: whoever names an identity does not wait for it.
  const { judgeByPolicy } = await import('./judge-by-policy.ts')
  const { policy, release, product } = values
  const acceptExpired = values['expired-policy'] === 'accept'
  return judgeByPolicy({ policy, release, product, acceptExpired }, used, now, world)
}
