/**
 * How fast a history is read and asked, against git itself in the same run. `node bench/history.ts` prints the figures.
 *
 * @module
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { openRepository, type RepositoryHistory, readHistory } from '#adapters/git'
import { findCommit, type History, parseGraph, type Tag, tagsContaining } from '#history'
import { git } from '../test/worlds/repository.ts'
import { best, type Figure, median, printFigures, value, WARM_UP } from './figures.ts'
import { build, syntheticHistory, WORDS } from './shapes.ts'

const curl = new URL('../../shared/data/curl/', import.meta.url)

/** Commits of interest: as many as curl's advisories name. */
const ASKED = 331

/** How many of them git is timed with, one after the other. The rest is multiplied. */
const SAMPLE = 20

/** A real repository of exactly the shape of curl's, asked by git one commit at a time and by us all at once. */
export async function againstGit(): Promise<readonly Figure[]> {
  const shape = value(parseGraph(gunzipSync(readFileSync(new URL('curl.graph.gz', curl)))))
  const { asked, named } = commitsOfInterest(shape)
  const dir = mkdtempSync(join(tmpdir(), 'steward-bench-'))
  try {
    build(dir, shape, WORDS)
    // By position: the hashes of the copy differ, its commits stand in the same order.
    const hashes = readFileSync(join(dir, 'marks'), 'utf8')
    const hashOf = new Map(
      hashes.split('\n').map((line) => [Number(line.slice(1, line.indexOf(' '))) - 1, line.slice(-40)]),
    )
    const wanted = asked.map((commit) => hashOf.get(commit)!)
    const sample = wanted.filter((_, i) => i % Math.floor(ASKED / SAMPLE) === 0).slice(0, SAMPLE)

    const loop = timeTagLoop(dir, sample)
    const listing = best(3, () => git(dir, ['rev-list', '--parents', '--all']))
    const ownWithout = await median(7, () => ask(dir, wanted))
    git(dir, ['commit-graph', 'write', '--reachable'])
    const loopWithGraph = timeTagLoop(dir, sample)
    const own = await median(7, () => ask(dir, wanted))

    for (const [i, hash] of sample.entries()) {
      const ours = own.answer.tags[wanted.indexOf(hash)]!.map(({ name }) => name)
      if (ours.join() !== loop.answers[i]!.join() || ours.join() !== loopWithGraph.answers[i]!.join())
        throw new Error(`git and Steward disagree on ${hash}`)
    }
    const whole = (loop.milliseconds / SAMPLE) * ASKED
    const wholeWithGraph = (loopWithGraph.milliseconds / SAMPLE) * ASKED
    const scaled = `${SAMPLE} of ${ASKED} timed, the rest multiplied`
    return [
      { what: 'commits', value: own.answer.history.size, unit: 'commits' },
      { what: 'tags', value: own.answer.history.tags.length, unit: 'tags' },
      {
        what: 'commits of interest',
        value: ASKED,
        unit: 'commits',
        note: `${named} from curl's advisories, filled up evenly`,
      },
      { what: '(a) git tag --contains, no commit-graph', value: whole / 1000, unit: 's', note: scaled },
      { what: '(b) git tag --contains, commit-graph', value: wholeWithGraph / 1000, unit: 's', note: scaled },
      {
        what: '(c) ours, commit-graph',
        value: own.milliseconds,
        unit: 'ms',
        note: `median of 7 after ${WARM_UP} not counted, read from ${own.answer.history.source}`,
      },
      {
        what: '(d) ours, no commit-graph',
        value: ownWithout.milliseconds,
        unit: 'ms',
        note: `median of 7 after ${WARM_UP} not counted, read from ${ownWithout.answer.history.source}`,
      },
      { what: '(e) git rev-list --parents --all, no commit-graph', value: listing, unit: 'ms', note: 'best of 3' },
      { what: 'a / c', value: whole / own.milliseconds, unit: 'x', atLeast: 1000 },
      { what: 'b / c', value: wholeWithGraph / own.milliseconds, unit: 'x', atLeast: 60 },
      { what: 'd / e', value: ownWithout.milliseconds / listing, unit: 'x' },
    ]
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

/** Peak memory of a process of its own that answers 4,000 commits x 600 tags on 130,000 commits. */
export function memory(): readonly Figure[] {
  const dir = mkdtempSync(join(tmpdir(), 'steward-bench-'))
  try {
    build(dir, syntheticHistory(130_000, 600), 0)
    git(dir, ['commit-graph', 'write', '--reachable'])
    return MEMORY_CASES.flatMap(({ what, prepare }) => {
      prepare(dir)
      const run = spawnSync(process.execPath, [fileURLToPath(import.meta.url), '--memory', dir], { encoding: 'utf8' })
      if (run.status !== 0) throw new Error(run.stderr)
      const { kilobytes, milliseconds } = JSON.parse(run.stdout) as { kilobytes: number; milliseconds: number }
      return [
        { what: `peak memory, ${what}`, value: kilobytes / 1024, unit: 'MB', atMost: 150 },
        { what: `time of that, in a fresh process`, value: milliseconds, unit: 'ms' },
      ] satisfies Figure[]
    })
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

const MEMORY_CASES: readonly { readonly what: string; readonly prepare: (dir: string) => void }[] = [
  { what: '130,000 commits x 4,000 asked x 600 tags, commit-graph', prepare: () => undefined },
  {
    what: 'the same, no commit-graph',
    prepare: (dir) => rmSync(join(dir, 'objects/info/commit-graph')),
  },
]

/** Time for each commit at growing sizes: reading a real repository with a commit-graph, and asking 256 commits x 100 tags. */
export async function growth(sizes: readonly number[] = [10_000, 100_000, 1_000_000]): Promise<readonly Figure[]> {
  const figures: Figure[] = []
  for (const size of sizes) {
    const dir = mkdtempSync(join(tmpdir(), 'steward-bench-'))
    try {
      build(dir, syntheticHistory(size, 100), 0)
      git(dir, ['commit-graph', 'write', '--reachable'])
      const reading = await median(3, () => readOpened(dir))
      const history = reading.answer
      const asked = Array.from({ length: 256 }, (_, i) => Math.floor((i * size) / 256))
      const asking = await median(3, async () => tagsContaining(history, asked))
      const label = size.toLocaleString('en')
      figures.push(
        { what: `reading ${label} commits`, value: (reading.milliseconds * 1000) / size, unit: 'us/commit' },
        { what: `asking ${label} commits`, value: (asking.milliseconds * 1000) / size, unit: 'us/commit' },
      )
    } finally {
      rmSync(dir, { recursive: true, force: true })
    }
  }
  return figures
}

async function ask(
  dir: string,
  hashes: readonly string[],
): Promise<{ readonly history: RepositoryHistory; readonly tags: readonly (readonly Tag[])[] }> {
  const history = await readOpened(dir)
  const commits = hashes.map((hash) => value(findCommit(history, hash)))
  return { history, tags: tagsContaining(history, commits) }
}

async function readOpened(dir: string): Promise<RepositoryHistory> {
  return value(await readHistory(value(openRepository(dir))))
}

function timeTagLoop(dir: string, hashes: readonly string[]): { milliseconds: number; answers: string[][] } {
  const start = performance.now()
  const answers = hashes.map((hash) => git(dir, ['tag', '--contains', hash]).split('\n').filter(Boolean))
  return { milliseconds: performance.now() - start, answers: answers.map((names) => names.toSorted()) }
}

function commitsOfInterest(shape: History): { readonly asked: readonly number[]; readonly named: number } {
  const lines = readFileSync(new URL('vulns.jsonl', curl), 'utf8').split('\n').filter(Boolean)
  const asked = new Set<number>()
  for (const line of lines) {
    const { introduced_commits, fixed_commits } = JSON.parse(line) as Record<string, readonly string[]>
    for (const hash of [...(introduced_commits ?? []), ...(fixed_commits ?? [])]) {
      const found = findCommit(shape, hash)
      if (found.ok) asked.add(found.value)
    }
  }
  const named = asked.size
  for (let i = 0; asked.size < ASKED; i++) asked.add(Math.floor((i * shape.size) / ASKED))
  return { asked: [...asked], named }
}

/** The child of {@link memory}: the repository was made by another process, so that only reading and asking count. */
async function measureMemory(dir: string): Promise<void> {
  const start = performance.now()
  const history = await readOpened(dir)
  const asked = Array.from({ length: 4000 }, (_, i) => Math.floor((i * history.size) / 4000))
  const tags = tagsContaining(history, asked)
  const milliseconds = performance.now() - start
  if (tags.length !== 4000) throw new Error('not every commit was answered')
  process.stdout.write(JSON.stringify({ kilobytes: process.resourceUsage().maxRSS, milliseconds }))
}

if (import.meta.main) {
  const [option, dir] = process.argv.slice(2)
  if (option === '--memory' && dir !== undefined) await measureMemory(dir)
  else {
    if (existsSync(curl)) process.stdout.write(printFigures(await againstGit()))
    else process.stdout.write('no ../shared/data/curl: the comparison with git is left out\n')
    process.stdout.write(printFigures(memory()))
    process.stdout.write(printFigures(await growth()))
  }
}
