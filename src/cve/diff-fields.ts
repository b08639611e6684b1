import type { Json, JsonObject } from '#json'
import { pointer } from '#json'
import { canonical, canonicalMoment, canonicalSet } from './canonical.ts'
import { type CveChange, type CveChangeKind, change } from './change.ts'

/** Two editions of one object, with the place of each and the words that messages about it start with. */
export interface Editions<T> {
  readonly before: T
  readonly after: T
  readonly atBefore: string
  readonly atAfter: string
  /** Empty, or a name with a colon and a space: `CISA-ADP: `. */
  readonly label: string
}

/** The pointer of a field: in the later edition where it is there, else in the earlier. */
export function fieldAt(editions: Editions<JsonObject>, key: string): string {
  return (editions.after[key] === undefined ? editions.atBefore : editions.atAfter) + pointer(key)
}

/** One change if the field differs; lists are compared as sets. Nothing for a field that is the same. */
export function diffField(
  editions: Editions<JsonObject>,
  key: string,
  kind: CveChangeKind,
  say: (before: Json | undefined, after: Json | undefined) => string,
): readonly CveChange[] {
  const [before, after] = [editions.before[key], editions.after[key]]
  if (canonicalSet(before) === canonicalSet(after)) return []
  return [change(kind, fieldAt(editions, key), editions.label + say(before, after), before, after)]
}

const MOMENTS: ReadonlySet<string> = new Set(['datePublic', 'dateAssigned'])

/** The fields that nobody looks at by name, extensions among them: added, removed or changed as a whole. */
export function diffOtherFields(
  editions: Editions<JsonObject>,
  known: ReadonlySet<string>,
  sets: ReadonlySet<string> = new Set(),
): readonly CveChange[] {
  const keys = new Set([...Object.keys(editions.before), ...Object.keys(editions.after)])
  return [...keys].flatMap((key) => {
    const [before, after] = [editions.before[key], editions.after[key]]
    const write = MOMENTS.has(key) ? canonicalMoment : sets.has(key) ? canonicalSet : canonical
    if (known.has(key) || write(before) === write(after)) return []
    const [kind, verb] =
      before === undefined
        ? (['field-added', 'was added'] as const)
        : after === undefined
          ? (['field-removed', 'was removed'] as const)
          : (['field-changed', 'changed'] as const)
    const message = `${editions.label}the field ${JSON.stringify(key)} ${verb}`
    return [change(kind, fieldAt(editions, key), message, before, after)]
  })
}
