import path from 'node:path'
import { isObject, type JsonObject, writeJson } from '#json'
import { diffPolicies, readPolicy, updateStatementText, writeInstant } from '#trust'
import { type AnyCommand, COMMON_FLAGS, command, EXIT, reportFault } from '../command.ts'
import { readPolicyFile, wholeSeconds } from '../trust-files.ts'
import { diffLines } from './trust-diff.ts'

export const trustUpdate: AnyCommand = command({
  name: 'trust update',
  summary: 'make an edited policy the next version of another',
  operands: { text: 'CURRENT EDITED', min: 2, max: 2 },
  about:
    'Takes the policy in force and an edited copy of it, and writes the next version: its number, the digest of the one before and the time are filled in. Shows what changes in meaning. Members then sign the statement for it (`steward trust sign`).',
  examples: [
    ['steward trust update v6.json edited.json --out v7.json', 'version 7'],
    ['steward trust update v6.json edited.json --out v7.json --statement v7.st.json', 'and what to sign'],
  ],
  flags: {
    out: { type: 'string', value: 'FILE', about: 'write the next version to FILE; without it, it is printed' },
    statement: { type: 'string', value: 'FILE', about: 'write the statement that members sign to FILE' },
    expires: { type: 'string', value: 'TIME', about: 'when it ends; as edited when absent' },
    ...COMMON_FLAGS,
  },
  async run({ values, operands }, world) {
    const current = await readPolicyFile(world, operands[0] ?? '')
    if (!current.ok) return reportFault(current.fault, values.json, world)
    const edited = await readPolicyFile(world, operands[1] ?? '')
    if (!edited.ok) return reportFault(edited.fault, values.json, world)
    const next = readPolicy({
      ...(isObject(edited.value.json) ? edited.value.json : {}),
      version: current.value.policy.version + 1,
      previous: current.value.digest,
      issuedAt: writeInstant(wholeSeconds(world.now().getTime())),
      ...(values.expires !== undefined && { expires: values.expires }),
    } satisfies JsonObject)
    if (!next.ok) return reportFault(next.fault, values.json, world)
    const { json, digest, policy } = next.value
    const changes = diffPolicies(current.value.policy, policy)
    const outputs = [
      [values.out, writeJson(json)],
      [values.statement, updateStatementText(next.value)],
    ] as const
    for (const [file, text] of outputs) {
      const written = file === undefined ? undefined : await world.files.write(path.resolve(world.folder, file), text)
      if (written !== undefined && !written.ok) return reportFault(written.fault, values.json, world)
    }
    const { terminal } = world
    if (values.json) terminal.out(JSON.stringify({ policy: json, digest, changes, file: values.out ?? null }))
    else if (values.out === undefined) terminal.write(writeJson(json))
    else if (!values.quiet) {
      for (const line of diffLines(changes)) terminal.out(line)
      if (changes.length === 0) terminal.out('nothing changes in meaning')
      terminal.out(`wrote ${values.out}: version ${policy.version}, ${digest}`)
    }
    return EXIT.done
  },
})
