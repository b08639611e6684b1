import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { openRepository, type RepositoryHistory, readHistory } from '#adapters/git'
import { commitHash, contain, findCommit, type History, tagsContaining, writeGraph } from '#history'
import {
  addCommits,
  type CommitScript,
  freshFolders,
  git,
  type NameScript,
  repository,
} from '../../../test/worlds/repository.ts'

const freshFolder = freshFolders()

async function read(dir: string): Promise<RepositoryHistory> {
  const opened = openRepository(dir)
  assert(opened.ok, opened.ok ? '' : opened.fault.message)
  const history = await readHistory(opened.value)
  assert(history.ok, history.ok ? '' : history.fault.message)
  return history.value
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
      if (size > 13) prepare(dir) // fewer commits make no three layers
      const history = await read(dir)
      if (size > 13) assert.equal(history.source, source)
      checkAgainstGit(dir, history)
    }
  })
}

test('the numbers of the commits do not depend on the way of reading', async () => {
  const dir = freshFolder()
  const { commits, names } = randomScript(42, 150)
  repository(dir, commits, names)
  const texts = [textOf(await read(dir))]
  writeSplitGraph(dir)
  texts.push(textOf(await read(dir)))
  git(dir, ['pack-refs', '--all'])
  git(dir, ['gc', '--quiet'])
  texts.push(textOf(await read(dir)))
  assert.equal(new Set(texts).size, 1)
})

function textOf(history: History): string {
  return [...writeGraph(history)].join('')
}

test('a tag has the UTC day of its commit', async () => {
  const dir = freshFolder()
  repository(dir, [{ id: 'a', time: Date.UTC(2030, 1, 28, 23, 59, 59) / 1000 }], { tags: { v1: 'a' } })
  assert.equal((await read(dir)).tags[0]?.date, '2030-02-28')
})

test('commits that a commit-graph holds and no reference reaches are not part of the history', async () => {
  const dir = freshFolder()
  const hashes = repository(dir, [{ id: 'a' }, { id: 'b' }, { id: 'lost', on: 'side', parents: ['a'] }, { id: 'c' }])
  writeCommitGraph(dir, 'pack')
  git(dir, ['branch', '-q', '-D', 'side'])
  const history = await read(dir)
  assert.equal(history.source, 'commit-graph')
  assert.equal(history.size, 3)
  assert(!findCommit(history, hashes.get('lost')!).ok)
  checkAgainstGit(dir, history)

  // Even when they have been deleted, and new commits make git list what the graph lacks.
  git(dir, ['-c', 'gc.writeCommitGraph=false', 'gc', '--quiet', '--prune=now'])
  addCommits(dir, [{ id: 'd', parents: ['c'] }], {}, hashes)
  const longer = await read(dir)
  assert.equal(longer.source, 'commit-graph and rev-list')
  assert.equal(longer.size, 4)
  checkAgainstGit(dir, longer)
})

test('objects and a commit-graph may lie in another repository', async () => {
  const dir = freshFolder()
  const { commits, names } = randomScript(77, 60)
  repository(dir, commits, names)
  for (const [prepare, source] of [
    [() => undefined, 'rev-list'],
    [writeSplitGraph, 'commit-graph'],
    [writeCommitGraph, 'commit-graph'],
  ] as const) {
    prepare(dir)
    const borrower = freshFolder()
    git(dir, ['clone', '--quiet', '--shared', '--no-checkout', dir, borrower])
    const history = await read(borrower)
    assert.equal(history.source, source)
    checkAgainstGit(borrower, history)
  }
})

test('a commit checked out by itself, here or in another work tree, is part of the history', async () => {
  const dir = freshFolder()
  const hashes = repository(dir, [
    { id: 'a' },
    { id: 'b' },
    { id: 'here', on: 'x', parents: ['a'] },
    { id: 'there', on: 'y', parents: ['a'] },
  ])
  git(dir, ['checkout', '--quiet', '--detach', 'x'])
  git(dir, ['worktree', 'add', '--quiet', '--detach', freshFolder(), 'y'])
  git(dir, ['branch', '-q', '-D', 'x', 'y'])
  const history = await read(dir)
  assert(findCommit(history, hashes.get('here')!).ok)
  assert(findCommit(history, hashes.get('there')!).ok)
  checkAgainstGit(dir, history)
})

