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
      const long = longSentence(text)
      if (long !== undefined) {
        report({
          at: place,
          message: `the sentence that begins with ${quote(long.start)} has ${long.count} words`,
          hint: 'make two of it',
        })
      }
      for (const [written, name] of recased(text, subject)) {
        report({
          at: place,
          message: `${quote(written)} is ${quote(name)} in the code: under another spelling nobody finds it`,
        })
      }
    }
  },
}

const MOST_WORDS = 60

/** Letters that a shouted text has at least, and the part of them that are capitals. */
const SHOUTED_LETTERS = 40
const SHOUTED_PART = 0.9

function isShouted(text: string): boolean {
  // The first word of nearly every text settles it.
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

/** The first sentence of too many words. It ends with its mark before a blank, an empty line, or the next item of a list. */
function longSentence(text: string): Sentence | undefined {
  let start = 0
  let blanks = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === BLANK) {
      blanks++
      if (!endsSentence(text.charCodeAt(i - 1))) continue
    } else if (code !== LINE_END || !/^\n\s*(?:\n|[-*•\d])/.test(text.slice(i, i + 20))) {
      if (code === LINE_END) blanks++
      continue
    }
    const long = blanks > MOST_WORDS ? counted(text.slice(start, i)) : undefined
    if (long !== undefined) return long
    start = i + 1
    blanks = 0
  }
  return blanks >= MOST_WORDS ? counted(text.slice(start)) : undefined
}

const BLANK = 0x20
const LINE_END = 0x0a
const ENDS: ReadonlySet<number> = new Set([...'.!?:;'].map((mark) => mark.charCodeAt(0)))
const CLOSES: ReadonlySet<number> = new Set([...`"')]`].map((mark) => mark.charCodeAt(0)))

function endsSentence(code: number): boolean {
  return ENDS.has(code) || CLOSES.has(code)
}

function counted(sentence: string): Sentence | undefined {
  const words = sentence.split(/\s+/).filter((word) => /\p{L}/u.test(word))
  return words.length > MOST_WORDS ? { count: words.length, start: words.slice(0, 4).join(' ') } : undefined
}

/** Names of code in a text: parts joined by dots, underscores, slashes or colons, or a capital inside. */
function codeNames(text: string): readonly string[] {
  const names: string[] = []
  INSIDE_NAME.lastIndex = 0
  for (let found = INSIDE_NAME.exec(text); found !== null; found = INSIDE_NAME.exec(text)) {
    let [start, end] = [found.index, found.index + 1]
    while (start > 0 && isOfName(text.charCodeAt(start - 1))) start--
    while (end < text.length && isOfName(text.charCodeAt(end))) end++
    names.push(withoutJoints(text.slice(start, end)))
    INSIDE_NAME.lastIndex = end
  }
  return names
}

const INSIDE_NAME = /\w[._/:][A-Za-z]|[a-z][A-Z]|[A-Za-z]_/g

/** Letters, digits, `_`, and `.`, `/`, `:`, which join. */
function isOfName(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0x2e && code <= 0x3a) || code === 0x5f
  )
}

/** Without what joins at either end: the full stop of the sentence, the colon before a list. */
function withoutJoints(name: string): string {
  let [start, end] = [0, name.length]
  while (start < end && JOINTS.has(name.charAt(start))) start++
  while (end > start && JOINTS.has(name.charAt(end - 1))) end--
  return name.slice(start, end)
}

const JOINTS: ReadonlySet<string> = new Set('./:')

/** Names of code that the text writes with other capitals than the record does, and never as the record does. */
function recased(text: string, { products }: RecordSubject): readonly (readonly [written: string, name: string])[] {
  const written = new Map<string, string>()
  for (const name of codeNames(text)) written.set(name.toLowerCase(), name)
  if (written.size === 0) return []
  const lengths = new Set([...written.keys()].map(({ length }) => length))
  const found = new Map<string, string>()
  const right = new Set<string>()
  const compare = (name: string): void => {
    if (!lengths.has(name.length)) return
    const key = name.toLowerCase()
    const word = written.get(key)
    if (word === undefined) return
    // `url.Parse` may be a function where `URL.Parse` is a method, and `root.Open` speaks of a Root: the last part must differ.
    if (lastPart(name) === lastPart(word) || text.includes(name)) right.add(key)
    else found.set(key, name)
  }
  for (const { product } of products) {
    for (const { name } of product.programRoutines ?? []) compare(name)
    for (const name of product.modules ?? []) compare(name)
    for (const name of product.programFiles ?? []) compare(name.slice(name.lastIndexOf('/') + 1))
  }
  return [...found].flatMap(([key, name]) => (right.has(key) ? [] : [[written.get(key) ?? '', name] as const]))
}

function lastPart(name: string): string {
  return name.slice(name.search(/[^._/:]+$/))
}
