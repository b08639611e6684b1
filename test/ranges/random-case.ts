/**
 * Random histories with the shape of real ones: a main line, branches cut from it, merges, releases with versions of their branch;
 * and facts about them, from plausible to odd.
 *
 * @module
 */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { type History, makeHistory } from '#history'
import { type Project, parseProject, releasesOf } from '#project'
import type { Ground, Override, Status, Vulnerability } from '#vulnerability'
import { statusAt } from './oracle.ts'

export type SchemeUsed = 'python' | 'dotted'

export interface Case {
  readonly ground: Ground
  readonly history: History
  readonly vulnerability: Vulnerability
  /** The full hash of each commit. */
  readonly hashes: readonly string[]
  readonly parents: readonly (readonly number[])[]
  /** The facts again, as numbers. */
  readonly introduced: readonly number[] | '0'
  readonly groups: readonly (readonly number[])[]
  readonly reverts: readonly { readonly commit: number; readonly of: number }[]
  contains(commit: number, ancestor: number): boolean
  /** What the plain search says of the tree at a commit. */
  statusAt(commit: number): Status
  /** In every fix group one commit comes after all others. */
  readonly isLinear: boolean
  /** What is shown of a counterexample. */
  [fc.toStringMethod](): string
}

const small = fc.nat(1000)

const step = fc.record({
  kind: fc.oneof(
    { weight: 8, arbitrary: fc.constant('commit' as const) },
    { weight: 3, arbitrary: fc.constant('merge' as const) },
    { weight: 2, arbitrary: fc.constant('cut' as const) },
    { weight: 6, arbitrary: fc.constant('tag' as const) },
    { weight: 1, arbitrary: fc.constant('old-tag' as const) },
    { weight: 1, arbitrary: fc.constant('root' as const) },
  ),
  a: small,
  b: small,
})

const facts = fc.record({
  always: fc.boolean(),
  introduced: fc.array(small, { minLength: 1, maxLength: 3 }),
  groups: fc.array(fc.array(small, { minLength: 1, maxLength: 3 }), { maxLength: 4 }),
  reverts: fc.array(fc.tuple(small, small), { maxLength: 2 }),
  overrides: fc.array(fc.record({ kind: fc.nat(3), at: small, to: small, status: fc.nat(3) }), { maxLength: 2 }),
  untagged: fc.array(fc.record({ at: small, named: fc.boolean(), commit: small }), { maxLength: 2 }),
  declared: fc.boolean(),
})

/** Random cases in one of the given schemes. */
export function cases(schemes: readonly SchemeUsed[]): fc.Arbitrary<Case> {
  return fc
    .tuple(fc.constantFrom(...schemes), fc.array(step, { minLength: 5, maxLength: 40 }), facts)
    .map(([scheme, steps, about]) => build(scheme, steps, about))
}

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never
type About = typeof facts extends fc.Arbitrary<infer T> ? T : never

interface Line {
  readonly name: string
  tip: number
  /** The minor version that its releases have. */
  minor: number
  /** How many releases of that minor version it has had. */
  count: number
}

interface Story {
  readonly parents: number[][]
  readonly lines: Line[]
  /** Version to commits: two where a version was tagged twice. */
  readonly tags: Map<string, number[]>
}

