import { quote } from '#fault'
import type { RecordRule } from '../rule.ts'
import type { PlacedText } from '../subject.ts'

export const strayCharacters: RecordRule = {
  code: 'STW006',
  name: 'stray-characters',
  on: 'record',
  level: 'warning',
  states: ['published', 'rejected'],
  what: 'Texts have no blanks at their ends, no control characters and no marks that turn the direction of writing, and nothing in them is escaped for another format: `&lt;` is `<`, and `\\u003c` is `<`.',
  why: 'Readers show a text as it is. An escaped character is printed as its escape, an unseen one makes two names different that look the same, and CVE Services refuse a NUL.',
  fixes: true,
  example: {
    wrong: { container: { title: 'Lantern reads &lt;wick&gt; as a tag ' } },
    right: { container: { title: 'Lantern reads <wick> as a tag' } },
  },

  check({ oddTexts }, report) {
    for (const place of oddTexts) {
      const strays = straysOf(place)
      if (strays.length === 0) continue
      const clean = strays.reduce((text, { mend }) => mend?.(text) ?? text, place.text)
      report({
        at: place.at,
        message: `${place.field === 'value' ? 'the text' : place.field} has ${strays.map(({ what }) => what).join(', and ')}`,
        ...(clean !== place.text &&
          clean !== '' && {
            fix: {
              does: 'takes them away, or writes what they stand for',
              edits: [{ op: 'replace', at: place.at, value: clean }],
            },
          }),
      })
    }
  },
}

/** One kind of stray characters in a text. */
interface Stray {
  /** As the end of "title has ...". */
  readonly what: string
  /** The text without them; absent where nobody can tell what was meant. */
  readonly mend?: (text: string) => string
}

function straysOf({ text, field, at }: PlacedText): readonly Stray[] {
  const strays: Stray[] = []
  const isMedia = at.includes('/supportingMedia/')
  const isProse = PROSE.has(field)

  const unseen = (isProse ? UNSEEN : UNSEEN_IN_LINE).exec(text)?.[0]
  if (unseen !== undefined) strays.push({ what: `the unseen character ${quote(unseen)}`, mend: withoutUnseen(isProse) })
  if (text.includes('\ufffd')) strays.push({ what: 'a character that was lost in an earlier conversion (U+FFFD)' })
  if (isMedia) return strays

  // Of a text about escaping nobody can tell what is escaped.
  if (text.includes('&') && !ABOUT_ESCAPES.test(text)) {
    const entity = ENTITY.exec(text)?.[0]
    if (entity !== undefined) strays.push({ what: `the HTML entity ${quote(entity)}`, mend: withoutEntities })
  }
  if (text.includes('\\u') && !ABOUT_ESCAPES.test(text)) {
    const escaped = ESCAPE.exec(text)?.[0]
    if (escaped !== undefined)
      strays.push({ what: `the escape ${escaped} in place of its character`, mend: withoutEscapes })
  }
  if (text.trim() !== text) {
    strays.push({ what: 'blanks at its ends', mend: (each) => each.trim() })
  }
  return strays
}

/** Fields of several lines: descriptions and what is like them. */
const PROSE: ReadonlySet<string> = new Set(['value', 'description'])

// Control characters (Cc) but for tab, line feed and carriage return; line and paragraph separators; the marks of UAX 9 that turn the
// direction; zero-width space, word joiner and byte order mark. The joiners of Indian and Persian words stay, and so does the soft hyphen.
const UNSEEN = /(?![\t\n\r])[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff]/u
const UNSEEN_IN_LINE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff]/u

function withoutUnseen(isProse: boolean): (text: string) => string {
  const kept = isProse ? /[\u2028\u2029]/g : /[\t\n\r\u2028\u2029]+/g
  const dropped = new RegExp(isProse ? UNSEEN : UNSEEN_IN_LINE, 'gu')
  return (text) => text.replace(kept, isProse ? '\n' : ' ').replace(dropped, '')
}

const ABOUT_ESCAPES = /escap|entit|encod|decod|sanitiz|sanitis|unicode|json/i

const CHARACTER_OF: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
  '&#39;': "'",
  '&#x27;': "'",
  '&nbsp;': ' ',
  '&amp;': '&',
}
const ENTITY = /&(?:lt|gt|quot|apos|nbsp|amp|#39|#x27);/

function withoutEntities(text: string): string {
  return text.replace(new RegExp(ENTITY, 'g'), (entity) => CHARACTER_OF[entity] ?? entity)
}

// What encoders of JSON escape although they need not: printable ASCII but the backslash, and the quotation marks and dashes of prose.
const ESCAPE = /\\u(?:00(?:2[0-9a-f]|3[0-9a-f]|a0)|20(?:1[3489cd]|26))/i

function withoutEscapes(text: string): string {
  return text.replace(new RegExp(ESCAPE, 'gi'), (escaped) => {
    const character = String.fromCharCode(Number.parseInt(escaped.slice(2), 16))
    return character === '\u00a0' ? ' ' : character
  })
}