test('a remote-tracking branch and a local one of the same name are both kept', async () => {
  const dir = freshFolder()
  const references = { 'refs/remotes/origin/3.12': 'a', 'refs/remotes/origin/main': 'b' }
  repository(dir, [{ id: 'a' }, { id: 'b' }], { branches: { 'origin/3.12': 'b' }, references })
  git(dir, ['symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/main'])
  const history = await read(dir)
  const names = history.branches.map(({ name, commit }) => `${name} ${commit}`)
  assert.deepEqual(names, ['main 1', 'origin/3.12 1', 'origin/main 1', 'remotes/origin/3.12 0'])
})

test('tags of trees and files are listed, and say nothing of the history', async () => {
  for (const pack of [false, true]) {
    const dir = freshFolder()
    repository(dir, [{ id: 'a', files: { lamp: 'on\n' } }], { tags: { v1: 'a' } })
    git(dir, ['tag', 'tree', 'main^{tree}'])
    git(dir, ['tag', 'file', 'main:lamp'])
    git(dir, ['tag', '-a', '-m', 'x', 'annotated-tree', 'main^{tree}'])
    writeCommitGraph(dir, pack ? 'pack' : '')
    const history = await read(dir)
    assert.deepEqual(
      history.tags.map(({ name }) => name),
      ['v1'],
    )
    assert.deepEqual(history.ignored.map(({ name }) => name).toSorted(), [
      'refs/tags/annotated-tree',
      'refs/tags/file',
      'refs/tags/tree',
    ])
  }
})

test('a replaced tag object shows the commit that it leads to now', async () => {
  const dir = freshFolder()
  const hashes = repository(dir, [{ id: 'a' }, { id: 'b' }], { annotated: [{ name: 'v1', of: 'a' }] })
  git(dir, ['pack-refs', '--all'])
  git(dir, ['tag', '-f', '-a', '-m', 'moved', 'v1', hashes.get('b')!])
  const history = await read(dir)
  assert.deepEqual(
    history.tags.map(({ commit }) => commitHash(history, commit)),
    [hashes.get('b')],
  )
})

test('packed-refs without notes on what tags lead to is read too', async () => {
  const dir = freshFolder()
  const hashes = repository(dir, [{ id: 'a' }, { id: 'b' }], {
    annotated: [{ name: 'v1', of: 'a' }],
    tags: { v2: 'b' },
  })
  writeCommitGraph(dir, 'pack')
  const packed = join(dir, '.git/packed-refs')
  const lines = readFileSync(packed, 'utf8')
    .split('\n')
    .filter((line) => !line.startsWith('^') && !line.startsWith('#'))
  writeFileSync(packed, lines.join('\n'))
  const history = await read(dir)
  assert.deepEqual(
    history.tags.map(({ commit }) => commitHash(history, commit)),
    [hashes.get('a'), hashes.get('b')],
  )
})

test('the references that git lists are those in the files', async () => {
  const dir = freshFolder()
  const { commits, names } = randomScript(5, 60)
  repository(dir, commits, names)
  git(dir, ['checkout', '--quiet', '--detach', 'HEAD~1'])
  const opened = openRepository(dir)
  assert(opened.ok)
  const files = await readHistory(opened.value)
  // A repository in another storage would be asked this way; git 2.39 cannot make one.
  const asked = await readHistory({ ...opened.value, referenceStorage: 'reftable' })
  assert(files.ok && asked.ok)
  assert.deepEqual(asked.value, files.value)
})

test('a clone without file contents or folders is read', async () => {
  const dir = freshFolder()
  repository(dir, [{ id: 'a', files: { lamp: 'on\n' } }, { id: 'b', files: { lamp: 'off\n' } }, { id: 'c' }], {
    tags: { v1: 'a' },
  })
  git(dir, ['config', 'uploadpack.allowFilter', 'true'])
  git(dir, ['tag', 'file', 'main:lamp'])
  for (const filter of ['blob:none', 'tree:0']) {
    const clone = freshFolder()
    git(dir, ['clone', '--quiet', '--no-checkout', `--filter=${filter}`, `file://${dir}`, clone])
    const history = await read(clone)
    assert.equal(history.size, 3)
    assert.deepEqual(
      history.tags.map(({ name }) => name),
      ['v1'],
    )
  }
})
