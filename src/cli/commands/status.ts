import { type Assessed, assessedOf } from '#desk'
import { type AnyCommand, COMMON_FLAGS, command, EXIT, exitOf, listOf, printFaults, reportFault } from '../command.ts'
import { inkOf } from '../ink.ts'
import { assessHere } from '../run-workspace.ts'
import { statusJson } from '../status-json.ts'
import { conflictLine, openConflicts, statusSummary, statusText } from '../status-text.ts'
import { count } from '../table.ts'

export const status: AnyCommand = command({
  name: 'status',
  summary: 'which releases are affected, and why',
  operands: { text: '[ID...]', min: 0, max: Number.POSITIVE_INFINITY },
  about:
    'Asks git about every release of the project and says what it is to a vulnerability: affected, fixed, unaffected or unknown. One line for each branch with the reason; --explain adds every release. A version in parentheses is planned, not released. Contradictions are listed, never settled silently. Exit code 1 when there is an error or a question.',
  examples: [
    ['steward status LSF-2030-4 --explain', 'one vulnerability, branch by branch, release by release'],
    ['steward status --all --json', 'everything, for a program'],
  ],
  flags: {
    all: { type: 'boolean', about: 'every vulnerability of the project' },
    explain: { type: 'boolean', about: 'every release with its status and reason' },
    ...COMMON_FLAGS,
  },
  async run({ values, operands }, world) {
    const here = await assessHere(world)
    if (!here.ok) return reportFault(here.fault, values.json, world)
    const { workspace, assessed, faults, ground } = here.value
    if (operands.length === 0 && !values.all && workspace.facts.length > 1) {
      return reportFault(
        {
          code: 'USAGE_ID',
          kind: 'invalid',
          message: `no identifier, and there are ${workspace.facts.length} facts files`,
          hint: 'name one, or ask for --all',
        },
        values.json,
        world,
      )
    }
    const chosen: Assessed[] = []
    for (const id of operands) {
      const found = assessedOf(here.value, id)
      if (!found.ok) return reportFault(found.fault, values.json, world)
      chosen.push(found.value)
    }
    const shown = operands.length > 0 ? chosen : assessed
    const hidden = operands.length > 0 ? [] : faults
    const { out } = world.terminal
    if (values.json) {
      out(
        JSON.stringify({
          project: ground.project.project,
          vulnerabilities: shown.map(({ assessment }) => statusJson(assessment, ground.project)),
          faults: hidden.flatMap(listOf),
        }),
      )
    } else {
      const ink = inkOf(world.terminal)
      const brief = values.all && !values.explain && operands.length === 0
      for (const { assessment } of shown) {
        const { id } = assessment.vulnerability
        const lines = values.quiet
          ? openConflicts(assessment).map((conflict) => `${id}: ${conflictLine(conflict, ink)}`)
          : brief
            ? statusSummary(assessment, ground.project, world.terminal)
            : statusText(assessment, values.explain, world.terminal)
        for (const line of lines) out(line)
      }
      printFaults(hidden, world)
      if (!values.quiet) for (const line of closing(shown, hidden.length, brief)) out(line)
    }
    const open = shown.some(({ assessment }) => openConflicts(assessment).length > 0)
    return hidden.length > 0 ? Math.max(...hidden.map(exitOf)) : open ? EXIT.findings : EXIT.done
  },
})

/** The last line: how much that was, and the next command. */
function closing(shown: readonly Assessed[], unread: number, brief: boolean): readonly string[] {
  if (shown.length === 0 && unread === 0) return ['no vulnerability yet; next: steward advisory new --fix HASH']
  if (!brief) return []
  const open = shown.filter(({ assessment }) => openConflicts(assessment).length > 0)
  const first = open[0]?.assessment.vulnerability.id
  const parts = [
    count(shown.length, 'vulnerability', 'vulnerabilities'),
    ...(open.length > 0 ? [`${open.length} with open questions`] : []),
    ...(unread > 0 ? [`${count(unread, 'facts file')} not readable`] : []),
  ]
  return [`${parts.join(', ')}${first === undefined ? '' : `; next: steward status ${first}`}`]
}
