import type { Json, JsonObject } from '#json'

/** The places of the first two equal items: the later one, then the one that it repeats. */
export type Repeated = readonly [later: number, earlier: number]

/** Lists up to this length are compared pair by pair, which needs no memory; longer ones by their canonical texts. */
const FEW = 16

/** Nesting up to which values are compared by recursion. Far deeper than any record, far from the end of the stack. */
const DEEP = 64

/**
 * Finds two equal items. Equal is what JSON Schema says (draft 7, section 4.2.3): objects whatever the order of their keys, numbers
 * by value. Time and memory grow with the size of the list, not with its square.
 */
export function findRepeated(items: readonly Json[]): Repeated | undefined {
  return items.length <= FEW ? inPairs(items) : byText(items)
}

/** The places of all items that repeat an earlier one. */
export function repeatsIn(items: readonly Json[]): readonly number[] {
  const seen = new Set<string>()
  return items.flatMap((item, place) => {
    const text = canonicalText(item)
    if (seen.has(text)) return [place]
    seen.add(text)
    return []
  })
}

function inPairs(items: readonly Json[]): Repeated | undefined {
  for (let later = 1; later < items.length; later++) {
    for (let earlier = 0; earlier < later; earlier++) {
      if (sameJson(items[later] as Json, items[earlier] as Json, 0)) return [later, earlier]
    }
  }
  return undefined
}

function byText(items: readonly Json[]): Repeated | undefined {
  const bySketch = new Map<number, number[]>()
  for (const [later, item] of items.entries()) {
    const mark = sketch(item)
    const alike = bySketch.get(mark)
    if (alike === undefined) bySketch.set(mark, [later])
    else {
      // Too many that look alike: their texts tell them apart, whoever made them.
      if (alike.length === FEW) return byCanonicalText(items)
      const earlier = alike.find((place) => sameJson(item, items[place] as Json, 0))
      if (earlier !== undefined) return [later, earlier]
      alike.push(later)
    }
  }
  return undefined
}

/** A number that equal values share, and most others do not: cheap, and the same whatever the order of the keys. */
function sketch(value: Json): number {
  if (typeof value === 'string') {
    const end = value.length - 1
    return (value.length * 31 + value.charCodeAt(end)) * 31 + value.charCodeAt(end >> 1)
  }
  if (typeof value !== 'object' || value === null) return Number(value)
  if (isList(value)) return value.length
  let sum = 0
  for (const key in value) {
    const part = value[key]
    sum += key.length + (typeof part === 'string' ? sketch(part) : 1)
  }
  return sum
}

function byCanonicalText(items: readonly Json[]): Repeated | undefined {
  const places = new Map<string, number>()
  for (const [later, item] of items.entries()) {
    const text = canonicalText(item)
    const earlier = places.get(text)
    if (earlier !== undefined) return [later, earlier]
    places.set(text, later)
  }
  return undefined
}

function sameJson(a: Json, b: Json, depth: number): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (depth === DEEP) return canonicalText(a) === canonicalText(b)
  if (isList(a)) {
    if (!isList(b) || a.length !== b.length) return false
    return a.every((item, place) => sameJson(item, b[place] as Json, depth + 1))
  }
  return !isList(b) && sameObject(a, b, depth)
}

function sameObject(a: JsonObject, b: JsonObject, depth: number): boolean {
  let fields = 0
  for (const key in a) {
    if (!Object.hasOwn(b, key) || !sameJson(a[key] as Json, b[key] as Json, depth + 1)) return false
    fields++
  }
  return Object.keys(b).length === fields
}

/** One text for all equal values. Keeps its own stack, so that any nesting is well. */
function canonicalText(value: Json): string {
  let text = ''
  // What is still to be written, the next at the end: values, and texts as they are.
  const rest: (Json | Written)[] = [value]
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    if (next instanceof Written) text += next.text
    // Not by JSON.stringify: 1e999 is read as Infinity, which it would write as null.
    else if (typeof next === 'number') text += next
    else if (typeof next !== 'object' || next === null) text += JSON.stringify(next)
    else if (isList(next)) {
      text += '['
      rest.push(CLOSE_LIST)
      for (let place = next.length - 1; place >= 0; place--) rest.push(COMMA, next[place] as Json)
    } else {
      text += '{'
      rest.push(CLOSE_OBJECT)
      for (const key of Object.keys(next).sort())
        rest.push(COMMA, next[key] as Json, new Written(`${JSON.stringify(key)}:`))
    }
  }
  return text
}

/** Text that is written as it is; a class, since every other kind of value is JSON. */
class Written {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

const COMMA = new Written(',')
const CLOSE_LIST = new Written(']')
const CLOSE_OBJECT = new Written('}')

// Array.isArray alone does not tell a readonly list from an object.
function isList(value: readonly Json[] | JsonObject): value is readonly Json[] {
  return Array.isArray(value)
}
