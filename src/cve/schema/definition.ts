/**
 * The language in which the CVE Record Format is written down here: texts, words, numbers, lists and objects, as data.
 *
 * `compile.ts` turns a definition into a check.
 *
 * @module
 */
import type { Json, JsonObject } from '#json'
import type { Trail } from './trail.ts'

export type Definition =
  | TextDefinition
  | WordDefinition
  | NumberDefinition
  | FlagDefinition
  | ListDefinition
  | ObjectDefinition

/** A text. Its length counts characters (code points), as JSON Schema does. */
export interface TextDefinition {
  readonly kind: 'text'
  readonly min: number
  readonly max: number
  readonly form?: TextForm
}

/** The form of a text: a pattern of the official schema, or a named format. */
export interface TextForm {
  readonly keyword: 'pattern' | 'format'
  /** Takes time in proportion to the length of the text, whatever it is. */
  readonly accepts: (text: string) => boolean
  /** What is expected, with an example: `a CVE ID such as CVE-2030-1234`. */
  readonly wanted: string
}

/** One of a list of words. */
export interface WordDefinition {
  readonly kind: 'word'
  readonly allowed: readonly string[]
  /** Whether words of one's own, `x_...`, are taken too: tags. */
  readonly extensible: boolean
}

/** A number. */
export interface NumberDefinition {
  readonly kind: 'number'
  readonly whole: boolean
  readonly min?: number
  readonly max?: number
  /** Whether it is a CVSS score of versions 3 and 4: 0.0 to 10.0 in steps of 0.1. */
  readonly tenths: boolean
}

/** True or false. */
export interface FlagDefinition {
  readonly kind: 'flag'
}

export interface ListDefinition {
  readonly kind: 'list'
  readonly of: Definition
  readonly min: number
  readonly max: number
  /** Whether no two items may be equal (deeply, whatever the order of keys). */
  readonly unique: boolean
  /** What at least one item must be. */
  readonly contains?: {
    readonly accepts: (item: Json) => boolean
    readonly message: string
    readonly allowed: readonly string[]
  }
}

export interface ObjectDefinition {
  readonly kind: 'object'
  /** With its article, for messages: `a version entry`. */
  readonly name: string
  readonly required: Fields
  readonly optional: Fields
  /** What becomes of other fields: refused, or taken when they are extensions (`x_...`), or taken whatever they are. */
  readonly others: 'refused' | 'extensions' | 'any'
  /** Whether a value that is no object is passed over. The official schema forgot the type of two objects. */
  readonly passesOthers: boolean
  /** The least number of fields. */
  readonly min: number
  /** What the fields must be together. */
  readonly together?: Together
}

export type Fields = Readonly<Record<string, Definition>>

/** A check of several fields of one object; the object is the value at `depth`. */
export type Together = (object: JsonObject, depth: number, trail: Trail) => void

export function text(bounds: { readonly min?: number; readonly max?: number }, form?: TextForm): Definition {
  return { kind: 'text', min: 0, max: Number.POSITIVE_INFINITY, ...bounds, ...(form !== undefined && { form }) }
}

export function word(...allowed: readonly string[]): Definition {
  return { kind: 'word', allowed, extensible: false }
}

export function tag(...allowed: readonly string[]): Definition {
  return { kind: 'word', allowed, extensible: true }
}

export const flag: Definition = { kind: 'flag' }

/** A whole number of at least `min`. */
export function whole(min: number): Definition {
  return { kind: 'number', whole: true, tenths: false, min }
}

/** A number from `min` to `max`. */
export function between(min: number, max: number): Definition {
  return { kind: 'number', whole: false, tenths: false, min, max }
}

/** 0.0, 0.1 ... 10.0 */
export const tenths: Definition = { kind: 'number', whole: false, tenths: true }

/** A list that may be empty, have any length and hold the same twice, where nothing else is said. */
export function list(of: Definition, rest: Partial<Omit<ListDefinition, 'kind' | 'of'>> = {}): Definition {
  return { kind: 'list', of, min: 0, max: Number.POSITIVE_INFINITY, unique: false, ...rest }
}

/** A list of at least one item, none of them twice: what nearly every list of the format is. */
export function someOf(of: Definition, rest: Partial<Omit<ListDefinition, 'kind' | 'of'>> = {}): Definition {
  return list(of, { min: 1, unique: true, ...rest })
}

/** An object that has no other fields than these, where nothing else is said. */
export function object(
  name: string,
  fields: { readonly required?: Fields; readonly optional?: Fields },
  rest: Partial<Omit<ObjectDefinition, 'kind' | 'name' | 'required' | 'optional'>> = {},
): Definition {
  return {
    kind: 'object',
    name,
    required: {},
    optional: {},
    others: 'refused',
    passesOthers: false,
    min: 0,
    ...fields,
    ...rest,
  }
}
