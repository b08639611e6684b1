/**
 * Chains of `changes` that were meant for several branches.
 *
 * A chain runs along one line of versions: what it says at 3.12.13 holds for everything higher, until it says something else. Whoever
 * writes `3.12.0 < 3.13.9, unaffected from 3.12.13` has two branches in mind, since 3.13.9 would be no end of anything on a line that is
 * unaffected already.
 *
 * @module
 */
import type { ProductStatus } from '#cve'
import { compareVersions, type Scheme, type Version } from '#versions'
import { isBelow } from './entry-segments.ts'
import { isBetween, startOfSeries } from './series-start.ts'
import type { EntryView } from './subject.ts'

export interface Step {
  readonly version: Version
  readonly status: ProductStatus
}

/** A version at which a chain turns to unaffected; the end of its range is one as well. */
export interface Turn {
  readonly version: Version
  /** It is the upper bound, and belongs to the range. */
  readonly included: boolean
}

/** A turn that says nothing on the line, because an earlier one has turned already: it was meant for its own branch. */
export interface Crossing {
  readonly before: Turn
  readonly turn: Turn
  /** The first release of the branch of `turn`, which the line marks as unaffected. */
  readonly start: Version
}

/** The range of one branch: from `from`, inclusive. */
export interface BranchRange {
  readonly from: string
  readonly to: Turn
}

/** The changes of an entry in their order; undefined where one is at no version, or the versions have no order. */
export function stepsOf({ entry, scheme }: EntryView): readonly Step[] | undefined {
  if (scheme.order !== 'total') return undefined
  const steps: Step[] = []
  for (const { at, status } of entry.changes ?? []) {
    const read = scheme.parse(at)
    if (!read.ok) return undefined
    steps.push({ version: read.value, status })
  }
  return steps.sort((a, b) => compareVersions(a.version, b.version) ?? 0)
}

/** Where a chain crosses from one branch into another. `numbers` is how many leading numbers name a branch. */
export function crossingsOf(view: EntryView, steps: readonly Step[], numbers: number | undefined): readonly Crossing[] {
  const crossings: Crossing[] = []
  let last: Turn | undefined
  const turnAt = (turn: Turn): void => {
    const start = last === undefined ? undefined : crossedStart(view.scheme, last.version, turn.version, numbers)
    if (last !== undefined && start !== undefined) crossings.push({ before: last, turn, start })
    last = turn
  }
  for (const { version, status } of steps) {
    if (view.upper !== undefined && !isBelow(version, { version: view.upper, inclusive: view.upperIncluded })) break
    if (status === 'unaffected') turnAt({ version, included: false })
    else last = undefined
  }
  if (last !== undefined && view.upper !== undefined) turnAt({ version: view.upper, included: view.upperIncluded })
  return crossings
}

/**
 * The first release of the branch of `turn`, if the line has turned in an earlier branch and `turn` is not itself that release: then
 * releases of the branch without their own fix are marked unaffected.
 */
function crossedStart(scheme: Scheme, last: Version, turn: Version, numbers: number | undefined): Version | undefined {
  if (scheme.series(last, numbers) === scheme.series(turn, numbers)) return undefined
  const start = startOfSeries(scheme, turn, numbers)
  return start !== undefined && isBetween(start, last, turn) ? start : undefined
}

/** What was meant: a range for each branch. Undefined where the chain does more than turn to unaffected, branch by branch. */
export function branchRanges(
  { entry, lower }: EntryView,
  steps: readonly Step[],
  crossings: readonly Crossing[],
): readonly BranchRange[] | undefined {
  const [first] = crossings
  if (first === undefined || entry.status !== 'affected') return undefined
  // A first fix that lies before the range leaves nothing of it.
  const isInside =
    entry.version === '0' || (lower !== undefined && (compareVersions(lower, first.before.version) ?? 0) < 0)
  if (!isInside) return undefined
  if (first.before.version !== steps[0]?.version || steps.some(({ status }) => status !== 'unaffected'))
    return undefined
  if (crossings.some(({ before }, n) => n > 0 && before !== crossings[n - 1]?.turn)) return undefined
  return [
    { from: entry.version, to: first.before },
    ...crossings.map(({ start, turn }) => ({ from: start.text, to: turn })),
  ]
}
