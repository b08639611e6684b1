import type { JsonObject } from './document.ts'

/** Whether a JSON value, or nothing, is an object. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
