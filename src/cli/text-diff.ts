import { diff } from 'node:util'
import type { Ink } from './ink.ts'

/** Lines of context around a change. */
const CONTEXT = 2

/** What changes from one text to another, as lines with `-` and `+` and the lines around them; `@@` and a line number between. */
export function textDiff(before: string, after: string, ink: Ink): readonly string[] {
  // Of `diff`: 1 stands only in its first text, -1 only in its second, 0 in both.
  const steps = diff(before.split('\n'), after.split('\n')).map(([side, line], i) => ({ side, line, i }))
  const near = new Set(steps.filter(({ side }) => side !== 0).flatMap(({ i }) => around(i)))
  const lines: string[] = []
  let number = 0
  let last = -1
  for (const { side, line, i } of steps) {
    if (side <= 0) number++
    if (!near.has(i)) continue
    if (last !== i - 1) lines.push(ink('heading', `@@ line ${Math.max(1, number)}`))
    last = i
    if (side === 0) lines.push(`  ${line}`)
    else lines.push(side < 0 ? ink('good', `+ ${line}`) : ink('error', `- ${line}`))
  }
  return lines
}

function around(i: number): readonly number[] {
  return Array.from({ length: 2 * CONTEXT + 1 }, (_, offset) => i - CONTEXT + offset)
}
