import { type CveChange, diffCve, parseCve } from '#cve'
import { fail, from, ok, type Result } from '#fault'
import { type Json, parseJson } from '#json'
import { type Finding, fixAll, makeLinter } from '#lint'
import type { LintSettings } from '#project'
import { brokenRule } from './broken-rule.ts'
import { notARecord, type WorldOf } from './check-text.ts'
import { kindOf, namesOf } from './names.ts'
import { writeLike } from './write-like.ts'

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
 * The text of a record with every safe fix applied; what no fix touches keeps its bytes. `only` names the rules whose fixes are
 * wanted; all when absent.
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
  if (kindOf(document.value.value) !== 'cve') return fail(from(path, notARecord()))
  try {
    return ok(fixed(text, document.value.value, settings, worldOf, only))
  } catch (cause) {
    return fail(from(path, brokenRule(cause)))
  }
}

function fixed(
  text: string,
  document: Json,
  settings: LintSettings,
  worldOf: WorldOf,
  only: ReadonlySet<string> | undefined,
): FixedText {
  const linter = makeLinter(settings)
  const world = worldOf(namesOf(document).id)
  const after = fixAll(document, (each) => linter.lint(each, world), only)
  if (after.applied.length === 0) return { before: text, after: text, applied: [], changes: [] }
  return {
    before: text,
    after: writeLike(text, after.document),
    applied: after.applied,
    changes: changesOf(document, after.document),
  }
}

function changesOf(before: Json, after: Json): readonly CveChange[] {
  const [then, now] = [parseCve(before, { anyId: true }), parseCve(after, { anyId: true })]
  if (!then.ok || !now.ok || then.value.kind !== 'record' || now.value.kind !== 'record') return []
  return diffCve(then.value.record, now.value.record)
}
