import { type Json, type JsonObject, pointerParts } from '#json'
import type { Finding, LintResult } from './finding.ts'
import type { Edit } from './rule.ts'

/** A document after its fixes, and the findings that they mended. */
export interface Fixed {
  readonly document: Json
  readonly applied: readonly Finding[]
}

/** More rounds than this would mean that two fixes undo each other. */
const MOST_ROUNDS = 50

/**
 * Applies the fixes of findings until none is left. `lint` is asked again after each round, in which the fixes of one rule are applied:
 * what one rule has changed is seen by the next. A round after which there are more errors than before, or no fewer findings of its rule,
 * is taken back, and the rule left alone. The document that was given stays as it is.
 *
 * `only` names the codes to fix; all of them when absent.
 */
export function fixAll(document: Json, lint: (document: Json) => LintResult, only?: ReadonlySet<string>): Fixed {
  let present = document
  let result = lint(present)
  const applied: Finding[] = []
  const leftAlone = new Set<string>()
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next = result.findings.find(
      ({ code, fix }) => fix !== undefined && !leftAlone.has(code) && (only === undefined || only.has(code)),
    )
    if (next === undefined) break
    const chosen = apart(result.findings.filter(({ code, fix }) => code === next.code && fix !== undefined))
    // From the end of the document to its beginning, so that numbers in lists stay true.
    const after = chosen.toReversed().reduce((value, { fix }) => applyEdits(value, fix?.edits ?? []), present)
    const then = lint(after)
    if (errors(then) > errors(result) || count(then, next.code) >= count(result, next.code)) {
      leftAlone.add(next.code)
      continue
    }
    present = after
    result = then
    applied.push(...chosen)
  }
  return { document: present, applied }
}

function errors({ findings }: LintResult): number {
  return findings.filter(({ level }) => level === 'error').length
}

function count({ findings }: LintResult, rule: string): number {
  return findings.filter(({ code }) => code === rule).length
}

/** Those whose edits touch different places: the first at each place. */
function apart(findings: readonly Finding[]): readonly Finding[] {
  const taken = new Set<string>()
  const above = new Set<string>() // whatever a taken place lies in
  return findings.filter(({ fix }) => {
    const places = (fix?.edits ?? []).map(({ at }) => at)
    const overlaps = places.some(
      (place) => above.has(place) || [place, ...ancestors(place)].some((at) => taken.has(at)),
    )
    if (overlaps) return false
    for (const place of places) {
      taken.add(place)
      for (const ancestor of ancestors(place)) above.add(ancestor)
    }
    return true
  })
}

/** The pointers to all that a place lies in, from the nearest to the whole document. */
function ancestors(place: string): readonly string[] {
  const all: string[] = []
  for (let end = place.lastIndexOf('/'); end >= 0; end = place.lastIndexOf('/', end - 1)) {
    all.push(place.slice(0, end))
    if (end === 0) break
  }
  return all
}

/**
 * The document after the edits, in their order.
 *
 * @throws {RangeError} if an edit leads nowhere: rules make edits for the document they have seen.
 */
export function applyEdits(document: Json, edits: readonly Edit[]): Json {
  return edits.reduce((value, edit) => change(value, pointerParts(edit.at), edit), document)
}

function change(value: Json, [part, ...rest]: readonly string[], edit: Edit): Json {
  if (part === undefined) {
    if (edit.op === 'remove') throw new RangeError('the whole document cannot be removed')
    return edit.value
  }
  if (Array.isArray(value)) return changeList(value, part, rest, edit)
  if (typeof value === 'object' && value !== null) return changeObject(value as JsonObject, part, rest, edit)
  throw new RangeError(`there is nothing at ${edit.at}`)
}

function changeList(list: readonly Json[], part: string, rest: readonly string[], edit: Edit): Json {
  const i = part === '-' ? list.length : Number(part)
  const item = list[i]
  if (rest.length === 0 && edit.op === 'add' && i <= list.length) return list.toSpliced(i, 0, edit.value)
  if (item === undefined) throw new RangeError(`there is nothing at ${edit.at}`)
  if (rest.length === 0 && edit.op === 'remove') return list.toSpliced(i, 1)
  return list.with(i, change(item, rest, edit))
}

function changeObject(object: JsonObject, part: string, rest: readonly string[], edit: Edit): Json {
  const present = Object.hasOwn(object, part) ? object[part] : undefined
  if (rest.length === 0 && edit.op === 'add') return { ...object, [part]: edit.value }
  if (present === undefined) throw new RangeError(`there is nothing at ${edit.at}`)
  if (rest.length > 0) return { ...object, [part]: change(present, rest, edit) }
  return edit.op === 'remove'
    ? Object.fromEntries(Object.entries(object).filter(([key]) => key !== part))
    : { ...object, [part]: edit.value }
}
