import { type Dirent, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Fault, fail, ok, type Result } from '#fault'
import { isReferenceName } from '#history'
import { isFile, type Repository } from './repository.ts'
import { type GitCode, gitText } from './run-git.ts'

/** One name in `refs/`, or a detached HEAD. */
export interface Reference {
  /** In full: `refs/tags/v1.0`, `refs/heads/main`, `HEAD`. */
  readonly name: string
  /** The object that it names, in hex: a commit, or a tag object that leads to one, or something else. */
  readonly hash: string
  /** What a tag object leads to in the end, where git has noted it down. */
  readonly peeled?: string
}

/** A reference that says nothing of the history. */
export interface IgnoredReference {
  /** Cut to 200 characters; control characters are written as JSON writes them. */
  readonly name: string
  readonly reason: string
}

export interface References {
  readonly references: readonly Reference[]
  readonly ignored: readonly IgnoredReference[]
}

export type ReferenceCode = 'REFERENCE_MALFORMED' | GitCode

/** All references of a repository and the detached HEADs of its work trees, in no particular order. */
export async function readReferences(repository: Repository): Promise<Result<References, ReferenceCode>> {
  return repository.referenceStorage === 'files' ? readFiles(repository) : askGit(repository)
}

function readFiles(repository: Repository): Result<References, ReferenceCode> {
  const found: Found = { direct: new Map(), symbolic: new Map(), ignored: [] }
  // Loose ones first: if `git pack-refs` runs meanwhile, a name that has just left its file is in packed-refs by then.
  const fault = readLoose(repository, 'refs', found, 0) ?? readPacked(repository, found) ?? readHeads(repository, found)
  if (fault !== undefined) return fail(fault)
  for (const [name, target] of found.symbolic) {
    const end = follow(target, found)
    if (end !== undefined) found.direct.set(name, { ...end, name })
    else if (!isHead(name)) found.ignored.push({ name, reason: `names ${printable(target)}, which does not exist` })
  }
  return ok({ references: [...found.direct.values()], ignored: found.ignored })
}

interface Found {
  readonly direct: Map<string, Reference>
  readonly symbolic: Map<string, string>
  readonly ignored: IgnoredReference[]
}

/** How deep folders below `refs/` are looked into, and how many symbolic references in a row are followed. */
const DEEPEST = 64
const LONGEST_CHAIN = 5

function readLoose(
  repository: Repository,
  folder: string,
  found: Found,
  depth: number,
): Fault<ReferenceCode> | undefined {
  for (const entry of listFolder(join(repository.commonDir, folder))) {
    const bytes = entry.name as unknown as Buffer
    const name = decodeName(bytes)
    const path = `${folder}/${name}`
    if (name === undefined) {
      found.ignored.push({ name: `${folder}/${printable(bytes.toString('latin1'))}`, reason: 'its name is not UTF-8' })
    } else if (entry.isDirectory()) {
      const fault = depth < DEEPEST ? readLoose(repository, path, found, depth + 1) : undefined
      if (fault !== undefined) return fault
    } else if (name.endsWith('.lock')) {
      // Git is writing the reference of that name just now; the old value stands beside it.
    } else if (!isFullName(path)) {
      found.ignored.push({ name: printable(path), reason: 'git allows no such name' })
    } else {
      const fault = readOne(repository, repository.commonDir, path, path, found)
      if (fault !== undefined) return fault
    }
  }
  return undefined
}

/** Reads the file of one loose reference: a hash, or `ref: ` and another name. */
function readOne(
  repository: Repository,
  folder: string,
  path: string,
  name: string,
  found: Found,
): Fault<ReferenceCode> | undefined {
  const text = readText(join(folder, path))
  if (text === undefined) return undefined // deleted since the folder was listed
  const target = /^ref:[ \t]*(\S{1,4096})\s*$/.exec(text)?.[1]
  const hash = text.slice(0, 2 * repository.hashLength)
  if (target !== undefined) found.symbolic.set(name, target)
  else if (isHash(hash, repository) && /^\s*$/.test(text.slice(hash.length))) found.direct.set(name, { name, hash })
  else {
    return {
      code: 'REFERENCE_MALFORMED',
      kind: 'invalid',
      message: `cannot read ${printable(name)} as a git reference`,
      hint: `delete it with "git update-ref -d" and fetch again`,
    }
  }
  return undefined
}

