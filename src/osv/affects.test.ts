import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { affects, type Contains, type OsvAffected, type OsvEvent, type OsvRecord, type Verdict } from './index.ts'

const introduced = (version: string): OsvEvent => ({ introduced: version })
const fixed = (version: string): OsvEvent => ({ fixed: version })
const lastAffected = (version: string): OsvEvent => ({ last_affected: version })
const limit = (version: string): OsvEvent => ({ limit: version })

function recordOf(...affected: readonly OsvAffected[]): OsvRecord {
  return { id: 'PSF-2030-1', modified: '2030-02-17T09:00:00Z', affected }
}
function pypi(events: readonly OsvEvent[], versions?: readonly string[]): OsvRecord {
  const ranges = [{ type: 'ECOSYSTEM' as const, events }]
  return recordOf({
    package: { ecosystem: 'PyPI', name: 'a' },
    ranges,
    ...(versions === undefined ? {} : { versions }),
  })
}

const ranges: readonly [why: string, events: readonly OsvEvent[], version: string, answer: Verdict['answer']][] = [
  ['no events affect nothing', [], '1.0', 'unaffected'],
  ['introduced is inclusive', [introduced('1.0')], '1.0', 'affected'],
  ['before introduced', [introduced('1.0')], '0.9', 'unaffected'],
  ['0 is before a development version of 0', [introduced('0')], '0.dev1', 'affected'],
  ['fixed is exclusive', [introduced('0'), fixed('1.2')], '1.2', 'unaffected'],
  ['a pre-release of the fix is before the fix', [introduced('0'), fixed('1.2')], '1.2rc1', 'affected'],
  ['last_affected is inclusive', [introduced('0'), lastAffected('1.2')], '1.2', 'affected'],
  ['after last_affected', [introduced('0'), lastAffected('1.2')], '1.2.1', 'unaffected'],
  ['one version alone', [introduced('1.2'), lastAffected('1.2')], '1.2', 'affected'],
  ['10 is after 9', [introduced('1.9'), fixed('1.10')], '1.9.5', 'affected'],
  ['order in the file does not matter', [fixed('2.0'), introduced('1.0')], '1.5', 'affected'],
  ['between two stretches', [introduced('0'), fixed('1.1'), introduced('1.3')], '1.2', 'unaffected'],
  ['in the second stretch', [introduced('0'), fixed('1.1'), introduced('1.3')], '1.4', 'affected'],
  [
    'equal events keep their order: fixed, then introduced',
    [introduced('0'), fixed('2'), introduced('2')],
    '2',
    'affected',
  ],
  ['equal events keep their order: introduced, then fixed', [introduced('2'), fixed('2')], '2', 'unaffected'],
  ['a limit cuts', [introduced('0'), limit('2')], '2', 'unaffected'],
  ['before the limit', [introduced('0'), limit('2')], '1.9', 'affected'],
  ['the greatest limit counts', [introduced('0'), limit('2'), limit('3')], '2.5', 'affected'],
  ['a limit of * is none', [introduced('0'), limit('*'), limit('2')], '9', 'affected'],
  ['an event that PEP 440 does not know', [introduced('0'), fixed('2019-09-12')], '1.0', 'undecided'],
  ['a version that PEP 440 does not know', [introduced('0')], 'r1-beta-x', 'undecided'],
]
for (const [why, events, version, answer] of ranges) {
  test(`${why}: ${version} is ${answer}`, () => {
    assert.equal(affects(pypi(events), { version }).answer, answer)
  })
}

const semver = recordOf({ ranges: [{ type: 'SEMVER', events: [introduced('0'), fixed('1.2.0')] }] })
const debian = recordOf({
  package: { ecosystem: 'Debian:12', name: 'a' },
  ranges: [{ type: 'ECOSYSTEM', events: [introduced('0'), fixed('1:1.0-1')] }],
})
const nameless = recordOf({ ranges: [{ type: 'ECOSYSTEM', events: [introduced('0')] }] })
const listed = pypi([introduced('2'), fixed('3')], ['1.0', '9-x'])
const two = recordOf(
  { package: { ecosystem: 'PyPI', name: 'a' }, versions: ['1.0'] },
  { package: { ecosystem: 'npm', name: 'a' }, versions: ['2.0.0'] },
)
const withdrawn = { ...pypi([introduced('0')]), withdrawn: '2030-03-01T00:00:00Z' }

