import { quote } from '#fault'
import { type Check, count, wrongType } from './check.ts'
import type { NumberDefinition, TextDefinition, WordDefinition } from './definition.ts'
import { nameAt, report, type Trail } from './trail.ts'

export function textCheck({ min, max, form }: TextDefinition): Check {
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

export function wordCheck({ allowed, extensible }: WordDefinition): Check {
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

export function numberCheck({ whole, tenths, min, max }: NumberDefinition): Check {
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

/** The words in a sentence: `a, b or c`. */
function choice(words: readonly string[]): string {
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`
}
