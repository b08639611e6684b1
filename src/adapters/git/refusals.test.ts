import assert from 'node:assert/strict'
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { type GitSettings, openRepository, readHistory } from '#adapters/git'
import { freshFolders, git, repository } from '../../../test/worlds/repository.ts'

const freshFolder = freshFolders()

interface Told {
  readonly code: string
  readonly message: string
  readonly hint?: string
}

async function faultOf(dir: string, options: Partial<GitSettings> = {}): Promise<Told> {
  const opened = openRepository(dir, options)
  if (!opened.ok) return opened.fault
  const history = await readHistory(opened.value)
  assert(!history.ok, 'a fault was expected')
  return history.fault
}

const chain = [{ id: 'a' }, { id: 'b' }, { id: 'c' }, { id: 'd' }]

/** Each makes something of a repository of four commits, and says in which folder to look. */
const refused: readonly [
  why: string,
  code: string,
  make: (dir: string, hashes: ReadonlyMap<string, string>) => string,
][] = [
  [
    'a shallow clone',
    'HISTORY_SHALLOW',
    (dir) => {
      const clone = freshFolder()
      git(dir, ['clone', '--quiet', '--depth=2', `file://${dir}`, clone])
      return clone
    },
  ],
  [
    'a shallow clone with a commit-graph and a large list of edges',
    'HISTORY_SHALLOW',
    (dir, hashes) => {
      git(dir, ['commit-graph', 'write', '--reachable'])
      writeFileSync(join(dir, '.git/shallow'), `${hashes.get('b')}\n`.repeat(5000))
      return dir
    },
  ],
  [
    'grafts',
    'HISTORY_GRAFTED',
    (dir, hashes) => {
      writeFileSync(join(dir, '.git/info/grafts'), `# none but\n${hashes.get('c')}\n`)
      return dir
    },
  ],
  [
    'a replaced commit',
    'HISTORY_REPLACED',
    (dir, hashes) => {
      git(dir, ['replace', '--graft', hashes.get('d')!, hashes.get('a')!])
      return dir
    },
  ],
  [
    'a replaced commit, packed',
    'HISTORY_REPLACED',
    (dir, hashes) => {
      git(dir, ['replace', '--graft', hashes.get('d')!, hashes.get('a')!])
      git(dir, ['pack-refs', '--all'])
      git(dir, ['commit-graph', 'write', '--reachable'])
      return dir
    },
  ],
  [
    'no commits',
    'HISTORY_EMPTY',
    () => {
      const empty = freshFolder()
      mkdirSync(empty)
      git(empty, ['init', '--quiet'])
      return empty
    },
  ],
  [
    'a missing commit',
    'HISTORY_INCOMPLETE',
    (dir, hashes) => {
      makeLoose(dir)
      rmSync(loose(dir, hashes.get('b')!))
      return dir
    },
  ],
  [
    'a missing first commit',
    'HISTORY_INCOMPLETE',
    (dir, hashes) => {
      makeLoose(dir)
      rmSync(loose(dir, hashes.get('a')!))
      return dir
    },
  ],
  [
    'a branch whose commit is missing',
    'HISTORY_INCOMPLETE',
    (dir, hashes) => {
      makeLoose(dir)
      rmSync(loose(dir, hashes.get('d')!))
      return dir
    },
  ],
  [
    'a damaged commit',
    'HISTORY_INCOMPLETE',
    (dir, hashes) => {
      makeLoose(dir)
      writeFileSync(loose(dir, hashes.get('b')!), 'nonsense')
      return dir
    },
  ],
  [
    'a missing commit beside a commit-graph of the older ones',
    'HISTORY_INCOMPLETE',
    (dir, hashes) => {
      git(dir, ['commit-graph', 'write', '--stdin-commits'], `${hashes.get('a')}\n`)
      makeLoose(dir)
      rmSync(loose(dir, hashes.get('c')!))
      return dir
    },
  ],
  [
    'an unreadable reference',
    'REFERENCE_MALFORMED',
    (dir) => {
      writeFileSync(join(dir, '.git/refs/tags/v1'), '')
      return dir
    },
  ],
  [
    'a reference with half a hash',
    'REFERENCE_MALFORMED',
    (dir, hashes) => {
      writeFileSync(join(dir, '.git/refs/tags/v1'), hashes.get('a')!.slice(0, 20))
      return dir
    },
  ],
  [
    'packed-refs cut short',
    'REFERENCE_MALFORMED',
    (dir) => {
      git(dir, ['pack-refs', '--all'])
      const packed = join(dir, '.git/packed-refs')
      writeFileSync(packed, readFileSync(packed).subarray(0, -1))
      return dir
    },
  ],
  [
    'no repository',
    'REPOSITORY_ABSENT',
    (dir) => {
      mkdirSync(join(dir, 'sub'))
      return join(dir, 'sub')
    },
  ],
  ['no folder', 'REPOSITORY_ABSENT', (dir) => join(dir, 'nowhere')],
  ['a file', 'REPOSITORY_ABSENT', (dir) => join(dir, '.git/HEAD')],
  [
    'a repository without objects',
    'REPOSITORY_MALFORMED',
    (dir) => {
      rmSync(join(dir, '.git/objects'), { recursive: true })
      return dir
    },
  ],
  [
    'a work tree whose repository has gone',
    'REPOSITORY_MALFORMED',
    (dir) => {
      const tree = freshFolder()
      git(dir, ['worktree', 'add', '--quiet', '--detach', tree])
      rmSync(join(dir, '.git'), { recursive: true })
      return tree
    },
  ],
  [
    'an extension that nobody knows',
    'REPOSITORY_UNSUPPORTED',
    (dir) => {
      git(dir, ['config', 'core.repositoryformatversion', '1'])
      git(dir, ['config', 'extensions.lamp', 'on'])
      return dir
    },
  ],
  [
    'a format of the future',
    'REPOSITORY_UNSUPPORTED',
    (dir) => {
      git(dir, ['config', 'core.repositoryformatversion', '2'])
      return dir
    },
  ],
]
for (const [why, code, make] of refused) {
  test(`a history is refused: ${why}`, async () => {
    const dir = freshFolder()
    const hashes = repository(dir, chain)
    const fault = await faultOf(make(dir, hashes))
    assert.equal(fault.code, code, fault.message)
    assert(!/[\n\r]/.test(fault.message), 'a fault is one line')
    assert(fault.hint, 'a refusal says what to do')
  })
}

