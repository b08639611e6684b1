/**
 * Real git repositories for tests, from a small description.
 *
 * @module
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'

export interface CommitScript {
  /** A short name for the test; the message's subject unless `message` is given. */
  readonly id: string
  /** Ids of earlier commits, none for a root. By default the last commit of the same list on the same branch, if there is one. */
  readonly parents?: readonly string[]
  /** The branch that it is made on, `main` by default. A branch ends at the last commit made on it. */
  readonly on?: string
  readonly message?: string
  /** New contents by path; null deletes. Without it the commit changes nothing. */
  readonly files?: Readonly<Record<string, string | null>>
  /** Seconds since 1970. By default an hour after the commit before it in the list, from {@link FIRST_DAY}. */
  readonly time?: number
}

export interface NameScript {
  /** Lightweight tags: name to commit id. */
  readonly tags?: Readonly<Record<string, string>>
  /** Annotated tags. `of` is a commit id or the name of an annotated tag before it in the list. */
  readonly annotated?: readonly { readonly name: string; readonly of: string }[]
  /** Branches beside those that commits were made on, or in their place. */
  readonly branches?: Readonly<Record<string, string>>
  /** Any other reference by its full name, such as `refs/remotes/origin/3.12`. */
  readonly references?: Readonly<Record<string, string>>
  readonly format?: 'sha1' | 'sha256'
  readonly bare?: boolean
}

/** 2020-01-01T00:00:00Z, the time of the first commit. */
export const FIRST_DAY = 1_577_836_800

/** A source of new folder names for one test file. All are deleted when the tests are done. */
export function freshFolders(): () => string {
  const root = mkdtempSync(join(tmpdir(), 'steward-test-'))
  after(() => rmSync(root, { recursive: true, force: true }))
  let count = 0
  return () => join(root, String(count++))
}

/** Makes a repository in the folder `dir`, and says which hash each commit got. The same script always gives the same hashes. */
export function repository(
  dir: string,
  commits: readonly CommitScript[],
  names: NameScript = {},
): ReadonlyMap<string, string> {
  mkdirSync(dir, { recursive: true })
  const init = ['init', '--quiet', '--initial-branch=main', `--object-format=${names.format ?? 'sha1'}`]
  git(dir, names.bare === true ? [...init, '--bare'] : init)
  return addCommits(dir, commits, names)
}

/**
 * Adds commits and names to a repository. `earlier` is what {@link repository} said of the commits that are there: their ids can be
 * used as parents.
 */
export function addCommits(
  dir: string,
  commits: readonly CommitScript[],
  names: NameScript = {},
  earlier: ReadonlyMap<string, string> = new Map(),
): ReadonlyMap<string, string> {
  const { stream, ids } = fastImportStream(commits, names, earlier)
  const gitDir = git(dir, ['rev-parse', '--absolute-git-dir']).trim()
  const marks = join(gitDir, 'steward-test-marks')
  git(dir, ['fast-import', '--quiet', '--force', `--export-marks=${marks}`], stream)
  const hashes = new Map(earlier)
  for (const line of readFileSync(marks, 'utf8').split('\n')) {
    const [mark, hash] = line.split(' ')
    const id = ids[Number(mark?.slice(1)) - 1]
    if (hash !== undefined && id !== undefined) hashes.set(id, hash)
  }
  return hashes
}

/** Runs git in `dir` away from the settings of this machine's users. Throws with git's own words when it fails. */
export function git(dir: string, args: readonly string[], input = ''): string {
  const run = spawnSync('git', args, {
    cwd: dir,
    input,
    maxBuffer: 1 << 30,
    encoding: 'utf8',
    env: {
      PATH: process.env.PATH,
      HOME: dir,
      LC_ALL: 'C',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_AUTHOR_NAME: 'Ada',
      GIT_AUTHOR_EMAIL: 'ada@example.org',
      GIT_COMMITTER_NAME: 'Ada',
      GIT_COMMITTER_EMAIL: 'ada@example.org',
      GIT_AUTHOR_DATE: `${FIRST_DAY} +0000`,
      GIT_COMMITTER_DATE: `${FIRST_DAY} +0000`,
    },
  })
  if (run.error !== undefined) throw run.error
  if (run.status !== 0) throw new Error(`git ${args.join(' ')} ended with ${run.status}: ${run.stderr}`)
  return run.stdout
}

/** Commits are made on a reference of their own, which is deleted in the end: so every branch ends where the script says. */
const BUILD = 'refs/steward-test/build'

function fastImportStream(
  commits: readonly CommitScript[],
  names: NameScript,
  earlier: ReadonlyMap<string, string>,
): { readonly stream: string; readonly ids: readonly string[] } {
  const marks = new Map<string, string>(earlier)
  const tips = new Map<string, string>()
  const ids: string[] = []
  const out: string[] = []
  let time = FIRST_DAY - 3600
  for (const commit of commits) {
    const on = commit.on ?? 'main'
    const last = tips.get(on)
    const parents = commit.parents ?? (last === undefined ? [] : [last])
    if (marks.has(commit.id)) throw new RangeError(`two commits are called ${commit.id}`)
    time = commit.time ?? time + 3600
    ids.push(commit.id)
    marks.set(commit.id, `:${ids.length}`)
    tips.set(on, commit.id)
    out.push(`reset ${BUILD}\n\ncommit ${BUILD}\nmark :${ids.length}\n`)
    out.push(`committer Ada <ada@example.org> ${time} +0000\n${data(commit.message ?? commit.id)}`)
    for (const [place, parent] of parents.entries())
      out.push(`${place === 0 ? 'from' : 'merge'} ${markOf(parent, marks)}\n`)
    for (const [path, content] of Object.entries(commit.files ?? {}))
      out.push(content === null ? `D ${path}\n` : `M 100644 inline ${path}\n${data(content)}`)
    out.push('\n')
  }

  const references = [
    ...[...tips, ...Object.entries(names.branches ?? {})].map(([name, id]) => [`refs/heads/${name}`, id] as const),
    ...Object.entries(names.tags ?? {}).map(([name, id]) => [`refs/tags/${name}`, id] as const),
    ...Object.entries(names.references ?? {}),
  ]
  for (const [name, id] of new Map(references)) out.push(`reset ${name}\nfrom ${markOf(id, marks)}\n\n`)
  for (const { name, of } of names.annotated ?? []) {
    // Marks of tags come after those of all commits, and are not among the ids handed back.
    const mark = `:${commits.length + 1 + out.length}`
    out.push(`tag ${name}\nmark ${mark}\nfrom ${markOf(of, marks)}\n`)
    out.push(`tagger Ada <ada@example.org> ${time} +0000\n${data(name)}`)
    marks.set(name, mark)
  }
  out.push(`reset ${BUILD}\nfrom ${'0'.repeat(names.format === 'sha256' ? 64 : 40)}\n\n`)
  return { stream: out.join(''), ids }
}

function markOf(id: string, marks: ReadonlyMap<string, string>): string {
  const mark = marks.get(id)
  if (mark === undefined) throw new RangeError(`no commit before this is called ${id}`)
  return mark
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`
}
