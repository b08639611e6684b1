import { type Assessed, assessedOf, missingFacts } from '#desk'
import { type AnyCommand, COMMON_FLAGS, command, EXIT, exitOf, faultLines, reportFault } from '../command.ts'
import { assessHere } from '../run-workspace.ts'
import { conflictLine } from '../status-text.ts'
import { count } from '../table.ts'

export const advisoryCheck: AnyCommand = command({
  name: 'advisory check',
  summary: 'check facts files: what is wrong, missing or contradictory',
  operands: { text: '[ID...]', min: 0, max: Number.POSITIVE_INFINITY },
  about:
    'Reads every facts file (or those named), says what cannot be read with its line, what contradicts git, and what is missing before publication. Exit code 1 when something is found that would make a record wrong.',
  examples: [
    ['steward advisory check', 'all of them, for CI'],
    ['steward advisory check LSF-2030-4 --json', 'one, for a program'],
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
    const errors = findings
      .flatMap(({ conflicts, missing }) => [...conflicts, ...missing])
      .filter(({ level }) => level === 'error' || level === 'question').length
    if (values.json) world.terminal.out(JSON.stringify({ findings, faults }))
    else {
      for (const fault of faults) for (const line of faultLines(fault)) world.terminal.err(line)
      for (const { file, conflicts, missing } of findings) {
        for (const conflict of conflicts) world.terminal.out(`${file}: ${conflictLine(conflict)}`)
        for (const { level, message, code } of missing) world.terminal.out(`${file}: ${level}: ${message}   [${code}]`)
      }
      if (!values.quiet)
        world.terminal.out(
          `${count(shown.length + faults.length, 'facts file')}, ${count(errors + faults.length, 'error')}`,
        )
    }
    return faults.length > 0 ? Math.max(...faults.map(exitOf)) : errors > 0 ? EXIT.findings : EXIT.done
  },
})
