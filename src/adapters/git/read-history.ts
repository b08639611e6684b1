import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { decodeHex, encodeHex } from '#bytes'
import { type Fault, fail, ok, type Result } from '#fault'
import { type BranchTip, type CommitGraph, type History, sortCommits, type Tag } from '#history'
import { listCommits } from './commit-listing.ts'
import { type CommitTable, readCommitTable } from './commit-table.ts'
import { type IgnoredReference, isHash, type Reference, readReferences } from './references.ts'
import { isFile, type Repository } from './repository.ts'
import { gitText } from './run-git.ts'

/** The history of a repository, and how it was come by. */
export interface RepositoryHistory extends History {
  /** References that say nothing of the history: tags of trees and files, names that git does not allow. */
  readonly ignored: readonly IgnoredReference[]
  readonly source: HistorySource
}

/** Where the commits were read: in git's binary commit-graph, in the output of `git rev-list`, or the newest of them in the latter. */
export type HistorySource = 'commit-graph' | 'commit-graph and rev-list' | 'rev-list'

/**
 * Reads every commit that a branch, a tag or another reference reaches. The answer is whole or there is none: a shallow clone, grafts,
 * replaced objects and missing commits are faults.
 *
 * The numbers of the commits do not depend on whether there is a commit-graph.
 */
export async function readHistory(repository: Repository): Promise<Result<RepositoryHistory>> {
  const bent = findBentHistory(repository)
  if (bent !== undefined) return fail(bent)
  const read = await readReferences(repository)
  if (!read.ok) return read
  const replaced = read.value.references.find(({ name }) => name.startsWith('refs/replace/'))
  if (replaced !== undefined) return fail(replacedFault(replaced))

  const table = readCommitTable(repository)
  const targets = await findTargets(repository, read.value.references, table)
  if (!targets.ok) return targets
  const ignored = [...read.value.ignored, ...targets.value.ignored]
  const { tips } = targets.value
  if (tips.length === 0) return fail(emptyFault(repository))

  const unlisted = tips.filter(({ hash }) => table === undefined || table.find(hash) < 0)
  const assembled =
    table !== undefined && unlisted.length === 0
      ? ok<Universe>({ hashLength: repository.hashLength, ...table, find: (hash) => table.find(hash) })
      : await addListed(repository, table, unlisted)
  if (!assembled.ok) return assembled

  const history = nameCommits(assembled.value, tips)
  if (!history.ok) return history
  const source = table === undefined ? 'rev-list' : unlisted.length === 0 ? 'commit-graph' : 'commit-graph and rev-list'
  return ok({ ...history.value.history, ignored: [...ignored, ...history.value.ignored], source })
}

/** A reference that leads to a commit. */
interface Tip {
  readonly name: string
  readonly hash: Uint8Array
}

/** What makes git itself pretend a history other than the commits tell. */
function findBentHistory({ commonDir }: Repository): Fault | undefined {
  const shallow = join(commonDir, 'shallow')
  if (isFile(shallow) && statSync(shallow).size > 0) {
    return {
      code: 'HISTORY_SHALLOW',
      kind: 'conflict',
      message: 'the repository is a shallow clone: older commits are missing',
      hint: 'git fetch --unshallow',
    }
  }
  const grafts = join(commonDir, 'info', 'grafts')
  if (isFile(grafts) && readFileSync(grafts, 'latin1').split('\n').some(isGraft)) {
    return {
      code: 'HISTORY_GRAFTED',
      kind: 'conflict',
      message: 'the repository has grafts: commits with parents other than their own',
      hint: 'delete info/grafts in the repository, or read a fresh clone',
    }
  }
  return undefined
}

function isGraft(line: string): boolean {
  return line.trim() !== '' && !line.startsWith('#')
}

function replacedFault({ name }: Reference): Fault {
  return {
    code: 'HISTORY_REPLACED',
    kind: 'conflict',
    message: `the repository replaces objects: ${name}`,
    hint: 'delete the replacements with "git replace -d", or read a fresh clone',
  }
}

function emptyFault({ dir }: Repository): Fault {
  return {
    code: 'HISTORY_EMPTY',
    kind: 'absent',
    message: `the repository in ${JSON.stringify(dir)} has no commits`,
    hint: 'fetch its branches and tags',
  }
}

interface Targets {
  readonly tips: readonly Tip[]
  readonly ignored: readonly IgnoredReference[]
}

