/**
 * Shapes: what a value read from outside must look like, as data that reads it.
 *
 * A shape takes an untrusted value and gives a typed one, or reports every fault it finds with the JSON Pointer of the place.
 * Nothing behind the door checks again.
 *
 * @module
 */
import { type Fault, failAll, faultsOf, ok, quote, type Result } from '#fault'
import type { Json } from './document.ts'
import { pointer } from './pointer.ts'

export type Report = (fault: Fault) => void

/** Stands for "reported, there is no value"; a symbol, since undefined and null can be values. */
const WRONG: unique symbol = Symbol('wrong')
type Wrong = typeof WRONG

/** Reads `value`, found at the JSON Pointer `at`. */
export type Shape<T> = (value: unknown, at: string, report: Report) => T | Wrong

/** The type that a shape gives. */
export type TypeOf<S> = S extends Shape<infer T> ? T : never

/** Faults that one reading tells of. Whoever has this many has the wrong file, and a million of them would be of no help. */
const MOST_FAULTS = 100

/** Ends a reading whose value has {@link MOST_FAULTS}; it goes no further than {@link readShape}. */
const ENOUGH: unique symbol = Symbol('enough')

/** The value in the given shape, or every fault at once (the first hundred and a note, where there are more). */
export function readShape<T>(shape: Shape<T>, value: unknown): Result<T> {
  const faults: Fault[] = []
  try {
    const read = shape(value, '', (fault) => {
      if (faults.length === MOST_FAULTS) throw ENOUGH
      faults.push(fault)
    })
    if (faults.length > 0) return failAll(faults)
    if (read === WRONG) throw new Error('a shape failed without a report')
    return ok(read)
  } catch (thrown) {
    if (thrown !== ENOUGH) throw thrown
    return failAll([
      ...faults,
      {
        code: 'SHAPE_MORE_FAULTS',
        kind: 'invalid',
        message: `there are more than these ${MOST_FAULTS} faults`,
        at: '',
      },
    ])
  }
}

/** Any text; `''` only where `nonEmpty` is not asked for. */
export const text: Shape<string> = (value, at, report) =>
  typeof value === 'string' ? value : wrongType('text', value, at, report)

/** Text of at least one character that is not blank. */
export const nonEmpty: Shape<string> = refine(text, (value) => (value.trim() === '' ? 'must not be empty' : undefined))

export const boolean: Shape<boolean> = (value, at, report) =>
  typeof value === 'boolean' ? value : wrongType('true or false', value, at, report)

export const integer: Shape<number> = (value, at, report) =>
  Number.isSafeInteger(value) ? (value as number) : wrongType('a whole number', value, at, report)

/** Any JSON value, taken as it is: for the fields of others, which must survive a round trip. */
export const anyJson: Shape<Json> = (value) => value as Json

/** Exactly this value. */
export function constant<const T extends string | number | boolean>(expected: T): Shape<T> {
  return (value, at, report) => (value === expected ? expected : wrongType(JSON.stringify(expected), value, at, report))
}

/** One of the given words. */
export function oneOf<const T extends string>(...words: readonly T[]): Shape<T> {
  return (value, at, report) => {
    if (typeof value === 'string' && (words as readonly string[]).includes(value)) return value as T
    const near = typeof value === 'string' ? nearest(value, words) : undefined
    report({
      code: 'SHAPE_WORD',
      kind: 'invalid',
      message: `expected one of ${words.join(', ')}, found ${describe(value)}`,
      at,
      ...(near === undefined ? {} : { hint: `did you mean ${near}?` }),
    })
    return WRONG
  }
}

/** A list whose every item has the shape `item`. */
export function list<T>(item: Shape<T>): Shape<readonly T[]> {
  return (value, at, report) => {
    if (!Array.isArray(value)) return wrongType('a list', value, at, report)
    const items = value.map((each, i) => item(each, at + pointer(i), report))
    return items.includes(WRONG) ? WRONG : (items as T[])
  }
}

/** A list of at most `most` items; bounds work before it is done. */
export function atMost<T>(most: number, items: Shape<readonly T[]>): Shape<readonly T[]> {
  return (value, at, report) => {
    if (Array.isArray(value) && value.length > most) {
      report({
        code: 'SHAPE_TOO_MANY',
        kind: 'invalid',
        message: `a list of ${value.length}, at most ${most} are allowed`,
        at,
      })
      return WRONG
    }
    return items(value, at, report)
  }
}

/** An object used as a table: every value of one shape, and every key of another where one is given. */
export function aMap<T>(item: Shape<T>, keys: Shape<string> = text): Shape<ReadonlyMap<string, T>> {
  return (value, at, report) => {
    if (!isObject(value)) return wrongType('an object', value, at, report)
    const entries = Object.entries(value).map(([key, each]) => {
      const place = at + pointer(key)
      const name = keys(key, place, report)
      const read = item(each, place, report)
      return [key, name === WRONG ? WRONG : read] as const
    })
    return entries.some(([, each]) => each === WRONG) ? WRONG : new Map(entries as (readonly [string, T])[])
  }
}

