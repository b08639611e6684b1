import type { OsvRecord } from '#osv'
import type { OsvRule, Report } from '../rule.ts'

export const osvDates: OsvRule = {
  code: 'STW702',
  name: 'osv-dates',
  on: 'osv',
  level: 'error',
  what: '`modified` is not before `published`, nor before `withdrawn`, and none of the three lies in the future.',
  why: 'Readers ask for what was modified since they last looked. A record whose `modified` is too old is never read again, one from the future hides every change until then.',
  uses: ['now'],
  example: {
    wrong: { record: { published: '2030-02-20T08:00:00Z', modified: '2030-02-02T09:00:00Z' } },
    right: { record: { published: '2030-02-20T08:00:00Z', modified: '2030-02-20T09:00:00Z' } },
  },

  check({ record, world: { now } }, report) {
    order(record, 'published', report)
    order(record, 'withdrawn', report)
    if (now === undefined) return
    for (const field of ['modified', 'published', 'withdrawn'] as const) {
      const time = record[field]
      if (time !== undefined && Date.parse(time) > Date.parse(now) + CLOCKS_DIFFER) {
        report({ at: `/${field}`, message: `${field} is ${time}, which is in the future` })
      }
    }
  },
}

/** Clocks that differ by less are taken for equal; milliseconds. */
const CLOCKS_DIFFER = 5 * 60 * 1000

function order(record: OsvRecord, field: 'published' | 'withdrawn', report: Report): void {
  const time = record[field]
  // A month that no calendar has compares with nothing: the rule of the schema says it.
  if (time === undefined || !(Date.parse(record.modified) < Date.parse(time))) return
  report({
    at: '/modified',
    message: `modified is ${record.modified}, before the record was ${field} (${time})`,
    hint: 'set modified to the time of the last change',
  })
}
