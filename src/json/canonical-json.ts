import type { Json } from './document.ts'
import { isObject } from './is-object.ts'

/**
 * The one text of a JSON value: no white space, keys in the order of their UTF-16 units, numbers and strings as ECMAScript writes
 * them. Two documents with the same meaning have the same text, so that its digest names the meaning. Source: RFC 8785 (JCS).
 */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (!isObject(value)) return JSON.stringify(value)
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key]!)}`)
  return `{${members.join(',')}}`
}