const records: readonly [why: string, record: OsvRecord, subject: Parameters<typeof affects>[1], expected: string][] = [
  [
    'SEMVER needs no package',
    semver,
    { version: '1.1.9' },
    'affected /affected/0/ranges/0 affected from the beginning',
  ],
  [
    'the suffix of an ecosystem is not its name',
    debian,
    { version: '2.0-1' },
    'affected /affected/0/ranges/0 affected from the beginning',
  ],
  ['a Debian epoch is above all', debian, { version: '1:1.0-2' }, 'unaffected /affected/0/ranges/0 fixed in 1:1.0-1'],
  [
    'no ecosystem, no order',
    nameless,
    { version: '1' },
    'undecided /affected/0/ranges/0 no order is known for versions of no ecosystem',
  ],
  ['listed beats the ranges', listed, { version: '1.0' }, 'affected /affected/0/versions/0 it is listed as 1.0'],
  ['listed in another spelling', listed, { version: '1.0.0' }, 'affected /affected/0/versions/0 it is listed as 1.0'],
  [
    'listed as text that is no version',
    listed,
    { version: '9-x' },
    'affected /affected/0/versions/1 it is listed as 9-x',
  ],
  ['a range as well', listed, { version: '2.5' }, 'affected /affected/0/ranges/0 introduced in 2'],
  ['nothing says so', listed, { version: '1.5' }, 'unaffected /affected/0/versions it is not listed'],
  [
    'only the package that is asked about',
    two,
    { version: '2.0.0', package: { ecosystem: 'PyPI', name: 'a' } },
    'unaffected /affected/0/versions it is not listed',
  ],
  [
    'PyPI names have a normal form',
    two,
    { version: '1.0', package: { ecosystem: 'PyPI', name: 'A' } },
    'affected /affected/0/versions/0 it is listed as 1.0',
  ],
  [
    'npm names do not',
    two,
    { version: '2.0.0', package: { ecosystem: 'npm', name: 'A' } },
    'unaffected /affected the record is about other packages',
  ],
  [
    'without a package every entry is meant',
    two,
    { version: '2.0.0' },
    'affected /affected/1/versions/0 it is listed as 2.0.0',
  ],
  [
    'a withdrawn record says nothing any more',
    withdrawn,
    { version: '1' },
    'unaffected /withdrawn the record was withdrawn on 2030-03-01T00:00:00Z',
  ],
  [
    'a record without entries leaves it open',
    recordOf(),
    { version: '1' },
    'undecided /affected the record does not say what is affected',
  ],
  [
    'an empty entry leaves it open',
    recordOf({}),
    { version: '1' },
    'undecided /affected/0 the entry states neither versions nor ranges',
  ],
  [
    'a version does not ask for commits',
    gitRecord([introduced('0')]),
    { version: '1' },
    'undecided /affected/0 the entry says nothing about versions',
  ],
  [
    'a commit needs the repository',
    gitRecord([introduced('0')]),
    { commit: 'c' },
    'undecided /affected/0/ranges/0 it takes the repository to answer for a commit',
  ],
  [
    'a commit does not ask for versions',
    listed,
    { commit: 'c' },
    'undecided /affected/0 the entry says nothing about commits',
  ],
]
for (const [why, record, subject, expected] of records) {
  test(why, () => {
    const { answer, reasons } = affects(record, subject)
    assert.equal(`${answer} ${reasons[0]?.at} ${reasons[0]?.why}`, expected)
  })
}

function gitRecord(events: readonly OsvEvent[]): OsvRecord {
  return recordOf({ ranges: [{ type: 'GIT', repo: 'https://git.example/a', events }] })
}

// a - b - c - d    main
//      \    \
//       e - f      f is a merge of e and c
const PARENTS: Readonly<Record<string, readonly string[]>> = {
  a: [],
  b: ['a'],
  c: ['b'],
  d: ['c'],
  e: ['b'],
  f: ['e', 'c'],
}
const contains = containsIn(PARENTS)

