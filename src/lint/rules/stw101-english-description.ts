import type { RecordRule } from '../rule.ts'

export const englishDescription: RecordRule = {
  code: 'STW101',
  name: 'english-description',
  on: 'record',
  level: 'error',
  what: 'An English description says something: it has ten characters or more besides blanks.',
  why: 'The English description is what lists, mails and scanners show. Many readers see nothing else of the record.',
  cnaRules: ['english-description'],
  example: {
    wrong: { container: { descriptions: [{ lang: 'en', value: 'See URL' }] } },
    right: {
      container: {
        descriptions: [
          { lang: 'en', value: 'Lantern before 3.13.9 allows a local user to delete files of another user.' },
        ],
      },
    },
  },

  check({ english }, report) {
    // That there is none at all is an error of the schema.
    const [first] = english
    if (first === undefined || !english.every(({ item }) => saysNothing(item.value))) return
    report({
      at: `${first.at}/value`,
      message: 'the English description says next to nothing',
      hint: 'say what is wrong in which product, and what an attacker can do with it',
    })
  },
}

const LEAST = 10

/** Whether a text has fewer characters besides blanks than a sentence can have. It looks no further than it must. */
export function saysNothing(text: string): boolean {
  let count = 0
  for (const character of text) {
    if (character.trim() !== '' && ++count === LEAST) return false
  }
  return true
}
