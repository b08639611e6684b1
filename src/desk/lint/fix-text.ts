import { type CveChange, diffCve, parseCve } from '#cve'
import { fail, from, ok, type Result } from '#fault'
import { type Json, parseJson } from '#json'
import { type Finding, fixAll, makeLinter } from '#lint'
import type { LintSettings } from '#project'
import type { WorldOf } from './check-text.ts'
import { namesOf } from './names.ts'

/** A record before and after its fixes. */
export interface FixedText {
  readonly before: string
  /** Equal to `before` where there was nothing to fix. */
  readonly after: string
  readonly applied: readonly Finding[]
  /** What the fixes change in meaning. A fix of form alone changes nothing. */
  readonly changes: readonly CveChange[]
}

/**
 * The text of a record with every safe fix applied. Fields and their order stay; the text is indented as it was. `only` names the rules
 * whose fixes are wanted; all when absent.
 */
export function fixText(
  text: string,
  path: string,
  settings: LintSettings,
  worldOf: WorldOf,
  only?: ReadonlySet<string>,
): Result<FixedText> {
  const document = parseJson(text)
  if (!document.ok) return fail(from(path, document.fault))
  const linter = makeLinter(settings)
  const world = worldOf(namesOf(document.value.value).id)
  const fixed = fixAll(document.value.value, (each) => linter.lint(each, world), only)
  if (fixed.applied.length === 0) return ok({ before: text, after: text, applied: [], changes: [] })
  return ok({
    before: text,
    after: writeLike(text, fixed.document),
    applied: fixed.applied,
    changes: changesOf(document.value.value, fixed.document),
  })
}

function changesOf(before: Json, after: Json): readonly CveChange[] {
  const [then, now] = [parseCve(before, { anyId: true }), parseCve(after, { anyId: true })]
  if (!then.ok || !now.ok || then.value.kind !== 'record' || now.value.kind !== 'record') return []
  return diffCve(then.value.record, now.value.record)
}

/** JSON written as `text` is: its indentation, its escapes where it is plain ASCII, its last newline. */
export function writeLike(text: string, value: Json): string {
  const indent = /\n([ \t]+)\S/.exec(text)?.[1]
  const written = JSON.stringify(value, undefined, indent) + (text.endsWith('\n') ? '\n' : '')
  return BEYOND_ASCII.test(text) ? written : written.replace(BEYOND_ASCII_ALL, escaped)
}

const BEYOND_ASCII = /[\u0080-\uffff]/
const BEYOND_ASCII_ALL = /[\u0080-\uffff]/g

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}
