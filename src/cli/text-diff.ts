import { diff } from 'node:util'
import type { Ink } from './ink.ts'

/** Lines of context around a change. */
const CONTEXT = 2

/** One line of two texts: in the first alone, in both, in the second alone. */
interface Step {
  readonly side: '-' | ' ' | '+'
  readonly line: string
}

/**
 * What changes from one text of JSON to another, as lines with `-` and `+` and the lines around them; `@@` and a number in the first
 * text between. Of JSON on one line the values are laid out first: a line of megabytes tells nobody anything.
 */
export function textDiff(before: string, after: string, ink: Ink): readonly string[] {
  const steps = stepsBetween(linesOf(before), linesOf(after))
  const lines: string[] = []
  let number = 0
  let last = -1
  const shown = nearChanges(steps)
  for (const [i, { side, line }] of steps.entries()) {
    if (side !== '+') number++
    if (!shown.has(i)) continue
    if (last !== i - 1) lines.push(ink('heading', `@@ line ${Math.max(1, number)}`))
    last = i
    if (side === ' ') lines.push(`  ${line}`)
    else lines.push(ink(side === '+' ? 'good' : 'error', `${side} ${line}`))
  }
  return lines
}

function linesOf(text: string): readonly string[] {
  const isOneLine = !text.trim().includes('\n')
  return (isOneLine ? JSON.stringify(JSON.parse(text), undefined, 2) : text).split(/\r?\n/)
}

function nearChanges(steps: readonly Step[]): ReadonlySet<number> {
  const near = new Set<number>()
  for (const [i, { side }] of steps.entries()) {
    if (side === ' ') continue
    for (let each = i - CONTEXT; each <= i + CONTEXT; each++) near.add(each)
  }
  return near
}

/** So many lines in a row must be the same for the two texts to count as in step again. */
const RUN = 2

/** So many lines are looked at for it; what is further apart counts as changed. */
const WINDOW = 200

/**
 * Small stretches are compared as well as can be, and found by looking for the next lines at which both texts are in step again: the
 * best answer for the whole would cost the square of the changes, and a record may have tens of thousands.
 */
function stepsBetween(before: readonly string[], after: readonly string[]): readonly Step[] {
  const steps: Step[] = []
  let [i, j] = [0, 0]
  while (i < before.length || j < after.length) {
    const line = before[i]
    if (line !== undefined && line === after[j]) {
      steps.push({ side: ' ', line })
      i++
      j++
      continue
    }
    const [left, right] = nextInStep(before, after, i, j)
    steps.push(...smallSteps(before.slice(i, left), after.slice(j, right)))
    i = left
    j = right
  }
  return steps
}

/** The nearest places from which on both texts say the same; the end of the window where there are none. */
function nextInStep(
  before: readonly string[],
  after: readonly string[],
  i: number,
  j: number,
): readonly [number, number] {
  for (let skipped = 1; skipped <= 2 * WINDOW; skipped++) {
    for (let left = Math.max(0, skipped - WINDOW); left <= Math.min(skipped, WINDOW); left++) {
      if (isInStep(before, after, i + left, j + skipped - left)) return [i + left, j + skipped - left]
    }
  }
  return [Math.min(before.length, i + WINDOW), Math.min(after.length, j + WINDOW)]
}

function isInStep(before: readonly string[], after: readonly string[], i: number, j: number): boolean {
  if (i > before.length || j > after.length) return false
  for (let each = 0; each < RUN; each++) if (before[i + each] !== after[j + each]) return false
  return true
}

function smallSteps(before: readonly string[], after: readonly string[]): readonly Step[] {
  // Of `diff`: 1 stands only in its first text, -1 only in its second, 0 in both.
  return diff(before, after).map(([side, line]) => ({ side: side === 0 ? ' ' : side > 0 ? '-' : '+', line }))
}
