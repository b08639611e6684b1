import type { Json } from './document.ts'

/** JSON with lists in it that may be longer than memory: where an iterable stands, a list is written. */
export type LongJson = Json | LongList | { readonly [key: string]: LongJson }
/** Gone through when it is its turn. */
export interface LongList {
  [Symbol.iterator](): Iterator<LongJson>
}

/** JSON text piece by piece, as `JSON.stringify` writes the whole: with `indent` spaces for each level, or in one line. */
export function jsonPieces(value: LongJson, indent = 0): Iterable<string> {
  return pieces(value, indent, indent === 0 ? '' : '\n')
}

function* pieces(value: LongJson, indent: number, newline: string): Generator<string> {
  if (isLongList(value)) yield* bracketed('[', ']', listed(value), indent, newline)
  else if (hasLongList(value)) yield* bracketed('{', '}', keyed(value, indent), indent, newline)
  else {
    const text = JSON.stringify(value, undefined, indent)
    yield indent === 0 ? text : text.replaceAll('\n', newline)
  }
}

type Member = readonly [start: string, value: LongJson]

function* bracketed(
  open: string,
  close: string,
  members: Iterable<Member>,
  indent: number,
  newline: string,
): Generator<string> {
  const inner = indent === 0 ? '' : newline + ' '.repeat(indent)
  let before = `${open}${inner}`
  for (const [start, value] of members) {
    yield before + start
    yield* pieces(value, indent, inner)
    before = `,${inner}`
  }
  yield before.startsWith(',') ? newline + close : open + close
}

function* listed(list: LongList): Generator<Member> {
  for (const value of list) yield ['', value]
}

function* keyed(object: { readonly [key: string]: LongJson }, indent: number): Generator<Member> {
  const colon = indent === 0 ? ':' : ': '
  for (const [key, value] of Object.entries(object)) yield [JSON.stringify(key) + colon, value]
}

function isLongList(value: LongJson): value is LongList {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Symbol.iterator in value
}

/** Lists of JSON are short, and hold no other. */
function hasLongList(value: LongJson): value is { readonly [key: string]: LongJson } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return Object.values(value).some((each) => isLongList(each) || hasLongList(each))
}
