import { type Fault, failAll, ok, type Result } from '#fault'
import type { PlannedChange } from './plan.ts'
import type { PathState } from './ports.ts'

/** `apply`: to what the plan says. `rollback`: to what was there before. */
export type Direction = 'apply' | 'rollback'

/** One file to change, and the state that it must have until then. */
export interface Step {
  readonly change: PlannedChange
  /** Digest that the file has now; null: there is none. */
  readonly from: string | null
  /** Digest that it gets; null: it is removed. */
  readonly to: string | null
}

/** Faults of files that changed since the plan, at most so many by name. */
const MOST = 20

/**
 * What is left to do, decided from what stands in the archive and from nothing else: so a run that was killed at any moment goes on
 * where it stopped, in either direction. A file that is neither as before nor as planned was changed by somebody, and stops everything
 * before anything is changed.
 */
export function decideSteps(
  changes: readonly PlannedChange[],
  states: readonly PathState[],
  direction: Direction,
): Result<readonly Step[]> {
  const steps: Step[] = []
  const changed: Fault[] = []
  for (const [i, change] of changes.entries()) {
    const state = states[i]
    const now = state?.kind === 'file' ? state.sha256 : null
    const [from, to] = direction === 'apply' ? [change.before, change.after] : [change.after, change.before]
    if (now === from) steps.push({ change, from, to })
    else if (now !== to) changed.push(changedSince(change.path, now))
  }
  return changed.length === 0 ? ok(steps) : failAll(changed.slice(0, MOST))
}

function changedSince(path: string, now: string | null): Fault {
  const found = now === null ? 'it is gone' : `its digest is ${now.slice(0, 16)}...`
  return {
    code: 'ARCHIVE_CHANGED',
    kind: 'conflict',
    message: `a file was changed since the plan was made: ${found}`,
    place: { source: path },
    hint: 'nothing was changed; make the plan anew',
  }
}
