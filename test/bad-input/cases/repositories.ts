import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { git } from '../../worlds/repository.ts'
import type { Case } from '../case.ts'
import { type Base, put } from '../workspace.ts'

const CONTAINS = 'history contains --repo clone 0123456789'
const NOWHERE = 'f'.repeat(40)

/** A copy of the repository inside the workspace, spoiled. */
function clone(
  what: string,
  code: string,
  exit: number,
  hint: string | null,
  spoil: (dir: string, base: Base) => void,
): Case {
  return {
    what: `repository: ${what}`,
    code,
    run: CONTAINS,
    prepare: (folder, base) => {
      const dir = path.join(folder, 'clone')
      cpSync(base.clone, dir, { recursive: true })
      spoil(dir, base)
    },
    hint,
    exit,
  }
}

/** Something else than a repository in its place. */
function instead(
  what: string,
  code: string,
  exit: number,
  hint: string | null,
  make: (dir: string, base: Base) => void,
): Case {
  return {
    what: `repository: ${what}`,
    code,
    run: CONTAINS,
    prepare: (folder, base) => make(path.join(folder, 'clone'), base),
    hint,
    exit,
  }
}

/** The file of an object: what the test repository holds is not packed. */
const looseOf = (dir: string, hash: string): string =>
  path.join(dir, '.git', 'objects', hash.slice(0, 2), hash.slice(2))

export const repositories: readonly Case[] = [
  instead('no folder at all', 'REPOSITORY_ABSENT', 4, 'check the path', () => undefined),
  instead('an empty folder', 'REPOSITORY_ABSENT', 4, 'holds .git', (dir) => void mkdirSync(dir)),
  instead('a file', 'REPOSITORY_ABSENT', 4, 'check the path', (dir) => put(path.dirname(dir), { clone: '' })),
  instead('a link to itself', 'REPOSITORY_ABSENT', 4, 'check the path', (dir) => symlinkSync('clone', dir)),
  instead('.git is a file that points nowhere', 'REPOSITORY_MALFORMED', 3, 'work tree', (dir) =>
    put(dir, { '.git': 'gitdir: ../nowhere\n' }),
  ),
  instead('.git is a file of something else', 'REPOSITORY_ABSENT', 4, 'holds .git', (dir) =>
    put(dir, { '.git': 'hello\n' }),
  ),
  instead(
    '.git is an empty folder',
    'REPOSITORY_MALFORMED',
    3,
    'work tree',
    (dir) => void mkdirSync(path.join(dir, '.git'), { recursive: true }),
  ),
  {
    ...instead('no commits', 'HISTORY_EMPTY', 4, 'fetch', (dir) => {
      mkdirSync(dir)
      git(dir, ['init', '--quiet'])
    }),
    apart: true,
  },
  {
    ...instead('a shallow clone', 'HISTORY_SHALLOW', 5, 'unshallow', (dir, base) => {
      mkdirSync(dir)
      git(dir, ['clone', '--quiet', '--depth=1', `file://${base.clone}`, '.'])
    }),
    apart: true,
  },
  clone('a graft', 'HISTORY_GRAFTED', 5, 'grafts', (dir, { fix }) => put(dir, { '.git/info/grafts': `${fix}\n` })),
  clone(
    'a replaced commit',
    'HISTORY_REPLACED',
    5,
    'git replace -d',
    (dir, { fix, introduced }) => void git(dir, ['replace', fix, introduced]),
  ),
  clone('HEAD that is no reference', 'REFERENCE_MALFORMED', 3, 'fetch again', (dir) =>
    put(dir, { '.git/HEAD': 'hello\n' }),
  ),
  clone('no HEAD', 'REPOSITORY_MALFORMED', 3, 'work tree', (dir) => rmSync(path.join(dir, '.git', 'HEAD'))),
  clone('no objects', 'REPOSITORY_MALFORMED', 3, 'work tree', (dir) =>
    rmSync(path.join(dir, '.git', 'objects'), { recursive: true }),
  ),
  clone('objects, but empty', 'HISTORY_INCOMPLETE', 3, 'complete clone', (dir) => {
    rmSync(path.join(dir, '.git', 'objects'), { recursive: true })
    mkdirSync(path.join(dir, '.git', 'objects'))
  }),
  clone(
    'a format of the future',
    'REPOSITORY_UNSUPPORTED',
    3,
    'update Steward',
    (dir) => void git(dir, ['config', 'core.repositoryformatversion', '7']),
  ),
  clone('an unknown extension', 'REPOSITORY_UNSUPPORTED', 3, 'update Steward', (dir) => {
    git(dir, ['config', 'core.repositoryformatversion', '1'])
    git(dir, ['config', 'extensions.lantern', 'true'])
  }),
  clone('a configuration that is none', 'GIT_FAILED', 8, null, (dir) => put(dir, { '.git/config': '[core\n' })),
  clone('packed-refs of noise', 'REFERENCE_MALFORMED', 3, 'clone the repository again', (dir) =>
    put(dir, { '.git/packed-refs': 'noise\nmore noise\n' }),
  ),
  clone('packed-refs cut short', 'REFERENCE_MALFORMED', 3, 'clone the repository again', (dir, { fix }) =>
    put(dir, { '.git/packed-refs': `${fix.slice(0, 20)}` }),
  ),
  clone('a tag to nowhere', 'HISTORY_INCOMPLETE', 3, 'complete clone', (dir) =>
    put(dir, { '.git/refs/tags/v9': `${NOWHERE}\n` }),
  ),
  clone('a branch that is no hash', 'REFERENCE_MALFORMED', 3, 'update-ref -d', (dir) =>
    put(dir, { '.git/refs/heads/next': 'hello\n' }),
  ),
  clone('an empty branch', 'REFERENCE_MALFORMED', 3, 'update-ref -d', (dir) =>
    put(dir, { '.git/refs/heads/next': '' }),
  ),
  clone('a commit that is gone', 'HISTORY_INCOMPLETE', 3, 'complete clone', (dir, { introduced }) => {
    rmSync(looseOf(dir, introduced))
  }),
  clone('a commit that is damaged', 'HISTORY_INCOMPLETE', 3, 'complete clone', (dir, { introduced }) => {
    rmSync(looseOf(dir, introduced))
    writeFileSync(looseOf(dir, introduced), 'damaged')
  }),
  clone('a pack that is damaged', 'GIT_FAILED', 8, null, (dir) => {
    git(dir, ['repack', '-a', '-d', '-q'])
    const packs = path.join(dir, '.git', 'objects', 'pack')
    for (const name of readdirSync(packs)) {
      if (!name.endsWith('.pack')) continue
      const bytes = readFileSync(path.join(packs, name))
      rmSync(path.join(packs, name))
      writeFileSync(path.join(packs, name), bytes.fill(0, 12, bytes.length - 20))
    }
  }),
]
