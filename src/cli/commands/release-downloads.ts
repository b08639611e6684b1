import path from 'node:path'
import { downloadsPage, type HistoryEntry } from '#desk/archive'
import { fail, ok, type Result } from '#fault'
import { bundleVerifier, followChain, type PolicyDocument, parseChain } from '#trust'
import { type AnyCommand, COMMON_FLAGS, command, EXIT, reportFault } from '../command.ts'
import { namedRoots, readPolicyFile, readText } from '../trust-files.ts'
import type { World } from '../world.ts'

export const releaseDownloads: AnyCommand = command({
  name: 'release downloads',
  summary: 'the page that tells people how to verify a download, from the trust policy',
  about:
    'Writes one HTML page: how to verify with Sigstore and with GPG, who signs which branch, how the policy changes. Everything on it comes from the policy, and from the chain of its versions, which is verified first. The page needs no network and no script to be read.',
  examples: [
    ['steward release downloads --policy p.json --example lantern-3.14.2.tgz --out v.html', 'the page'],
    ['steward release downloads --policy p.json --chain chain.json --out v.html', 'with its versions'],
  ],
  flags: {
    policy: { type: 'string', value: 'FILE', about: 'the trust policy; needed' },
    chain: { type: 'string', value: 'FILE', about: 'the versions of the policy, for the list of them' },
    example: { type: 'string', value: 'NAME', about: 'a released file, as the example; its name holds the release' },
    base: { type: 'string', value: 'URL', about: 'the folder of the example on the web' },
    ending: { type: 'string', value: 'ENDING', about: 'the ending of bundles; .sigstore when absent' },
    'policy-url': { type: 'string', value: 'URL', about: 'where the policy is published' },
    'keys-url': { type: 'string', value: 'URL', about: 'where the OpenPGP keys are published' },
    contact: { type: 'string', value: 'URL', about: 'where to tell about a file that fails' },
    owner: { type: 'string', value: 'NAME', about: 'whose downloads they are' },
    'trusted-root': {
      type: 'string',
      value: 'FILE',
      multiple: true,
      about: 'a trusted_root.json besides that of the public instance, for the chain',
    },
    out: { type: 'string', value: 'FILE', about: 'write the page to FILE; without it, it is printed' },
    ...COMMON_FLAGS,
  },
  async run({ values }, world) {
    if (values.policy === undefined) return reportFault(noPolicy(), values.json, world)
    const policy = await readPolicyFile(world, values.policy)
    if (!policy.ok) return reportFault(policy.fault, values.json, world)
    const history = await historyOf(world, policy.value, values.chain, values['trusted-root'])
    if (!history.ok) return reportFault(history.fault, values.json, world)
    const unsafe = [values.base, values['policy-url'], values['keys-url'], values.contact].find(isUnsafe)
    if (unsafe !== undefined) return reportFault(unsafeAddress(unsafe), values.json, world)
    const text = downloadsPage(policy.value, {
      example: values.example ?? exampleOf(policy.value),
      ending: values.ending ?? '.sigstore',
      policyUrl: values['policy-url'] ?? path.basename(values.policy),
      history: history.value,
      ...(values.owner !== undefined && { owner: values.owner }),
      ...(values.base !== undefined && { base: values.base.endsWith('/') ? values.base : `${values.base}/` }),
      ...(values['keys-url'] !== undefined && { keysUrl: values['keys-url'] }),
      ...(values.contact !== undefined && { contact: values.contact }),
    })
    if (!text.ok) return reportFault(text.fault, values.json, world)
    if (values.out !== undefined) {
      const written = await world.files.write(path.resolve(world.folder, values.out), text.value)
      if (!written.ok) return reportFault(written.fault, values.json, world)
    }
    const { terminal } = world
    if (values.json) terminal.out(JSON.stringify({ file: values.out ?? null, page: text.value }))
    else if (values.out === undefined) terminal.write(text.value)
    else if (!values.quiet) terminal.out(`wrote ${values.out}`)
    return EXIT.done
  },
})

/** A name that the newest stream would take: `lantern-3.14.0.tar.gz`, with the ending of its first pattern. */
function exampleOf({ policy }: PolicyDocument): string {
  const stream = policy.streams.at(-1)
  const pattern = stream?.artifacts[0] ?? '*'
  const name = `${stream?.product}-${stream?.release}.0`
  return pattern === '*' ? `${name}.tar.gz` : pattern.replace('*', name).replaceAll('*', '')
}

/** The versions of a chain, verified from its first one to this policy. */
async function historyOf(
  world: World,
  document: PolicyDocument,
  file: string | undefined,
  rootFiles: readonly string[],
): Promise<Result<readonly HistoryEntry[]>> {
  if (file === undefined) return ok([{ document }])
  const text = await readText(world, file)
  if (!text.ok) return text
  const chain = parseChain(text.value, file)
  if (!chain.ok) return chain
  const roots = await namedRoots(world, rootFiles)
  if (!roots.ok) return roots
  const end = chain.value.links.findIndex((link) => link.document.digest === document.digest)
  const links = chain.value.links.slice(0, end + 1)
  const [first] = links
  if (first === undefined)
    return fail({ code: 'TRUST_NOT_IN_CHAIN', kind: 'untrusted', message: `${file} does not lead to this policy` })
  const verifier = bundleVerifier(roots.value, world.now().getTime())
  const followed = followChain({ links }, first.document.digest, verifier)
  if (!followed.ok) return followed
  return ok(
    links.map(({ document: each }, i) => {
      const update = followed.value.updates[i - 1]
      return { document: each, ...(update !== undefined && { update }) }
    }),
  )
}

/** Addresses stand in commands that people paste into a shell, and in links. */
function isUnsafe(address: string | undefined): boolean {
  return address !== undefined && !/^(?:https:\/\/|mailto:)[A-Za-z0-9._~:/?#@%+=&,-]+$/.test(address)
}

function unsafeAddress(address: string) {
  return {
    code: 'USAGE_ADDRESS',
    kind: 'invalid',
    message: `${JSON.stringify(address)} cannot stand on a page: it must be an https or mailto address`,
  } as const
}

function noPolicy() {
  return {
    code: 'USAGE_POLICY',
    kind: 'invalid',
    message: 'nothing says who signs what: --policy is missing',
    hint: '`steward trust import` or `steward trust new` makes a policy',
  } as const
}
