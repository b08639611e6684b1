import type { Json, JsonObject } from '#json'
import { nameAt, report, type Trail } from './trail.ts'

/** Reports whatever is wrong in `value`, to which the first `depth` steps of the trail lead. */
export type Check = (value: Json, depth: number, trail: Trail) => void

/** Tells that a value is of another kind: `words` in the message, `type` in the words of JSON Schema. */
export function wrongType(trail: Trail, depth: number, value: Json, words: string, type: string, name?: string): void {
  const message = `${name ?? nameAt(trail, depth)} must be ${words}, but is ${found(value)}`
  report(trail, depth, { keyword: 'type', message, allowed: [type] })
}

function found(value: Json): string {
  if (value === null) return 'null'
  if (typeof value === 'object') return Array.isArray(value) ? 'a list' : 'an object'
  if (typeof value === 'string') return 'text'
  return typeof value === 'number' ? `the number ${value}` : `${value}`
}

/** `1 item is`, `2 items are` */
export function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
