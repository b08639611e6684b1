import type { Tally } from '#desk/lint'
import { EXIT, exitAfterFaults } from './command.ts'
import { totalOf } from './lint-text.ts'

/** The exit code after a lint: what could not be read counts more than what was found. With `strict`, warnings fail the run too. */
export function exitAfter(tally: Tally, strict: boolean): number {
  if (tally.faults.length > 0) return exitAfterFaults(EXIT.done, tally.faults)
  const { error, warning } = totalOf(tally)
  return error > 0 || (strict && warning > 0) ? EXIT.findings : EXIT.done
}
