import { type Fault, fail, ok, type Result } from '#fault'
import type { Target } from './target.ts'

/**
 * The word that a person or a script gives before anything is changed in production: the ID (or user) where there is one, else
 * how many there are. A script thereby says what it believes it does.
 */
export function confirmationFor(names: readonly string[]): string {
  return names.length === 1 ? (names[0] ?? '') : String(names.length)
}

/** Whether the change may go on; `given` is undefined where nobody said anything. Only production asks. */
export function confirm(target: Target, wanted: string, given: string | undefined): Result<void> {
  if (given === undefined ? target !== 'production' : given === wanted) return ok(undefined)
  return fail(notConfirmed(wanted, given))
}

function notConfirmed(wanted: string, given: string | undefined): Fault {
  return {
    code: 'CNA_NOT_CONFIRMED',
    kind: 'refused',
    message:
      given === undefined
        ? 'nothing is changed in production without a confirmation'
        : `nothing is changed: the confirmation is ${JSON.stringify(wanted)}, not ${JSON.stringify(given)}`,
    hint: `--confirm ${wanted}`,
  }
}
