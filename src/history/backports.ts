import { type CommitMarks, readMarks } from './commit-marks.ts'
import { type Containment, contain } from './contain.ts'
import { findCommit } from './find-commit.ts'
import type { History } from './history.ts'

/** What is known of one commit besides its place in the graph. */
export interface CommitText {
  readonly commit: number
  readonly subject: string
  readonly body: string
  /** Name of the author; not always asked for. */
  readonly author?: string
  /** `git patch-id --stable` of its change. A merge has none. */
  readonly patchId?: string
  /** The files that it touches. */
  readonly paths?: readonly string[]
}

/** Why two commits may be the same change on two branches, strongest first. */
export const BACKPORT_SIGNALS = ['patch-id', 'cherry-picked-from', 'same-subject', 'same-issue'] as const

export type BackportSignal = (typeof BACKPORT_SIGNALS)[number]

/** A commit that may be the same change as a known one, for a person to confirm. */
export interface BackportProposal {
  /** The known commit. */
  readonly of: number
  readonly commit: number
  /** A branch that contains `commit` and not `of`; absent if only tags do. */
  readonly branch?: string
  /** At least one, strongest first. */
  readonly signals: readonly BackportSignal[]
}

/**
 * Finds commits that carry a known change (a fix, or the change that brought the flaw) to another branch. The proposals with the
 * strongest signal come first; nothing is decided.
 *
 * A commit is not proposed for a known commit that it contains or is contained in: there the graph itself gives the answer. Nor is a
 * follow-up proposed on a line where a better match of the same change is known already.
 */
export function findBackports(
  history: History,
  wanted: readonly CommitText[],
  candidates: readonly CommitText[],
): readonly BackportProposal[] {
  const known = new Set(wanted.map((text) => text.commit))
  const marked = new Map<number, Marked>()
  for (const text of [...candidates, ...wanted]) marked.set(text.commit, mark(history, text))
  const linker = makeLinker(marked)
  const sources = wanted.map((text) => marked.get(text.commit)!)
  const others = [...marked.values()].filter(({ text }) => !known.has(text.commit))

  const linked = others
    .map((candidate) => ({ candidate, links: linksTo(candidate, sources, linker) }))
    .filter(({ links }) => links.length > 0)
  const commits = [...known, ...linked.map(({ candidate }) => candidate.text.commit)]
  const containment = contain(history, commits, commits)

  const proposals = linked.flatMap(({ candidate, links }) => {
    const { commit } = candidate.text
    const related = sources.filter((source) => isRelated(containment, source.text.commit, commit))
    const kept: Link[] = []
    for (const found of links) {
      // `found` is the line's own commit, or a commit that the line has as least as good a match for.
      if (related.some((source) => source === found.source || linker.strength(source, found.source) <= found.strength))
        continue
      // Two known commits that are the same change need one proposal, not two.
      if (kept.some((earlier) => linker.strength(earlier.source, found.source) <= found.strength)) continue
      kept.push(found)
    }
    return kept.map(({ source, signals }) => ({ of: source.text.commit, commit, signals }))
  })

  const branchOf = branchFinder(history, proposals)
  const rank = new Map([...known].map((commit, place) => [commit, place]))
  return proposals
    .map((proposal) => {
      const branch = branchOf(proposal)
      return branch === undefined ? proposal : { ...proposal, branch }
    })
    .sort(
      (a, b) =>
        strengthOf(a.signals) - strengthOf(b.signals) || rank.get(a.of)! - rank.get(b.of)! || a.commit - b.commit,
    )
}

/** The commits that say of themselves that they take back another. `reverts` is a hash as written there: give it to `findCommit`. */
export function findReverts(
  texts: readonly CommitText[],
): readonly { readonly commit: number; readonly reverts: string }[] {
  return texts.flatMap(({ commit, subject, body }) =>
    readMarks(subject, body).reverts.map((reverts) => ({ commit, reverts })),
  )
}

interface Marked {
  readonly text: CommitText
  readonly marks: CommitMarks
  /** The commits that it names as its source: numbers, or the hash itself of a commit that is not in the history. */
  readonly origins: readonly (number | string)[]
}

function mark(history: History, text: CommitText): Marked {
  const marks = readMarks(text.subject, text.body)
  const origins = marks.origins.map((hash) => {
    const found = findCommit(history, hash)
    return found.ok ? found.value : hash
  })
  return { text, marks, origins: origins.filter((origin) => origin !== text.commit) }
}

interface Link {
  readonly source: Marked
  readonly signals: readonly BackportSignal[]
  /** The place of the strongest signal: smaller is stronger. */
  readonly strength: number
}

/** Compares two commits; remembers what each was made from. */
interface Linker {
  /** The signals that the two are the same change, strongest first. */
  signals(a: Marked, b: Marked): readonly BackportSignal[]
  /** The place of their strongest signal, or Infinity where nothing links them. */
  strength(a: Marked, b: Marked): number
}

