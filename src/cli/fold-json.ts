import type { Json } from '#json'

/**
 * JSON for people: whatever fits on a line of `width` stands on one, `{ "lang": "en", "value": "GENERAL" }`, and of the rest as
 * many texts and numbers as fit share a line. Means the same as what is written to files, in a third of the lines.
 */
export function foldJson(value: Json, width: number, indent = '', before: number = indent.length): string {
  const line = oneLine(value)
  // A comma may follow.
  if (before + line.length < width || isScalar(value)) return line
  const inner = `${indent}  `
  const lines: string[] = []
  let open = false // whether the last line holds nothing but texts and numbers, and may take another
  for (const [name, item] of membersOf(value)) {
    const text = name + foldJson(item, width, inner, inner.length + name.length)
    const last = lines.at(-1)
    const fits = last !== undefined && inner.length + last.length + 2 + text.length < width
    if (open && isScalar(item) && fits) lines[lines.length - 1] = `${last}, ${text}`
    else lines.push(text)
    open = isScalar(item)
  }
  const [start, end] = Array.isArray(value) ? '[]' : '{}'
  return `${start}\n${lines.map((each) => inner + each).join(',\n')}\n${indent}${end}`
}

/** What stands in a list or an object, each with what stands before it on its line. */
function membersOf(value: Json): readonly (readonly [name: string, item: Json])[] {
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.map((item: Json) => ['', item] as const)
  return Object.entries(value).map(([key, item]) => [`${JSON.stringify(key)}: `, item as Json] as const)
}

function isScalar(value: Json): boolean {
  return typeof value !== 'object' || value === null
}

function oneLine(value: Json): string {
  if (isScalar(value)) return JSON.stringify(value)
  const members = membersOf(value).map(([name, item]) => name + oneLine(item))
  if (Array.isArray(value)) return `[${members.join(', ')}]`
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
}
