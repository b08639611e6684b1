import type { DeskRule } from '../rule.ts'
import type { DeskFacts } from '../world.ts'

export const overdueRecord: DeskRule = {
  code: 'STW601',
  name: 'overdue-record',
  on: 'desk',
  level: 'error',
  what: 'The CVE record of what is public is published: within 24 hours where we made it public, within 72 hours where others did. Until then it is an info that says when it is due.',
  why: 'An ID that everybody speaks of and that has no record ("reserved but public") is of no use to a scanner, and the CVE Program counts them.',
  cnaRules: ['publish-own-disclosure', 'publish-other-disclosure'],
  needs: ['now'],
  needsFacts: ['cases', 'identifiers'],
  example: {
    wrong: {
      desk: {
        cases: [{ id: 'LSF-2030-4', cveId: 'CVE-2030-10421', disclosed: { at: '2030-02-20T08:00:00Z', by: 'us' } }],
        identifiers: [{ cveId: 'CVE-2030-10421', state: 'RESERVED', reserved: '2030-02-10T09:00:00Z', inUse: true }],
      },
      world: { now: '2030-02-22T09:00:00Z' },
    },
    right: {
      desk: {
        cases: [{ id: 'LSF-2030-4', cveId: 'CVE-2030-10421', disclosed: { at: '2030-02-20T08:00:00Z', by: 'us' } }],
        identifiers: [{ cveId: 'CVE-2030-10421', state: 'PUBLISHED', reserved: '2030-02-10T09:00:00Z', inUse: true }],
      },
      world: { now: '2030-02-22T09:00:00Z' },
    },
  },

  check(desk, report, { now = '' }) {
    const states = statesOf(desk)
    for (const [i, { id, cveId, disclosed, recordPublished }] of (desk.cases ?? []).entries()) {
      // What was rejected is out of the world, and an ID that is not ours is published by its owner.
      if (cveId === undefined || disclosed === undefined || recordPublished !== undefined) continue
      if (states.get(cveId) !== 'RESERVED') continue
      const hours = HOURS[disclosed.by]
      const due = Date.parse(disclosed.at) + hours * 60 * 60 * 1000
      const isLate = Date.parse(now) > due
      const when = new Date(due).toISOString().replace('.000Z', 'Z')
      const who = disclosed.by === 'us' ? 'we made it' : 'others made it'
      report({
        at: `/cases/${i}`,
        level: isLate ? 'error' : 'info',
        message: `${cveId} is public since ${disclosed.at}, and its record ${isLate ? 'was' : 'is'} due by ${when} (${who} public: ${hours} hours)`,
        hint: `\`steward cna publish ${id}\``,
      })
    }
  },
}

const HOURS = { us: 24, others: 72 } as const

function statesOf({ identifiers = [] }: DeskFacts): ReadonlyMap<string, string> {
  return new Map(identifiers.map(({ cveId, state }) => [cveId, state]))
}
