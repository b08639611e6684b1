import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  gatherBackportCandidates,
  OLDER_BY_DAYS,
  openRepository,
  type Repository,
  type RepositoryHistory,
  readCommitTexts,
  readHistory,
} from '#adapters/git'
import { commitHash, findBackports, findCommit } from '#history'
import {
  addCommits,
  type CommitScript,
  FIRST_DAY,
  freshFolders,
  git,
  type NameScript,
  repository,
} from '../../../test/worlds/repository.ts'

const freshFolder = freshFolders()

interface World {
  readonly dir: string
  readonly repository: Repository
  readonly history: RepositoryHistory
  readonly hashes: ReadonlyMap<string, string>
  numberOf(id: string): number
  idOf(commit: number): string | undefined
}

async function open(dir: string, hashes: ReadonlyMap<string, string>): Promise<World> {
  const opened = openRepository(dir)
  assert(opened.ok)
  const history = await readHistory(opened.value)
  assert(history.ok, history.ok ? '' : history.fault.message)
  const { value } = history
  return {
    dir,
    repository: opened.value,
    history: value,
    hashes,
    numberOf(id) {
      const found = findCommit(value, hashes.get(id)!)
      assert(found.ok, id)
      return found.value
    },
    idOf: (commit) => [...hashes].find(([, hash]) => hash === commitHash(value, commit))?.[0],
  }
}

async function worldOf(commits: readonly CommitScript[], names: NameScript = {}): Promise<World> {
  const dir = freshFolder()
  return open(dir, repository(dir, commits, names))
}

const DAY = 86_400
const at = (days: number) => FIRST_DAY + days * DAY

/** A main line and two release branches; some commits change the lamp, others the door. */
const branches: CommitScript[] = [
  { id: 'start', time: at(0), files: { lamp: 'off\nx\ny\nz\n', door: 'shut\n', news: '1\n' } },
  {
    id: 'old-lamp',
    on: '3.7',
    parents: ['start'],
    time: at(100),
    message: 'Polish the lamp',
    files: { lamp: 'off\nx\ny\nZ\n' },
  },
  {
    id: 'fix',
    parents: ['start'],
    time: at(400),
    message: 'gh-1: Switch the lamp on (GH-7)',
    files: { lamp: 'on\nx\ny\nz\n' },
  },
  { id: 'after', time: at(401), message: 'gh-1: Switch it on for good', files: { lamp: 'on\nx\ny\n!\n' } },
  {
    id: 'pick',
    on: '3.8',
    parents: ['start'],
    time: at(402),
    message: 'Something else',
    files: { lamp: 'on\nx\ny\nz\n' },
  },
  { id: 'news', on: '3.8', time: at(403), message: 'News', files: { news: '2\n' } },
  {
    id: 'words',
    on: '3.7',
    parents: ['old-lamp'],
    time: at(404),
    message: '[3.7] gh-1: Switch the lamp on (GH-8)',
    files: { lamp: 'on\nx\nZ\n' },
  },
  { id: 'merge', on: '3.7', parents: ['words', 'news'], time: at(405), message: 'Merge 3.8' },
  { id: 'late', on: '3.6', parents: ['start'], time: at(406), message: 'For the oldest', files: { lamp: '!on\n' } },
]

async function namesOf(world: World, wanted: readonly string[]): Promise<string[]> {
  const search = await gatherBackportCandidates(world.repository, world.history, wanted.map(world.numberOf))
  assert(search.ok, search.ok ? '' : search.fault.message)
  assert.deepEqual(search.value.skipped, [])
  const found = findBackports(world.history, search.value.wanted, search.value.candidates)
  return found.map(({ commit, branch, signals }) => `${world.idOf(commit)} on ${branch}: ${signals.join(', ')}`)
}

test('backports are found by patch and by words on the branches that lack the fix', async () => {
  const world = await worldOf(branches)
  assert.deepEqual(await namesOf(world, ['fix']), ['pick on 3.8: patch-id', 'words on 3.7: same-subject, same-issue'])
})

