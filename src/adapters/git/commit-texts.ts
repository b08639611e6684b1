import { ok, type Result } from '#fault'
import { type CommitText, commitHash, findCommit, type History } from '#history'
import { type CommitObjectCode, readCommitObjects } from './commit-objects.ts'
import type { Repository } from './repository.ts'
import { type GitCode, runGit } from './run-git.ts'

export interface CommitTextOptions {
  /** Also the files that each commit touches. A merge touches none. */
  readonly paths?: boolean
  /** Also the name of each author. */
  readonly authors?: boolean
  /** Also the patch-id of each change: about a millisecond each. */
  readonly patchIds?: boolean
  /** Only commits that were committed at this time or later, in seconds since 1970. */
  readonly since?: number
}

/** Called now and then with how many commits have been read and how many there are to read. */
export type OnProgress = (done: number, total: number) => void

/** Subject, body and, if wanted, files and patch-id of commits, in the order given. */
export async function readCommitTexts(
  repository: Repository,
  history: History,
  commits: readonly number[],
  options: CommitTextOptions = {},
  onProgress?: OnProgress,
): Promise<Result<readonly CommitText[], CommitObjectCode>> {
  const { since = Number.NEGATIVE_INFINITY } = options
  const asked = commits.filter((commit) => (history.times?.[commit] ?? since) >= since)
  const texts: CommitText[] = []
  const hashes = asked.map((commit) => commitHash(history, commit))
  const read = await readCommitObjects(repository, hashes, (place, { subject, body, author }) => {
    const text = { commit: asked[place]!, subject, body }
    texts.push(options.authors === true && author !== undefined ? { ...text, author } : text)
    report(onProgress, texts.length, asked.length)
  })
  if (!read.ok) return read

  const paths = options.paths === true ? await readPaths(repository, history, asked) : ok(new Map<number, string[]>())
  if (!paths.ok) return paths
  const patchIds =
    options.patchIds === true ? await readPatchIds(repository, history, asked) : ok(new Map<number, string>())
  if (!patchIds.ok) return patchIds
  return ok(
    texts.map((text) => {
      const patchId = patchIds.value.get(text.commit)
      return {
        ...text,
        ...(options.paths === true ? { paths: paths.value.get(text.commit) ?? [] } : {}),
        ...(patchId === undefined ? {} : { patchId }),
      }
    }),
  )
}

/** How git is to compare a commit with its parent: the same way whatever anybody has configured. Merges show nothing. */
const COMPARE = ['diff-tree', '--stdin', '-r', '--root', '--no-renames', '--no-ext-diff', '--no-textconv']

/** Longest list of paths that is given to git to look at only those; with more, it looks at all. */
const PATHS_GIVEN = 200

/** The files that each commit touches; with `only`, those among them. Commits that touch none are not in the answer. */
export async function readPaths(
  repository: Repository,
  history: History,
  commits: readonly number[],
  only?: ReadonlySet<string>,
): Promise<Result<ReadonlyMap<number, string[]>, GitCode>> {
  const touched = new Map<number, string[]>()
  let paths: string[] | undefined
  let isPath = false
  // `hash NUL`, then for each file `:modes hashes letter NUL path NUL`. A path may look like a hash: only the place tells.
  const split = splitter(0, (token) => {
    if (isPath) {
      if (only?.has(token) ?? true) paths?.push(token)
      isPath = false
    } else if (token.startsWith(':')) isPath = true
    else {
      const found = findCommit(history, token)
      paths = []
      if (found.ok) touched.set(found.value, paths)
    }
  })
  const limited = only !== undefined && only.size <= PATHS_GIVEN ? ['--', ...only] : []
  const run = await runGit(repository, {
    stages: [[...COMPARE, '--raw', '-z', ...limited]],
    input: hashLines(history, commits),
    onOutput: split,
  })
  return run.ok ? ok(touched) : run
}

/** The stable patch-id of each commit that has one: a merge has none, nor has a commit that changes nothing. */
export async function readPatchIds(
  repository: Repository,
  history: History,
  commits: readonly number[],
  onProgress?: OnProgress,
): Promise<Result<ReadonlyMap<number, string>, GitCode>> {
  const patchIds = new Map<number, string>()
  if (commits.length === 0) return ok(patchIds)
  const split = splitter(10, (line) => {
    const [patchId = '', hash = ''] = line.split(' ')
    const found = findCommit(history, hash)
    if (found.ok) patchIds.set(found.value, patchId)
    report(onProgress, patchIds.size, commits.length)
  })
  const run = await runGit(repository, {
    stages: [
      [...COMPARE, '-p', '-U3', '--full-index', '--diff-algorithm=myers', '--no-indent-heuristic'],
      ['patch-id', '--stable'],
    ],
    input: hashLines(history, commits),
    onOutput: split,
  })
  return run.ok ? ok(patchIds) : run
}

function* hashLines(history: History, commits: Iterable<number>): Generator<string, void, undefined> {
  for (const commit of commits) yield `${commitHash(history, commit)}\n`
}

/** Cuts bytes that come in pieces at every `separator`, and hands over the text before each. */
function splitter(separator: number, onToken: (text: string) => void): (piece: Uint8Array) => void {
  let held: Buffer[] = []
  return (piece) => {
    const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)
    let start = 0
    for (let end = bytes.indexOf(separator); end >= 0; end = bytes.indexOf(separator, start)) {
      const own = bytes.subarray(start, end)
      onToken((held.length === 0 ? own : Buffer.concat([...held, own])).toString('utf8'))
      held = []
      start = end + 1
    }
    if (start < bytes.length) held.push(Buffer.from(bytes.subarray(start)))
  }
}

/** Progress is told every so many commits. */
const STEP = 500

export function report(onProgress: OnProgress | undefined, done: number, total: number): void {
  if (done % STEP === 0 || done === total) onProgress?.(done, total)
}
