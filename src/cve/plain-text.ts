/**
 * Markdown (CommonMark) as a record needs it: as HTML and as plain text. Nothing else in this room knows Markdown.
 *
 * @module
 */
import { micromark } from 'micromark'

/** Longest Markdown, in UTF-16 units: as long as the HTML that a record may hold. */
const MAX_LENGTH = 16_384

/** Deepest nesting of lists and quotations that starts in one line: the parser's time grows with the square of it. */
const MAX_NESTING = 64

/** Why this Markdown is not rendered, as the end of a sentence about it; undefined where nothing is wrong. */
export function markdownObjection(markdown: string): string | undefined {
  if (markdown.length > MAX_LENGTH) return `has ${markdown.length} characters, at most ${MAX_LENGTH} are allowed`
  const deep = markdown.split('\n').some((line) => {
    const marks = /^[\s>*+\-0-9.)]*/.exec(line)?.[0] ?? ''
    return (marks.match(/>|[-+*.)]\s/g)?.length ?? 0) > MAX_NESTING
  })
  return deep ? `nests lists or quotations more than ${MAX_NESTING} deep in one line` : undefined
}

/** HTML of Markdown. Raw HTML in it becomes text, and an address that could run something becomes empty. */
export function htmlOf(markdown: string): string {
  return micromark(markdown)
}

/**
 * What a reader of the Markdown sees, as plain text: emphasis and code without their marks, `[text](address)` as
 * `text (address)`, lists with a dash or their numbers, `> ` before quotations, a blank line between blocks.
 */
export function plainText(markdown: string): string {
  const page = new Page()
  for (const [whole, close, tag, attributes = ''] of htmlOf(markdown).matchAll(TOKEN)) {
    if (tag === undefined) page.text(decoded(whole))
    else if (close === '/') page.close(tag)
    else page.open(tag, attributes)
  }
  return page.finish()
}

/** What micromark writes: a tag with its attributes, or text; a `<` in text is always escaped. */
const TOKEN = /<(\/?)([a-z0-9]+)((?: [a-z]+="[^"]*")*)(?: \/)?>|[^<]+/g

/** An open block that puts something before the lines inside it. */
type Nesting =
  | { readonly kind: 'list'; number: number | undefined; begun: boolean } // the number of the next item, none with dashes
  | { readonly kind: 'item'; readonly marker: string; begun: boolean }
  | { readonly kind: 'quotation'; begun: boolean }

/** The page as it is written down. A class, since every tag shares the lines, the nesting and the open text. */
class Page {
  readonly #lines: string[] = []
  readonly #nesting: Nesting[] = []
  readonly #links: { readonly address: string; readonly start: number }[] = []
  #text = ''
  #verbatim = false
  /** Whether the last block was text that stands directly in an item. */
  #tight = false

  text(text: string): void {
    this.#text += this.#verbatim ? text : text.replaceAll('\n', ' ')
  }

  open(tag: string, attributes: string): void {
    switch (tag) {
      case 'a':
        this.#links.push({ address: attribute(attributes, 'href'), start: this.#text.length })
        break
      case 'img':
        this.#text += withAddress(attribute(attributes, 'alt'), attribute(attributes, 'src'))
        break
      case 'br':
        this.#text += '\n'
        break
      case 'pre':
        this.#block('tight')
        this.#verbatim = true
        break
      case 'ul':
        this.#block('tight')
        this.#nesting.push({ kind: 'list', number: undefined, begun: false })
        break
      case 'ol':
        this.#block('tight')
        this.#nesting.push({ kind: 'list', number: Number(attribute(attributes, 'start') || '1'), begun: false })
        break
      case 'li':
        this.#nesting.push({ kind: 'item', marker: this.#marker(), begun: false })
        break
      case 'blockquote':
        this.#block('tight')
        this.#nesting.push({ kind: 'quotation', begun: false })
        break
      default:
        if (/^(?:p|hr|h[1-6])$/.test(tag)) this.#block('tight')
    }
  }

  close(tag: string): void {
    switch (tag) {
      case 'a': {
        const link = this.#links.pop()
        if (link !== undefined) {
          this.#text = this.#text.slice(0, link.start) + withAddress(this.#text.slice(link.start), link.address)
        }
        break
      }
      case 'pre':
        this.#block('loose')
        this.#verbatim = false
        break
      case 'li':
      case 'ul':
      case 'ol':
      case 'blockquote':
        this.#block('tight')
        this.#nesting.pop()
        break
      default:
        if (/^(?:p|h[1-6])$/.test(tag)) this.#block('loose')
    }
  }

  finish(): string {
    this.#block('loose')
    return this.#lines.join('\n')
  }

  #marker(): string {
    const list = this.#nesting.at(-1)
    return list?.kind === 'list' && list.number !== undefined ? `${list.number++}. ` : '- '
  }

  /** Writes the open text as one block. `tight` is text that stands directly in an item: it joins on to its list. */
  #block(spacing: 'tight' | 'loose'): void {
    const text = this.#verbatim ? this.#text.replace(/\n$/, '') : this.#text.trim()
    this.#text = ''
    if (text.trim() === '') return
    const lists = this.#nesting.filter((each) => each.kind === 'list')
    const joins = spacing === 'tight' && (lists.at(-1)?.begun === true || (lists.length > 1 && this.#tight))
    if (this.#lines.length > 0 && !joins) this.#lines.push(this.#prefix('between'))
    this.#tight = spacing === 'tight'
    for (const list of lists) list.begun = true
    for (const [i, line] of text.split('\n').entries()) {
      this.#lines.push(
        (this.#prefix(i === 0 ? 'first' : 'next') + (this.#verbatim ? line : line.trimStart())).trimEnd(),
      )
    }
  }

  #prefix(line: 'first' | 'next' | 'between'): string {
    let prefix = ''
    for (const each of this.#nesting) {
      if (each.kind === 'list' || (line === 'between' && !each.begun)) continue
      if (each.kind === 'quotation') prefix += '> '
      else prefix += each.begun ? ' '.repeat(each.marker.length) : each.marker
      each.begun ||= line === 'first'
    }
    return line === 'between' ? prefix.trimEnd() : prefix
  }
}

function withAddress(text: string, address: string): string {
  if (address === '' || address === text || address === `mailto:${text}`) return text
  return text === '' ? address : `${text} (${address})`
}

function attribute(attributes: string, name: string): string {
  const start = attributes.indexOf(` ${name}="`)
  if (start < 0) return ''
  const from = start + name.length + 3
  return decoded(attributes.slice(from, attributes.indexOf('"', from)))
}

function decoded(html: string): string {
  return html.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')
}
