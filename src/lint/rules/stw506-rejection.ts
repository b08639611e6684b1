import { quote } from '#fault'
import type { JsonObject } from '#json'
import { ownCveId } from '../own-cve-id.ts'
import type { RecordRule, Report } from '../rule.ts'

const REJECTED = {
  state: 'REJECTED',
  dateRejected: '2030-02-25T09:00:00.000Z',
}
/** The sample record has what a rejected one has not. */
const NOTHING = Object.fromEntries(
  ['datePublic', 'title', 'descriptions', 'affected', 'problemTypes', 'references', 'metrics', 'credits', 'source'].map(
    (field) => [field, null],
  ),
)

export const rejection: RecordRule = {
  code: 'STW506',
  name: 'rejection',
  on: 'record',
  level: 'error',
  states: ['rejected'],
  what: 'A rejected record says why in at least ten characters. One that was rejected as a duplicate names the other ID in `replacedBy`.',
  why: 'Somebody may have used the ID already, and needs to know what became of it. Programs follow `replacedBy`; they do not read prose.',
  cnaRules: ['explain-rejection'],
  fixes: true,
  example: {
    wrong: {
      metadata: REJECTED,
      container: { ...NOTHING, rejectedReasons: [{ lang: 'en', value: 'This is a duplicate of CVE-2030-10007.' }] },
    },
    right: {
      metadata: REJECTED,
      container: {
        ...NOTHING,
        rejectedReasons: [{ lang: 'en', value: 'This is a duplicate of CVE-2030-10007.' }],
        replacedBy: ['CVE-2030-10007'],
      },
    },
  },

  check(subject, report) {
    const { base, container } = subject
    const { rejectedReasons = [], replacedBy = [] } = container
    for (const [i, { value }] of rejectedReasons.entries()) {
      const { length } = value.trim()
      if (length >= LEAST) continue
      report({
        at: `${base}/rejectedReasons/${i}/value`,
        message: `the reason ${quote(value)} has ${length} characters, at least ${LEAST} explain something`,
        hint: 'say what the ID was for, and why it is not used',
      })
    }
    const own = ownCveId(subject)
    for (const [i, id] of replacedBy.entries()) {
      if (id === own) report({ at: `${base}/replacedBy/${i}`, message: `${id} cannot replace itself` })
    }
    if (replacedBy.length === 0) reportDuplicate(rejectedReasons, own, base, report)
  },
}

const LEAST = 10

function reportDuplicate(
  reasons: readonly { readonly value: string }[],
  own: string | undefined,
  base: string,
  report: Report,
): void {
  const reason = reasons.find(
    ({ value }) => /\bduplicates?\b/i.test(value) && !/\bnot (?:an? )?duplicates?\b/i.test(value),
  )
  if (reason === undefined) return
  const ids = [...new Set(reason.value.match(/CVE-\d{4}-\d{4,19}(?!\d)/g))].filter((id) => id !== own)
  const [id] = ids
  if (id === undefined) {
    report({
      at: base,
      message: 'the reason speaks of a duplicate, and nothing says of which ID',
      hint: 'add replacedBy with the ID that is kept',
    })
    return
  }
  const value: readonly JsonObject[string][] = ids
  report({
    at: base,
    message: `the reason speaks of a duplicate and of ${ids.join(', ')}, and replacedBy is missing`,
    ...(ids.length === 1
      ? { fix: { does: `says that ${id} replaces it`, edits: [{ op: 'add', at: `${base}/replacedBy`, value }] } }
      : { hint: 'add replacedBy with the ID that is kept' }),
  })
}
