import { disputeDays } from '../dispute-days.ts'
import type { DeskRule, Remark } from '../rule.ts'
import type { CaseFacts } from '../world.ts'

export const peopleWhoWait: DeskRule = {
  code: 'STW606',
  name: 'people-who-wait',
  on: 'desk',
  level: 'warning',
  what: 'The reporter is told the CVE ID. A dispute is acknowledged within 3 business days, and decided within 5 more; where an extension was announced, within 15 more after that. Business days are Monday to Friday, public holidays among them.',
  why: 'A reporter who is not told the ID asks another CNA for one. A dispute that is not answered goes to our root.',
  cnaRules: ['id-to-reporter'],
  uses: ['now'],
  usesFacts: ['reporter', 'dispute'],
  example: {
    wrong: { desk: { cases: [{ id: 'LSF-2030-4', cveId: 'CVE-2030-10421', reporter: { toldCveId: false } }] } },
    right: { desk: { cases: [{ id: 'LSF-2030-4', cveId: 'CVE-2030-10421', reporter: { toldCveId: true } }] } },
  },

  check({ cases = [] }, report, { now }) {
    for (const [i, { id, cveId, reporter, dispute }] of cases.entries()) {
      if (cveId !== undefined && reporter?.toldCveId === false) {
        report({
          at: `/cases/${i}/reporter`,
          message: `the reporter of ${id} was not told ${cveId}`,
          hint: 'tell them',
        })
      }
      const overdue = now === undefined || dispute === undefined ? undefined : overdueStep(dispute, now.slice(0, 10))
      if (overdue !== undefined) {
        const { message, hint } = overdue
        report({
          at: `/cases/${i}/dispute`,
          message: `the dispute over ${cveId ?? id} ${message}`,
          ...(hint && { hint }),
        })
      }
    }
  },
}

function overdueStep(
  { opened, acknowledged, decided, extended = false }: NonNullable<CaseFacts['dispute']>,
  today: string,
): Pick<Remark, 'message' | 'hint'> | undefined {
  if (decided !== undefined) return undefined
  const { acknowledge: answer, decide, final } = disputeDays(opened)
  const decision = extended ? final : decide
  if (today > decision) {
    return {
      message: `of ${opened.slice(0, 10)} was to be decided by ${decision}`,
      hint: extended
        ? 'it may be escalated to the root now'
        : 'decide it, or tell the parties that more time is needed',
    }
  }
  if (acknowledged !== undefined || today <= answer) return undefined
  return {
    message: `of ${opened.slice(0, 10)} was to be acknowledged by ${answer}`,
    hint: 'acknowledge it, in writing',
  }
}