function linksTo(candidate: Marked, sources: readonly Marked[], linker: Linker): Link[] {
  return sources
    .map((source) => ({ source, signals: linker.signals(candidate, source) }))
    .filter(({ signals }) => signals.length > 0)
    .map((link) => ({ ...link, strength: strengthOf(link.signals) }))
    .sort((a, b) => a.strength - b.strength)
}

function makeLinker(marked: ReadonlyMap<number, Marked>): Linker {
  const roots = new Map<number, Roots>()
  function rootsOf(of: Marked): Roots {
    const known = roots.get(of.text.commit)
    if (known !== undefined) return known
    const found = followOrigins(of, marked)
    roots.set(of.text.commit, found)
    return found
  }
  function signals(a: Marked, b: Marked): readonly BackportSignal[] {
    return BACKPORT_SIGNALS.filter((signal) => SIGNALS[signal](a, b, rootsOf))
  }
  return { signals, strength: (a, b) => strengthOf(signals(a, b)) }
}

function strengthOf(signals: readonly BackportSignal[]): number {
  return signals[0] === undefined ? Number.POSITIVE_INFINITY : BACKPORT_SIGNALS.indexOf(signals[0])
}

/** A commit and all that it was made from: numbers, or hashes of commits that are not in the history. */
type Roots = ReadonlySet<number | string>

type Comparison = (a: Marked, b: Marked, rootsOf: (of: Marked) => Roots) => boolean

const SIGNALS: Readonly<Record<BackportSignal, Comparison>> = {
  'patch-id': (a, b) => a.text.patchId !== undefined && a.text.patchId === b.text.patchId,
  'cherry-picked-from': (a, b, rootsOf) => meet([...rootsOf(a)], rootsOf(b)),
  'same-subject': (a, b) =>
    a.marks.subject !== '' && a.marks.subject === b.marks.subject && !nameDifferentIssues(a.marks, b.marks),
  'same-issue': (a, b) => meet(trackedBy(a.marks), new Set(trackedBy(b.marks))),
}

/** "Fix a typo" of one issue is not the backport of "Fix a typo" of another. */
function nameDifferentIssues(a: CommitMarks, b: CommitMarks): boolean {
  return a.issues.length > 0 && b.issues.length > 0 && !meet(a.issues, new Set(b.issues))
}

function meet<T>(list: readonly T[], set: ReadonlySet<T>): boolean {
  return list.some((item) => set.has(item))
}

function trackedBy(marks: CommitMarks): readonly string[] {
  return [...marks.issues, ...marks.requests]
}

/**
 * A commit and all that it was made from, over several steps: C names B, B names A. Only upwards: that one squashed backport names
 * both X and Y does not make X and Y the same change.
 */
function followOrigins(of: Marked, marked: ReadonlyMap<number, Marked>): Roots {
  const found = new Set<number | string>([of.text.commit])
  const waiting = [of]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const origin of next.origins) {
      if (found.has(origin)) continue
      found.add(origin)
      const further = typeof origin === 'number' ? marked.get(origin) : undefined
      if (further !== undefined) waiting.push(further)
    }
  }
  return found
}

function isRelated(containment: Containment, a: number, b: number): boolean {
  return containment.has(a, b) || containment.has(b, a)
}

/** Names the branch of a proposal: one that reaches the commit by first parents if there is one, then the shortest name. */
function branchFinder(
  history: History,
  proposals: readonly { readonly of: number; readonly commit: number }[],
): (proposal: { readonly of: number; readonly commit: number }) => string | undefined {
  const commits = new Set(proposals.flatMap(({ of, commit }) => [of, commit]))
  const containment = contain(
    history,
    [...commits],
    history.branches.map((branch) => branch.commit),
  )
  const oldest = Math.min(...commits)
  const straight = new Map<string, ReadonlySet<number>>()
  function isStraight(name: string, tip: number, commit: number): boolean {
    let line = straight.get(name)
    if (line === undefined) {
      line = firstParentsAmong(history, tip, commits, oldest)
      straight.set(name, line)
    }
    return line.has(commit)
  }

  return ({ of, commit }) => {
    const holding = history.branches
      .filter((branch) => containment.has(branch.commit, commit) && !containment.has(branch.commit, of))
      .toSorted((a, b) => a.name.length - b.name.length)
    return (holding.find((branch) => isStraight(branch.name, branch.commit, commit)) ?? holding[0])?.name
  }
}

function firstParentsAmong(
  { parentStart, parents }: History,
  tip: number,
  commits: ReadonlySet<number>,
  oldest: number,
): ReadonlySet<number> {
  const found = new Set<number>()
  for (let commit = tip; commit >= oldest; ) {
    if (commits.has(commit)) found.add(commit)
    const first = parentStart[commit]!
    if (first === parentStart[commit + 1]) break
    commit = parents[first]!
  }
  return found
}
