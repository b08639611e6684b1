import { quote } from '#fault'
import type { Json, JsonObject } from '#json'
import type {
  Definition,
  ListDefinition,
  NumberDefinition,
  ObjectDefinition,
  TextDefinition,
  WordDefinition,
} from './definition.ts'
import { findRepeated } from './same-json.ts'
import { isFull, nameAt, report, type Trail } from './trail.ts'

/** Reports whatever is wrong in `value`, to which the first `depth` steps of the trail lead. */
export type Check = (value: Json, depth: number, trail: Trail) => void

/** The check for a definition, made once for each definition however often it is used. */
export function compile(definition: Definition): Check {
  const known = compiled.get(definition)
  if (known !== undefined) return known
  const check = checkOf(definition)
  compiled.set(definition, check)
  return check
}

const compiled = new WeakMap<Definition, Check>()

function checkOf(definition: Definition): Check {
  switch (definition.kind) {
    case 'text':
      return textCheck(definition)
    case 'word':
      return wordCheck(definition)
    case 'number':
      return numberCheck(definition)
    case 'flag':
      return (value, depth, trail) => {
        if (typeof value !== 'boolean') wrongType(trail, depth, value, 'true or false', 'boolean')
      }
    case 'list':
      return listCheck(definition)
    case 'object':
      return objectCheck(definition)
  }
}

function textCheck({ min, max, form }: TextDefinition): Check {
  return (value, depth, trail) => {
    if (typeof value !== 'string') {
      wrongType(trail, depth, value, 'text', 'string')
      return
    }
    checkLength(value, min, max, depth, trail)
    if (form === undefined) return
    // What is empty and may not be has no second fault; and expressions are not for texts of megabytes.
    if ((value === '' && min > 0) || value.length > 2 * max || form.accepts(value)) return
    report(trail, depth, {
      keyword: form.keyword,
      message: `${nameAt(trail, depth)} is ${quote(value)}, expected ${form.wanted}`,
    })
  }
}

function checkLength(value: string, min: number, max: number, depth: number, trail: Trail): void {
  // A character is one or two UTF-16 units: most texts need no counting.
  if (value.length > max && characters(value) > max) {
    const message = `${nameAt(trail, depth)} has ${characters(value)} characters, at most ${max} are allowed`
    report(trail, depth, { keyword: 'maxLength', message, limit: max })
  } else if (value.length < 2 * min && characters(value) < min) {
    const has = value === '' ? 'is empty' : `is ${quote(value)}`
    const message = `${nameAt(trail, depth)} ${has}, at least ${count(min, 'character is', 'characters are')} needed`
    report(trail, depth, { keyword: 'minLength', message, limit: min })
  }
}

/** Code points; half of a surrogate pair counts as one. */
function characters(value: string): number {
  let pairs = 0
  for (let at = 1; at < value.length; at++) {
    if ((value.charCodeAt(at) & 0xfc00) === 0xdc00 && (value.charCodeAt(at - 1) & 0xfc00) === 0xd800) pairs++
  }
  return value.length - pairs
}

/** Own words of {@link tag} lists. Source: definition of `tagExtension`; its `.` stands for no line terminator. */
const OWN_WORD = /^x_.*$/
const LONGEST_OWN_WORD = 128

function wordCheck({ allowed, extensible }: WordDefinition): Check {
  const words = new Set(allowed)
  return (value, depth, trail) => {
    if (typeof value !== 'string') wrongType(trail, depth, value, 'text', 'string')
    else if (words.has(value)) return
    else if (extensible && OWN_WORD.test(value)) checkLength(value, 0, LONGEST_OWN_WORD, depth, trail)
    else {
      const own = extensible ? ' or a word of your own that begins with "x_"' : ''
      const message = `${nameAt(trail, depth)} is ${quote(value)}, expected ${choice(allowed)}${own}`
      report(trail, depth, { keyword: 'enum', message, allowed })
    }
  }
}

function numberCheck({ whole, tenths, min, max }: NumberDefinition): Check {
  return (value, depth, trail) => {
    if (typeof value !== 'number' || (whole && !isWhole(value))) {
      if (whole) wrongType(trail, depth, value, 'a whole number', 'integer')
      else wrongType(trail, depth, value, 'a number', 'number')
    } else if (tenths && !isTenths(value)) {
      const message = `${nameAt(trail, depth)} is ${value}, expected a number from 0 to 10 with at most one decimal`
      report(trail, depth, { keyword: 'enum', message })
    } else if (min !== undefined && value < min) {
      const message = `${nameAt(trail, depth)} is ${value}, at least ${min} is allowed`
      report(trail, depth, { keyword: 'minimum', message, limit: min })
    } else if (max !== undefined && value > max) {
      const message = `${nameAt(trail, depth)} is ${value}, at most ${max} is allowed`
      report(trail, depth, { keyword: 'maximum', message, limit: max })
    }
  }
}

