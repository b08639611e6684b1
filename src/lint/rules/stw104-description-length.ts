import type { RecordRule } from '../rule.ts'
import { saysNothing } from './stw101-english-description.ts'

export const descriptionLength: RecordRule = {
  code: 'STW104',
  name: 'description-length',
  on: 'record',
  level: 'warning',
  what: 'A description has 40 characters or more, and says more than the title. (At most 4096 are allowed.)',
  why: 'A sentence that names the product, the fault and its consequence is hardly shorter. Who reads the title again learns nothing.',
  cnaRules: ['english-description'],
  example: {
    wrong: {
      container: { descriptions: [{ lang: 'en', value: 'Link followed while removing a temporary directory.' }] },
    },
    right: {},
  },

  check({ english, container }, report) {
    if (english.every(({ item }) => saysNothing(item.value))) return
    for (const { item, at } of english) {
      const text = item.value.trim()
      const { length } = text
      if (container.title !== undefined && plain(text) === plain(container.title)) {
        report({
          at: `${at}/value`,
          message: 'the description says the same as the title, and no more',
          hint: 'say which versions are affected, and what an attacker can do',
        })
      } else if (length < SHORT) {
        report({
          at: `${at}/value`,
          message: `the description has ${length} characters: hardly enough for product, fault and consequence`,
        })
      }
    }
  },
}

const SHORT = 40

function plain(text: string): string {
  return text.trim().replace(/\.$/, '').toLowerCase()
}
