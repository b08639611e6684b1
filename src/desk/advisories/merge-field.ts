import { isDeepStrictEqual } from 'node:util'
import { isObject, type Json, type JsonObject } from '#json'
import { isNothing } from './fields-of.ts'
import type { FieldName } from './views.ts'

/** What two people's changes of one field come to. */
export type Merged = { readonly is: 'merged'; readonly value: Json } | { readonly is: 'conflict' }

/**
 * Joins two changes of one field that started from the same value; null is an absent field.
 *
 * Lists are joined item by item: whatever one person added is there, whatever one person removed is gone, and an item that both
 * changed, or that one changed and the other removed, is a conflict. Nothing is ever dropped without either being asked for by one
 * of the two or being told.
 */
export function mergeField(field: FieldName, base: Json, theirs: Json, yours: Json): Merged {
  if (isSame(yours, theirs) || isSame(yours, base)) return { is: 'merged', value: theirs }
  if (isSame(theirs, base)) return { is: 'merged', value: yours }
  const [a, b, c] = [base, theirs, yours].map(asList)
  if (a !== undefined && b !== undefined && c !== undefined) return mergeLists(keyOf(field), a, b, c)
  if (isObject(theirs) && isObject(yours) && (isObject(base) || isNothing(base))) {
    return mergeObjects(isObject(base) ? base : {}, theirs, yours)
  }
  return { is: 'conflict' }
}

/** The order of keys says nothing; nor does it whether a list is empty or absent. */
export function isSame(a: Json, b: Json): boolean {
  return isDeepStrictEqual(a, b) || (isNothing(a) && isNothing(b))
}

function asList(value: Json): readonly Json[] | undefined {
  return isNothing(value) ? [] : Array.isArray(value) ? (value as readonly Json[]) : undefined
}

type Key = (item: Json) => string

function mergeLists(key: Key, base: readonly Json[], theirs: readonly Json[], yours: readonly Json[]): Merged {
  const [before, other, own] = [base, theirs, yours].map((items) => new Map(items.map((item) => [key(item), item])))
  // Two items of one key cannot be told apart.
  if (before?.size !== base.length || other?.size !== theirs.length || own?.size !== yours.length) {
    return { is: 'conflict' }
  }
  const merged = new Map<string, Json>()
  for (const each of new Set([...other.keys(), ...own.keys()])) {
    const [was, them, you] = [before.get(each), other.get(each), own.get(each)]
    if (them === undefined || you === undefined) {
      const kept = them ?? you
      if (kept === undefined || was === undefined) merged.set(each, kept!)
      // One removed it, the other left it alone: it is gone.
      else if (!isDeepStrictEqual(kept, was)) return { is: 'conflict' }
    } else if (isDeepStrictEqual(them, you) || (was !== undefined && isDeepStrictEqual(you, was)))
      merged.set(each, them)
    else if (was !== undefined && isDeepStrictEqual(them, was)) merged.set(each, you)
    else return { is: 'conflict' }
  }
  const order = orderOf([...before.keys()], [...other.keys()], [...own.keys()])
  return { is: 'merged', value: order.flatMap((each) => (merged.has(each) ? [merged.get(each)!] : [])) }
}

/** The order of whoever moved something (theirs, where both did); what only the other has follows what it stood behind there. */
function orderOf(base: readonly string[], theirs: readonly string[], yours: readonly string[]): readonly string[] {
  const common = (list: readonly string[], other: readonly string[]): readonly string[] => {
    const there = new Set(other)
    return list.filter((each) => there.has(each))
  }
  const theyMoved = !isDeepStrictEqual(common(theirs, base), common(base, theirs))
  const [first, second] = theyMoved ? [theirs, yours] : [yours, theirs]
  const order = [...first]
  for (const [i, each] of second.entries()) {
    if (order.includes(each)) continue
    const behind = second.slice(0, i).findLast((earlier) => order.includes(earlier))
    order.splice(behind === undefined ? 0 : order.indexOf(behind) + 1, 0, each)
  }
  return order
}

/** Objects field by field, one level deep. */
function mergeObjects(base: JsonObject, theirs: JsonObject, yours: JsonObject): Merged {
  const result: Record<string, Json> = {}
  for (const key of new Set([...Object.keys(theirs), ...Object.keys(yours)])) {
    // Absent is not null here: null of a field of the record takes it out.
    const [was, them, you] = [base, theirs, yours].map((each) => (Object.hasOwn(each, key) ? each[key] : undefined))
    const chosen =
      isDeepStrictEqual(them, you) || isDeepStrictEqual(you, was)
        ? { it: them }
        : isDeepStrictEqual(them, was)
          ? { it: you }
          : undefined
    if (chosen === undefined) return { is: 'conflict' }
    if (chosen.it !== undefined) result[key] = chosen.it
  }
  return { is: 'merged', value: result }
}

/** What makes two items of a list the same item, in two states. */
function keyOf(field: FieldName): Key {
  const parts = KEYS[field]
  return (item) => {
    if (field === 'severity' && typeof item === 'string') return item.split('/', 1)[0] ?? item
    if (!isObject(item) || parts === undefined) return JSON.stringify(item)
    return JSON.stringify(parts.map((part) => item[part] ?? null))
  }
}

const KEYS: { readonly [Name in FieldName]?: readonly string[] } = {
  fixes: ['commits'],
  reverts: ['commit', 'of'],
  overrides: ['version', 'branch', 'floor', 'range'],
  provisional: ['branch'],
  stated: ['by'],
  references: ['url'],
  credits: ['name', 'type'],
  timeline: ['date', 'event'],
}
