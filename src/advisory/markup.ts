import { micromark } from 'micromark'

/** A piece of the HTML that micromark makes: text with its four character references, or a tag. */
export type Token =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'open'; readonly tag: string; readonly attributes: ReadonlyMap<string, string> }
  | { readonly kind: 'close'; readonly tag: string }

/**
 * Markdown as tokens of HTML. Raw HTML in it is text: micromark escapes it by default and is not told otherwise, so a `<` that it
 * writes always starts one of its own tags, whose attribute values are in double quotes and hold no `<`, `>` or `"`.
 */
export function markupOf(markdown: string): readonly Token[] {
  const html = micromark(markdown)
  const tokens: Token[] = []
  let next = 0
  while (next < html.length) {
    const start = html.indexOf('<', next)
    const end = start < 0 ? -1 : html.indexOf('>', start)
    if (start < 0 || end < 0) {
      tokens.push({ kind: 'text', text: html.slice(next) })
      break
    }
    if (start > next) tokens.push({ kind: 'text', text: html.slice(next, start) })
    tokens.push(tagOf(html.slice(start + 1, end)))
    next = end + 1
  }
  return tokens
}

function tagOf(inside: string): Token {
  if (inside.startsWith('/')) return { kind: 'close', tag: inside.slice(1) }
  const attributes = new Map<string, string>()
  for (const [, name, value] of inside.matchAll(/ ([a-z]+)="([^"]*)"/g)) attributes.set(name!, value!)
  return { kind: 'open', tag: /^[a-z0-9]*/.exec(inside)?.[0] ?? '', attributes }
}

/** Whether a reader may follow the address: a web page or a mail address, with nothing in it that could end an attribute. */
export function isSafeLink(url: string): boolean {
  return /^(https?:\/\/|mailto:)[^\s<>"'`\\\p{C}]+$/iu.test(url)
}

/** Text as HTML, inside an element or an attribute. NUL, which HTML does not allow, becomes the replacement character. */
export function escapeHtml(text: string): string {
  return text.replaceAll('\u0000', '\ufffd').replaceAll(/[&<>"']/g, (character) => REFERENCES[character] ?? character)
}

/** The text that HTML with micromark's four references stands for. */
export function unescapeHtml(html: string): string {
  return html.replaceAll(/&(amp|lt|gt|quot);/g, (reference) => CHARACTERS[reference] ?? reference)
}

const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const CHARACTERS: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' }
