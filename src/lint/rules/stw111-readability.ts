import { quote } from '#fault'
import type { RecordRule } from '../rule.ts'
import type { RecordSubject } from '../subject.ts'

export const readability: RecordRule = {
  code: 'STW111',
  name: 'readability',
  on: 'record',
  level: 'info',
  what: 'English descriptions can be read: no sentence of more than 60 words, no shouting in capitals, and names of code in the letters that `programRoutines`, `modules` and `programFiles` have.',
  why: 'A reader looks for the name in their own code, and finds `http.cookies` but not `http.Cookies`. Most readers of a long sentence are not at home in its language.',
  example: {
    wrong: {
      container: {
        affected: [
          {
            vendor: 'Lantern Software Foundation',
            product: 'lantern',
            defaultStatus: 'affected',
            programRoutines: [{ name: 'tempdir.remove_tree' }],
          },
        ],
        descriptions: [
          {
            lang: 'en',
            value: 'Lantern follows a link in Tempdir.Remove_Tree, which allows a local user to delete files.',
          },
        ],
      },
    },
    right: {
      container: {
        affected: [
          {
            vendor: 'Lantern Software Foundation',
            product: 'lantern',
            defaultStatus: 'affected',
            programRoutines: [{ name: 'tempdir.remove_tree' }],
          },
        ],
        descriptions: [
          {
            lang: 'en',
            value: 'Lantern follows a link in tempdir.remove_tree, which allows a local user to delete files.',
          },
        ],
      },
    },
  },

  check(subject, report) {
    for (const { item, at } of subject.english) {
      const text = item.value
      const place = `${at}/value`
      if (isShouted(text)) report({ at: place, message: 'the description is all in capitals, which is hard to read' })
      const long = longestSentence(text)
      if (long !== undefined && long.count > MOST_WORDS) {
        report({
          at: place,
          message: `the sentence that begins with ${quote(long.start)} has ${long.count} words`,
          hint: 'make two of it',
        })
      }
      if (CODE_NAME.test(text)) {
        for (const [written, name] of recased(text, subject)) {
          report({
            at: place,
            message: `${quote(written)} is ${quote(name)} in the code: under another spelling nobody finds it`,
          })
        }
      }
    }
  },
}

const MOST_WORDS = 60

/** Letters that a shouted text has at least, and the part of them that are capitals. */
const SHOUTED_LETTERS = 40
const SHOUTED_PART = 0.9

function isShouted(text: string): boolean {
  // The first hundred characters of nearly every text settle it.
  if (/[a-z]{4}/.test(text)) return false
  const letters = text.replace(/[^A-Za-z]/g, '')
  const capitals = letters.replace(/[^A-Z]/g, '').length
  return letters.length >= SHOUTED_LETTERS && capitals >= letters.length * SHOUTED_PART
}

interface Sentence {
  readonly count: number
  /** Its first words. */
  readonly start: string
}

/** The longest sentence of a text; a sentence ends with its mark before a blank, an empty line, or the next item of a list. */
function longestSentence(text: string): Sentence | undefined {
  // Sixty words have more letters than this.
  if (text.length < 4 * MOST_WORDS) return undefined
  let longest: Sentence | undefined
  for (const sentence of text.split(/[.!?:;]["')\]]?\s|\n\s*\n|\n\s*[-*•\d]/)) {
    if (sentence.length < 3 * MOST_WORDS) continue
    const words = sentence.split(/\s+/).filter((word) => /\p{L}/u.test(word))
    if (words.length > (longest?.count ?? 0)) longest = { count: words.length, start: words.slice(0, 4).join(' ') }
  }
  return longest
}

/** What looks like a name of code: parts joined by dots, underscores, slashes or colons, or a capital inside. */
const CODE_NAME = /[A-Za-z]\w*(?:[._/]|::)[A-Za-z]\w+|[a-z][A-Z]/
const CODE_NAMES = /(?<![\w./:-])[A-Za-z]\w*(?:(?:[._/]|::)[A-Za-z]\w*){0,8}/g

/** Names that are looked at. */
const MOST_NAMES = 2000

/** Names of code that the text writes with other capitals than the record does, and never as the record does. */
function recased(text: string, { products }: RecordSubject): readonly (readonly [written: string, name: string])[] {
  const spellings = new Map<string, Set<string>>()
  const learn = (name: string): void => {
    if (spellings.size >= MOST_NAMES || !CODE_NAME.test(name)) return
    const key = name.toLowerCase()
    const known = spellings.get(key)
    if (known === undefined) spellings.set(key, new Set([name]))
    else known.add(name)
  }
  for (const { product } of products) {
    for (const { name } of product.programRoutines ?? []) learn(name.replace(/\(.*$/, ''))
    for (const name of product.modules ?? []) learn(name)
    for (const name of product.programFiles ?? []) learn(name.slice(name.lastIndexOf('/') + 1))
  }
  if (spellings.size === 0) return []
  const found = new Map<string, string>()
  for (const [written] of text.matchAll(CODE_NAMES)) {
    const names = spellings.get(written.toLowerCase())
    const [name] = names ?? []
    if (names === undefined || name === undefined || names.has(written)) continue
    // `url.Parse` may be a function where `URL.Parse` is a method, and `root.Open` speaks of a Root: the last part must differ.
    if ([...names].some((each) => lastPart(each) === lastPart(written) || text.includes(each))) continue
    found.set(written, name)
  }
  return [...found]
}

function lastPart(name: string): string {
  return name.slice(name.search(/[^._/:]+$/))
}
