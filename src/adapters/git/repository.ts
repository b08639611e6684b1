import { readFileSync, realpathSync, type Stats, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fail, ok, type Result } from '#fault'

/** A repository on this machine, as found; nothing is held open. */
export interface Repository {
  /** The folder that was asked for, without symbolic links. */
  readonly dir: string
  /** The folder with this work tree's `HEAD`. */
  readonly gitDir: string
  /** The folder with objects and references, shared by all work trees. Mostly the same as `gitDir`. */
  readonly commonDir: string
  /** Bytes in a hash. */
  readonly hashLength: 20 | 32
  readonly referenceStorage: 'files' | 'reftable'
  readonly settings: GitSettings
}

export interface GitSettings {
  readonly program: string
  readonly timeout: number // milliseconds, for each run of git
  readonly env: Readonly<Record<string, string | undefined>>
}

export type RepositoryCode = 'REPOSITORY_ABSENT' | 'REPOSITORY_MALFORMED' | 'REPOSITORY_UNSUPPORTED'

const TEN_MINUTES = 600_000

/** Files that should hold one line are not read further than this many bytes. */
const SMALL_FILE = 64 * 1024

/** Finds the repository in a folder: a clone, a bare repository, an added work tree or a submodule. Parent folders are not searched. */
export function openRepository(dir: string, options: Partial<GitSettings> = {}): Result<Repository, RepositoryCode> {
  const settings = { program: 'git', timeout: TEN_MINUTES, env: process.env, ...options }
  const root = realFolder(dir)
  const gitDir = root === undefined ? undefined : findGitDir(root)
  if (root === undefined || gitDir === undefined) {
    return fail({
      code: 'REPOSITORY_ABSENT',
      kind: 'absent',
      message: `there is no git repository in ${JSON.stringify(dir)}`,
      hint: root === undefined ? 'check the path' : 'name the folder that holds .git, or a bare repository',
    })
  }

  const commonLine = readSmall(join(gitDir, 'commondir'))
  const commonDir = commonLine === undefined ? gitDir : resolve(gitDir, commonLine.trim())
  const whole =
    isFile(join(gitDir, 'HEAD')) && isFolder(join(commonDir, 'objects')) && isFolder(join(commonDir, 'refs'))
  if (!whole) {
    return fail({
      code: 'REPOSITORY_MALFORMED',
      kind: 'invalid',
      message: `the repository of ${JSON.stringify(dir)} lacks HEAD, objects or refs`,
      hint: 'if it is a work tree or a submodule, check that the repository it belongs to is still there',
    })
  }

  const format = readFormat(readSmall(join(commonDir, 'config')) ?? '')
  if (typeof format === 'string') {
    return fail({
      code: 'REPOSITORY_UNSUPPORTED',
      kind: 'invalid',
      message: `cannot read the repository in ${JSON.stringify(dir)}: ${format}`,
      hint: 'update Steward, or read a clone in the usual format',
    })
  }
  return ok({ dir: root, gitDir, commonDir, ...format, settings })
}

function findGitDir(root: string): string | undefined {
  const inside = join(root, '.git')
  if (isFolder(inside)) return inside
  if (isFile(inside)) {
    const line = readSmall(inside)
    return line?.startsWith('gitdir: ') ? resolve(root, line.slice('gitdir: '.length).trim()) : undefined
  }
  return isFile(join(root, 'HEAD')) && isFolder(join(root, 'objects')) ? root : undefined
}

/** Extensions of the repository format that do not change what is read here. Source: git's technical/repository-version. */
const HARMLESS = ['noop', 'noop-v1', 'partialclone', 'preciousobjects', 'worktreeconfig', 'relativeworktrees']

/** What a repository's configuration says of its format, or in words why it cannot be read. */
function readFormat(config: string): Pick<Repository, 'hashLength' | 'referenceStorage'> | string {
  const values = readConfig(config)
  const version = values.get('core.repositoryformatversion') ?? '0'
  if (version !== '0' && version !== '1') return `its format has version ${JSON.stringify(version)}`
  let hashLength: 20 | 32 = 20
  let referenceStorage: 'files' | 'reftable' = 'files'
  for (const [key, value] of values) {
    if (version === '0' || !key.startsWith('extensions.')) continue
    const extension = key.slice('extensions.'.length)
    if (extension === 'objectformat' && value === 'sha1') hashLength = 20
    else if (extension === 'objectformat' && value === 'sha256') hashLength = 32
    else if (extension === 'refstorage' && (value === 'files' || value === 'reftable')) referenceStorage = value
    else if (!HARMLESS.includes(extension)) return `it uses the extension ${JSON.stringify(`${extension} = ${value}`)}`
  }
  return { hashLength, referenceStorage }
}

/** The plain values of a git configuration file, by lower-case `section.key`; sections with a subsection are left out. */
function readConfig(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>()
  let section: string | undefined
  for (const raw of text.split('\n')) {
    const line = raw.trim()
    const header = /^\[([^\]"\s]+)\]/.exec(line)
    if (line.startsWith('[')) section = header?.[1]?.toLowerCase()
    const [, key, value = 'true'] = /^([a-z][a-z0-9-]*)\s*(?:=\s*([^#;]*))?/i.exec(line) ?? []
    if (section === undefined || key === undefined) continue
    values.set(
      `${section}.${key.toLowerCase()}`,
      value
        .trim()
        .replace(/^"(.*)"$/, '$1')
        .toLowerCase(),
    )
  }
  return values
}

/** The text of a small file, or undefined if there is none. */
function readSmall(path: string): string | undefined {
  const size = look(path)?.size ?? Number.POSITIVE_INFINITY
  return size <= SMALL_FILE && isFile(path) ? readFileSync(path, 'utf8') : undefined
}

export function isFile(path: string): boolean {
  return look(path)?.isFile() ?? false
}

function isFolder(path: string): boolean {
  return look(path)?.isDirectory() ?? false
}

function look(path: string): Stats | undefined {
  try {
    return statSync(path)
  } catch {
    return undefined
  }
}

function realFolder(dir: string): string | undefined {
  return isFolder(dir) ? realpathSync(dir) : undefined
}