/** What is too large for a double, and read as Infinity, was whole: 1e999. */
function isWhole(value: number): boolean {
  return Number.isInteger(value) || Math.abs(value) === Number.POSITIVE_INFINITY
}

/** Whether a number is the one that 0.0, 0.1 ... 10.0 is read as: the double nearest to it. */
function isTenths(value: number): boolean {
  return value >= 0 && value <= 10 && Math.round(value * 10) / 10 === value
}

function listCheck({ of, min, max, unique, contains }: ListDefinition): Check {
  const check = compile(of)
  return (value, depth, trail) => {
    if (!Array.isArray(value)) {
      wrongType(trail, depth, value, 'a list', 'array')
      return
    }
    const items: readonly Json[] = value
    for (let place = 0; place < items.length && !isFull(trail); place++) {
      trail.steps[depth] = place
      check(items[place] as Json, depth + 1, trail)
    }
    if (items.length < min) {
      const message = `${nameAt(trail, depth)} ${items.length === 0 ? 'is empty' : `has ${items.length} items`}, at least ${count(min, 'item is', 'items are')} needed`
      report(trail, depth, { keyword: 'minItems', message, limit: min })
    } else if (items.length > max) {
      const message = `${nameAt(trail, depth)} has ${items.length} items, at most ${max} are allowed`
      report(trail, depth, { keyword: 'maxItems', message, limit: max })
    }
    if (unique && items.length > 1) checkUnique(items, depth, trail)
    if (contains !== undefined && items.length > 0 && !items.some(contains.accepts)) {
      report(trail, depth, { keyword: 'contains', message: contains.message, allowed: contains.allowed })
    }
  }
}

function checkUnique(items: readonly Json[], depth: number, trail: Trail): void {
  const repeated = findRepeated(items)
  if (repeated === undefined) return
  const [later, earlier] = repeated
  const message = `${nameAt(trail, depth)} has the same item twice, at ${earlier} and at ${later} (counted from 0)`
  report(trail, depth, { keyword: 'uniqueItems', message })
}

/** The names of extensions. Source: `patternProperties` of the containers. */
const EXTENSION = /^x_[^.]*$/

function objectCheck(definition: ObjectDefinition): Check {
  const { name, required, optional, others, passesOthers, min, together } = definition
  const needed = Object.keys(required)
  const fields = new Map<string, { readonly check: Check; readonly needed: 0 | 1 }>([
    ...Object.entries(required).map(([key, of]) => [key, { check: compile(of), needed: 1 }] as const),
    ...Object.entries(optional).map(([key, of]) => [key, { check: compile(of), needed: 0 }] as const),
  ])
  return (value, depth, trail) => {
    if (!isObject(value)) {
      if (!passesOthers) wrongType(trail, depth, value, 'an object', 'object', name)
      return
    }
    let given = 0
    let missing = needed.length
    for (const key in value) {
      given++
      const field = fields.get(key)
      if (field !== undefined) {
        missing -= field.needed
        trail.steps[depth] = key
        field.check(value[key] as Json, depth + 1, trail)
      } else if (others === 'refused' || (others === 'extensions' && !EXTENSION.test(key))) {
        if (isFull(trail)) return
        report(trail, depth, unknownField(definition, key, value))
      }
    }
    if (missing > 0) {
      for (const field of needed) {
        if (Object.hasOwn(value, field)) continue
        report(trail, depth, { keyword: 'required', field, message: `${field} is missing in ${name}` })
      }
    }
    if (given < min) {
      const message = `${name} needs at least ${count(min, 'field', 'fields')}`
      report(trail, depth, { keyword: 'minProperties', message, limit: min })
    }
    together?.(value, depth, trail)
  }
}

function unknownField(
  { name, required, optional, others }: ObjectDefinition,
  field: string,
  value: JsonObject,
): Report {
  const extension = others === 'extensions' ? '; the name of an extension begins with "x_" and has no full stop' : ''
  return {
    keyword: 'additionalProperties',
    field,
    message: `${quote(field)} is no field of ${name}${extension}`,
    // Those which the object does not have yet: one of them may be meant.
    allowed: [...Object.keys(required), ...Object.keys(optional)].filter((key) => !Object.hasOwn(value, key)),
  }
}

type Report = Parameters<typeof report>[2]

function wrongType(trail: Trail, depth: number, value: Json, words: string, type: string, name?: string): void {
  const message = `${name ?? nameAt(trail, depth)} must be ${words}, but is ${found(value)}`
  report(trail, depth, { keyword: 'type', message, allowed: [type] })
}

function found(value: Json): string {
  if (value === null) return 'null'
  if (typeof value === 'object') return Array.isArray(value) ? 'a list' : 'an object'
  if (typeof value === 'string') return 'text'
  return typeof value === 'number' ? `the number ${value}` : `${value}`
}

/** The words in a sentence: `a, b or c`. */
function choice(words: readonly string[]): string {
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