/** Reads `packed-refs`: `hash name` lines, each followed by `^hash` where the name is a tag object's. Loose references go before. */
function readPacked(repository: Repository, found: Found): Fault<ReferenceCode> | undefined {
  const bytes = readBytes(join(repository.commonDir, 'packed-refs'))
  if (bytes === undefined) return undefined
  const digits = 2 * repository.hashLength
  let last: Reference | undefined
  for (let start = 0, line = 1; start < bytes.length; line++) {
    const end = bytes.indexOf(10, start)
    const head = bytes.toString('latin1', start, Math.min(start + digits + 1, end < 0 ? bytes.length : end))
    if (end < 0) return packedFault(line)
    if (head.startsWith('^')) {
      const peeled = head.slice(1)
      if (end - start !== digits + 1 || !isHash(peeled, repository) || last === undefined) return packedFault(line)
      if (found.direct.get(last.name) === last) found.direct.set(last.name, { ...last, peeled })
      last = undefined
    } else if (!head.startsWith('#')) {
      const hash = head.slice(0, digits)
      if (!isHash(hash, repository) || head[digits] !== ' ') return packedFault(line)
      const raw = bytes.subarray(start + digits + 1, end)
      const name = decodeName(raw)
      last = { name: name ?? '', hash }
      if (name === undefined || !isFullName(name))
        found.ignored.push({
          name: printable(name ?? raw.toString('latin1')),
          reason: name === undefined ? 'its name is not UTF-8' : 'git allows no such name',
        })
      else if (!found.direct.has(name) && !found.symbolic.has(name)) found.direct.set(name, last)
    }
    start = end + 1
  }
  return undefined
}

function packedFault(line: number): Fault<ReferenceCode> {
  return {
    code: 'REFERENCE_MALFORMED',
    kind: 'invalid',
    message: `line ${line} of packed-refs cannot be read`,
    place: { source: 'packed-refs', line },
    hint: 'clone the repository again',
  }
}

/** The detached HEADs: a commit that somebody works on is part of the history, as it is for `git rev-list --all`. */
function readHeads(repository: Repository, found: Found): Fault<ReferenceCode> | undefined {
  const folders = [repository.commonDir]
  for (const entry of listFolder(join(repository.commonDir, 'worktrees')))
    folders.push(join(repository.commonDir, 'worktrees', String(entry.name)))
  for (const [i, folder] of folders.entries()) {
    if (!isFile(join(folder, 'HEAD'))) continue
    const fault = readOne(repository, folder, 'HEAD', i === 0 ? 'HEAD' : `HEAD of work tree ${i}`, found)
    if (fault !== undefined) return fault
  }
  return undefined
}

function isHead(name: string): boolean {
  return !name.startsWith('refs/')
}

function follow(target: string, { direct, symbolic }: Found): Reference | undefined {
  let name: string | undefined = target
  for (let steps = 0; steps < LONGEST_CHAIN && name !== undefined; steps++) {
    const end = direct.get(name)
    if (end !== undefined) return end
    name = symbolic.get(name)
  }
  return undefined
}

const FIELDS = ['objectname', '*objectname', 'refname']

/** References of a repository whose storage only git itself can read. */
export async function askGit(repository: Repository): Promise<Result<References, ReferenceCode>> {
  const format = FIELDS.map((field) => `%(${field})`).join(' ')
  const listed = await gitText(repository, ['for-each-ref', `--format=${format}`])
  if (!listed.ok) return listed
  const head = await gitText(repository, ['rev-parse', '--verify', '--quiet', '--end-of-options', 'HEAD^{commit}'])

  const references: Reference[] = []
  const ignored: IgnoredReference[] = []
  for (const line of listed.value.split('\n')) {
    const [hash = '', , name = ''] = line.split(' ')
    // The peeled name is left out: before git 2.45 it was that of the next object only, which may be a tag again.
    if (isHash(hash, repository) && isFullName(name)) references.push({ name, hash })
    else if (line !== '') ignored.push({ name: printable(name), reason: 'git allows no such name' })
  }
  if (head.ok) references.push({ name: 'HEAD', hash: head.value.trim() })
  return ok({ references, ignored })
}

function isFullName(name: string): boolean {
  return name.startsWith('refs/') && isReferenceName(name)
}

export function isHash(text: string, { hashLength }: Pick<Repository, 'hashLength'>): boolean {
  return text.length === 2 * hashLength && /^[0-9a-f]+$/.test(text)
}

/** Text that a terminal cannot take for a command: the control characters of both ranges are written as JSON writes them. */
function printable(text: string): string {
  return JSON.stringify(text.slice(0, 200))
    .slice(1, -1)
    .replace(/[\u007f-\u009f]/g, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

function decodeName(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function listFolder(path: string): Dirent<Buffer>[] {
  try {
    return readdirSync(path, { withFileTypes: true, encoding: 'buffer' })
  } catch {
    return []
  }
}

function readText(path: string): string | undefined {
  return readBytes(path)?.subarray(0, 8192).toString('latin1')
}

function readBytes(path: string): Buffer | undefined {
  try {
    return readFileSync(path)
  } catch {
    return undefined
  }
}