test('a commit on a tag alone is found, on no branch', async () => {
  const world = await worldOf(
    branches.filter(({ id }) => id !== 'merge'),
    { tags: { 'v3.8.1': 'news' } },
  )
  git(world.dir, ['branch', '-q', '-D', '3.8'])
  const again = await open(world.dir, world.hashes)
  assert.deepEqual((await namesOf(again, ['fix']))[0], 'pick on undefined: patch-id')
})

test('a chain of cherry-picks is followed, also through a commit that says nothing else', async () => {
  const dir = freshFolder()
  const picked = (word: string, hash: string | undefined) => `Other\n\n(${word} from commit ${hash})`
  const first = repository(dir, branches)
  const step = {
    id: 'step',
    on: '3.5',
    parents: ['start'],
    time: at(407),
    message: picked('cherry picked', first.get('fix')),
  }
  const second = addCommits(dir, [step], {}, first)
  const abbreviated = second.get('step')?.slice(0, 10)
  const end = { id: 'end', on: '3.4', parents: ['start'], time: at(408), message: picked('backported', abbreviated) }
  const world = await open(dir, addCommits(dir, [end], {}, second))
  const found = await namesOf(world, ['fix'])
  assert.deepEqual(found.filter((line) => line.includes('cherry')).toSorted(), [
    'end on 3.4: cherry-picked-from',
    'step on 3.5: cherry-picked-from',
  ])
})

test('what is much older than the fix is not looked at', async () => {
  const commits: CommitScript[] = [
    { id: 'start', time: at(0) },
    { id: 'fix', time: at(1000), message: 'Fix the lamp' },
    { id: 'older', on: 'a', parents: ['start'], time: at(1000 - OLDER_BY_DAYS), message: 'Fix the lamp' },
    { id: 'too-old', on: 'b', parents: ['start'], time: at(1000 - OLDER_BY_DAYS - 1), message: 'Fix the lamp' },
  ]
  assert.deepEqual(await namesOf(await worldOf(commits), ['fix']), ['older on a: same-subject'])
})

test('a path may look like anything', async () => {
  const odd = { [`${'a'.repeat(40)}`]: '1\n', ':100644': '1\n', 'é ü': '1\n', '*': '1\n', '-x': '1\n' }
  const world = await worldOf([
    { id: 'start', files: { lamp: '0\n' } },
    { id: 'fix', message: 'One', files: odd },
    { id: 'pick', on: 'x', parents: ['start'], message: 'Two', files: odd },
    { id: 'other', on: 'x', message: 'Three', files: { lamp: '1\n' } },
  ])
  const texts = await readCommitTexts(world.repository, world.history, [world.numberOf('fix')], { paths: true })
  assert(texts.ok)
  assert.deepEqual(texts.value[0]?.paths?.toSorted(), Object.keys(odd).toSorted())
  assert.deepEqual(await namesOf(world, ['fix']), ['pick on x: patch-id'])
})

test('patch-ids are those of git, and a merge has none', async () => {
  const world = await worldOf(branches)
  const every = branches.map(({ id }) => world.numberOf(id))
  const texts = await readCommitTexts(world.repository, world.history, every, { patchIds: true, paths: true })
  assert(texts.ok)
  for (const [i, { id }] of branches.entries()) {
    const patch = git(world.dir, ['show', world.hashes.get(id)!])
    const expected = id === 'merge' ? undefined : git(world.dir, ['patch-id', '--stable'], patch).split(' ')[0]
    assert.equal(texts.value[i]?.patchId, expected, id)
  }
  assert.deepEqual(texts.value.at(-2)?.paths, [])
})

test('a clone without file contents is searched by words, and says that patches were not compared', async () => {
  const dir = freshFolder()
  const hashes = repository(dir, branches)
  git(dir, ['config', 'uploadpack.allowFilter', 'true'])
  const clone = freshFolder()
  git(dir, ['clone', '--quiet', '--no-checkout', '--filter=blob:none', `file://${dir}`, clone])
  const world = await open(clone, hashes)
  const search = await gatherBackportCandidates(world.repository, world.history, [world.numberOf('fix')])
  assert(search.ok, search.ok ? '' : search.fault.message)
  assert.equal(search.value.skipped.length, 1)
  assert.match(search.value.skipped[0]?.message ?? '', /^patch-ids were not compared: /)
  const found = findBackports(world.history, search.value.wanted, search.value.candidates)
  assert.deepEqual(
    found.map(({ commit }) => world.idOf(commit)),
    ['words'],
  )
})

