/** Bundles with one thing changed at random, the same ones for the same seed. */
import { isObject, type Json } from '#json'

export interface Mutant {
  readonly bundle: Json
  /** What was changed, without the numbers of list items: `flip /messageSignature/signature`. */
  readonly change: string
}

/** Numbers from 0 to below 1 (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export type Path = readonly (string | number)[]

/** What may happen to a value, by name. Undefined where it does not fit. */
const CHANGES: Readonly<Record<string, (value: Json, random: () => number) => Json | undefined>> = {
  flip: (value, random) => {
    if (typeof value !== 'string' || value.length < 4) return undefined
    const bytes = Buffer.from(value, 'base64')
    if (bytes.toString('base64') !== value) return undefined
    bytes[Math.floor(random() * bytes.length)]! ^= 1 << Math.floor(random() * 8)
    return bytes.toString('base64')
  },
  cut: (value, random) => (typeof value === 'string' ? value.slice(0, Math.floor(random() * value.length)) : undefined),
  letter: (value, random) => {
    if (typeof value !== 'string' || value === '') return undefined
    const at = Math.floor(random() * value.length)
    return value.slice(0, at) + String.fromCharCode(33 + Math.floor(random() * 94)) + value.slice(at + 1)
  },
  insert: (value, random) => {
    if (typeof value !== 'string') return undefined
    const at = Math.floor(random() * (value.length + 1))
    return value.slice(0, at) + '!\n-_ A'[Math.floor(random() * 6)] + value.slice(at)
  },
  add: (value, random) =>
    typeof value === 'string' && /^[0-9]+$/.test(value) ? String(Number(value) + (random() < 0.5 ? 1 : -1)) : undefined,
  twice: (value) => (Array.isArray(value) && value.length > 0 ? [...value, value[0]!] : undefined),
  drop: (value) => (Array.isArray(value) && value.length > 0 ? value.slice(1) : undefined),
  empty: (value) => (Array.isArray(value) ? [] : isObject(value) ? {} : ''),
  nothing: () => null,
}
const NAMES = Object.keys(CHANGES)

/** One mutant of `bundle`; `others` lend values of the same place. */
export function mutantOf(bundle: Json, others: readonly Json[], random: () => number): Mutant {
  const places = [...pathsIn(bundle)]
  for (;;) {
    const path = places[Math.floor(random() * places.length)]!
    const before = at(bundle, path)!
    const which = Math.floor(random() * (NAMES.length + 1))
    const name = NAMES[which] ?? 'swap'
    const after =
      name === 'swap' ? at(others[Math.floor(random() * others.length)]!, path) : CHANGES[name]!(before, random)
    if (after === undefined || JSON.stringify(after) === JSON.stringify(before)) continue
    const shown = path.map((key) => (typeof key === 'number' ? '*' : key)).join('/')
    return { bundle: replaced(bundle, path, after), change: `${name} /${shown}` }
  }
}

export function* pathsIn(value: Json, path: Path = []): Generator<Path> {
  if (path.length > 0) yield path
  if (Array.isArray(value)) for (const [i, each] of value.entries()) yield* pathsIn(each, [...path, i])
  else if (isObject(value)) for (const [key, each] of Object.entries(value)) yield* pathsIn(each, [...path, key])
}

export function at(value: Json, path: Path): Json | undefined {
  let here: Json | undefined = value
  for (const key of path) {
    here = Array.isArray(here) ? here[Number(key)] : isObject(here) ? here[String(key)] : undefined
  }
  return here
}

export function replaced(value: Json, [key, ...rest]: Path, by: Json): Json {
  if (key === undefined) return by
  if (Array.isArray(value)) return value.with(Number(key), replaced(value[Number(key)]!, rest, by))
  const object = value as { readonly [name: string]: Json }
  return { ...object, [key]: replaced(object[String(key)]!, rest, by) }
}
