import { type Fault, ok, type Result } from '#fault'
import { type CommitText, commitHash, findCommit, type History, readMarks } from '#history'
import { type CommitObjectCode, readCommitObjects } from './commit-objects.ts'
import { type OnProgress, readCommitTexts, readPatchIds, readPaths, report } from './commit-texts.ts'
import type { Repository } from './repository.ts'

/** What `findBackports` needs to know, gathered from a repository. */
export interface BackportSearch {
  /** The known commits, with files and patch-ids. */
  readonly wanted: readonly CommitText[]
  readonly candidates: readonly CommitText[]
  /** Parts of the search that could not be made, such as patch-ids in a clone without file contents. */
  readonly skipped: readonly Fault[]
}

/**
 * How much older than a known commit, in days, a candidate may be. Backports are mostly younger; but the commit that is known may be
 * the backport itself, made for an old branch months after the original.
 */
export const OLDER_BY_DAYS = 180

const DAY = 86_400 // seconds

/**
 * Gathers the commits that may carry a known change to another branch.
 *
 * Looked at are the commits that neither contain a known commit nor are contained in it, and are not much older. Of these it keeps:
 * those whose message names a known commit or the same source, also over several steps; those with the same subject or issue; and
 * those with the same patch-id, which is computed only where a commit touches every file that the known one touches.
 */
export async function gatherBackportCandidates(
  repository: Repository,
  history: History,
  wanted: readonly number[],
  onProgress?: OnProgress,
): Promise<Result<BackportSearch, CommitObjectCode>> {
  const known = [...new Set(wanted)]
  const skipped: Fault[] = []
  const texts = await describe(repository, history, known, skipped)
  if (!texts.ok) return texts
  const scopes = known.map((commit) => scopeOf(history, commit))
  const scope: number[] = []
  for (let commit = 0; commit < history.size; commit++)
    if (scopes.some((each) => each[commit] === 1) && !known.includes(commit)) scope.push(commit)

  const speaking = await findByMessage(repository, history, texts.value, scope, onProgress)
  if (!speaking.ok) return speaking
  const patchIds = await findByPatch(repository, history, texts.value, scopes, scope, skipped)

  const found = new Set([...speaking.value, ...patchIds.keys()])
  const candidates = await readCommitTexts(
    repository,
    history,
    [...found].toSorted((a, b) => a - b),
  )
  if (!candidates.ok) return candidates
  return ok({
    wanted: texts.value,
    candidates: candidates.value.map((text) => {
      const patchId = patchIds.get(text.commit)
      return patchId === undefined ? text : { ...text, patchId }
    }),
    skipped,
  })
}

/** The known commits with all that can be had: a clone without file contents has no patch-ids. */
async function describe(
  repository: Repository,
  history: History,
  known: readonly number[],
  skipped: Fault[],
): Promise<Result<readonly CommitText[], CommitObjectCode>> {
  const whole = await readCommitTexts(repository, history, known, { paths: true, patchIds: true })
  if (whole.ok || whole.fault.code !== 'GIT_FAILED') return whole
  skipped.push({ ...whole.fault, message: `patch-ids were not compared: ${whole.fault.message}` })
  return readCommitTexts(repository, history, known)
}

/** 1 for each commit that is neither an ancestor nor a descendant of `known`, and not too old to be looked at. */
function scopeOf({ size, parentStart, parents, times }: History, known: number): Uint8Array {
  const related = new Uint8Array(size)
  related[known] = 1
  for (let commit = known; commit >= 0; commit--) {
    if (related[commit] === 0) continue
    for (let edge = parentStart[commit]!; edge < parentStart[commit + 1]!; edge++) related[parents[edge]!] = 1
  }
  // Ancestors have smaller numbers than `known`: from here on, a parent above it is a descendant.
  for (let commit = known + 1; commit < size; commit++) {
    for (let edge = parentStart[commit]!; edge < parentStart[commit + 1]!; edge++)
      if (parents[edge]! >= known && related[parents[edge]!] === 1) related[commit] = 1
  }
  const oldest = times === undefined ? Number.NEGATIVE_INFINITY : times[known]! - OLDER_BY_DAYS * DAY
  return related.map((isRelated, commit) => (isRelated === 0 && (times?.[commit] ?? oldest) >= oldest ? 1 : 0))
}

