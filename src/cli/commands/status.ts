import { type Assessed, assessedOf } from '#desk'
import { type AnyCommand, COMMON_FLAGS, command, EXIT, exitOf, faultLines, reportFault } from '../command.ts'
import { assessHere } from '../run-workspace.ts'
import { statusJson } from '../status-json.ts'
import { statusLine, statusText } from '../status-text.ts'

export const status: AnyCommand = command({
  name: 'status',
  summary: 'which releases are affected, and why',
  operands: { text: 'ID...', min: 0, max: Number.POSITIVE_INFINITY },
  about:
    'Asks git about every release of the project and says what it is to a vulnerability: affected, fixed, unaffected or unknown. One line for each branch with the reason; --explain adds every release. Contradictions are listed, never settled silently. Exit code 1 when there is an error or a question.',
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
    if (operands.length === 0 && !values.all && workspace.facts.length !== 1) {
      return reportFault(
        { code: 'USAGE_ID', kind: 'invalid', message: 'no identifier', hint: 'name one, or ask for --all' },
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
    if (values.json) {
      world.terminal.out(
        JSON.stringify({
          project: ground.project.project,
          vulnerabilities: shown.map(({ assessment }) => statusJson(assessment, ground.project)),
          faults: hidden,
        }),
      )
    } else {
      for (const { assessment } of shown) {
        if (values.all && !values.explain && operands.length === 0)
          world.terminal.out(statusLine(assessment, ground.project))
        else for (const line of statusText(assessment, values.explain)) world.terminal.out(line)
      }
      for (const fault of hidden) for (const line of faultLines(fault)) world.terminal.err(line)
      if (shown.length === 0 && hidden.length === 0 && !values.quiet)
        world.terminal.out('no vulnerability yet: `steward advisory new` writes the first')
    }
    const open = shown.some(({ assessment }) => assessment.conflicts.some(({ level }) => level !== 'notice'))
    return hidden.length > 0 ? Math.max(...hidden.map(exitOf)) : open ? EXIT.findings : EXIT.done
  },
})