function build(scheme: SchemeUsed, steps: readonly Step[], about: About): Case {
  const story: Story = { parents: [[]], lines: [{ name: 'main', tip: 0, minor: 8, count: 0 }], tags: new Map() }
  for (const each of steps) take(story, each, scheme)
  const { parents } = story
  const size = parents.length
  const hashes = parents.map((_, i) => hashOf(i))
  const project = projectOf(scheme, story, about)
  const history = historyOf(story, hashes)
  const releases = releasesOf(project, history)
  assert(releases.ok, JSON.stringify(releases))

  const introduced = about.always ? ('0' as const) : [...new Set(about.introduced.map((n) => n % size))]
  // Fixes that come late are the usual ones.
  const groups = about.groups.map((group) => [
    ...new Set(group.map((n) => (n % 3 === 0 ? n % size : size - 1 - (n % Math.ceil(size / 2))))),
  ])
  const fixes = groups.flat()
  const reverts = about.reverts.flatMap(([commit, of], i) => {
    const known = i === 0 ? fixes : [...fixes, about.reverts[0]![0] % size]
    return known.length === 0 ? [] : [{ commit: commit % size, of: known[of % known.length]! }]
  })
  const versions = releases.value.releases.map(({ version }) => version.text)
  const contains = containment(parents)
  const vulnerability: Vulnerability = {
    ...EMPTY,
    introduced: introduced === '0' ? '0' : introduced.map((commit) => hashes[commit]!),
    fixes: groups.map((group) => ({ commits: group.map((commit) => hashes[commit]!) })),
    reverts: reverts.map(({ commit, of }) => ({ commit: hashes[commit]!, of: hashes[of]! })),
    overrides: about.overrides.flatMap((each) => overrideOf(each, versions)),
  }
  const numbers = { introduced, groups, reverts, contains }
  return {
    ground: { project, history, releases: releases.value.releases },
    history,
    vulnerability,
    hashes,
    parents,
    ...numbers,
    statusAt: (commit) => statusAt(numbers, commit),
    [fc.toStringMethod]: () => {
      const overrides = vulnerability.overrides.map(({ scope, status }) => ({ ...scope, status }))
      const shown = releases.value.releases.map(({ version, commits }) => `${version.text} at ${commits.join(' and ')}`)
      return JSON.stringify({ parents, releases: shown, introduced, groups, reverts, overrides }, null, 1)
    },
    isLinear: groups.every((group) => group.some((last) => group.every((other) => contains(last, other)))),
  }
}

function take({ parents, lines, tags }: Story, { kind, a, b }: Step, scheme: SchemeUsed): void {
  const line = lines[a % lines.length]!
  const add = (...from: number[]): number => parents.push(from) - 1
  if (kind === 'commit') line.tip = add(line.tip)
  else if (kind === 'merge') {
    const other = lines[b % lines.length]!
    line.tip = other.tip === line.tip ? add(line.tip) : add(line.tip, other.tip)
  } else if (kind === 'root') line.tip = add(line.tip, add())
  else if (kind === 'cut') {
    const main = lines[0]!
    if (lines.length > 4) return
    lines.push({ name: `3.${main.minor}`, tip: main.tip, minor: main.minor, count: main.count })
    main.minor++
    main.count = 0
  } else {
    const version = versionOf(line, scheme)
    const commit = kind === 'tag' ? line.tip : b % parents.length
    line.count++
    tags.set(version, [commit])
    // Now and then a version is tagged twice.
    if (b % 13 === 0) tags.set(version, [commit, a % parents.length])
  }
}

/** Pre-releases first, then finals; on main there are only pre-releases. */
function versionOf({ name, minor, count }: Line, scheme: SchemeUsed): string {
  const pre = scheme === 'python' ? ['a', 'b', 'rc'] : ['-alpha', '-beta', '-rc']
  if (name === 'main' || count < 2) return `3.${minor}.0${pre[Math.min(2, count >> 2)]}${count + 1}`
  const patch = count - 2
  // Candidates of patch releases are rare, and confuse whoever does not think of them.
  return patch % 5 === 4 ? `3.${minor}.${patch + 1}${pre[2]}1` : `3.${minor}.${patch}`
}

function historyOf({ parents, tags, lines }: Story, hashes: readonly string[]): History {
  const parentStart = new Uint32Array(parents.length + 1)
  for (const [i, own] of parents.entries()) parentStart[i + 1] = parentStart[i]! + own.length
  const history = makeHistory({
    hashLength: 20,
    hashes: Uint8Array.from(hashes.flatMap((hash) => [...Buffer.from(hash, 'hex')])),
    parentStart,
    parents: Uint32Array.from(parents.flat()),
    tags: [...tags].flatMap(([version, commits]) =>
      commits.map((commit, i) => ({ name: i === 0 ? `v${version}` : `again-${version}`, commit })),
    ),
    branches: lines.map(({ name, tip }) => ({ name, commit: tip })),
  })
  assert(history.ok, JSON.stringify(history))
  return history.value
}

