import { type DiffLine, diffPolicies } from '#trust'
import { type AnyCommand, COMMON_FLAGS, command, EXIT, reportFault } from '../command.ts'
import { readPolicyFile } from '../trust-files.ts'

export const trustDiff: AnyCommand = command({
  name: 'trust diff',
  summary: 'what two versions of a trust policy mean differently',
  operands: { text: 'BEFORE AFTER', min: 2, max: 2 },
  about:
    'Compares two policies in meaning, not in text. What lets more signatures count stands first, marked with +; what lets fewer count is marked with -. Exit code 1 when there is a difference.',
  examples: [
    ['steward trust diff v6.json v7.json', 'what a member should look at before signing'],
    ['steward trust diff --json v6.json v7.json', 'the same for a program'],
  ],
  flags: COMMON_FLAGS,
  async run({ values, operands }, world) {
    const [before, after] = [
      await readPolicyFile(world, operands[0] ?? ''),
      await readPolicyFile(world, operands[1] ?? ''),
    ]
    if (!before.ok) return reportFault(before.fault, values.json, world)
    if (!after.ok) return reportFault(after.fault, values.json, world)
    const changes = diffPolicies(before.value.policy, after.value.policy)
    if (values.json) {
      const [a, b] = [before.value.digest, after.value.digest]
      world.terminal.out(JSON.stringify({ before: a, after: b, changes }))
    } else for (const line of diffLines(changes)) world.terminal.out(line)
    return changes.length === 0 ? EXIT.done : EXIT.findings
  },
})

const SIGNS: Readonly<Record<DiffLine['effect'], string>> = { wider: '+', narrower: '-', other: ' ' }

export function diffLines(changes: readonly DiffLine[]): readonly string[] {
  return changes.map(({ effect, message }) => `${SIGNS[effect]} ${message}`)
}
