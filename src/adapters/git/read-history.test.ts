import assert from 'node:assert/strict'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { openRepository, type RepositoryHistory, readHistory } from '#adapters/git'
import { commitHash, contain, findCommit, tagsContaining, writeGraph } from '#history'
import { addCommits, type CommitScript, git, type NameScript, repository } from '../../../test/worlds/repository.ts'

const root = mkdtempSync(join(tmpdir(), 'steward-git-'))
after(() => rmSync(root, { recursive: true, force: true }))
let folders = 0

function freshFolder(): string {
  return join(root, `r${folders++}`)
}

async function read(dir: string): Promise<RepositoryHistory> {
  const opened = openRepository(dir)
  assert(opened.ok, opened.ok ? '' : opened.fault.message)
  const history = await readHistory(opened.value)
  assert(history.ok, history.ok ? '' : history.fault.message)
  return history.value
}

async function faultOf(
  dir: string,
): Promise<{ readonly code: string; readonly hint?: string; readonly message: string }> {
  const opened = openRepository(dir)
  if (!opened.ok) return opened.fault
  const history = await readHistory(opened.value)
  assert(!history.ok, 'a fault was expected')
  return history.fault
}

/** Numbers from 0 to below 1 that are the same in every run (Mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** A history with several roots, branches, merges of up to five parents, and lightweight and annotated tags. */
function randomScript(seed: number, size: number): { commits: CommitScript[]; names: NameScript } {
  const random = randomNumbers(seed)
  const pick = (below: number) => Math.floor(random() * below)
  const commits: CommitScript[] = []
  const tags: Record<string, string> = {}
  const annotated: { name: string; of: string }[] = []
  const references: Record<string, string> = {}
  for (let i = 0; i < size; i++) {
    const count = i === 0 || random() < 0.03 ? 0 : random() < 0.75 ? 1 : 2 + (random() < 0.2 ? pick(4) : 0)
    const parents = new Set<string>()
    for (let p = 0; p < count; p++) parents.add(`c${Math.max(0, i - 1 - pick(Math.min(i, 12)))}`)
    // Times that go back and forth, as they do in real repositories.
    commits.push({ id: `c${i}`, parents: [...parents], time: 1_600_000_000 + i * 1000 + pick(20_000) })
    if (random() < 0.1) tags[`v${i}`] = `c${i}`
    if (random() < 0.1) annotated.push({ name: `a${i}`, of: `c${i}` })
    if (random() < 0.08) references[`refs/remotes/origin/${i}`] = `c${i}`
  }
  if (annotated[0] !== undefined) annotated.push({ name: 'nested', of: annotated[0].name })
  return { commits, names: { tags, annotated, references, branches: { main: `c${size - 1}` } } }
}

/** Compares what was read with what git answers: the commits and parents, the tags, and the tags that contain each sample. */
function checkAgainstGit(dir: string, history: RepositoryHistory): void {
  const listed = git(dir, ['rev-list', '--parents', '--all']).trim().split('\n')
  const ours = Array.from({ length: history.size }, (_, commit) => {
    const parents = history.parents.subarray(history.parentStart[commit], history.parentStart[commit + 1])
    return [commit, ...parents].map((each) => commitHash(history, each)).join(' ')
  })
  assert.deepEqual(ours.toSorted(), listed.toSorted())

  const tagLines = git(dir, [
    'for-each-ref',
    '--format=%(refname:strip=2) %(if)%(*objectname)%(then)%(*objectname)%(else)%(objectname)%(end)',
    'refs/tags',
  ])
  const expected = tagLines.split('\n').filter((line) => line !== '' && !line.startsWith('nested'))
  const named = history.tags.filter(({ name }) => name !== 'nested')
  assert.deepEqual(
    named.map(({ name, commit }) => `${name} ${commitHash(history, commit)}`).toSorted(),
    expected.toSorted(),
  )

  const times = git(dir, ['rev-list', '--timestamp', '--all']).trim().split('\n').slice(0, 50)
  for (const line of times) {
    const [time, hash] = line.split(' ')
    const found = findCommit(history, hash!)
    assert(found.ok)
    assert.equal(history.times![found.value], Number(time))
  }

  const samples = Array.from({ length: Math.min(history.size, 12) }, (_, i) => Math.floor((i * history.size) / 12))
  const containing = tagsContaining(history, samples)
  for (const [i, sample] of samples.entries()) {
    const answer = git(dir, ['tag', '--contains', commitHash(history, sample)])
      .split('\n')
      .filter(Boolean)
    assert.deepEqual(
      containing[i]!.map(({ name }) => name),
      answer.toSorted(),
    )
  }

  const containment = contain(history, samples, samples)
  for (const descendant of samples.slice(0, 3)) {
    const hash = commitHash(history, descendant)
    const reached = new Set(git(dir, ['rev-list', hash]).split('\n'))
    for (const ancestor of samples)
      assert.equal(containment.has(descendant, ancestor), reached.has(commitHash(history, ancestor)))
  }
}

