import path from 'node:path'
import { type Fault, fail, ok, type Result } from '#fault'
import { writeJson } from '#json'
import {
  advance,
  bundleVerifier,
  expiry,
  type FollowedChain,
  followChain,
  type PolicyDocument,
  parseChain,
  parseState,
  stateJson,
  type TrustChain,
  type TrustState,
  writeInstant,
} from '#trust'
import { type AnyCommand, COMMON_FLAGS, command, EXIT, reportFault } from '../command.ts'
import { inkOf } from '../ink.ts'
import { namedRoots, ROOT_FLAG, readPolicyFile, readText } from '../trust-files.ts'
import type { World } from '../world.ts'

export const trustVerify: AnyCommand = command({
  name: 'trust verify',
  summary: 'whether a policy is the one to trust: from a pinned version, offline',
  operands: { text: 'POLICY', min: 1, max: 1 },
  about:
    'Begins at a version that is pinned by its digest (--anchor), or at the one a state file remembers (--state), and follows the chain of signed updates to POLICY. Nothing is asked of the network. With --state, an older version than the one seen last is refused, as are two documents of one version. How fresh a policy is, nobody can say offline: its `expires` is the bound.',
  examples: [
    ['steward trust verify new.json --anchor sha256:5be2... --chain chain.json', 'from a pinned version'],
    ['steward trust verify new.json --chain chain.json --state state.json', 'from the version seen last'],
  ],
  flags: {
    anchor: { type: 'string', value: 'DIGEST', about: 'sha256:... of the version to begin with' },
    chain: { type: 'string', value: 'FILE', about: 'the versions since then, with their signatures' },
    state: { type: 'string', value: 'FILE', about: 'remembers the version seen last; written when all is well' },
    ...ROOT_FLAG,
    ...COMMON_FLAGS,
  },
  async run({ values, operands }, world) {
    const [file = ''] = operands
    const verified = await verify(world, file, { ...values, roots: values['trusted-root'] })
    if (!verified.ok) return reportFault(verified.fault, values.json, world)
    const { current, updates, anchor } = verified.value
    const { policy, digest } = current
    const last = updates.at(-1)
    if (values.json) {
      const { version, policyId, expires } = policy
      const answer = { policyId, version, digest, anchor: anchor.digest, expires: writeInstant(expires), updates }
      world.terminal.out(JSON.stringify(answer))
    } else if (!values.quiet) {
      const by = last === undefined ? 'pinned' : `signed by ${last.signers.length} of ${last.members}`
      const until = `valid until ${writeInstant(policy.expires)}`
      const pass = inkOf(world.terminal)('good', 'pass')
      world.terminal.out(`${pass}  ${file}  version ${policy.version}, ${by}, ${until}`)
      for (const { version, signers } of updates)
        world.terminal.out(`      version ${version} by ${signers.join(', ')}`)
    }
    return EXIT.done
  },
})

interface Wanted {
  readonly anchor: string | undefined
  readonly chain: string | undefined
  readonly state: string | undefined
  readonly roots: readonly string[]
}

async function verify(world: World, file: string, wanted: Wanted): Promise<Result<FollowedChain>> {
  const policy = await readPolicyFile(world, file)
  if (!policy.ok) return policy
  const state = wanted.state === undefined ? ok(undefined) : await readState(world, wanted.state)
  if (!state.ok) return state
  const anchor = wanted.anchor ?? state.value?.digest
  if (anchor === undefined) return fail(noAnchor())
  // Before anything else: what is older than what was seen needs no further look.
  const advanced = advance(state.value, policy.value)
  if (!advanced.ok) return advanced
  const chain = await chainOf(world, wanted.chain, policy.value)
  if (!chain.ok) return chain
  const roots = await namedRoots(world, wanted.roots)
  if (!roots.ok) return roots
  const now = world.now().getTime()
  const followed = followChain(upTo(chain.value, policy.value), anchor, bundleVerifier(roots.value, now))
  if (!followed.ok) return followed
  if (followed.value.current.digest !== policy.value.digest) return fail(notInChain(file))
  const stale = expiry(policy.value.policy, now)
  if (stale !== undefined) return fail(stale)
  if (wanted.state !== undefined) {
    const text = writeJson(stateJson(advanced.value))
    const written = await world.files.write(path.resolve(world.folder, wanted.state), text)
    if (!written.ok) return written
  }
  return followed
}

/** The part of a chain that ends with this policy; all of it where the policy is not in it. */
function upTo({ links }: TrustChain, { digest }: PolicyDocument): TrustChain {
  const end = links.findIndex(({ document }) => document.digest === digest)
  return { links: end < 0 ? links : links.slice(0, end + 1) }
}

/** Without a chain the policy itself must be the pinned one. */
async function chainOf(world: World, file: string | undefined, document: PolicyDocument): Promise<Result<TrustChain>> {
  if (file === undefined) return ok({ links: [{ document, bundles: [] }] })
  const text = await readText(world, file)
  return text.ok ? parseChain(text.value, file) : text
}

async function readState(world: World, file: string): Promise<Result<TrustState | undefined>> {
  if (!(await world.files.exists(path.resolve(world.folder, file)))) return ok(undefined)
  const text = await readText(world, file)
  return text.ok ? parseState(text.value, file) : text
}

function noAnchor(): Fault<'USAGE_ANCHOR'> {
  return {
    code: 'USAGE_ANCHOR',
    kind: 'invalid',
    message: 'nothing says which version is trusted already',
    hint: 'pin one with --anchor sha256:..., from a second source',
  }
}

function notInChain(file: string): Fault<'TRUST_NOT_IN_CHAIN'> {
  return {
    code: 'TRUST_NOT_IN_CHAIN',
    kind: 'untrusted',
    message: `${file} is not the policy that the chain leads to`,
    hint: 'get the policy and the chain from the same place',
  }
}
