/** A value in a JSON text, from `start` to `end` in UTF-16 units, with what stands in it. */
export interface Span {
  readonly kind: 'scalar' | 'list' | 'object'
  readonly start: number
  readonly end: number
  readonly children: readonly Child[]
}

/** A member of an object, from its key on, or an item of a list, whose key is empty. */
export interface Child {
  readonly key: string
  readonly start: number
  readonly end: number
  readonly value: Span
}

/** Where everything stands in a text that was read as JSON before: so this only looks for the ends, and finds them. */
export function spanOf(text: string): Span {
  return valueAt(text, afterSpace(text, 0))
}

function valueAt(text: string, start: number): Span {
  if (text[start] === '{') return nestedAt(text, start, 'object')
  if (text[start] === '[') return nestedAt(text, start, 'list')
  const end = text[start] === '"' ? stringEnd(text, start) : wordEnd(text, start)
  return { kind: 'scalar', start, end, children: [] }
}

function nestedAt(text: string, start: number, kind: 'list' | 'object'): Span {
  const close = kind === 'list' ? ']' : '}'
  const children: Child[] = []
  let next = afterSpace(text, start + 1)
  while (text[next] !== close) {
    const child = kind === 'list' ? itemAt(text, next) : memberAt(text, next)
    children.push(child)
    next = afterSpace(text, child.end)
    if (text[next] === ',') next = afterSpace(text, next + 1)
  }
  return { kind, start, end: next + 1, children }
}

function itemAt(text: string, start: number): Child {
  const value = valueAt(text, start)
  return { key: '', start, end: value.end, value }
}

function memberAt(text: string, start: number): Child {
  const end = stringEnd(text, start)
  const colon = afterSpace(text, end)
  const value = valueAt(text, afterSpace(text, colon + 1))
  return { key: JSON.parse(text.slice(start, end)), start, end: value.end, value }
}

function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '"') return at + 1
  }
  throw new RangeError(`the string at ${start} has no end`)
}

function wordEnd(text: string, start: number): number {
  let end = start
  while (end < text.length && !' \n\r\t,]}'.includes(text[end] ?? '')) end++
  if (end === start) throw new RangeError(`there is no value at ${start}`)
  return end
}

function afterSpace(text: string, start: number): number {
  let at = start
  while (at < text.length && ' \n\r\t'.includes(text[at] ?? '')) at++
  return at
}
