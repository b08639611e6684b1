import type { DeskRule } from '../rule.ts'
import type { CaseFacts, DeskFacts } from '../world.ts'

export const earlyRecord: DeskRule = {
  code: 'STW605',
  name: 'early-record',
  on: 'desk',
  level: 'error',
  what: 'No record is published before its advisory, nor while its embargo holds. It is a warning that nothing says when the advisory of a published record was published.',
  why: 'Scanners raise the alarm within minutes of a record. Who is alarmed and finds no advisory has no fix either, and under an embargo the fix is not out yet.',
  uses: ['now'],
  needsFacts: ['cases'],
  usesFacts: ['identifiers'],
  example: {
    wrong: {
      desk: {
        cases: [
          {
            id: 'LSF-2030-4',
            cveId: 'CVE-2030-10421',
            advisoryPublished: '2030-02-20T08:00:00Z',
            recordPublished: '2030-02-19T16:00:00Z',
          },
        ],
      },
    },
    right: {
      desk: {
        cases: [
          {
            id: 'LSF-2030-4',
            cveId: 'CVE-2030-10421',
            advisoryPublished: '2030-02-20T08:00:00Z',
            recordPublished: '2030-02-20T09:00:00Z',
          },
        ],
      },
    },
  },

  check(desk, report, { now }) {
    for (const [i, each] of (desk.cases ?? []).entries()) {
      const { id, cveId = id, advisoryPublished, recordPublished, embargoUntil } = each
      const at = `/cases/${i}`
      if (!isPublished(each, desk)) continue
      // The moment of the publication where it is known, and else the present one: it is out now.
      const out = recordPublished ?? now
      if (embargoUntil !== undefined && isBefore(out, embargoUntil)) {
        report({
          at,
          message: `the record of ${cveId} is published, and its embargo ${isBefore(now, embargoUntil) ? 'holds' : 'held'} until ${embargoUntil}`,
          hint: 'what is out cannot be called back: tell those who kept the embargo, and publish the advisory',
        })
      } else if (advisoryPublished === undefined) {
        report({
          at,
          level: 'warning',
          message: `the record of ${cveId} is published, and nothing says when its advisory was`,
          hint: 'publish the advisory, and write the day as published into the facts',
        })
      } else if (isBefore(recordPublished, advisoryPublished)) {
        report({
          at,
          message: `the record of ${cveId} was published on ${recordPublished}, before its advisory (${advisoryPublished})`,
          hint: 'next time the advisory first, and the record within 24 hours of it',
        })
      }
    }
  },
}

function isPublished({ cveId, recordPublished }: CaseFacts, { identifiers = [] }: DeskFacts): boolean {
  if (recordPublished !== undefined) return true
  return identifiers.some((each) => each.cveId === cveId && each.state === 'PUBLISHED')
}

function isBefore(a: string | undefined, b: string): boolean {
  return a !== undefined && Date.parse(a) < Date.parse(b)
}
