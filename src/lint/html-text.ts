/** Tags that only lay out a text. What they hold is the text itself. */
const LAYOUT: ReadonlySet<string> = new Set(
  'a abbr b blockquote br code dd del div dl dt em h1 h2 h3 h4 h5 h6 hr i ins kbd li ol p pre s samp small span strong sub sup table tbody td tfoot th thead tr tt u ul'.split(
    ' ',
  ),
)

/** A tag, a comment or text. A `<` that opens neither is text; nothing in it looks back. */
const TOKEN = /<(\/?)([a-zA-Z][a-zA-Z0-9]*)([^<>]*)>|<!--|[^<]+|</g

/**
 * What a reader of HTML sees, as plain text: a line for each block, a dash before items, no tags. `addresses` puts the address of a
 * link behind its words, as the plain text of a record has it.
 */
export function textOfHtml(html: string, addresses: boolean): string {
  let text = ''
  const links: string[] = []
  for (const [whole, close, tag = '', attributes = ''] of html.matchAll(TOKEN)) {
    if (close === undefined) {
      text += decoded(whole)
      continue
    }
    const name = tag.toLowerCase()
    if (name === 'a' && addresses) {
      if (close === '') links.push(/\bhref\s*=\s*["']([^"'<>]*)["']/i.exec(attributes)?.[1] ?? '')
      else text += behind(links.pop() ?? '')
    }
    text += breakFor(name, close !== '')
  }
  return text
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** Whether a text has tags, and none but those that lay out a text. */
export function isLaidOut(text: string): boolean {
  let tags = 0
  for (const [, close, tag = ''] of text.matchAll(TOKEN)) {
    if (close === undefined) continue
    if (!LAYOUT.has(tag.toLowerCase())) return false
    tags++
  }
  return tags > 0
}

function behind(address: string): string {
  return address === '' ? '' : ` (${decoded(address)})`
}

function breakFor(tag: string, closes: boolean): string {
  if (tag === 'br') return '\n'
  if (tag === 'li') return closes ? '\n' : '\n- '
  if (/^(?:p|div|ul|ol|pre|blockquote|table|tr|h[1-6])$/.test(tag)) return closes ? '\n\n' : '\n'
  return tag === 'td' || tag === 'th' ? ' ' : ''
}

const CHARACTERS: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  nbsp: ' ',
}

function decoded(html: string): string {
  if (!html.includes('&')) return html
  return html.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return CHARACTERS[String(name).toLowerCase()] ?? whole
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

/** HTML that says what a plain text says: a paragraph for each, and its lines. */
export function htmlOfText(text: string): string {
  return text
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph) => `<p>${escaped(paragraph).replaceAll('\n', '<br>')}</p>`)
    .join('')
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
