import type { Json } from './document.ts'

/**
 * JSON text: two spaces, keys in the order given, one newline at the end. The writers of each format put their keys in the order
 * that its specification lists them, so that the same facts give the same bytes.
 */
export function writeJson(value: Json): string {
  return `${JSON.stringify(value, undefined, 2)}\n`
}
