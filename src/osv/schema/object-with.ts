import type { Fault } from '#fault'
import type { Fields, Json, JsonObject, Report, Shape } from '#json'
import { openObject } from '../open-object.ts'

/** Looks at the fields of an object together; `at` is its JSON Pointer. */
export type Look = (object: JsonObject, at: string, report: Report) => void

/**
 * An object with some fields and any others. The look is taken whatever is wrong in the fields, so that all is told at once.
 */
export function objectWith(fields: Fields, look?: Look): Shape<JsonObject> {
  const shape = openObject<JsonObject>(fields)
  return (value, at, report) => {
    const read = shape(value, at, report)
    if (isObject(value)) look?.(value, at, report)
    return read
  }
}

/** An object whose content belongs to a database or an ecosystem. */
export const anyObject: Shape<JsonObject> = objectWith({})

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isList(value: unknown): value is readonly Json[] {
  return Array.isArray(value)
}

/** A fault of the schema. */
export function broken(message: string, at: string, hint?: string): Fault<'SHAPE_VALUE'> {
  return { code: 'SHAPE_VALUE', kind: 'invalid', message, at, ...(hint !== undefined && { hint }) }
}
