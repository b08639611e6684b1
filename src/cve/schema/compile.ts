import { quote } from '#fault'
import type { Json, JsonObject } from '#json'
import { type Check, count, isObject, wrongType } from './check.ts'
import type { Definition, ListDefinition, ObjectDefinition } from './definition.ts'
import { findRepeated, repeatsIn } from './same-json.ts'
import { numberCheck, textCheck, wordCheck } from './scalar-checks.ts'
import { isFull, nameAt, report, type Trail } from './trail.ts'

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
  report(trail, depth, { keyword: 'uniqueItems', message, repeats: repeatsIn(items) })
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