/** Hashes in no order that has to do with the numbers. */
function hashOf(commit: number): string {
  const word = Math.imul(commit + 1, 0x9e3779b1) >>> 0
  return word.toString(16).padStart(8, '0').repeat(5)
}

function projectOf(scheme: SchemeUsed, { lines, tags, parents }: Story, { declared, untagged }: About): Project {
  const branches = lines.map(({ name, minor }) => `  - { name: '${name}', series: '3.${minor}' }\n`)
  const versions = [...tags.keys()]
  const notes = new Map(
    untagged.flatMap(({ at, named, commit }) => {
      const near = versions[at % Math.max(1, versions.length)]
      // A fourth number comes right after a release, and has its series.
      if (near === undefined || !/^\d+\.\d+\.\d+$/.test(near)) return []
      const place = named ? `, commit: '${hashOf(commit % parents.length)}'` : ''
      return [[`${near}.1`, `  - { version: '${near}.1'${place} }\n`]]
    }),
  )
  const project = parseProject(
    `steward: 1
project: lantern
foundation: { short-name: LSF, org-id: 3f1b9c52-6a0d-4c1e-9d2a-5b7f0c8e4a61 }
repository: https://git.example/lantern
scheme: ${scheme}
tags: [v(version), again-(version)]
template: { version-type: ${scheme} }
product: { vendor: Lantern Software Foundation, product: Lantern }
osv: { prefix: LSF${scheme === 'python' ? ', ecosystem: PyPI, package: lantern' : ''} }
${declared ? `branches:\n${branches.join('')}` : ''}${notes.size > 0 ? `releases:\n${[...notes.values()].join('')}` : ''}`,
    'steward.yaml',
  )
  assert(project.ok, JSON.stringify(project))
  return project.value
}

const STATUSES: readonly Status[] = ['affected', 'fixed', 'unaffected', 'unknown']

function overrideOf(
  { kind, at, to, status }: About['overrides'][number],
  versions: readonly string[],
): readonly Override[] {
  const [from, end] = [versions[at % versions.length], versions[to % versions.length]]
  if (from === undefined || end === undefined) return []
  const word = { status: STATUSES[status]!, reason: 'known', author: 'Ada', date: '2030-02-01' }
  if (kind === 0) return [{ ...word, scope: { kind: 'version', version: from } }]
  if (kind === 1) return [{ ...word, scope: { kind: 'range', range: `>=${from}` } }]
  if (kind === 2) return [{ ...word, status: 'unaffected', scope: { kind: 'floor', version: from } }]
  return [{ ...word, scope: { kind: 'branch', branch: /^\d+\.\d+/.exec(end)![0] } }]
}

/** Who contains whom, by a plain search from each commit, once. */
function containment(parents: readonly (readonly number[])[]): Case['contains'] {
  const known = new Map<number, ReadonlySet<number>>()
  const ancestors = (commit: number): ReadonlySet<number> => {
    const before = known.get(commit)
    if (before !== undefined) return before
    const seen = new Set<number>()
    const queue = [commit]
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (seen.has(next)) continue
      seen.add(next)
      queue.push(...parents[next]!)
    }
    known.set(commit, seen)
    return seen
  }
  return (commit, ancestor) => ancestors(commit).has(ancestor)
}

const EMPTY: Vulnerability = {
  id: 'LSF-2030-1',
  cve: 'CVE-2030-10001' as NonNullable<Vulnerability['cve']>,
  aliases: [],
  title: 'A bug',
  description: 'It can be made to fail.',
  state: 'published',
  introduced: '0',
  fixes: [],
  reverts: [],
  overrides: [],
  provisional: [],
  stated: [],
  weaknesses: [],
  severity: [],
  references: [{ url: 'https://lantern.example/1', tags: [] }],
  credits: [],
  timeline: [],
  modules: [],
  platforms: [],
}