/** A field that may be absent. Absent is not null: `key:` with nothing behind it is a fault. */
export interface Optional<T> {
  readonly optional: Shape<T>
}
export function optional<T>(shape: Shape<T>): Optional<T> {
  return { optional: shape }
}

/** The fields of an object: a shape for each that must be there, {@link optional} for each that may. */
export type Fields = Readonly<Record<string, Shape<unknown> | Optional<unknown>>>
type ObjectOf<F extends Fields> = {
  readonly [K in keyof F as F[K] extends Optional<unknown> ? never : K]: TypeOf<F[K]>
} & {
  readonly [K in keyof F as F[K] extends Optional<unknown> ? K : never]?: F[K] extends Optional<infer T> ? T : never
}

/**
 * An object with exactly these fields. An unknown field is a fault (a misspelt key must not be silently without effect), except
 * those that start with `x-`, which are for others and are passed over.
 */
export function object<const F extends Fields>(fields: F): Shape<ObjectOf<F>> {
  const known = Object.entries(fields).map(([key, field]) => {
    const isOptional = 'optional' in field
    return { key, step: pointer(key), isOptional, shape: isOptional ? field.optional : field }
  })
  return (value, at, report) => {
    if (!isObject(value)) return wrongType('an object', value, at, report)
    const result: Record<string, unknown> = {}
    let whole = true
    for (const { key, step, isOptional, shape } of known) {
      const given = Object.hasOwn(value, key) ? value[key] : undefined
      if (given === undefined) {
        if (isOptional) continue
        report({ code: 'SHAPE_MISSING', kind: 'invalid', message: `the field ${JSON.stringify(key)} is missing`, at })
        whole = false
        continue
      }
      const read = shape(given, at + step, report)
      if (read === WRONG) whole = false
      else result[key] = read
    }
    for (const key of Object.keys(value)) {
      if (Object.hasOwn(fields, key) || key.startsWith('x-')) continue
      const near = nearest(key, Object.keys(fields))
      report({
        code: 'SHAPE_UNKNOWN_FIELD',
        kind: 'invalid',
        message: `the field ${quote(key)} is not known here`,
        at: at + pointer(key),
        hint: near === undefined ? `the fields are ${Object.keys(fields).join(', ')}` : `did you mean ${near}?`,
      })
      whole = false
    }
    return whole ? (result as ObjectOf<F>) : WRONG
  }
}

/**
 * The values of `shape` for which `check` has no objection. An objection is the end of a sentence about the value
 * (`must not be empty`), or a fault of its own.
 */
export function refine<T>(shape: Shape<T>, check: (value: T) => string | Fault | undefined): Shape<T> {
  return (value, at, report) => {
    const read = shape(value, at, report)
    if (read === WRONG) return WRONG
    const objection = check(read)
    if (objection === undefined) return read
    report(
      typeof objection === 'string'
        ? { code: 'SHAPE_VALUE', kind: 'invalid', message: `${describe(value)} ${objection}`, at }
        : { ...objection, at },
    )
    return WRONG
  }
}

/** A value read further by `parse`, which gives a narrower type or its own fault; the fault gets the place. */
export function parsed<T, U>(shape: Shape<T>, parse: (value: T) => Result<U>): Shape<U> {
  return (value, at, report) => {
    const read = shape(value, at, report)
    if (read === WRONG) return WRONG
    const result = parse(read)
    if (result.ok) return result.value
    for (const fault of faultsOf(result.fault)) report({ ...fault, at })
    return WRONG
  }
}

function wrongType(expected: string, found: unknown, at: string, report: Report): Wrong {
  report({
    code: 'SHAPE_TYPE',
    kind: 'invalid',
    message: `expected ${expected}, found ${describe(found)}`,
    at,
    ...(expected === 'text' && typeof found === 'number' ? { hint: `quote it: '${found}'` } : {}),
  })
  return WRONG
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function describe(value: unknown): string {
  if (value === null || value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'an object'
  if (typeof value === 'string') return quote(value)
  return typeof value === 'number' ? `the number ${value}` : String(value)
}

/** The one word that the writer probably meant: at most two edits away, and closer than any other. */
function nearest(word: string, words: readonly string[]): string | undefined {
  if (word.length > 40) return undefined
  const ranked = words
    .map((each) => [edits(word.toLowerCase(), each.toLowerCase()), each] as const)
    .sort((a, b) => a[0] - b[0])
  const [best, second] = ranked
  if (best === undefined || best[0] > 2 || best[0] >= best[1].length || best[0] === second?.[0]) return undefined
  return best[1]
}

/** Levenshtein distance. */
function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)))
    }
    row = next
  }
  return row[b.length]!
}
