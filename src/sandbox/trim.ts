import type { Json } from '#json'

/** The body with every text in it trimmed: CVE Services do so before they look at it. */
export function trimTexts(value: Json): Json {
  if (typeof value === 'string') return value.trim()
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(trimTexts)
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, trimTexts(each)]))
}
