import type { Description, SupportingMedia } from '#cve'
import { plainText } from '#cve'
import { quote } from '#fault'
import { htmlOfText, isLaidOut, textOfHtml } from '../html-text.ts'
import type { Fix, RecordRule, Report } from '../rule.ts'

export const plainValue: RecordRule = {
  code: 'STW105',
  name: 'plain-text',
  on: 'record',
  level: 'warning',
  states: ['published', 'rejected'],
  what: 'The `value` of a description is plain text, without marks of Markdown or HTML. Those belong in `supportingMedia`, which says the same in the same words.',
  why: 'Readers print `value` as it is, marks and all. Some show `supportingMedia` in its place: where the two differ, two readers know two stories.',
  cnaRules: ['no-contradiction'],
  fixes: true,
  example: {
    wrong: {
      container: {
        descriptions: [
          {
            lang: 'en',
            value:
              'Lantern before 3.13.9 follows a link in `rmtree`, see [the advisory](https://lantern.example/advisories/LSF-2030-4).',
          },
        ],
      },
    },
    right: {
      container: {
        descriptions: [
          {
            lang: 'en',
            value: 'Lantern before 3.13.9 follows a link in rmtree, which allows a local user to delete files.',
            supportingMedia: [
              {
                type: 'text/html',
                value:
                  '<p>Lantern before 3.13.9 follows a link in <code>rmtree</code>, which allows a local user to delete files.</p>',
              },
            ],
          },
        ],
      },
    },
  },

  check({ base, container }, report) {
    for (const list of LISTS) {
      const texts = container[list]
      if (texts === undefined) continue
      for (let i = 0; i < texts.length; i++) {
        const text = texts[i]
        if (text === undefined) continue
        if (MARKS.test(text.value)) checkValue(text.value, `${base}/${list}/${i}/value`, report)
        if (text.supportingMedia !== undefined) checkMedia(text, `${base}/${list}/${i}`, report)
      }
    }
  },
}

const LISTS = ['descriptions', 'rejectedReasons', 'workarounds', 'solutions', 'configurations', 'exploits'] as const

/** A first look: nearly no text has any of these. */
const MARKS = /[`<]|\]\(|\*\*|^#/m

function checkValue(value: string, at: string, report: Report): void {
  const tag = value.includes('<') ? htmlIn(value) : undefined
  if (tag !== undefined) {
    const text = textOfHtml(value, true)
    report({
      at,
      message: `the plain text has the HTML tag ${quote(tag)}, which readers print as it is`,
      ...(isLaidOut(value) && text !== '' && { fix: replace(at, text) }),
    })
    return
  }
  const mark = MARKDOWN.map(({ pattern }) => pattern.exec(value)?.[0]).find((found) => found !== undefined)
  if (mark === undefined) return
  report({
    at,
    message: `the plain text has Markdown, ${quote(mark, 40)}, which readers print with its marks`,
    // In a text about commands the marks may be what it is about.
    ...(!ABOUT_MARKS.test(value) && { fix: replace(at, withoutMarks(value)) }),
  })
}

/** A tag that lays out the text. Many descriptions name a tag, because it is what an attacker sends: a pair of them is laid out. */
function htmlIn(value: string): string | undefined {
  if (!/<\/(?:p|li|ul|ol|strong|em|code|pre|h[1-6]|blockquote)>|<br ?\/?>/i.test(value)) return undefined
  const tags = value.match(/<\/?(?:p|li|ul|ol|strong|em|code|pre|h[1-6]|blockquote|br)(?: ?\/)?>/gi) ?? []
  return tags.length >= 2 || /^\s*<(?:p|div|ul)>/i.test(value) ? tags[0] : undefined
}

const MARKDOWN: readonly { readonly pattern: RegExp; readonly without: string }[] = [
  { pattern: /```[^\n`]*(?:\n|$)/, without: '' },
  { pattern: /\[([^[\]\n]{1,300})\]\((https?:\/\/[^\s()<>]{1,2000})\)/, without: '$1 ($2)' },
  { pattern: /\*\*([^\s*/][^*\n/]{0,300}[^\s*/]|[^\s*/])\*\*/, without: '$1' },
  { pattern: /^#{1,6} +(?=\S)/m, without: '' },
  { pattern: /`([^`\n]{1,300})`/, without: '$1' },
]

const ABOUT_MARKS = /backtick|back-tick|markdown|shell|command|inject/i

function withoutMarks(value: string): string {
  return MARKDOWN.reduce(
    (text, { pattern, without }) => text.replace(new RegExp(pattern, `g${pattern.flags}`), without),
    value,
  ).trim()
}

function checkMedia({ value, supportingMedia = [] }: Description, at: string, report: Report): void {
  for (const [i, media] of supportingMedia.entries()) {
    const said = media.base64 === true ? undefined : wordsOf(media)
    if (said === undefined) continue
    const words = letters(value)
    if (said.some((text) => letters(text) === words)) continue
    const isHtml = kindOf(media) === 'text/html'
    report({
      at: `${at}/supportingMedia/${i}/value`,
      message: `the ${isHtml ? 'HTML' : 'Markdown'} does not say what the plain text says: ${difference(value, said[0] ?? '')}`,
      ...(isHtml
        ? {
            fix: {
              does: 'writes the HTML from the plain text',
              edits: [{ op: 'replace', at: `${at}/supportingMedia/${i}/value`, value: htmlOfText(value) }],
            },
          }
        : { hint: 'write both from one source' }),
    })
  }
}

/** What a medium says, in the ways in which plain text may say it: with and without the addresses of links. */
function wordsOf(media: SupportingMedia): readonly string[] | undefined {
  switch (kindOf(media)) {
    case 'text/html':
      return [textOfHtml(media.value, false), textOfHtml(media.value, true)]
    case 'text/markdown':
      return isTame(media.value) ? [media.value, plainText(media.value)] : undefined
    default:
      return undefined
  }
}

/** Whether Markdown can be parsed at once: the parser takes its time over thousands of open brackets, stars and quotations. */
function isTame(markdown: string): boolean {
  return markdown.length <= 16_384 && markdown.replace(/[^*_[\]()>!`-]/g, '').length <= 400
}

function kindOf({ type }: SupportingMedia): string {
  return type.split(';', 1)[0]?.trim().toLowerCase() ?? ''
}

/** What is left of a text when layout, the numbers of lists and punctuation do not count. */
function letters(text: string): string {
  return text
    .toLowerCase()
    .replace(/^[ \t>]*\d{1,3}[.)] /gm, '')
    .replace(/[^\p{L}\p{N}]/gu, '')
}

function difference(plain: string, media: string): string {
  const [left, right] = [words(plain), words(media)]
  const from = left.findIndex((word, i) => word !== right[i])
  const place = from < 0 ? left.length : from
  const here = left.slice(place, place + 4).join(' ')
  const there = right.slice(place, place + 4).join(' ')
  return `${here === '' ? 'nothing more' : quote(here)} there, and here ${there === '' ? 'nothing more' : quote(there)}`
}

function words(text: string): readonly string[] {
  return text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
}

function replace(at: string, value: string): Fix {
  return { does: 'takes the marks away', edits: [{ op: 'replace', at, value }] }
}