const messages: readonly [why: string, message: string, subject: string, body: string][] = [
  ['a subject', 'One', 'One', ''],
  ['a subject and a body', 'One\n\nTwo\n\nThree\n', 'One', 'Two\n\nThree'],
  ['a subject of several lines', 'One\n two\nthree\n\nFour', 'One two three', 'Four'],
  ['empty lines in front', '\n\nOne\n\nTwo', 'One', 'Two'],
  ['an almost empty line between', 'One\n  \nTwo', 'One', 'Two'],
  ['nothing', '', '', ''],
  ['letters of all kinds', 'Größe 大\n\né', 'Größe 大', 'é'],
  [
    'what looks like the output of git',
    `One\n\n${'a'.repeat(40)} commit 3\nabc\n`,
    'One',
    `${'a'.repeat(40)} commit 3\nabc`,
  ],
]
// Git keeps the space at the beginning of a subject's second line, which would make two equal subjects different.
test('messages are taken apart as git does, but for spaces', async () => {
  const world = await worldOf(messages.map(([, message], i) => ({ id: `m${i}`, message })))
  const numbers = messages.map((_, i) => world.numberOf(`m${i}`))
  const texts = await readCommitTexts(world.repository, world.history, numbers)
  assert(texts.ok)
  for (const [i, [why, , subject, body]] of messages.entries()) {
    assert.deepEqual([texts.value[i]!.subject, texts.value[i]!.body], [subject, body], why)
    assert.equal(
      git(world.dir, ['log', '-1', '--format=%s', world.hashes.get(`m${i}`)!])
        .trim()
        .replace('  ', ' '),
      subject,
      why,
    )
  }
  const after = await readCommitTexts(world.repository, world.history, numbers, { since: FIRST_DAY + 3 * 3600 })
  assert(after.ok)
  assert.equal(after.value.length, messages.length - 3)
})

test('more than git writes at once is put together again', async () => {
  const size = 2500
  const bodyOf = (i: number) => `line ${i}\n`.repeat((i * 37) % 300).trim()
  const commits = Array.from({ length: size }, (_, i) => ({ id: `c${i}`, message: `Commit ${i}\n\n${bodyOf(i)}` }))
  const world = await worldOf(commits)
  assert.equal(world.history.source, 'rev-list')
  const numbers = Array.from({ length: size }, (_, i) => size - 1 - i)
  const texts = await readCommitTexts(world.repository, world.history, numbers)
  assert(texts.ok)
  assert.equal(texts.value.length, size)
  // One line of commits: their numbers are their places.
  for (const [i, text] of texts.value.entries())
    assert.deepEqual(text, { commit: numbers[i], subject: `Commit ${numbers[i]}`, body: bodyOf(numbers[i]!) })
})

test('a message in another encoding is read in it', async () => {
  const dir = freshFolder()
  const hashes = new Map(repository(dir, [{ id: 'a' }]))
  const tree = git(dir, ['rev-parse', 'main^{tree}']).trim()
  const header = `tree ${tree}\nauthor A <a@example.org> 1600000000 +0000\ncommitter A <a@example.org> 1600000000 +0000\n`
  const script = Buffer.from(`${header}encoding ISO-8859-1\n\nGr\u00f6\u00dfe\n`, 'latin1')
  const made = git(dir, [
    '-c',
    `alias.make=!printf '%s' '${script.toString('base64')}' | base64 -d | git hash-object -t commit -w --stdin`,
    'make',
  ]).trim()
  git(dir, ['update-ref', 'refs/heads/b', made])
  hashes.set('b', made)
  const world = await open(dir, hashes)
  const texts = await readCommitTexts(world.repository, world.history, [world.numberOf('b')])
  assert(texts.ok)
  assert.equal(texts.value[0]?.subject, 'Größe')
})

test('progress is told to the end', async () => {
  const world = await worldOf(branches)
  const told: [number, number][] = []
  await gatherBackportCandidates(world.repository, world.history, [world.numberOf('fix')], (done, total) =>
    told.push([done, total]),
  )
  const last = told.at(-1)
  assert(last !== undefined && last[0] === last[1])
})