const commits: readonly [why: string, events: readonly OsvEvent[], affected: string][] = [
  ['what contains the introduction', [introduced('b')], 'bcdef'],
  ['0 is every commit', [introduced('0'), fixed('c')], 'abe'],
  ['a fix on one branch does not fix the other', [introduced('a'), fixed('c')], 'abe'],
  ['a fix in a merged branch fixes the merge', [introduced('a'), fixed('e')], 'abcd'],
  ['one fix for each branch', [introduced('a'), fixed('c'), fixed('e')], 'ab'],
  ['introduced again after the fix', [introduced('a'), fixed('b'), introduced('c')], 'acdf'],
  ['a fix beside the introduction does not count', [introduced('e'), fixed('c')], 'ef'],
  ['last_affected is affected, its children are not', [introduced('a'), lastAffected('c')], 'abce'],
  ['a limit keeps to what it contains', [introduced('b'), limit('d')], 'bc'],
  ['several limits', [introduced('b'), limit('d'), limit('f')], 'bce'],
  ['an event that the repository does not know', [introduced('b'), fixed('z')], '?b?c?d?e?f'],
  ['an unknown fix does not matter where a known one counts', [introduced('b'), fixed('c'), fixed('z')], '?b?e'],
]
for (const [why, events, affected] of commits) {
  test(`GIT: ${why}`, () => {
    const answers = Object.keys(PARENTS).map((commit) => {
      const { answer } = affects(gitRecord(events), { commit }, contains)
      return answer === 'affected' ? commit : answer === 'undecided' ? `?${commit}` : ''
    })
    assert.equal(answers.join(''), affected)
  })
}

const anyEvent: fc.Arbitrary<OsvEvent> = fc
  .tuple(fc.constantFrom('introduced', 'introduced', 'fixed', 'last_affected', 'limit'), fc.integer({ min: 0, max: 9 }))
  .map(([kind, version]) => ({ [kind]: String(version) }))

test('agrees with the pseudocode of the schema, taken word for word', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 8 }), fc.integer({ min: 0, max: 10 }), (events, version) => {
      const said = affects(pypi(events), { version: String(version) }).answer === 'affected'
      assert.equal(said, includedInRange(version, events))
    }),
    { numRuns: 5000 },
  )
})

/** IncludedInRanges and BeforeLimits of the schema for one range of whole numbers. */
function includedInRange(v: number, events: readonly OsvEvent[]): boolean {
  const limits = events.filter((event) => event.limit !== undefined)
  if (limits.length > 0 && !limits.some((event) => v < Number(event.limit))) return false
  const key = (event: OsvEvent): number =>
    event.introduced === '0' ? -1 : Number(event.introduced ?? event.fixed ?? event.last_affected ?? event.limit)
  let vulnerable = false
  for (const event of [...events].sort((a, b) => key(a) - key(b))) {
    if (event.introduced !== undefined && v >= key(event)) vulnerable = true
    else if (event.fixed !== undefined && v >= key(event)) vulnerable = false
    else if (event.last_affected !== undefined && v > key(event)) vulnerable = false
  }
  return vulnerable
}

test('GIT agrees with looking at every path through a random history', () => {
  const history = fc.array(fc.array(fc.nat(), { minLength: 0, maxLength: 2 }), { minLength: 1, maxLength: 9 })
  const events = fc.array(fc.tuple(fc.constantFrom('introduced', 'fixed'), fc.nat()), { maxLength: 5 })
  fc.assert(
    fc.property(history, events, (parents, picks) => {
      const graph = Object.fromEntries(
        parents.map((each, i) => [`n${i}`, i === 0 ? [] : [...new Set(each.map((n) => `n${n % i}`))]]),
      )
      const range = picks.map(([kind, n]): OsvEvent => ({ [kind]: `n${n % parents.length}` }))
      const from = range.flatMap((event) => event.introduced ?? [])
      const fixes = range.flatMap((event) => event.fixed ?? [])
      for (const commit of Object.keys(graph)) {
        const paths = pathsDown(graph, commit)
        const expected = from.some((start) => {
          const ways = paths.filter((path) => path.at(-1) === start)
          return ways.length > 0 && ways.every((path) => !path.some((each) => fixes.includes(each)))
        })
        const said = affects(gitRecord(range), { commit }, containsIn(graph)).answer === 'affected'
        assert.equal(said, expected, `${commit} in ${JSON.stringify(graph)} with ${JSON.stringify(range)}`)
      }
    }),
    { numRuns: 1000 },
  )
})

type Graph = Readonly<Record<string, readonly string[]>>

/** Every path from `commit` to an ancestor, itself included. */
function pathsDown(graph: Graph, commit: string): readonly (readonly string[])[] {
  const further = (graph[commit] ?? []).flatMap((parent) => pathsDown(graph, parent))
  return [[commit], ...further.map((path) => [commit, ...path])]
}

function containsIn(graph: Graph): Contains {
  const within = (commit: string, ancestor: string): boolean =>
    commit === ancestor || (graph[commit] ?? []).some((parent) => within(parent, ancestor))
  return (commit, ancestor) => (commit in graph && ancestor in graph ? within(commit, ancestor) : undefined)
}
