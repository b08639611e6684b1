import type { Json } from './document.ts'

/**
 * The value of a text that is beyond doubt, or undefined where the careful reader has to look: for whatever `JSON.parse` refuses, and
 * for all that it takes and a strict reader does not. One pass over the text counts its members and its depth; what `JSON.parse`
 * makes of it must have as many members (a key given twice leaves one less), no key `__proto__`, and finite numbers.
 *
 * This is quicker than reading with care, and the texts in its value are whole strings, not views of a long one: whoever goes through
 * them character by character gains the most.
 */
export function readQuickly(text: string, maxDepth: number): Json | undefined {
  const members = countMembers(text, maxDepth)
  if (members === undefined || !text.isWellFormed() || mayEscapeSurrogates(text)) return undefined
  let value: Json
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  return countIn(value) === members ? value : undefined
}

/** `\ud800` to `\udfff`: a pair of them may be well, and reading it with care tells. */
function mayEscapeSurrogates(text: string): boolean {
  return text.includes('\\ud') || text.includes('\\uD')
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COLON = 0x3a
const OPEN_LIST = 0x5b
const CLOSE_LIST = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d

/**
 * How many colons stand outside of strings; undefined where lists and objects are nested too deep, and where a key has an escape:
 * `JSON.parse` of Node 26.10 takes every key that begins with one for a backslash, once it has read an object with such a key at the
 * same place (V8 looks for the key that came there before, and forgets that the text may go on).
 */
function countMembers(text: string, maxDepth: number): number | undefined {
  let members = 0
  let depth = 0
  let escaped = false
  let backslash = text.indexOf('\\')
  for (let i = 0; i < text.length; i++) {
    switch (text.charCodeAt(i)) {
      case QUOTE: {
        // Strings are most of a text, and the engine finds their ends quicker than a loop.
        const end = text.indexOf('"', i + 1)
        escaped = backslash >= 0 && backslash < end
        if (!escaped) {
          i = end < 0 ? text.length : end
          break
        }
        for (i++; i < text.length; i++) {
          const code = text.charCodeAt(i)
          if (code === QUOTE) break
          if (code === BACKSLASH) i++
        }
        backslash = text.indexOf('\\', i)
        break
      }
      case COLON:
        if (escaped) return undefined
        members++
        break
      case OPEN_LIST:
      case OPEN_OBJECT:
        if (++depth > maxDepth) return undefined
        break
      case CLOSE_LIST:
      case CLOSE_OBJECT:
        depth--
        break
    }
  }
  return members
}

/** How many members its objects have in all; not a number where something in it is not for everybody. */
function countIn(value: Json): number {
  if (typeof value === 'number') return Number.isFinite(value) ? 0 : Number.NaN
  if (typeof value !== 'object' || value === null) return 0
  let members = 0
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) members += countIn(value[i])
    return members
  }
  const object = value as Readonly<Record<string, Json>>
  for (const key in object) {
    if (key === '__proto__') return Number.NaN
    members += 1 + countIn(object[key] as Json)
  }
  return members
}
