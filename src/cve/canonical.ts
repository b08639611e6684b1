import type { Json, JsonObject } from '#json'

/** Text that two values share exactly when they are the same but for the order of keys. */
export function canonical(value: Json | undefined): string {
  return JSON.stringify(value, (_key, each: Json) => (isObject(each) ? sorted(each) : each)) ?? ''
}

/** The same, where the value, if it is a list, is a set: its order says nothing. */
export function canonicalSet(value: Json | undefined): string {
  return canonical(Array.isArray(value) ? value.map(canonical).sort() : value)
}

/**
 * The same, where the value, if it is a date with a time, is that moment: CVE Services write UTC with milliseconds whatever was sent. Without
 * an offset it is UTC.
 */
export function canonicalMoment(value: Json | undefined): string {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT/.test(value)) return canonical(value)
  const moment = Date.parse(/(?:Z|[+-]\d\d:\d\d)$/.test(value) ? value : `${value}Z`)
  return Number.isNaN(moment) ? canonical(value) : canonical(new Date(moment).toISOString())
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function sorted(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)))
}
