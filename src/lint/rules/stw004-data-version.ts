import { type CveRecord, compareFormats, convertCve, FORMAT } from '#cve'
import { quote } from '#fault'
import type { Edit, RecordRule } from '../rule.ts'
import type { RecordSubject } from '../subject.ts'

export const dataVersion: RecordRule = {
  code: 'STW004',
  name: 'data-version',
  on: 'record',
  level: 'warning',
  states: ['published', 'rejected'],
  what: 'A draft is written in the present format of CVE records, 5.2.0. Of a published record CVE Services raise the format themselves when it is updated.',
  why: 'CVE Services hold every container against the present schema. A draft of an older format may have fields in places that have been closed since.',
  fixes: true,
  example: {
    wrong: { metadata: { datePublished: null, dateUpdated: null }, dataVersion: '5.0' },
    right: { metadata: { datePublished: null, dateUpdated: null } },
  },

  check(subject, report) {
    const { record, isPublishedEdition } = subject
    if (record === undefined || isPublishedEdition) return
    const order = compareFormats(record.dataVersion, FORMAT)
    if (order > 0) {
      report({
        at: '/dataVersion',
        message: `the format ${quote(record.dataVersion)} is newer than ${FORMAT}, against which the record is checked here`,
      })
    }
    if (order >= 0) return
    report({
      at: '/dataVersion',
      message: `the format is ${quote(record.dataVersion)}, and CVE Services take ${FORMAT}`,
      fix: { does: `raises the record to ${FORMAT}`, edits: editsOf(subject, record) },
    })
  },
}

function editsOf({ schemaErrors, container }: RecordSubject, record: CveRecord): readonly Edit[] {
  const raiseNumber: Edit = { op: 'replace', at: '/dataVersion', value: FORMAT }
  // Nearly every record of 5.0 is one of 5.2.0 but for its number.
  const { metrics = [] } = container
  if (schemaErrors.length === 0 && !metrics.some(({ other }) => other !== undefined)) return [raiseNumber]
  const { record: raised, notes } = convertCve(record)
  const hasMore = notes.some(({ at }) => at !== '/dataVersion')
  return hasMore ? [raiseNumber, { op: 'replace', at: '/containers', value: raised.containers }] : [raiseNumber]
}
