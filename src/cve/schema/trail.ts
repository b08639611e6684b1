import { pointer } from '#json'
import type { SchemaError } from './schema-error.ts'

/**
 * What one validation carries along: the way to the value under review, and what was found. The way is a list that is written
 * over and over, so that a record without errors costs no text: its first `depth` steps lead to the value that a check is given.
 */
export interface Trail {
  readonly steps: (string | number)[]
  readonly errors: SchemaError[]
}

/** Errors that are told of. Whoever has this many has the wrong file, and a million of them would be of no help. */
export const MOST_ERRORS = 100

/** Whether enough errors are known to stop looking. */
export function isFull(trail: Trail): boolean {
  return trail.errors.length > MOST_ERRORS
}

/** Tells of an error in the value at `depth`. The last that is told of says that there are more. */
export function report(trail: Trail, depth: number, error: Omit<SchemaError, 'at'>): void {
  if (trail.errors.length < MOST_ERRORS) {
    trail.errors.push({ at: pointer(...trail.steps.slice(0, depth)), ...error })
  } else if (trail.errors.length === MOST_ERRORS) {
    trail.errors.push({ at: '', keyword: 'maxErrors', message: `there are more than these ${MOST_ERRORS} errors` })
  }
}

/** The words for the value at `depth`: the name of its field, or `an item of` that of its list. */
export function nameAt(trail: Trail, depth: number): string {
  const step = trail.steps[depth - 1]
  if (depth === 0 || step === undefined) return 'the value'
  return typeof step === 'string' ? step : `an item of ${nameAt(trail, depth - 1)}`
}
