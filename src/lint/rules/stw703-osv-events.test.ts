import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Json } from '#json'
import { osvLinesOf } from '../testdata/osv-lines-of.ts'

const AT = '/affected/0/ranges/0/events'
const A = '6ceb8aeda504b079fef7a57b8d81472f15cdd9a5'
const B = '195caac172690456dcdc8cc7a6ca50e05abf8182'

type Row = readonly [why: string, events: readonly Json[], lines: readonly string[]]

const introduced = (text: string): Json => ({ introduced: text })
const fixed = (text: string): Json => ({ fixed: text })
const last = (text: string): Json => ({ last_affected: text })

const inPyPi: readonly Row[] = [
  ['one branch after the other', [introduced('3.12.0'), fixed('3.12.13'), introduced('3.13.0'), fixed('3.13.9')], []],
  ['the same in another order', [fixed('3.13.9'), introduced('3.13.0'), introduced('3.12.0'), fixed('3.12.13')], []],
  ['from the beginning, without an end', [introduced('0')], []],
  ['a single version', [introduced('3.12.0'), last('3.12.0')], []],
  ['the same, the other way round', [last('3.12.0'), introduced('3.12.0')], []],
  ['10 is behind 9', [introduced('3.9'), fixed('3.10')], []],
  ['a limit, which is for commits', [introduced('0'), { limit: '*' }], []],
  [
    'the fixes of two branches, and one introduction',
    [introduced('3.12.0'), fixed('3.12.13'), fixed('3.13.9')],
    [`${AT}/2 error fixed in 3.13.9 changes nothing: it was fixed in 3.12.13 already`],
  ],
  [
    'a fix before anything',
    [introduced('3.13.0'), fixed('3.12.13')],
    [`${AT}/1 error fixed in 3.12.13 changes nothing: nothing is introduced before it`],
  ],
  [
    'introduced twice',
    [introduced('0'), introduced('3.13.0'), fixed('3.13.9')],
    [`${AT}/1 warning introduced in 3.13.0, and it is affected from the beginning on already`],
  ],
  [
    'introduced twice, neither at the beginning',
    [introduced('3.12.0'), introduced('3.13.0')],
    [`${AT}/1 warning introduced in 3.13.0, and it is affected from 3.12.0 on already`],
  ],
  [
    'nothing is left',
    [introduced('3.13.0'), fixed('3.13')],
    [`${AT}/1 warning introduced and fixed in 3.13: which of the two holds depends on how a reader sorts them`],
  ],
  [
    'one range ends where the next begins, as in a real record',
    [introduced('0'), fixed('3.1.1'), introduced('3.1.1'), fixed('3.2.0')],
    [`${AT}/2 warning introduced and fixed in 3.1.1: which of the two holds depends on how a reader sorts them`],
  ],
  [
    'a day where a version should be, as in a real record',
    [introduced('0'), fixed('2019-09-12')],
    [`${AT}/1 error "2019-09-12" is no version of PyPI: readers cannot tell which versions come before it`],
  ],
  ['no text', [introduced(' ')], [`${AT}/0 error the event names no version`]],
]

const inGit: readonly Row[] = [
  ['fixed in a commit', [introduced('0'), fixed(A)], []],
  ['fixed on two branches', [introduced(B), fixed(A), fixed('b'.repeat(40))], []],
  ['fixed in nothing', [introduced('0'), fixed('0')], [`${AT}/1 error no commit is 0: only introduced can be`]],
  ['introduced and fixed at once', [introduced(A), fixed(A)], [`${AT}/1 error commit ${A} introduces it and fixes it`]],
  ['twice', [introduced('0'), fixed(A), fixed(A)], [`${AT}/2 warning the same event stands twice in the range`]],
]

const inSemver: readonly Row[] = [
  ['three numbers', [introduced('1.2.0'), fixed('1.3.0-rc.1')], []],
  [
    'two numbers',
    [introduced('1.2'), fixed('1.3.0')],
    [
      `${AT}/0 error "1.2" is no version of Semantic Versioning 2.0.0: readers cannot tell which versions come before it`,
    ],
  ],
]

const inNuGet: readonly Row[] = [
  ['an order that is not known: nothing is said', [introduced('2'), fixed('1'), fixed('banana')], []],
]

const kinds = [
  ['ECOSYSTEM', 'PyPI', inPyPi],
  ['GIT', 'PyPI', inGit],
  ['SEMVER', 'npm', inSemver],
  ['ECOSYSTEM', 'NuGet', inNuGet],
] as const

for (const [type, ecosystem, rows] of kinds) {
  for (const [why, events, lines] of rows) {
    test(`STW703: ${type} of ${ecosystem}: ${why}`, () => {
      const range = { type, events, ...(type === 'GIT' && { repo: 'https://git.example/lantern' }) }
      const affected = [{ package: { ecosystem, name: 'lantern' }, ranges: [range] }]
      assert.deepEqual(osvLinesOf('STW703', { record: { affected } }), lines)
    })
  }
}

test('STW703: ten thousand events take no time', () => {
  const events = Array.from({ length: 10_000 }, (_, i) => (i % 2 === 0 ? introduced(`${i}.0`) : fixed(`${i}.0`)))
  const affected = [{ package: { ecosystem: 'PyPI', name: 'lantern' }, ranges: [{ type: 'ECOSYSTEM', events }] }]
  const start = performance.now()
  assert.deepEqual(osvLinesOf('STW703', { record: { affected } }), [])
  assert(performance.now() - start < 2000)
})
