import { quote } from '#fault'
import type { RecordRule } from '../rule.ts'

export const creditInProse: RecordRule = {
  code: 'STW108',
  name: 'credit-in-prose',
  on: 'record',
  level: 'warning',
  what: 'The description does not thank anybody, or say who found the vulnerability. That is what `credits` is for.',
  why: 'In `credits` a name has its role, can be found by machines, and can be taken out when its owner asks. A description is quoted everywhere for ever.',
  cnaRules: ['no-credits-in-description'],
  example: {
    wrong: {
      container: {
        descriptions: [
          {
            lang: 'en',
            value:
              'Lantern before 3.13.9 allows a local user to delete files of another user. This issue was reported by Ada Example.',
          },
        ],
      },
    },
    right: {
      container: {
        descriptions: [
          { lang: 'en', value: 'Lantern before 3.13.9 allows a local user to delete files that were found by Glob.' },
        ],
        credits: [{ lang: 'en', value: 'Ada Example', type: 'reporter' }],
      },
    },
  },

  check({ english }, report) {
    for (const { item, at } of english) {
      const found = mayGiveCredit(item.value) ? CREDIT.exec(item.value)?.[0] : undefined
      if (found === undefined) continue
      report({
        at: `${at}/value`,
        message: `the description gives credit: ${quote(found.replace(/^[.\s]+/, ''))}`,
        hint: 'move the name to credits, with a type such as reporter or finder',
      })
    }
  },
}

/** A first look, for one word of each kind of sentence below. */
function mayGiveCredit(text: string): boolean {
  return (
    text.includes('ed by ') ||
    text.includes('und by') ||
    text.includes('redit') ||
    text.includes('hank') ||
    /Report|Acknowl|ed to /.test(text)
  )
}

// A person begins with a capital, or is a login with `@`. What was found "by Glob" is no credit: the sentence must be about the bug.
const NAME =
  "(?:[A-Z@][\\w@.'’-]*|an? (?:anonymous|independent|security|external)[^.]{0,30} (?:researcher|reporter|user))"
const BUG =
  '(?:[Ii]ssue|[Vv]ulnerabilit(?:y|ies)|[Bb]ug|[Ff]law|[Pp]roblem|[Dd]efect|[Ww]eakness|CVE-\\d{4}-\\d+|[Tt]his|[Ii]t)'
const CREDIT = new RegExp(
  [
    `\\b${BUG} (?:was|were|has been|have been) (?:[a-z]+ly )?(?:reported|discovered|found|identified|disclosed|spotted)(?: to [a-z ]{2,30})? (?:and [a-z]+ )?by ${NAME}(?: [A-Z][\\w.-]*)?`,
    `(?:^|[.\\n] *)(?:Reported|Discovered|Found|Credited?)(?: and [a-z]+)? by:? ${NAME}(?: [A-Z][\\w.-]*)?`,
    `(?:^|[.\\n] *)[Cc]redits?(?: goes| go)? to:? ${NAME}`,
    `(?:^|[.\\n] *)(?:Credits?|Acknowledge?ments?|Reporter):[ \\n]*${NAME}`,
    `\\b[Tt]hanks?(?: you)?(?: also)?(?: go| goes)? to ${NAME}[^.]{0,60} for (?:reporting|finding|discovering|disclosing|the report)`,
    `\\b[Ww]e (?:would like to |want to )?thank ${NAME}`,
  ].join('|'),
)
