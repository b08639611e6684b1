import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Level } from '#lint'
import { type Counted, Counter, NO_TALLY, sum } from './tally.ts'

const file = (cna: string, ...findings: readonly (readonly [code: string, level: Level])[]): Counted => ({
  cna,
  findings: findings.map(([code, level]) => ({ code, level })),
  waived: [],
  faults: [],
})

test('findings are counted by rule and by CNA', () => {
  const counter = new Counter()
  counter.add(file('LSF', ['STW203', 'warning'], ['STW203', 'warning'], ['STW401', 'error']))
  counter.add(file('LSF'))
  counter.add(file('other', ['STW203', 'error']))
  assert.deepEqual(counter.tally, {
    files: 3,
    unread: 0,
    flagged: 2,
    waived: 0,
    passedOver: 0,
    faults: [],
    byRule: {
      STW203: { error: 1, warning: 2, info: 0, files: 2 },
      STW401: { error: 1, warning: 0, info: 0, files: 1 },
    },
    byCna: {
      LSF: { error: 1, warning: 2, info: 0, files: 1, records: 2 },
      other: { error: 1, warning: 0, info: 0, files: 1, records: 1 },
    },
  })
})

test('a CNA may be called like what objects have', () => {
  for (const name of ['constructor', '__proto__']) {
    const counter = new Counter()
    counter.add(file(name, ['STW203', 'error']))
    const twice = sum(counter.tally, counter.tally)
    assert.deepEqual(
      Object.entries(twice.byCna).map(([cna, { records }]) => [cna, records]),
      [[name, 2]],
    )
  }
})

const files = fc.array(
  fc
    .tuple(
      fc.constantFrom('LSF', 'PSF', ''),
      fc.array(fc.tuple(fc.constantFrom('STW001', 'STW002'), fc.constantFrom<Level>('error', 'warning', 'info'))),
    )
    .map(([cna, findings]) => file(cna, ...findings)),
)

test('it makes no difference how files are put into batches', () => {
  const tallyOf = (some: readonly Counted[]) => {
    const counter = new Counter()
    for (const each of some) counter.add(each)
    return counter.tally
  }
  fc.assert(
    fc.property(files, fc.nat(), (all, cut) => {
      const at = cut % (all.length + 1)
      const parts = sum(sum(NO_TALLY, tallyOf(all.slice(0, at))), tallyOf(all.slice(at)))
      assert.deepEqual(parts, tallyOf(all))
    }),
    { seed: 7 },
  )
})