/** Takes the packs apart: every object in a file of its own. */
function makeLoose(dir: string): void {
  const packs = join(dir, '.git/objects/pack')
  for (const name of readdirSync(packs).filter((each) => each.endsWith('.pack'))) {
    const pack = readFileSync(join(packs, name))
    for (const other of readdirSync(packs).filter((each) => each.startsWith(name.slice(0, -5))))
      rmSync(join(packs, other))
    unpack(dir, pack)
  }
}

function unpack(dir: string, pack: Buffer): void {
  const file = join(dir, '.git/steward-test.pack')
  writeFileSync(file, pack)
  git(dir, ['-c', 'alias.unpack=!git unpack-objects -q <.git/steward-test.pack', 'unpack'])
}

function loose(dir: string, hash: string): string {
  const path = join(dir, '.git/objects', hash.slice(0, 2), hash.slice(2))
  assert(existsSync(path), path)
  chmodSync(path, 0o644)
  return path
}

test('a partial clone that lacks commits is refused, and nothing is fetched', async () => {
  const dir = freshFolder()
  const hashes = repository(dir, chain)
  git(dir, ['config', 'uploadpack.allowFilter', 'true'])
  git(dir, ['config', 'uploadpack.allowAnySHA1InWant', 'true'])
  const clone = freshFolder()
  git(dir, ['clone', '--quiet', '--no-checkout', '--filter=blob:none', `file://${dir}`, clone])
  makeLoose(clone)
  const missing = loose(clone, hashes.get('b')!)
  rmSync(missing)
  assert.equal((await faultOf(clone)).code, 'HISTORY_INCOMPLETE')
  assert(!existsSync(missing))
  // Git by itself would have fetched it.
  assert.equal(git(clone, ['rev-list', '--count', '--all']).trim(), '4')
})

