import { pointerParts } from './pointer.ts'

/**
 * The way from a JSON Pointer to the offset at which its value begins in `text`, or its nearest ancestor when the pointer leads
 * nowhere. The text has been read as JSON before: so this only skips, and builds nothing.
 *
 * Faults are mostly looked up in the order of the text. What was passed on the way is kept, so that a hundred of them at the end
 * of a large file cost little more than one.
 */
export function jsonLocator(text: string): (at: string) => number {
  const objects = new Map<number, Members>()
  const lists = new Map<number, Item>()
  return (at) => {
    let offset = skipSpace(text, 0)
    for (const step of pointerParts(at)) {
      const child = text[offset] === '{' ? member(text, offset, step, objects) : item(text, offset, step, lists)
      if (child === undefined) break
      offset = child
    }
    return offset
  }
}

/** The members of one object up to `next`, where the first unread one begins. */
interface Members {
  readonly values: Map<string, number>
  next: number
}

/** The offset of the value of `key` in the object that begins at `open`. */
function member(text: string, open: number, key: string, objects: Map<number, Members>): number | undefined {
  const members = objects.get(open) ?? { values: new Map(), next: skipSpace(text, open + 1) }
  objects.set(open, members)
  while (!members.values.has(key) && text[members.next] !== '}') {
    const end = skipString(text, members.next)
    const value = skipSpace(text, skipSpace(text, end) + 1)
    members.values.set(JSON.parse(text.slice(members.next, end)), value)
    members.next = nextChild(text, value)
  }
  return members.values.get(key)
}

/** The item of one list that was found last. */
interface Item {
  readonly place: number
  readonly offset: number
}

/** The offset of the item `step` in the list that begins at `open`; undefined where no list begins. */
function item(text: string, open: number, step: string, lists: Map<number, Item>): number | undefined {
  if (text[open] !== '[' || !/^(?:0|[1-9][0-9]*)$/.test(step)) return undefined
  const wanted = Number(step)
  const last = lists.get(open)
  let { place, offset } =
    last === undefined || last.place > wanted ? { place: 0, offset: skipSpace(text, open + 1) } : last
  while (place < wanted && text[offset] !== ']') {
    offset = nextChild(text, offset)
    place++
  }
  if (text[offset] === ']') return undefined
  lists.set(open, { place, offset })
  return offset
}

/** The offset of what follows the value at `start` in its object or list: the next child, or the closing bracket. */
function nextChild(text: string, start: number): number {
  const end = skipSpace(text, skipValue(text, start))
  return text[end] === ',' ? skipSpace(text, end + 1) : end
}

/** The offset behind the value that begins at `start`. */
function skipValue(text: string, start: number): number {
  let depth = 0
  for (let at = start; ; ) {
    const char = text[at]
    if (char === '"') at = skipString(text, at)
    else if (char === '{' || char === '[') {
      depth++
      at++
    } else if (char === '}' || char === ']') {
      depth--
      at++
    } else at = depth === 0 ? skipWord(text, at) : at + 1
    if (depth === 0) return at
  }
}

/** Behind a number, `true`, `false` or `null`. */
function skipWord(text: string, start: number): number {
  let at = start
  while (at < text.length && !' \n\r\t,]}'.includes(text[at]!)) at++
  return at
}

/** Behind the closing quote of the string that begins at `start`. */
function skipString(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); ; quote = text.indexOf('"', quote + 1)) {
    let backslashes = 0
    while (text[quote - 1 - backslashes] === '\\') backslashes++
    if (backslashes % 2 === 0) return quote + 1
  }
}

function skipSpace(text: string, start: number): number {
  let at = start
  for (;;) {
    const code = text.charCodeAt(at)
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return at
    at++
  }
}