/** The commits of `scope` whose message links them with a known one. The texts themselves are not kept: there may be very many. */
async function findByMessage(
  repository: Repository,
  history: History,
  wanted: readonly CommitText[],
  scope: readonly number[],
  onProgress: OnProgress | undefined,
): Promise<Result<ReadonlySet<number>, CommitObjectCode>> {
  const known = wanted.map(({ subject, body }) => readMarks(subject, body))
  const subjects = new Set(known.map((marks) => marks.subject).filter((subject) => subject !== ''))
  const issues = new Set(known.flatMap((marks) => [...marks.issues, ...marks.requests]))
  const origins = new Map<number, readonly Origin[]>()
  for (const [i, { commit }] of wanted.entries()) origins.set(commit, resolve(history, known[i]!.origins))

  const found = new Set<number>()
  const hashes = scope.map((commit) => commitHash(history, commit))
  const read = await readCommitObjects(repository, hashes, (place, { subject, body }) => {
    const commit = scope[place]!
    const marks = readMarks(subject, body)
    if (marks.origins.length > 0) origins.set(commit, resolve(history, marks.origins))
    const tracked = [...marks.issues, ...marks.requests].some((issue) => issues.has(issue))
    if (tracked || subjects.has(marks.subject)) found.add(commit)
    report(onProgress, place + 1, scope.length)
  })
  if (!read.ok) return read

  const family = new Set<Origin>(wanted.flatMap(({ commit }) => sourcesOf(commit, origins)))
  for (const commit of origins.keys()) {
    const sources = sourcesOf(commit, origins)
    if (!sources.some((source) => family.has(source))) continue
    // The steps between are needed too, to follow the chain again.
    for (const source of sources) if (typeof source === 'number' && origins.has(source)) found.add(source)
  }
  for (const { commit } of wanted) found.delete(commit)
  return ok(found)
}

/** A commit, or the hash of one that is not in the history. */
type Origin = number | string

function resolve(history: History, hashes: readonly string[]): readonly Origin[] {
  return hashes.map((hash) => {
    const found = findCommit(history, hash)
    return found.ok ? found.value : hash
  })
}

/** A commit, what it was made from, what that was made from, and so on. */
function sourcesOf(commit: number, origins: ReadonlyMap<number, readonly Origin[]>): Origin[] {
  const sources = new Set<Origin>([commit])
  for (const source of sources) {
    if (typeof source !== 'number') continue
    for (const origin of origins.get(source) ?? []) sources.add(origin)
  }
  return [...sources]
}

/** The commits of `scope` that make the same change as a known one, with their patch-ids. */
async function findByPatch(
  repository: Repository,
  history: History,
  wanted: readonly CommitText[],
  scopes: readonly Uint8Array[],
  scope: readonly number[],
  skipped: Fault[],
): Promise<ReadonlyMap<number, string>> {
  const patches = wanted
    .map(({ paths = [], patchId }, i) => ({ paths, patchId, scope: scopes[i]! }))
    .filter(({ patchId }) => patchId !== undefined)
  if (patches.length === 0) return new Map()

  const touched = await readPaths(repository, history, scope, new Set(patches.flatMap(({ paths }) => paths)))
  // The same change touches the same files: commits that lack one of them need no patch-id.
  const alike = touched.ok
    ? [...touched.value]
        .filter(([commit, paths]) =>
          patches.some((patch) => patch.scope[commit] === 1 && coversAll(paths, patch.paths)),
        )
        .map(([commit]) => commit)
    : []
  const computed = touched.ok ? await readPatchIds(repository, history, alike) : touched
  if (!computed.ok) {
    skipped.push({ ...computed.fault, message: `patch-ids were not compared: ${computed.fault.message}` })
    return new Map()
  }
  const known = new Set(patches.map(({ patchId }) => patchId))
  return new Map([...computed.value].filter(([, patchId]) => known.has(patchId)))
}

function coversAll(paths: readonly string[], needed: readonly string[]): boolean {
  return needed.length > 0 && needed.every((path) => paths.includes(path))
}