test('names that git allows are read, the others are listed and not believed', async () => {
  const dir = freshFolder()
  const hashes = repository(dir, chain)
  const hash = `${hashes.get('a')}\n`
  const tags = join(dir, '.git/refs/tags')
  for (const name of [
    '-x',
    'é',
    '@',
    'a..b',
    'bell\u0007',
    'esc\u001b[2J',
    'sp ace',
    'star*',
    'x.lock',
    '.hidden',
    'line\nfeed',
    '$(touch x)',
    '--output=x',
  ])
    writeFileSync(join(tags, name), hash)
  mkdirSync(join(tags, 'a'))
  writeFileSync(join(tags, 'a/b'), hash)
  writeFileSync(Buffer.concat([Buffer.from(`${tags}/`), Buffer.of(0xff, 0x9b, 0xfe)]), hash)
  writeFileSync(join(tags, 'dangling'), 'ref: refs/heads/nowhere\n')
  writeFileSync(join(tags, 'loop'), 'ref: refs/tags/loop\n')
  const long = 'l'.repeat(5000)
  const lines = [
    `${hashes.get('b')} refs/tags/../../etc/passwd`,
    `${hashes.get('b')} refs/tags/${long}`,
    `${hashes.get('b')} outside`,
  ]
  writeFileSync(join(dir, '.git/packed-refs'), `${lines.join('\n')}\n`)

  const opened = openRepository(dir)
  assert(opened.ok)
  const history = await readHistory(opened.value)
  assert(history.ok, history.ok ? '' : history.fault.message)
  assert.deepEqual(
    history.value.tags.map(({ name }) => name),
    ['--output=x', '-x', '@', 'a/b', 'é'],
  )
  assert.equal(history.value.ignored.length, 14)
  for (const { name } of history.value.ignored) assert.match(name, /^[!-~ \u00a0-\u{10ffff}]{1,300}$/u)
})

test('git is asked for only where it is needed, and its absence is told', async () => {
  const dir = freshFolder()
  repository(dir, chain, { annotated: [{ name: 'v1', of: 'a' }] })
  const options = { program: 'git-that-is-not-there' }
  const fault = await faultOf(dir, options)
  assert.equal(fault.code, 'GIT_MISSING')
  git(dir, ['pack-refs', '--all'])
  git(dir, ['commit-graph', 'write', '--reachable'])
  const opened = openRepository(dir, options)
  assert(opened.ok)
  assert((await readHistory(opened.value)).ok)
})

test('a git that hangs is ended', async () => {
  const dir = freshFolder()
  repository(dir, chain)
  const slow = join(dir, 'slow-git')
  writeFileSync(slow, '#!/bin/sh\nexec sleep 30\n', { mode: 0o755 })
  assert.equal((await faultOf(dir, { program: slow, timeout: 200 })).code, 'GIT_TIMEOUT')
})

test('variables and configuration do not reach git', async () => {
  const dir = freshFolder()
  repository(dir, chain)
  const other = freshFolder()
  repository(other, [{ id: 'x' }])
  const trap = join(dir, 'sprung')
  git(dir, ['config', 'core.fsmonitor', `touch ${trap};`])
  git(dir, ['config', 'core.pager', `touch ${trap};`])
  git(dir, ['config', 'core.hooksPath', dir])
  const env = {
    ...process.env,
    GIT_DIR: join(other, '.git'),
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'core.bare',
    GIT_CONFIG_VALUE_0: 'x',
    GIT_TRACE: trap,
  }
  const opened = openRepository(dir, { env })
  assert(opened.ok)
  const history = await readHistory(opened.value)
  assert(history.ok, history.ok ? '' : history.fault.message)
  assert.equal(history.value.size, 4)
  assert(!existsSync(trap))
})

const isRoot = process.getuid?.() === 0
test("another user's repository is refused in git's own words", {
  skip: isRoot ? false : 'only root can give a folder away',
}, async () => {
  const dir = freshFolder()
  repository(dir, chain)
  chownSync(dir, 12345, 12345)
  chownSync(join(dir, '.git'), 12345, 12345)
  const fault = await faultOf(dir, { env: { PATH: process.env.PATH, HOME: dir } })
  assert.equal(fault.code, 'REPOSITORY_UNTRUSTED')
  assert.match(fault.hint ?? '', /safe\.directory/)
})

test('clones, work trees, submodules and bare repositories are found', async () => {
  const dir = freshFolder()
  repository(dir, chain)
  const tree = freshFolder()
  git(dir, ['worktree', 'add', '--quiet', '--detach', tree])
  const outer = freshFolder()
  repository(outer, [{ id: 'o' }])
  git(outer, ['-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', dir, 'inner'])
  const bare = freshFolder()
  git(dir, ['clone', '--quiet', '--bare', dir, bare])
  for (const [place, size] of [
    [dir, 4],
    [tree, 4],
    [join(dir, '.git'), 4],
    [join(outer, 'inner'), 4],
    [outer, 1],
    [bare, 4],
  ] as const) {
    const opened = openRepository(place)
    assert(opened.ok, place)
    const history = await readHistory(opened.value)
    assert(history.ok, history.ok ? '' : history.fault.message)
    assert.equal(history.value.size, size)
  }
})
