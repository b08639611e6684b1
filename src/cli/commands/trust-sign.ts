import path from 'node:path'
import { type Fault, fail, from, ok, type Result } from '#fault'
import { type Json, parseJson, writeJson } from '#json'
import {
  bundleVerifier,
  type ChainLink,
  chainJson,
  type PolicyDocument,
  parseChain,
  type TrustChain,
  type UpdateSignature,
  updateStatementText,
  type VerifiedUpdate,
  verifyUpdate,
} from '#trust'
import { type AnyCommand, COMMON_FLAGS, command, EXIT, reportFault } from '../command.ts'
import { namedRoots, ROOT_FLAG, readPolicyFile, readText } from '../trust-files.ts'
import type { World } from '../world.ts'

export const trustSign: AnyCommand = command({
  name: 'trust sign',
  summary: 'write what members sign for a new policy, and collect their signatures',
  operands: { text: 'POLICY', min: 1, max: 1 },
  about:
    'With --statement, writes the in-toto statement that makes POLICY the next version: each member signs this file with any Sigstore client. With --bundle and --chain, verifies the signatures against the role of the version before and adds the version to the chain once enough have signed. A chain that does not exist begins with the policy given as --previous.',
  examples: [
    ['steward trust sign v7.json --statement v7.st.json', 'what each member signs'],
    ['steward trust sign v7.json --chain chain.json --bundle a.json --bundle b.json', 'version 7 joins'],
  ],
  flags: {
    statement: { type: 'string', value: 'FILE', about: 'write the statement to FILE' },
    bundle: { type: 'string', value: 'FILE', multiple: true, about: 'the signature of one member' },
    chain: { type: 'string', value: 'FILE', about: 'the chain that the version joins' },
    previous: { type: 'string', value: 'FILE', about: 'the version before, where there is no chain yet' },
    ...ROOT_FLAG,
    ...COMMON_FLAGS,
  },
  async run({ values, operands }, world) {
    const policy = await readPolicyFile(world, operands[0] ?? '')
    if (!policy.ok) return reportFault(policy.fault, values.json, world)
    const { chain, statement } = values
    if ((statement === undefined) === (chain === undefined)) return reportFault(oneOfTwo(), values.json, world)
    if (chain !== undefined) {
      const joined = await join(world, policy.value, { ...values, chain, roots: values['trusted-root'] })
      if (!joined.ok) return reportFault(joined.fault, values.json, world)
      report(world, values.json, values.quiet, { ...joined.value, file: chain })
      return EXIT.done
    }
    const text = updateStatementText(policy.value)
    const written = await world.files.write(path.resolve(world.folder, statement ?? ''), text)
    if (!written.ok) return reportFault(written.fault, values.json, world)
    if (values.json) world.terminal.out(JSON.stringify({ statement: JSON.parse(text), file: statement }))
    else if (!values.quiet)
      world.terminal.out(`wrote ${statement}    next: each member signs it with their Sigstore client`)
    return EXIT.done
  },
})

interface Wanted {
  readonly chain: string
  readonly bundle: readonly string[]
  readonly previous: string | undefined
  readonly roots: readonly string[]
}

/** Verifies the signatures and writes the chain with the new version at its end. */
async function join(world: World, next: PolicyDocument, wanted: Wanted): Promise<Result<VerifiedUpdate>> {
  const chain = await chainSoFar(world, wanted)
  if (!chain.ok) return chain
  const last = chain.value.links.at(-1)
  if (last === undefined) throw new Error('a chain that was read is not empty')
  const roots = await namedRoots(world, wanted.roots)
  if (!roots.ok) return roots
  const verify = bundleVerifier(roots.value, world.now().getTime())
  const bundles: Json[] = []
  const signatures: UpdateSignature[] = []
  for (const file of wanted.bundle) {
    const text = await readText(world, file)
    if (!text.ok) return text
    const document = parseJson(text.value)
    if (!document.ok) return fail(from(file, document.fault))
    const verified = verify(document.value.value, next)
    if (!verified.ok) return fail(from(file, verified.fault))
    bundles.push(document.value.value)
    signatures.push(verified.value)
  }
  const update = verifyUpdate(last.document, next, signatures)
  if (!update.ok) return update
  const links: readonly ChainLink[] = [...chain.value.links, { document: next, bundles }]
  const written = await world.files.write(path.resolve(world.folder, wanted.chain), writeJson(chainJson({ links })))
  return written.ok ? update : written
}

async function chainSoFar(world: World, { chain, previous }: Wanted): Promise<Result<TrustChain>> {
  if (await world.files.exists(path.resolve(world.folder, chain))) {
    const text = await readText(world, chain)
    return text.ok ? parseChain(text.value, chain) : text
  }
  if (previous === undefined) {
    return fail({
      code: 'USAGE_CHAIN',
      kind: 'invalid',
      message: `there is no chain ${chain} yet, and nothing says with which version it begins`,
      hint: 'name that version with --previous',
    })
  }
  const first = await readPolicyFile(world, previous)
  return first.ok ? ok({ links: [{ document: first.value, bundles: [] }] }) : first
}

function report(world: World, json: boolean, quiet: boolean, update: VerifiedUpdate & { readonly file: string }): void {
  if (json) world.terminal.out(JSON.stringify(update))
  else if (!quiet) {
    const { version, signers, members, threshold, file, digest } = update
    world.terminal.out(
      `version ${version} signed by ${signers.join(', ')}: ${signers.length} of ${members}, ${threshold} needed`,
    )
    world.terminal.out(`  ${digest}`)
    world.terminal.out(`wrote ${file}`)
  }
}

function oneOfTwo(): Fault<'USAGE_TRUST_SIGN'> {
  return {
    code: 'USAGE_TRUST_SIGN',
    kind: 'invalid',
    message: 'say what to do: --statement writes what is signed, --chain with --bundle collects signatures',
  }
}
