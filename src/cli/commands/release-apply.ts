import { type AnyCommand, command } from '../command.ts'
import { APPLY_FLAGS, runPlan } from '../release-apply.ts'

export const releaseApply: AnyCommand = command({
  name: 'release apply',
  summary: 'carry out a plan for an archive, safely against a crash',
  operands: { text: 'PLAN', min: 1, max: 1 },
  about:
    'Checks first that no file changed since the plan, that only evidence would change, and that every new bundle verifies; then keeps what stands there and replaces one bundle after the other whole. Killed at any moment, the same command goes on where it stopped, and `steward release rollback` goes back. Released files are never touched. Beside the plan lie its journal and, in PLAN.old, what was there before.',
  examples: [
    ['steward release apply plan.json', 'carry it out'],
    ['steward release apply plan.json --dry-run', 'check everything, change nothing'],
  ],
  flags: APPLY_FLAGS,
  run: ({ values, operands }, world) => runPlan('apply', operands[0] ?? '', values, world),
})
