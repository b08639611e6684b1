import type { Json, JsonObject } from '#json'
import { type Child, type Span, spanOf } from './json-spans.ts'

/**
 * A JSON text with another value in it. What is equal keeps its very bytes: numbers like `9.0` or of thirty digits, escapes, the order
 * of keys, lists on one line, the ends of lines. What is new is laid out as its neighbours are, in ASCII where all the text is.
 */
export function writeLike(text: string, value: Json): string {
  const span = spanOf(text)
  const layout: Layout = {
    unit: /\n([ \t]+)\S/.exec(text)?.[1] ?? '',
    newline: text.includes('\r\n') ? '\r\n' : '\n',
    blank: /[:,] /.test(text) ? ' ' : '',
    isAscii: !BEYOND_ASCII.test(text),
  }
  const written = new LikeWriter(text, layout).value(span, value, text.trim().includes('\n') ? '' : undefined)
  return text.slice(0, span.start) + written + text.slice(span.end)
}

/** How new values are laid out. */
interface Layout {
  /** One step of indentation. */
  readonly unit: string
  readonly newline: string
  /** What follows a comma or a colon within a line. */
  readonly blank: string
  readonly isAscii: boolean
}

/** A child of the text, or one that is new, as it will stand there. `from` is its number in the text. */
interface Part {
  readonly text: string
  readonly from?: number
}

/** A class because every step shares the text and its layout. An `indent` is that of the line; undefined where all stands on one line. */
class LikeWriter {
  readonly #text: string
  readonly #layout: Layout

  constructor(text: string, layout: Layout) {
    this.#text = text
    this.#layout = layout
  }

  value(span: Span, value: Json, indent: string | undefined): string {
    if (this.#isSame(span, value)) return this.#text.slice(span.start, span.end)
    if (span.kind === 'object' && isObject(value)) return this.#object(span, value, indent)
    if (span.kind === 'list' && Array.isArray(value)) return this.#list(span, value, indent)
    return this.#fresh(value, indent)
  }

  #isSame(span: Span, value: Json): boolean {
    const { kind, children } = span
    if (kind === 'scalar') return !isNested(value) && JSON.parse(this.#text.slice(span.start, span.end)) === value
    if (kind === 'list') {
      if (!Array.isArray(value) || value.length !== children.length) return false
      return children.every((child, i) => this.#isSame(child.value, value[i]))
    }
    if (!isObject(value) || Object.keys(value).length !== children.length) return false
    return children.every(({ key, value: span }) => {
      const item = Object.hasOwn(value, key) ? value[key] : undefined
      return item !== undefined && this.#isSame(span, item)
    })
  }

  /** Keys stay in the order of the text; a new one follows the key that it follows in the value. */
  #object(span: Span, value: JsonObject, indent: string | undefined): string {
    const inner = this.#innerIndent(span)
    const parts = new Map<string, Part>()
    for (const [from, { key, start, value: child }] of span.children.entries()) {
      const item = Object.hasOwn(value, key) ? value[key] : undefined
      if (item === undefined) continue
      parts.set(key, { text: this.#text.slice(start, child.start) + this.value(child, item, inner), from })
    }
    let order = [...parts.keys()]
    let before: string | undefined
    for (const [key, item] of Object.entries(value)) {
      if (!parts.has(key)) {
        const text = `${this.#scalar(key)}:${this.#layout.blank}${this.#fresh(item, inner)}`
        parts.set(key, { text })
        order = order.toSpliced(before === undefined ? 0 : order.indexOf(before) + 1, 0, key)
      }
      before = key
    }
    return this.#joined(
      span,
      order.flatMap((key) => parts.get(key) ?? []),
      value,
      indent,
    )
  }

  /** Items that are equal keep their places in the text; where as many were taken away as came, each stands for another. */
  #list(span: Span, value: readonly Json[], indent: string | undefined): string {
    const { children } = span
    const inner = this.#innerIndent(span)
    const parts: Part[] = []
    let from = 0
    for (const [i, item] of value.entries()) {
      const surplus = children.length - from - (value.length - i)
      const next = this.#nextSame(children, from, surplus, item)
      const child = children[next ?? from]
      if (
        child === undefined ||
        (next === undefined && surplus < 0 && this.#comesLater(child.value, value, i, -surplus))
      ) {
        parts.push({ text: this.#fresh(item, inner) })
        continue
      }
      parts.push({ text: this.value(child.value, item, inner), from: next ?? from })
      from = (next ?? from) + 1
    }
    return this.#joined(span, parts, value, indent)
  }

  /** The first of the next children that is equal to an item; no more are passed than are too many. */
  #nextSame(children: readonly Child[], from: number, surplus: number, item: Json): number | undefined {
    for (let i = from; i <= from + Math.max(0, surplus); i++) {
      const child = children[i]
      if (child !== undefined && this.#isSame(child.value, item)) return i
    }
    return undefined
  }

  #comesLater(span: Span, value: readonly Json[], after: number, room: number): boolean {
    return value.slice(after + 1, after + 1 + room).some((item) => this.#isSame(span, item))
  }

  /** The indentation of the children; undefined where they begin on the line of their bracket. */
  #innerIndent({ start, children }: Span): string | undefined {
    const opening = this.#text.slice(start, children[0]?.start ?? start)
    return opening.includes('\n') ? opening.slice(opening.lastIndexOf('\n') + 1) : undefined
  }

  #joined(span: Span, parts: readonly Part[], value: Json, indent: string | undefined): string {
    const { children } = span
    const [first, last] = [children[0], children.at(-1)]
    if (first === undefined || last === undefined || parts.length === 0) return this.#fresh(value, indent)
    const gap = (i: number): string => this.#text.slice(children[i - 1]?.end, children[i]?.start)
    const inner = this.#innerIndent(span)
    const usual =
      children.length > 1 ? gap(1) : `,${inner === undefined ? this.#layout.blank : this.#layout.newline + inner}`
    const joined = parts.map(({ text, from = 0 }, i) => (i === 0 ? '' : from > 0 ? gap(from) : usual) + text)
    return `${this.#text.slice(span.start, first.start)}${joined.join('')}${this.#text.slice(last.end, span.end)}`
  }

  #fresh(value: Json, indent: string | undefined): string {
    if (!isNested(value)) return this.#scalar(value)
    if (indent === undefined) return this.#onOneLine(value)
    const lines = JSON.stringify(value, undefined, this.#layout.unit)
    return this.#escaped(lines.replaceAll('\n', this.#layout.newline + indent))
  }

  #onOneLine(value: Json): string {
    if (!isNested(value)) return this.#scalar(value)
    const { blank } = this.#layout
    if (Array.isArray(value)) return `[${value.map((item: Json) => this.#onOneLine(item)).join(`,${blank}`)}]`
    const members = Object.entries(value).map(
      ([key, item]) => `${this.#scalar(key)}:${blank}${this.#onOneLine(item as Json)}`,
    )
    return members.length === 0 ? '{}' : `{${blank}${members.join(`,${blank}`)}${blank}}`
  }

  #scalar(value: Json): string {
    return this.#escaped(JSON.stringify(value))
  }

  #escaped(written: string): string {
    return this.#layout.isAscii ? written.replace(BEYOND_ASCII_ALL, escaped) : written
  }
}

const BEYOND_ASCII = /[\u0080-\uffff]/
const BEYOND_ASCII_ALL = /[\u0080-\uffff]/g

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}

function isNested(value: Json): value is JsonObject | readonly Json[] {
  return typeof value === 'object' && value !== null
}

function isObject(value: Json): value is JsonObject {
  return isNested(value) && !Array.isArray(value)
}
