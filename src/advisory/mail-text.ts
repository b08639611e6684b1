import { isSafeLink, markupOf, unescapeHtml } from './markup.ts'

/** Width of a line in a mail, in characters. Only what has no space in it may be longer. */
export const WIDTH = 72

/** Keeps the addresses that a text names, and gives each its number: `[3]`. */
export type Footnote = (url: string) => string

/** Markdown as plain text of at most {@link WIDTH} columns: no markup is left, links are footnotes, code keeps its lines. */
export function mailText(markdown: string, footnote: Footnote): string {
  const writer = new TextWriter()
  let link: { readonly url: string; readonly start: number } | undefined
  for (const token of markupOf(markdown)) {
    if (token.kind === 'text') {
      writer.text(unescapeHtml(token.text))
      continue
    }
    const { tag } = token
    if (tag === 'a') {
      if (token.kind === 'open') {
        link = { url: unescapeHtml(token.attributes.get('href') ?? ''), start: writer.length }
      } else if (link !== undefined && isSafeLink(link.url)) writer.cite(link, footnote(link.url))
    } else if (token.kind === 'open') {
      if (tag === 'img') writer.text(unescapeHtml(token.attributes.get('alt') ?? ''))
      else writer.open(tag, token.attributes.get('start'))
    } else writer.close(tag)
  }
  return writer.finish()
}

interface Frame {
  readonly tag: string
  /** Number of the next item of a numbered list. */
  next: number
  /** Columns by which its content is indented: those of the marker, for an item. */
  readonly indent: number
}

/** Collects blocks of text. A class because every tag changes the same few things: the open lists, the block at hand. */
class TextWriter {
  readonly #blocks: { readonly text: string; readonly tight: boolean }[] = []
  readonly #frames: Frame[] = []
  #text = ''
  #marker = ''

  text(text: string): void {
    this.#text += this.#within('pre') ? text : text.replaceAll(/\s+/g, ' ')
  }

  /** Length of the block at hand. */
  get length(): number {
    return this.#text.length
  }

  /** Sets the number of an address behind its text, or in its place where the text is the address itself. */
  cite({ url, start }: { readonly url: string; readonly start: number }, number: string): void {
    const shown = this.#text.slice(start)
    this.#text = shown === url ? this.#text.slice(0, start) + number : `${this.#text} ${number}`
  }

  open(tag: string, start: string | undefined): void {
    if (tag === 'br') {
      this.#text += '\n'
      return
    }
    if (!BLOCKS.has(tag)) return
    this.#flush(true)
    if (tag === 'li') {
      const list = this.#frames.findLast((frame) => frame.tag === 'ul' || frame.tag === 'ol')
      this.#marker = list?.tag === 'ol' ? `${list.next++}. ` : '- '
    }
    const indent = tag === 'li' ? this.#marker.length : tag === 'blockquote' || tag === 'pre' ? 4 : 0
    if (tag !== 'hr') this.#frames.push({ tag, next: Number(start ?? 1), indent })
  }

  close(tag: string): void {
    if (!BLOCKS.has(tag)) return
    this.#flush(tag === 'li')
    this.#frames.pop()
  }

  finish(): string {
    this.#flush(false)
    let all = ''
    for (const [i, { text, tight }] of this.#blocks.entries()) {
      const close = tight && this.#blocks[i - 1]?.tight === true
      all += `${i === 0 ? '' : close ? '\n' : '\n\n'}${text}`
    }
    return all
  }

  /** Ends the block at hand; `tight` when it is an item of a list without blank lines. */
  #flush(tight: boolean): void {
    const pre = this.#within('pre')
    const text = pre ? this.#text.replace(/\n$/, '') : this.#text.trim()
    this.#text = ''
    if (text.trim() === '') return
    const rest = ' '.repeat(this.#frames.reduce((sum, frame) => sum + frame.indent, 0))
    const first = rest.slice(this.#marker.length) + this.#marker
    const lines = text.split('\n').map((line, i) => {
      const before = i === 0 ? first : rest
      return pre ? (before + line).trimEnd() : wrapped(line, before, rest)
    })
    this.#marker = ''
    this.#blocks.push({ text: lines.join('\n'), tight: tight && !pre && this.#within('li') })
  }

  #within(tag: string): boolean {
    return this.#frames.some((frame) => frame.tag === tag)
  }
}

const BLOCKS: ReadonlySet<string> = new Set([
  'p',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'ul',
  'ol',
  'li',
  'blockquote',
  'pre',
  'hr',
])

/** One paragraph in lines: the first after `first`, the others after `rest`. Words are never broken. */
export function wrapped(text: string, first = '', rest = ''): string {
  const lines: string[] = []
  let line = first
  let empty = true
  for (const word of text.split(' ')) {
    if (word === '') continue
    if (!empty && line.length + 1 + word.length > WIDTH) {
      lines.push(line)
      line = rest
      empty = true
    }
    line += empty ? word : ` ${word}`
    empty = false
  }
  return [...lines, line].join('\n')
}
