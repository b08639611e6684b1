import type { DeskRule } from '../rule.ts'

/** A pool of reserved identifiers lasts a quarter; what lies longer was forgotten. Days. */
const PATIENCE = 90

export const unusedIdentifier: DeskRule = {
  code: 'STW602',
  name: 'unused-identifier',
  on: 'desk',
  level: 'warning',
  what: `An identifier that is reserved for more than ${PATIENCE} days belongs to a case.`,
  why: 'It is not known any more what it was for, and if somebody was told it, they wait. Identifiers that will not be used have to be rejected; as long as they are reserved they also take from the quota.',
  cnaRules: ['reject-unused'],
  needs: ['now'],
  needsFacts: ['identifiers'],
  example: {
    wrong: {
      desk: {
        identifiers: [{ cveId: 'CVE-2029-10007', state: 'RESERVED', reserved: '2029-10-01T09:00:00Z', inUse: false }],
      },
      world: { now: '2030-02-20T09:00:00Z' },
    },
    right: {
      desk: {
        identifiers: [{ cveId: 'CVE-2029-10007', state: 'RESERVED', reserved: '2029-10-01T09:00:00Z', inUse: true }],
      },
      world: { now: '2030-02-20T09:00:00Z' },
    },
  },

  check({ identifiers = [] }, report, { now = '' }) {
    for (const [i, { cveId, state, reserved, inUse }] of identifiers.entries()) {
      if (state !== 'RESERVED' || inUse) continue
      const days = Math.floor((Date.parse(now) - Date.parse(reserved)) / (24 * 60 * 60 * 1000))
      if (!(days > PATIENCE)) continue
      report({
        at: `/identifiers/${i}`,
        message: `${cveId} is reserved since ${reserved.slice(0, 10)} (${days} days), and no case names it`,
        hint: `name it in its case, or \`steward cna reject ${cveId}\``,
      })
    }
  },
}
