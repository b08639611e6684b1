import { isSafeLink, markupOf, unescapeHtml } from './markup.ts'

const KEPT: ReadonlySet<string> = new Set([
  'p',
  'em',
  'strong',
  'code',
  'pre',
  'ul',
  'ol',
  'li',
  'blockquote',
  'hr',
  'br',
])
const HEADING = /^h([1-6])$/

/**
 * Markdown as HTML that may stand in any page: a fixed set of tags without attributes, besides `href` for web and mail addresses and
 * `start` for lists. An image becomes its text, so that reading an advisory asks no other host for anything. The highest heading is
 * of the given level.
 */
export function safeHtml(markdown: string, level: number): string {
  const tokens = markupOf(markdown)
  const highest = Math.min(
    ...tokens.map((token) => Number((token.kind === 'open' && HEADING.exec(token.tag)?.[1]) || 6)),
  )
  let html = ''
  let linked = false
  for (const token of tokens) {
    if (token.kind === 'text') {
      html += token.text
      continue
    }
    const { tag } = token
    const heading = HEADING.exec(tag)
    if (heading !== null) {
      html += `<${token.kind === 'close' ? '/' : ''}h${Math.min(6, Number(heading[1]) - highest + level)}>`
    } else if (tag === 'a') {
      if (token.kind === 'open') {
        const href = token.attributes.get('href') ?? ''
        linked = isSafeLink(unescapeHtml(href))
        if (linked) html += `<a href="${href}">`
      } else if (linked) html += '</a>'
    } else if (tag === 'img' && token.kind === 'open') {
      html += token.attributes.get('alt') ?? ''
    } else if (KEPT.has(tag)) {
      const start = token.kind === 'open' ? token.attributes.get('start') : undefined
      const numbered = start !== undefined && /^\d{1,9}$/.test(start) ? ` start="${start}"` : ''
      html += token.kind === 'close' ? `</${tag}>` : `<${tag}${numbered}>`
    }
  }
  return html.trim()
}
