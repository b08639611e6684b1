import path from 'node:path'
import { fail, ok, quote, type Result } from '#fault'
import { type Json, type JsonObject, writeJson } from '#json'
import { EVIDENCE, POLICY_MEDIA_TYPE, readPolicy, writeInstant } from '#trust'
import { type AnyCommand, COMMON_FLAGS, command, EXIT, reportFault } from '../command.ts'
import { policyLines, policyNotes } from '../policy-text.ts'
import { expiryFrom, thresholdFrom, wholeSeconds } from '../trust-files.ts'

export const trustNew: AnyCommand = command({
  name: 'trust new',
  summary: 'begin a trust policy',
  about:
    'Writes version 1 of a policy: who signs which releases, and who may change that. More (windows, exceptions, revocations, instances of your own) is written into the file; docs/trust-policy.md has the format. Publish its digest where people can compare it.',
  examples: [
    ['steward trust new --id org.lantern --identity ruta=r@l.example,https://i.example', 'one identity'],
    ['steward trust new --product lantern --stream 3.14=ruta --member ruta --out lantern.trust.json', 'and one stream'],
  ],
  flags: {
    id: { type: 'string', value: 'ID', about: 'the name of the policy, the same through all its versions' },
    product: { type: 'string', value: 'NAME', about: 'what the releases are of' },
    identity: {
      type: 'string',
      value: 'NAME=SAN,ISSUER',
      multiple: true,
      about: 'somebody, by a name for this policy',
    },
    stream: { type: 'string', value: 'RELEASE=NAME,NAME', multiple: true, about: 'releases and who signs them' },
    evidence: {
      type: 'string',
      words: EVIDENCE,
      value: 'LEVEL',
      about: 'what every signature must have; proof when absent',
    },
    artifacts: {
      type: 'string',
      value: 'PATTERN',
      multiple: true,
      about: 'names of files that streams cover; * when absent',
    },
    member: { type: 'string', value: 'NAME', multiple: true, about: 'who may change the policy' },
    threshold: { type: 'string', value: 'N', about: 'how many of them must sign a change' },
    expires: { type: 'string', value: 'TIME', about: 'when the policy ends; in a year when absent' },
    out: { type: 'string', value: 'FILE', about: 'write the policy to FILE; without it, it is printed' },
    ...COMMON_FLAGS,
  },
  async run({ values }, world) {
    const now = wholeSeconds(world.now().getTime())
    const expires = expiryFrom(values.expires, now)
    if (!expires.ok) return reportFault(expires.fault, values.json, world)
    const threshold = thresholdFrom(values.threshold)
    if (!threshold.ok) return reportFault(threshold.fault, values.json, world)
    const identities = pairs('--identity', values.identity)
    if (!identities.ok) return reportFault(identities.fault, values.json, world)
    const streams = pairs('--stream', values.stream)
    if (!streams.ok) return reportFault(streams.fault, values.json, world)
    const product = values.product ?? 'project'
    const read = readPolicy({
      mediaType: POLICY_MEDIA_TYPE,
      policyId: values.id ?? product,
      version: 1,
      issuedAt: writeInstant(now),
      expires: writeInstant(expires.value),
      instances: { public: {} },
      identities: Object.fromEntries(identities.value.map(([name, rest]) => [name, identityJson(rest)])),
      ...(values.member.length > 0 && { policyRole: { members: values.member, threshold: threshold.value } }),
      streams: streams.value.map(
        ([release, names]): Json => ({
          id: `${product}-${release}`,
          product,
          release,
          signers: names.split(',').map((identity) => ({ identity, from: null, until: null })),
          threshold: 1,
          evidence: values.evidence ?? 'proof',
          artifacts: values.artifacts.length === 0 ? ['*'] : values.artifacts,
          gpg: 'none',
        }),
      ),
    })
    if (!read.ok) return reportFault(read.fault, values.json, world)
    const { json, digest, policy } = read.value
    const { terminal } = world
    if (values.out !== undefined) {
      const file = path.resolve(world.folder, values.out)
      // A policy in force is changed with `trust update`; a slip of the fingers must not begin it anew.
      if (await world.files.exists(file)) return reportFault(exists(values.out), values.json, world)
      const written = await world.files.write(file, writeJson(json))
      if (!written.ok) return reportFault(written.fault, values.json, world)
    }
    if (values.json) terminal.out(JSON.stringify({ policy: json, digest, file: values.out ?? null }))
    else if (values.out === undefined) terminal.write(writeJson(json))
    else if (!values.quiet) {
      for (const line of policyLines(read.value)) terminal.out(line)
      for (const note of policyNotes(policy)) terminal.out(`note: ${note}`)
      terminal.out(`wrote ${values.out}`)
    }
    return EXIT.done
  },
})

/** `NAME=REST`, for each. */
function pairs(flag: string, given: readonly string[]): Result<readonly (readonly [string, string])[], 'USAGE_PAIR'> {
  const read: (readonly [string, string])[] = []
  for (const each of given) {
    const at = each.indexOf('=')
    if (at < 1 || at === each.length - 1) {
      return fail({
        code: 'USAGE_PAIR',
        kind: 'invalid',
        message: `${flag} takes a name, = and a value, not ${quote(each)}`,
      })
    }
    read.push([each.slice(0, at), each.slice(at + 1)])
  }
  return ok(read)
}

/** `SAN,ISSUER`; an issuer that is missing is a fault of the policy. */
function identityJson(text: string): JsonObject {
  const at = text.indexOf(',')
  const [san, issuer] = at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
  return { san, type: san.includes('@') && !san.includes('/') ? 'email' : 'uri', issuer, instance: 'public' }
}

function exists(file: string): {
  readonly code: 'TRUST_FILE_EXISTS'
  readonly kind: 'conflict'
  readonly message: string
  readonly hint: string
} {
  return {
    code: 'TRUST_FILE_EXISTS',
    kind: 'conflict',
    message: `${file} is there already`,
    hint: '`steward trust update` makes the next version',
  }
}
