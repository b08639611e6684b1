import { type AnyCommand, command } from '../command.ts'
import { APPLY_FLAGS, runPlan } from '../release-apply.ts'

export const releaseRollback: AnyCommand = command({
  name: 'release rollback',
  summary: 'take a plan back: every file as it was before, to the byte',
  operands: { text: 'PLAN', min: 1, max: 1 },
  about:
    'Puts back what `steward release apply` kept, and removes the bundles that it made. A file that somebody changed since then stops it before anything is changed. Killed at any moment, the same command goes on where it stopped.',
  examples: [
    ['steward release rollback plan.json', 'as it was'],
    ['steward release rollback plan.json --dry-run', 'whether that is still possible'],
  ],
  flags: APPLY_FLAGS,
  run: ({ values, operands }, world) => runPlan('rollback', operands[0] ?? '', values, world),
})
