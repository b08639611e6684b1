import { pointer } from '#json'
import type { PlacedText } from './subject.ts'

/**
 * Every text of a container that has a character or a word that few texts have, with its place: what the rules about stray
 * characters, placeholders and confidential words look through, so that the container is walked once, and no text read three times.
 * Extensions `x_...` and what only CVE Services write are passed over, as are texts that hold base64.
 */
export function findOddTexts(container: object, base: string): readonly PlacedText[] {
  const found: PlacedText[] = []
  for (const [key, value] of Object.entries(container)) {
    if (!isPassedOver(key) && hasOdd(value, key)) collect(value, [key], base, found)
  }
  return found
}

/** Whether there is one: without places, which cost more than the texts. */
function hasOdd(value: unknown, key: string): boolean {
  if (typeof value === 'string') return isOdd(value, key)
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) if (hasOdd(value[i], key)) return true
  } else if (isObject(value)) {
    for (const field in value) if (hasOdd(value[field], field)) return true
  }
  return false
}

function collect(value: unknown, steps: (string | number)[], base: string, found: PlacedText[]): void {
  if (typeof value === 'string') {
    const field = fieldOf(steps)
    if (isOdd(value, field)) found.push({ text: value, at: base + pointer(...steps), field })
  } else if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      steps.push(i)
      collect(value[i], steps, base, found)
      steps.pop()
    }
  } else if (isObject(value)) {
    if (value.base64 === true) return
    for (const key in value) {
      if (isPassedOver(key)) continue
      steps.push(key)
      collect(value[key], steps, base, found)
      steps.pop()
    }
  }
}

function isPassedOver(key: string): boolean {
  return key === 'providerMetadata' || key.startsWith('x_')
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function fieldOf(steps: readonly (string | number)[]): string {
  return String(steps.findLast((step) => typeof step === 'string') ?? '')
}

/** Words for which texts are looked through. None begins with a common letter: `mailto:` is found by its colon. */
const WORDS: readonly string[] = [
  'TODO',
  'TBD',
  'TLP:',
  'FIXME',
  'XXX',
  'EMBARGOED',
  'Lorem ipsum',
  '-ghsa-',
  'xample.com',
  'xample.net',
  'xample.org',
]

/** What to make of a character of ASCII: 0 nothing, 1 odd, 2 one of the words may begin with it. */
const KINDS: Uint8Array = new Uint8Array(0x80)
for (let code = 0; code < 0x20; code++) KINDS[code] = 1
for (const character of '&<[\\{\x7f') KINDS[character.charCodeAt(0)] = 1
for (const word of [...WORDS, ':']) KINDS[word.charCodeAt(0)] = 2

/** Whether a text is odd. Names of routines, of which there are many, have no words. A loop, because it is faster than an expression. */
function isOdd(text: string, field: string): boolean {
  const hasWords = field !== 'name'
  if (isBlank(text.charCodeAt(0)) || isBlank(text.charCodeAt(text.length - 1))) return true
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code >= 0x80) {
      if (isOddBeyondAscii(code)) return true
      continue
    }
    const kind = KINDS[code]
    if (kind === 0) continue
    if (kind === 1 || (hasWords && beginsWord(text, i))) return true
  }
  return false
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0xa0
}

function beginsWord(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  if (code === COLON) return text.startsWith('mailto:', at - 6)
  for (const word of WORDS) if (code === word.charCodeAt(0) && text.startsWith(word, at)) return true
  return false
}

const COLON = 0x3a

/** Control and format characters that no prose needs, and the mark of one that was lost; see the rule STW006. */
function isOddBeyondAscii(code: number): boolean {
  return (
    code < 0xa0 ||
    code === 0x200b ||
    (code >= 0x2028 && code <= 0x202e) ||
    (code >= 0x2060 && code <= 0x2069) ||
    code === 0xfeff ||
    code === 0xfffd
  )
}
