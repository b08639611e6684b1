import { type Assessed, assessedOf, missingFacts } from '#desk'
import { type AnyCommand, COMMON_FLAGS, command, EXIT, exitOf, listOf, printFaults, reportFault } from '../command.ts'
import { inkOf } from '../ink.ts'
import { assessHere } from '../run-workspace.ts'
import { conflictLine } from '../status-text.ts'
import { count } from '../table.ts'

export const advisoryCheck: AnyCommand = command({
  name: 'advisory check',
  summary: 'check facts files: what is wrong, missing or contradictory',
  operands: { text: '[ID...]', min: 0, max: Number.POSITIVE_INFINITY },
  about:
    'Reads every facts file (or those named), says what cannot be read with its line, what contradicts git, and what is missing before publication. Exit code 1 when there is an error (a record would be wrong) or a question (only a person can tell); notices are worth a look.',
  examples: [
    ['steward advisory check', 'all of them, for CI'],
    ['steward advisory check LSF-2030-4 --quiet', 'one, and only what must be settled'],
  ],
  flags: { ...COMMON_FLAGS },
  async run({ values, operands }, world) {
    const here = await assessHere(world)
    if (!here.ok) return reportFault(here.fault, values.json, world)
    const chosen: Assessed[] = []
    for (const id of operands) {
      const found = assessedOf(here.value, id)
      if (!found.ok) return reportFault(found.fault, values.json, world)
      chosen.push(found.value)
    }
    const shown = operands.length > 0 ? chosen : here.value.assessed
    const faults = operands.length > 0 ? [] : here.value.faults
    const findings = shown.map(({ file, assessment }) => ({
      file: file.name,
      id: file.vulnerability.id,
      conflicts: assessment.conflicts,
      missing: missingFacts(here.value.workspace.project, assessment),
    }))
    const levels = findings.flatMap(({ conflicts, missing }) => [...conflicts, ...missing]).map(({ level }) => level)
    const number = (wanted: string): number => levels.filter((level) => level === wanted).length
    const errors = number('error') + faults.flatMap(listOf).length
    const questions = number('question')
    const exit =
      faults.length > 0 ? Math.max(...faults.map(exitOf)) : errors + questions > 0 ? EXIT.findings : EXIT.done
    if (values.json) world.terminal.out(JSON.stringify({ findings, faults: faults.flatMap(listOf) }))
    else {
      const ink = inkOf(world.terminal)
      printFaults(faults, world)
      for (const { file, conflicts, missing } of findings) {
        for (const finding of [...conflicts, ...missing]) {
          if (values.quiet && finding.level === 'notice') continue
          world.terminal.out(`${file}: ${conflictLine(finding, ink)}`)
        }
      }
      const files = shown.length + faults.length
      const found = [count(errors, 'error'), count(questions, 'question'), count(number('notice'), 'notice')].join(', ')
      if (values.quiet) return exit
      if (files === 0) world.terminal.out('no facts file yet; next: steward advisory new --fix HASH')
      else
        world.terminal.out(`${count(files, 'facts file')}: ${found}${exit === EXIT.done ? '; next: steward sync' : ''}`)
    }
    return exit
  },
})
