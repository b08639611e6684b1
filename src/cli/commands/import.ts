import { assessWorkspace, openWorkspace } from '#desk'
import { applyImport, type ImportOutcome, planImport } from '#desk/import'
import {
  type AnyCommand,
  COMMON_FLAGS,
  command,
  EXIT,
  exitOf,
  faultLines,
  listOf,
  printFaults,
  reportFault,
} from '../command.ts'
import { conflictLine } from '../status-text.ts'
import { count } from '../table.ts'

export const importRecords: AnyCommand = command({
  name: 'import',
  summary: 'facts from existing OSV or CVE records',
  operands: { text: 'FILE...', min: 1, max: Number.POSITIVE_INFINITY },
  about:
    'Reads OSV (JSON, YAML) and CVE records and writes a facts file for each vulnerability. Records that share an identifier are taken together, and where they differ the first one keeps its word and the difference is listed. So is what the facts have no place for: further products and languages, what others added to a record. What they state about versions is kept as a statement and compared with git. A facts file that exists is compared, never changed.',
  examples: [
    ['steward import PSF-2024-5.json CVE-2024-6923.json', 'two records of one vulnerability'],
    ['steward import --dry-run records/*.json', 'what would be written'],
  ],
  flags: { 'dry-run': { type: 'boolean', about: 'write nothing' }, ...COMMON_FLAGS },
  async run({ values, operands }, world) {
    const workspace = await openWorkspace(world.files, world.folder)
    if (!workspace.ok) return reportFault(workspace.fault, values.json, world)
    const plan = await planImport(world.files, workspace.value, operands, world.folder)
    if (!plan.ok) return reportFault(plan.fault, values.json, world)
    const { outcomes, faults } = plan.value
    if (!values['dry-run']) {
      const applied = await applyImport(world.files, workspace.value, plan.value)
      if (!applied.ok) return reportFault(applied.fault, values.json, world)
    }
    if (values.json)
      world.terminal.out(
        JSON.stringify({
          outcomes: outcomes.map(({ text: _, ...outcome }) => outcome),
          faults: faults.flatMap(listOf),
          written: !values['dry-run'],
        }),
      )
    else {
      const shown = values.quiet ? outcomes.filter(({ conflicts }) => conflicts.length > 0) : outcomes
      for (const outcome of shown) for (const line of outcomeLines(outcome)) world.terminal.out(line)
      printFaults(faults, world)
      if (!values['dry-run'] && !values.quiet)
        for (const line of await contradictions(world, outcomes)) world.terminal.out(line)
      if (!values.quiet) world.terminal.out(lastLine(outcomes, values['dry-run']))
    }
    if (faults.length > 0) return Math.max(...faults.map(exitOf))
    return outcomes.some(({ conflicts }) => conflicts.length > 0) ? EXIT.findings : EXIT.done
  },
})

function outcomeLines({ id, file, state, sources, conflicts, leftOut }: ImportOutcome): readonly string[] {
  return [
    `${id}  ${state === 'new' ? file : `${file} exists and stays as it is`}   from ${sources.join(', ')}`,
    ...conflicts.map((conflict) => `  conflict: ${describe(conflict)}   [IMPORT_DIFFERS]`),
    ...leftOut.map(({ at, from, value }) => `  left out: ${at} of ${from}: ${value}   [IMPORT_LEFT_OUT]`),
  ]
}

function lastLine(outcomes: readonly ImportOutcome[], dryRun: boolean): string {
  const fresh = outcomes.filter(({ state }) => state === 'new').length
  if (fresh === 0) return 'no new facts file'
  const files = count(fresh, 'facts file')
  return dryRun
    ? `would write ${files}    next: the same without --dry-run`
    : `wrote ${files}    next: steward advisory check`
}

function describe({ field, kept, from, other, otherFrom }: ImportOutcome['conflicts'][number]): string {
  if (kept === other) return `${field}: ${kept} is claimed by ${from} too, and stays there`
  const says = (value: string): string => (value === '' ? 'nothing' : JSON.stringify(value))
  return `${field}: ${from} says ${says(kept)}, ${otherFrom} says ${says(other)}`
}

/** What git says to the statements that were just imported; nothing when the clone cannot be read. */
async function contradictions(
  world: Parameters<AnyCommand['execute']>[1],
  outcomes: readonly ImportOutcome[],
): Promise<readonly string[]> {
  const workspace = await openWorkspace(world.files, world.folder)
  const here = workspace.ok ? await assessWorkspace(world.repositories, workspace.value) : workspace
  if (!here.ok) return []
  const names = new Set(outcomes.map(({ file }) => file))
  const faults = here.value.faults
    .filter(({ place }) => names.has(place?.source ?? ''))
    .flatMap((fault) => faultLines(fault))
  const conflicts = here.value.assessed
    .filter(({ file }) => names.has(file.name))
    .flatMap(({ file, assessment }) =>
      assessment.conflicts
        .filter(({ level }) => level !== 'notice')
        .map((conflict) => `${file.vulnerability.id}: ${conflictLine(conflict)}`),
    )
  return [...faults, ...conflicts]
}
