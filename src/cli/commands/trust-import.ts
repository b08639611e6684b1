import path from 'node:path'
import { writeJson } from '#json'
import { EVIDENCE, type Evidence, importIdentities } from '#trust'
import { type AnyCommand, COMMON_FLAGS, command, EXIT, reportFault } from '../command.ts'
import { policyLines, policyNotes } from '../policy-text.ts'
import { expiryFrom, readText, thresholdFrom, wholeSeconds } from '../trust-files.ts'

export const trustImport: AnyCommand = command({
  name: 'trust import',
  summary: 'make a trust policy from a table of who signs what',
  operands: { text: 'FILE', min: 1, max: 1 },
  about:
    'Reads a JSON list of `{"stream", "identity", "issuer", "gpg"}`, the form in which python.org keeps its own; other fields are passed over. Every row becomes a stream of a policy of version 1. The table does not say since when somebody may sign, so that the windows are open. With --evidence proof, bundles without a checkpoint do not pass. docs/trust-policy.md has the format.',
  examples: [
    ['steward trust import identities.json --out policy.json', 'a first policy'],
    ['steward trust import identities.json --member ruta --member oskar --threshold 2', 'two may extend it'],
  ],
  flags: {
    out: { type: 'string', value: 'FILE', about: 'write the policy to FILE; without it, it is printed' },
    id: {
      type: 'string',
      value: 'ID',
      about: 'the name of the policy; from the domain of most identities when absent',
    },
    product: { type: 'string', value: 'NAME', about: 'the product of every stream' },
    evidence: {
      type: 'string',
      words: EVIDENCE,
      value: 'LEVEL',
      about: 'what every signature must have; promise when absent',
    },
    artifacts: {
      type: 'string',
      value: 'PATTERN',
      multiple: true,
      about: 'names of files that streams cover; * when absent',
    },
    member: {
      type: 'string',
      value: 'NAME',
      multiple: true,
      about: 'who may change the policy: what stands before the @',
    },
    threshold: { type: 'string', value: 'N', about: 'how many of them must sign a change' },
    expires: { type: 'string', value: 'TIME', about: 'when the policy ends; in a year when absent' },
    ...COMMON_FLAGS,
  },
  async run({ values, operands }, world) {
    const [file = ''] = operands
    const now = wholeSeconds(world.now().getTime())
    const expires = expiryFrom(values.expires, now)
    if (!expires.ok) return reportFault(expires.fault, values.json, world)
    const threshold = thresholdFrom(values.threshold)
    if (!threshold.ok) return reportFault(threshold.fault, values.json, world)
    const text = await readText(world, file)
    if (!text.ok) return reportFault(text.fault, values.json, world)
    const imported = importIdentities(text.value, file, {
      ...(values.id !== undefined && { policyId: values.id }),
      ...(values.product !== undefined && { product: values.product }),
      evidence: (values.evidence ?? 'promise') as Evidence,
      artifacts: values.artifacts.length === 0 ? ['*'] : values.artifacts,
      members: values.member,
      threshold: threshold.value,
      issuedAt: now,
      expires: expires.value,
    })
    if (!imported.ok) return reportFault(imported.fault, values.json, world)
    const { json, digest, policy } = imported.value
    if (values.out !== undefined) {
      const written = await world.files.write(path.resolve(world.folder, values.out), writeJson(json))
      if (!written.ok) return reportFault(written.fault, values.json, world)
    }
    const { terminal } = world
    if (values.json) terminal.out(JSON.stringify({ policy: json, digest, file: values.out ?? null }))
    else if (values.out === undefined) terminal.write(writeJson(json))
    else if (!values.quiet) {
      for (const line of policyLines(imported.value)) terminal.out(line)
      for (const note of policyNotes(policy)) terminal.out(`note: ${note}`)
      terminal.out(`wrote ${values.out}    next: steward release audit DIR --policy ${values.out}`)
    }
    return EXIT.done
  },
})
