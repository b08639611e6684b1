import type { Json, JsonObject } from '#json'

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value)
}

/** The field of an object; undefined for what is no object or has no such field. */
export function field(value: Json | undefined, name: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
}

/** The object without one of its fields. */
export function without(value: JsonObject, name: string): JsonObject {
  const { [name]: _, ...rest } = value
  return rest
}