/** The commit of each reference. One `git cat-file` answers for all objects that the commit-graph does not know. */
async function findTargets(
  repository: Repository,
  references: readonly Reference[],
  table: CommitTable | undefined,
): Promise<Result<Targets>> {
  const tips: Tip[] = []
  const ignored: IgnoredReference[] = []
  const unknown: Reference[] = []
  for (const reference of references) {
    const hash = decodeHex(reference.peeled ?? reference.hash)!
    if (table !== undefined && table.find(hash) >= 0) tips.push({ name: reference.name, hash })
    else unknown.push(reference)
  }
  if (unknown.length === 0) return ok({ tips, ignored })

  const answer = await gitText(repository, ['cat-file', '--batch-check=%(objectname) %(objecttype)'], {
    input: unknown.map(({ hash }) => `${hash}^{}\n`),
  })
  if (!answer.ok) return answer
  const lines = answer.value.split('\n')
  for (const [i, { name }] of unknown.entries()) {
    const [hash = '', type] = lines[i]!.split(' ')
    if (type === 'commit' && isHash(hash, repository)) tips.push({ name, hash: decodeHex(hash)! })
    else if (type === 'tree' || type === 'blob') ignored.push({ name, reason: `names a ${type}, not a commit` })
    else {
      return fail({
        code: 'HISTORY_INCOMPLETE',
        kind: 'invalid',
        message: `the object that ${name} names is missing from the repository`,
        hint: 'read a complete clone; "git fsck" tells what is missing',
      })
    }
  }
  return ok({ tips, ignored })
}

/** All commits that were read, in any order, with a way to find one. */
interface Universe extends CommitGraph {
  readonly times: Float64Array
  find(hash: Uint8Array): number
}

/** Puts the commits that `git rev-list` knows beside those of the commit-graph. */
async function addListed(
  repository: Repository,
  table: CommitTable | undefined,
  tips: readonly Tip[],
): Promise<Result<Universe>> {
  const { hashLength } = repository
  const listed = await listCommits(
    repository,
    [...new Set(tips.map(({ hash }) => encodeHex(hash)))],
    table === undefined ? [] : childless(table, hashLength),
    table !== undefined,
  )
  if (!listed.ok) return listed
  const { hashes, listed: order, parentStart, parents, times } = listed.value

  // Numbers of the listing to numbers of the whole: those of the commit-graph stay, new ones follow.
  const before = table?.size ?? 0
  const places = new Int32Array(hashes.length / hashLength).fill(-1)
  if (table !== undefined) for (let i = 0; i < places.length; i++) places[i] = table.find(hashes, i * hashLength)
  const fresh = order.filter((number) => places[number]! < 0)
  for (let i = 0; i < fresh.length; i++) places[fresh[i]!] = before + i

  const size = before + fresh.length
  const all = {
    hashLength,
    hashes: new Uint8Array(size * hashLength),
    parentStart: new Uint32Array(size + 1),
    parents: new Uint32Array((table?.parents.length ?? 0) + parents.length),
    times: new Float64Array(size),
  }
  if (table !== undefined) {
    all.hashes.set(table.hashes)
    all.parentStart.set(table.parentStart)
    all.parents.set(table.parents)
    all.times.set(table.times)
  }
  let edges = table?.parents.length ?? 0
  for (let row = 0; row < order.length; row++) {
    const number = order[row]!
    const place = places[number]!
    if (place < before) continue
    copyHash(hashes, number, all.hashes, place, hashLength)
    all.times[place] = times[row]!
    for (let edge = parentStart[row]!; edge < parentStart[row + 1]!; edge++) {
      const parent = places[parents[edge]!]!
      if (parent < 0) return fail(missingParent(hashes, hashLength, parents[edge]!))
      all.parents[edges++] = parent
    }
    all.parentStart[place + 1] = edges
  }
  return ok({
    ...all,
    parents: all.parents.subarray(0, edges),
    find(hash) {
      const number = listed.value.find(hash)
      return number < 0 ? (table?.find(hash) ?? -1) : places[number]!
    },
  })
}

function missingParent(hashes: Uint8Array, hashLength: number, number: number): Fault {
  return {
    code: 'HISTORY_INCOMPLETE',
    kind: 'invalid',
    message: `the repository lacks commit ${encodeHex(hashes, number * hashLength, (number + 1) * hashLength)}`,
    hint: 'read a complete clone; "git fsck" tells what is missing',
  }
}

/** The commits of a commit-graph that are nobody's parent there: all others are reached from them. */
function childless({ size, hashes, parents }: CommitTable, hashLength: number): string[] {
  const isParent = new Uint8Array(size)
  for (const parent of parents) isParent[parent] = 1
  const list: string[] = []
  for (let i = 0; i < size; i++)
    if (isParent[i] === 0) list.push(encodeHex(hashes, i * hashLength, (i + 1) * hashLength))
  return list
}

