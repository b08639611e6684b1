import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '#json'
import { linesOf } from '../testdata/findings-of.ts'

const credits = (...types: readonly string[]): JsonObject[] =>
  types.map((type) => ({ lang: 'en', value: 'Ada Example', type }))

const cases: readonly [
  why: string,
  source: JsonObject | null,
  credits: readonly JsonObject[] | null,
  lines: readonly string[],
][] = [
  [
    'the reporter is known',
    { discovery: 'UNKNOWN' },
    credits('coordinator', 'reporter'),
    ['/source/discovery warning discovery is UNKNOWN, although the record names the reporter'],
  ],
  [
    'the finder is known',
    { discovery: 'UNKNOWN' },
    credits('finder'),
    ['/source/discovery warning discovery is UNKNOWN, although the record names the finder'],
  ],
  ['only those who mended it are known', { discovery: 'UNKNOWN' }, credits('remediation developer'), []],
  ['a credit without type may be for anything', { discovery: 'UNKNOWN' }, [{ lang: 'en', value: 'Ada Example' }], []],
  ['nobody is known', { discovery: 'UNKNOWN' }, null, []],
  ['it says how it was found', { discovery: 'USER' }, credits('reporter'), []],
  ['it says nothing', { advisory: 'LSF-2030-4' }, credits('reporter'), []],
  ['it has no source', null, credits('reporter'), []],
]

for (const [why, source, given, lines] of cases) {
  test(`STW507: ${why}`, () => assert.deepEqual(linesOf('STW507', { container: { source, credits: given } }), lines))
}
