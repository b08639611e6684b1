import path from 'node:path'
import { readProject } from '#desk'
import { type Fault, fail, failAll, faultsOf, ok, type Place, type Result } from '#fault'
import { type Project, releasesOf, WHOLE_TAGS } from '#project'
import { type Assessment, assessAll, parseFactsLine, rangesOf, type Vulnerability } from '#vulnerability'
import { type AnyCommand, COMMON_FLAGS, command, EXIT, exitOf, printFaults, reportFault } from '../command.ts'
import { inkOf } from '../ink.ts'
import { historyFlags, openHistory } from '../open-history.ts'
import { conflictLine, openConflicts, rangesText } from '../status-text.ts'
import { count } from '../table.ts'
import type { World } from '../world.ts'

/** Longest line of facts. Bytes. */
const LINE_LIMIT = 8 * 1024 * 1024

export const ranges: AnyCommand = command({
  name: 'ranges',
  summary: 'affected versions of many vulnerabilities from facts in JSON Lines',
  about:
    'Computes status and ranges for every line of a facts file (docs/ranges.md) in one pass over the history. Without --project every tag is a release and its name is its version. A line with a fault is answered with the fault; the others go on.',
  examples: [
    ['steward ranges --graph curl.graph.gz --facts curl.jsonl --json', 'one line of JSON for each vulnerability'],
    ['steward ranges --repo . --facts facts.jsonl --project steward.yaml', 'with the versions of a project'],
  ],
  flags: {
    ...historyFlags,
    facts: { type: 'string', value: 'FILE', about: 'facts, one JSON object a line (required)' },
    project: { type: 'string', value: 'FILE', about: 'a steward.yaml that says which tags are which versions' },
    ...COMMON_FLAGS,
  },
  async run({ values }, world) {
    if (values.facts === undefined) {
      return reportFault(
        {
          code: 'USAGE_FACTS',
          kind: 'invalid',
          message: '--facts is missing',
          hint: '`steward ranges --help` tells more',
        },
        values.json,
        world,
      )
    }
    const project = await projectOf(values.project, world)
    if (!project.ok) return reportFault(project.fault, values.json, world)
    const history = await openHistory(values, world)
    if (!history.ok) return reportFault(history.fault, values.json, world)
    const list = releasesOf(project.value, history.value)
    if (!list.ok) return reportFault(list.fault, values.json, world)
    const lines = await readLines(path.resolve(world.folder, values.facts), values.facts, world)
    if (!lines.ok) return reportFault(lines.fault, values.json, world)

    const readable = lines.value.flatMap((line) => (line.ok ? [line.value.facts] : []))
    const ground = { project: project.value, releases: list.value.releases, history: history.value }
    const answers = assessAll(ground, readable)
    let worst: number = EXIT.done
    for (const line of lines.value) {
      const answer = line.ok ? onLine(answers.next().value as Result<Assessment>, line.value) : line
      const id = line.ok ? line.value.facts.id : undefined
      if (answer.ok) print(answer.value, project.value, values, world)
      else {
        worst = Math.max(worst, exitOf(answer.fault))
        printFault(id, answer.fault, values.json, world)
      }
    }
    return worst
  },
})

async function projectOf(file: string | undefined, world: World): Promise<Result<Project>> {
  return file === undefined ? ok(WHOLE_TAGS) : readProject(world.files, path.resolve(world.folder, file))
}

interface FactsLine {
  readonly facts: Vulnerability
  readonly place: Place
}

/** What git says against the facts of a line has that line as its place. */
function onLine(answer: Result<Assessment>, { place }: FactsLine): Result<Assessment> {
  return answer.ok ? answer : failAll(faultsOf(answer.fault).map((fault) => ({ ...fault, place })))
}

/** Every line as facts or as its fault; the outer fault is the file's own. */
async function readLines(file: string, name: string, world: World): Promise<Result<readonly Result<FactsLine>[]>> {
  const result: Result<FactsLine>[] = []
  let number = 0
  for await (const line of world.files.lines(file, LINE_LIMIT)) {
    number++
    if (!line.ok) {
      if (line.fault.place?.line === undefined) return fail(line.fault)
      result.push(line)
    } else if (line.value.trim() !== '') {
      const facts = parseFactsLine(line.value, name, number)
      result.push(facts.ok ? ok({ facts: facts.value, place: { source: name, line: number } }) : facts)
    }
  }
  if (result.length > 0) return ok(result)
  return fail({
    code: 'FACTS_EMPTY',
    kind: 'invalid',
    message: `${name} holds no facts`,
    hint: 'one JSON object a line (docs/ranges.md)',
  })
}

function print(
  assessment: Assessment,
  project: Project,
  { json, quiet }: { readonly json: boolean; readonly quiet: boolean },
  world: World,
): void {
  const { vulnerability, releases, fixed, conflicts, git } = assessment
  const affected = releases.filter(({ status }) => status === 'affected').map(({ release }) => release)
  const answer = {
    id: vulnerability.id,
    tags: affected.flatMap(({ tags }) => tags),
    affected: affected.map(({ version }) => version.text),
    ranges: rangesOf(assessment, project.bounds).map(({ status, lower, upper, provisional }) => ({
      status,
      introduced: lower,
      ...(upper !== undefined && { fixed: upper }),
      ...(provisional && { provisional }),
    })),
    fixed: fixed.map(({ version }) => version.text),
    git,
    conflicts,
  }
  if (json) {
    world.terminal.out(JSON.stringify(answer))
    return
  }
  const ink = inkOf(world.terminal)
  if (!quiet) {
    const parts = [
      ink('title', answer.id),
      rangesText(assessment, project),
      ...(answer.ranges.length > 0 ? [`${count(answer.affected.length, 'release')} affected`] : []),
      ...(answer.fixed.length > 0 ? [`fixed in ${answer.fixed.join(', ')}`] : []),
    ]
    world.terminal.out(parts.join('   '))
  }
  for (const conflict of quiet ? openConflicts(assessment) : conflicts) {
    world.terminal.out(`${quiet ? `${answer.id}: ` : '  '}${conflictLine(conflict, ink)}`)
  }
}

function printFault(id: string | undefined, fault: Fault, json: boolean, world: World): void {
  if (json) world.terminal.out(JSON.stringify({ id: id ?? null, fault }))
  else printFaults([fault], world)
}
