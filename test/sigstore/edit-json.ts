/** JSON text with one place changed, given as a JSON Pointer (RFC 6901) whose keys need no escape. */
import assert from 'node:assert/strict'
import { isObject, type Json } from '#json'

/** The value at a place, which must be there. */
export function valueAt(text: string, at: string): Json {
  let here: Json | undefined = JSON.parse(text) as Json
  for (const key of at.split('/').slice(1))
    here = Array.isArray(here) ? here[Number(key)] : isObject(here) ? here[key] : undefined
  assert(here !== undefined, `nothing is at ${at}`)
  return here
}

/** The text with `change` made to the value at a place; undefined takes the place away. What was there before may be nothing. */
export function editJson(text: string, at: string, change: (before: Json | undefined) => Json | undefined): string {
  const keys = at.split('/').slice(1)
  const edit = (value: Json | undefined, depth: number): Json | undefined => {
    const key = keys[depth]
    if (key === undefined) return change(value)
    if (Array.isArray(value)) return value.with(Number(key), edit(value[Number(key)], depth + 1) ?? null)
    assert(isObject(value), `nothing is at ${at}`)
    const { [key]: before, ...rest } = value
    const after = edit(before, depth + 1)
    return after === undefined ? rest : { ...value, [key]: after }
  }
  return JSON.stringify(edit(JSON.parse(text) as Json, 0))
}
