import type { RecordRule } from '../rule.ts'

export const target: RecordRule = {
  code: 'STW608',
  name: 'target',
  on: 'record',
  level: 'error',
  states: ['published', 'rejected'],
  what: 'A record goes where it was written for, and its ID exists there.',
  why: 'Test instances hand out IDs of their own. What was made up there reaches the whole world from production, under an ID that may be of somebody else.',
  uses: ['target', 'reservation'],
  example: {
    wrong: { world: { target: { sendTo: 'production', writtenFor: 'test' } } },
    right: { world: { target: { sendTo: 'production', writtenFor: 'production' } } },
  },

  check({ metadata, record, world: { target: goal, reservation } }, report) {
    const at = record === undefined ? '' : '/cveMetadata/cveId'
    if (goal !== undefined && goal.sendTo !== goal.writtenFor) {
      report({
        at,
        message: `this was written for ${goal.writtenFor}, and is about to go to ${goal.sendTo}`,
        hint: `write it again for ${goal.sendTo}, with an ID from there`,
      })
    } else if (reservation?.state === 'absent' && (metadata === undefined || metadata.cveId === reservation.id)) {
      report({
        at,
        message: `${reservation.id} does not exist ${goal === undefined ? 'at CVE Services' : `in ${goal.sendTo}`}`,
        hint: 'reserve an ID there: `steward cna reserve`',
      })
    }
  },
}