/** Keeps what the tips reach, numbers it, and hangs the tags and branches on it. */
function nameCommits(
  universe: Universe,
  tips: readonly Tip[],
): Result<{ readonly history: History; readonly ignored: readonly IgnoredReference[] }> {
  const starts = tips.map(({ hash }) => universe.find(hash))
  const lost = starts.findIndex((start) => start < 0)
  if (lost >= 0) {
    return fail({
      code: 'HISTORY_INCOMPLETE',
      kind: 'invalid',
      message: `the commit that ${tips[lost]!.name} names is missing from the repository`,
      hint: 'read a complete clone; "git fsck" tells what is missing',
    })
  }
  const kept = keepReached(universe, starts)

  const tags: Tag[] = []
  const branches = new Map<string, BranchTip>()
  const ignored: IgnoredReference[] = []
  for (const [i, { name }] of tips.entries()) {
    const commit = kept.places[starts[i]!]!
    if (name.startsWith('refs/tags/')) {
      const date = utcDay(kept.graph.times[commit]!)
      tags.push({ name: name.slice('refs/tags/'.length), commit, ...(date === undefined ? {} : { date }) })
    } else if (name.startsWith('refs/heads/')) {
      branches.set(name.slice('refs/heads/'.length), { name: name.slice('refs/heads/'.length), commit })
    }
  }
  for (const [i, { name }] of tips.entries()) {
    // `origin/HEAD` is another name of a branch, not a branch.
    if (!name.startsWith('refs/remotes/') || name.endsWith('/HEAD')) continue
    const short = [name.slice('refs/remotes/'.length), name.slice('refs/'.length)].find((each) => !branches.has(each))
    if (short === undefined) ignored.push({ name, reason: 'a local branch has the same name' })
    else branches.set(short, { name: short, commit: kept.places[starts[i]!]! })
  }

  const history = sortCommits({ ...kept.graph, tags, branches: [...branches.values()] })
  return history.ok ? ok({ history: history.value, ignored }) : history
}

interface Kept {
  readonly graph: CommitGraph & { readonly times: Float64Array }
  /** The new number of each commit that was kept. */
  readonly places: Uint32Array
}

/** A commit-graph may hold commits that no reference reaches any more: they are not part of the history. */
function keepReached(universe: Universe, starts: readonly number[]): Kept {
  const { hashLength, hashes, parentStart, parents, times } = universe
  const size = times.length
  const reached = new Uint8Array(size)
  const waiting = new Uint32Array(size)
  let count = 0
  let top = 0
  for (const start of starts) {
    if (reached[start] === 1) continue
    reached[start] = 1
    count++
    waiting[top++] = start
    while (top > 0) {
      const commit = waiting[--top]!
      for (let edge = parentStart[commit]!; edge < parentStart[commit + 1]!; edge++) {
        const parent = parents[edge]!
        if (reached[parent] === 1) continue
        reached[parent] = 1
        count++
        waiting[top++] = parent
      }
    }
  }

  if (count === size) return { graph: universe, places: Uint32Array.from({ length: size }, (_, i) => i) }

  const places = new Uint32Array(size)
  const graph = {
    hashLength,
    hashes: new Uint8Array(count * hashLength),
    parentStart: new Uint32Array(count + 1),
    parents: new Uint32Array(parents.length),
    times: new Float64Array(count),
  }
  let place = 0
  for (let commit = 0; commit < size; commit++) if (reached[commit] === 1) places[commit] = place++
  let edges = 0
  for (let commit = 0; commit < size; commit++) {
    if (reached[commit] === 0) continue
    const to = places[commit]!
    copyHash(hashes, commit, graph.hashes, to, hashLength)
    graph.times[to] = times[commit]!
    for (let edge = parentStart[commit]!; edge < parentStart[commit + 1]!; edge++)
      graph.parents[edges++] = places[parents[edge]!]!
    graph.parentStart[to + 1] = edges
  }
  return { graph: { ...graph, parents: graph.parents.subarray(0, edges) }, places }
}

function copyHash(from: Uint8Array, commit: number, to: Uint8Array, place: number, hashLength: number): void {
  for (let i = 0, at = commit * hashLength, next = place * hashLength; i < hashLength; i++) to[next + i] = from[at + i]!
}

function utcDay(seconds: number): string | undefined {
  const day = new Date(seconds * 1000)
  return Number.isNaN(day.getTime()) || day.getUTCFullYear() > 9999 ? undefined : day.toISOString().slice(0, 10)
}
