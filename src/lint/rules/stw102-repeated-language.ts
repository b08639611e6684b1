import type { Description } from '#cve'
import { quote } from '#fault'
import type { RecordRule, Report } from '../rule.ts'
import { isEnglish } from '../subject.ts'

export const repeatedLanguage: RecordRule = {
  code: 'STW102',
  name: 'repeated-language',
  on: 'record',
  level: 'error',
  states: ['published', 'rejected'],
  what: 'No two descriptions are in the same English, and no two reasons of a rejection: `en` beside `en-GB` is well, `en` beside `en` is not.',
  why: 'CVE Services refuse the record. Readers show one text for a language, and not all of them the same one.',
  cnaRules: ['english-description'],
  fixes: true,
  example: {
    wrong: {
      container: {
        descriptions: [
          { lang: 'en', value: 'Lantern before 3.13.9 allows a local user to delete files of another user.' },
          {
            lang: 'en',
            value: 'Lantern before 3.13.9 allows a local user to delete files of another user.',
            supportingMedia: [],
          },
        ],
      },
    },
    right: {
      container: {
        descriptions: [
          { lang: 'en', value: 'Lantern before 3.13.9 allows a local user to delete files of another user.' },
          { lang: 'de', value: 'In Lantern vor 3.13.9 kann ein lokaler Benutzer Dateien eines anderen löschen.' },
        ],
      },
    },
  },

  check({ base, container: { descriptions, rejectedReasons } }, report) {
    checkList(descriptions, `${base}/descriptions`, report)
    checkList(rejectedReasons, `${base}/rejectedReasons`, report)
  },
}

function checkList(list: readonly Description[] | undefined, at: string, report: Report): void {
  if (list === undefined || list.length < 2) return
  const first = new Map<string, string>()
  for (const [i, { lang, value }] of list.entries()) {
    if (!isEnglish(lang)) continue
    const tag = lang.toLowerCase().replaceAll('_', '-')
    const before = first.get(tag)
    if (before === undefined) {
      first.set(tag, value)
      continue
    }
    report({
      at: `${at}/${i}/lang`,
      message: `there is another text in ${quote(lang)} before this one`,
      ...(value === before
        ? { fix: { does: 'takes the repetition away', edits: [{ op: 'remove', at: `${at}/${i}` }] } }
        : { hint: 'make one text of both' }),
    })
  }
}
