import { quote } from '#fault'
import type { DeskRule } from '../rule.ts'

export const secondPerson: DeskRule = {
  code: 'STW604',
  name: 'second-person',
  on: 'desk',
  level: 'error',
  what: 'What is published was approved by somebody other than the person who edited it last, and not edited since.',
  why: 'Nobody sees their own slip. An approval is one of the text as it was: what was changed afterwards was seen by nobody.',
  needsFacts: ['cases', 'approval', 'lastEdit'],
  example: {
    wrong: {
      desk: {
        cases: [
          {
            id: 'LSF-2030-4',
            lastEdit: { by: 'ada', at: '2030-02-20T08:00:00Z' },
            approval: { by: 'ada', at: '2030-02-20T09:00:00Z' },
          },
        ],
      },
    },
    right: {
      desk: {
        cases: [
          {
            id: 'LSF-2030-4',
            lastEdit: { by: 'ada', at: '2030-02-20T08:00:00Z' },
            approval: { by: 'ben', at: '2030-02-20T09:00:00Z' },
          },
        ],
      },
    },
  },

  check({ cases = [] }, report) {
    for (const [i, { id, approval, lastEdit }] of cases.entries()) {
      if (approval === undefined || lastEdit === undefined) continue
      const at = `/cases/${i}/approval`
      if (isSamePerson(approval.by, lastEdit.by)) {
        report({
          at,
          message: `${quote(approval.by)} approved ${id}, and is who edited it last`,
          hint: 'ask a second person',
        })
      } else if (Date.parse(lastEdit.at) > Date.parse(approval.at)) {
        report({
          at,
          message: `${id} was approved on ${approval.at}, and edited after that (${lastEdit.at}, by ${quote(lastEdit.by)})`,
          hint: 'have the present text approved',
        })
      }
    }
  },
}

/** User names and addresses know no upper and lower case. */
function isSamePerson(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase()
}