const ways: readonly [why: string, seed: number, prepare: (dir: string) => void, source: string, names?: NameScript][] =
  [
    ['loose references and no commit-graph', 1, () => undefined, 'rev-list'],
    ['packed references and no commit-graph', 2, (dir) => git(dir, ['pack-refs', '--all']), 'rev-list'],
    ['loose references and a commit-graph', 3, writeCommitGraph, 'commit-graph'],
    ['packed references and a commit-graph', 4, (dir) => writeCommitGraph(dir, 'pack'), 'commit-graph'],
    ['a split commit-graph', 5, writeSplitGraph, 'commit-graph'],
    ['commits newer than the commit-graph', 6, (dir) => writeCommitGraph(dir, 'newer'), 'commit-graph and rev-list'],
    [
      'a split commit-graph and newer commits',
      7,
      (dir) => {
        writeSplitGraph(dir)
        addNewer(dir)
      },
      'commit-graph and rev-list',
    ],
    ['SHA-256 and no commit-graph', 8, () => undefined, 'rev-list', { format: 'sha256' }],
    ['SHA-256 and a commit-graph', 9, (dir) => writeCommitGraph(dir, 'pack'), 'commit-graph', { format: 'sha256' }],
    ['SHA-256 and a split commit-graph', 10, writeSplitGraph, 'commit-graph', { format: 'sha256' }],
    ['a bare repository', 11, (dir) => writeCommitGraph(dir, 'pack'), 'commit-graph', { bare: true }],
  ]

function writeCommitGraph(dir: string, then = ''): void {
  if (then === 'pack') git(dir, ['pack-refs', '--all'])
  git(dir, ['commit-graph', 'write', '--reachable'])
  if (then === 'newer') addNewer(dir)
}

/** Three layers: the oldest commits, more of them, and the rest. */
function writeSplitGraph(dir: string): void {
  const hashes = git(dir, ['rev-list', '--topo-order', '--reverse', '--all']).trim().split('\n')
  for (const share of [0.5, 0.8, 1]) {
    const some = hashes.slice(0, Math.ceil(hashes.length * share)).join('\n')
    git(dir, ['commit-graph', 'write', '--split=no-merge', '--stdin-commits'], `${some}\n`)
  }
  const chain = readFileSync(
    join(git(dir, ['rev-parse', '--absolute-git-dir']).trim(), 'objects/info/commit-graphs/commit-graph-chain'),
    'utf8',
  )
  assert.equal(chain.trim().split('\n').length, 3, 'git made another number of layers')
}

/** Commits on a branch, one of them merging an old one, and a new tag and a new root. */
function addNewer(dir: string): void {
  const hashes = git(dir, ['rev-list', '--all']).trim().split('\n')
  const earlier = new Map([
    ['new', hashes[0]!],
    ['old', hashes.at(-1)!],
  ])
  const commits = [
    { id: 'n1', parents: ['new'], on: 'newer' },
    { id: 'n2', parents: ['n1', 'old'], on: 'newer' },
    { id: 'n3', parents: [], on: 'root' },
  ]
  addCommits(dir, commits, { tags: { w1: 'n1', w0: 'old' }, annotated: [{ name: 'w2', of: 'n2' }] }, earlier)
}

for (const [why, seed, prepare, source, extra] of ways) {
  test(`a history is read as git reads it: ${why}`, async () => {
    for (const size of [1, 13, 120]) {
      const dir = freshFolder()
      const { commits, names } = randomScript(seed * 1000 + size, size)
      repository(dir, commits, { ...names, ...extra })
      prepareOrSkip(dir, prepare, size)
      const history = await read(dir)
      if (size > 13) assert.equal(history.source, source)
      checkAgainstGit(dir, history)
    }
  })
}

/** A split graph of a handful of commits has no three layers: then git's own default does. */
function prepareOrSkip(dir: string, prepare: (dir: string) => void, size: number): void {
  if (size > 13) prepare(dir)
}
