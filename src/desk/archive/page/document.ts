import { decodeHex, encodeBase64, sha256 } from '#bytes'
import { html, type Markup, raw } from './markup.ts'
import { STYLE } from './style.ts'

/** What a page in one file has besides its content. */
export interface PageFrame {
  readonly title: string
  readonly description: string
  /** Class of the body: `audit`. */
  readonly kind: string
  /** Rules besides those of the sheet. */
  readonly style?: string
  readonly script: string
}

/** Statuses are a shape, a word and a colour, in that order. */
const SPRITE = raw(`<svg class="sprite" aria-hidden="true" focusable="false">
<symbol id="i-pass" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7.4" fill="currentColor"/><path class="cut" d="m4.7 8.3 2.3 2.3 4.4-5"/></symbol>
<symbol id="i-incomplete" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" stroke-width="1.8"/><path fill="currentColor" d="M8 1a7 7 0 0 0 0 14z"/></symbol>
<symbol id="i-fail" viewBox="0 0 16 16"><rect x=".8" y=".8" width="14.4" height="14.4" rx="1" fill="currentColor"/><path class="cut" d="m5 5 6 6M11 5l-6 6"/></symbol>
<symbol id="i-none" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6.4" fill="none" stroke="currentColor" stroke-width="1.6" stroke-dasharray="2.4 2.4"/><path stroke="currentColor" stroke-width="1.8" d="M5 8h6"/></symbol>
<symbol id="mark" viewBox="3 3.25 26 26"><path class="mk-a" d="M27 7H13a5 5 0 0 0 0 10h.5"/><path class="mk-b" d="M5 25.5h14a5 5 0 0 0 0-10h-.5"/></symbol>
</svg>`)

/** A whole HTML document. */
export function page({ body, ...frame }: PageFrame & { readonly body: Markup }): string {
  const { start, end } = pageAround(frame)
  return `${start}${body.text}${end}`
}

/**
 * What stands before and after the content of an HTML document. Its policy names the digests of its one style and its one script: nothing
 * else runs, nothing is asked for.
 */
export function pageAround({ title, description, kind, style = '', script }: PageFrame): {
  readonly start: string
  readonly end: string
} {
  const sheet = STYLE + style
  const policy = `default-src 'none'; style-src '${hashOf(sheet)}'; script-src '${hashOf(script)}'; base-uri 'none'; form-action 'none'`
  const start = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<meta name="description" content="${description}">
<style>${raw(sheet)}</style>
</head>
<body class="${kind}">
<a class="skip" href="#main">Skip to the content</a>
${SPRITE}
<main id="main"><div class="frame">
`
  return { start: start.text, end: `\n</div></main>\n<script>${script}</script>\n</body>\n</html>\n` }
}

function hashOf(text: string): string {
  return `sha256-${encodeBase64(decodeHex(sha256(text)) ?? new Uint8Array())}`
}

/** A drawn icon; the word beside it says the same. */
export function icon(name: 'pass' | 'incomplete' | 'fail' | 'none' | 'mark', tone = ''): Markup {
  const id = name === 'mark' ? 'mark' : `i-${name}`
  return html`<svg class="${tone === '' ? 'i' : `i ${tone}`}" aria-hidden="true"><use href="#${id}"/></svg>`
}

/** Commands in a box, each complete; Copy leaves out prompts and output. */
export function commands(name: string, lines: readonly Markup[]): Markup {
  const text = raw(lines.map((line) => line.text).join('\n'))
  return html`<div class="cmd"><div class="name"><span>${name}</span><button type="button" class="copy js-only">Copy</button></div><pre tabindex="0" role="region" aria-label="${name}"><code>${text}</code></pre></div>`
}

export function typed(command: string): Markup {
  return html`<span class="p">$ </span>${command}`
}

export function output(text: string): Markup {
  return html`<span class="out">${text}</span>`
}

/** The script by which commands are copied. */
export const COPY_SCRIPT = `
document.documentElement.classList.add('js')
for (const button of document.querySelectorAll('.copy')) {
  button.addEventListener('click', async () => {
    const code = button.closest('.cmd').querySelector('code').cloneNode(true)
    for (const part of code.querySelectorAll('.p, .out')) part.remove()
    await navigator.clipboard.writeText(code.textContent.replace(/\\n\\s*\\n/g, '\\n').trim())
    button.textContent = 'Copied'
    setTimeout(() => { button.textContent = 'Copy' }, 2000)
  })
}
`

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `18 Mar 2030`, of an RFC 3339 time in UTC. */
export function day(time: string): Markup {
  const [year = '', month = '', date = ''] = time.slice(0, 10).split('-')
  return html`<time datetime="${time}">${`${Number(date)} ${MONTHS[Number(month) - 1] ?? ''} ${year}`}</time>`
}
