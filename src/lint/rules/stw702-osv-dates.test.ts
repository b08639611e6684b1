import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '#json'
import { osvLinesOf } from '../testdata/osv-lines-of.ts'

const now = '2030-02-20T09:30:00Z'

const rows: readonly (readonly [why: string, record: JsonObject, lines: readonly string[]])[] = [
  ['as it is', {}, []],
  [
    'the zero of a program, as a real database has it',
    { modified: '0001-01-01T00:00:00Z' },
    ['/modified error modified is 0001-01-01T00:00:00Z, before the record was published (2030-02-20T08:00:00Z)'],
  ],
  ['published and modified at once', { modified: '2030-02-20T08:00:00Z' }, []],
  ['a tenth of a second later', { modified: '2030-02-20T08:00:00.100Z' }, []],
  ['not published yet', { published: null }, []],
  [
    'withdrawn without touching modified',
    { withdrawn: '2030-02-20T09:10:00Z' },
    ['/modified error modified is 2030-02-20T09:00:00Z, before the record was withdrawn (2030-02-20T09:10:00Z)'],
  ],
  ['withdrawn with it', { withdrawn: '2030-02-20T09:00:00Z' }, []],
  [
    'from the future',
    { modified: '2031-02-20T09:00:00Z' },
    ['/modified error modified is 2031-02-20T09:00:00Z, which is in the future'],
  ],
  ['a clock that is a minute fast', { modified: '2030-02-20T09:31:00Z' }, []],
  ['a month that no calendar has: the schema says it', { published: '2030-13-20T08:00:00Z' }, []],
]

for (const [why, record, lines] of rows) {
  test(`STW702: ${why}`, () => assert.deepEqual(osvLinesOf('STW702', { record, world: { now } }), lines))
}

test('STW702: without the time, the future is not looked at', () => {
  assert.deepEqual(osvLinesOf('STW702', { record: { modified: '2031-02-20T09:00:00Z' } }), [])
})
