import { pointer } from '#json'
import type { PlacedText } from './subject.ts'

/**
 * Every text of a container that has a character or a word that few texts have, with its place: what the rules about stray
 * characters, placeholders and confidential words look through, so that the container is walked once, and no text read three times.
 * Extensions `x_...` and what only CVE Services write are passed over, as are texts that hold base64.
 */
export function findOddTexts(container: object, base: string): readonly PlacedText[] {
  const found: PlacedText[] = []
  collect(container, [], base, found)
  return found
}

function collect(value: unknown, steps: (string | number)[], base: string, found: PlacedText[]): void {
  if (typeof value === 'string') {
    if (isOdd(value)) {
      const field = steps.findLast((step) => typeof step === 'string')
      found.push({ text: value, at: base + pointer(...steps), field: String(field ?? '') })
    }
  } else if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      steps.push(i)
      collect(value[i], steps, base, found)
      steps.pop()
    }
  } else if (typeof value === 'object' && value !== null) {
    if ('base64' in value && value.base64 === true) return
    for (const [key, part] of Object.entries(value)) {
      if (key.startsWith('x_') || key === 'providerMetadata') continue
      steps.push(key)
      collect(part, steps, base, found)
      steps.pop()
    }
  }
}

/** Whether a text is odd: cheap, since nearly none is. */
export function isOdd(text: string): boolean {
  return (
    isBlank(text.charCodeAt(0)) ||
    isBlank(text.charCodeAt(text.length - 1)) ||
    ODD_CHARACTER.test(text) ||
    ODD_WORD.test(text)
  )
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0xa0
}

// All but: control and format characters, the replacement character, `&`, `<`, `[`, `\` and `{`.
const ODD_CHARACTER =
  /[^ -%'-;=-Z\]-z|}~\u00a0-\u00ac\u00ae-\u200a\u200c-\u200f\u2010-\u2027\u202f-\u205f\u206a-\ufefe\uff00-\ufffc]/

const ODD_WORD =
  /T(?:ODO|BD|LP:)|FIXME|XXX|[Ll]orem ipsum|-ghsa-|mailto:|EMBARGOED|example\.(?:com|org|net)|(?:goes|text|title|description) here/
