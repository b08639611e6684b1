import assert from 'node:assert/strict'
import { test } from 'node:test'
import { linesOf } from '../testdata/findings-of.ts'
import type { LintWorld } from '../world.ts'

const NOW: LintWorld = { now: '2030-02-20T09:00:00Z' }
const EMBARGO: LintWorld = { ...NOW, embargo: { until: '2030-03-01T14:00:00Z' } }
const ahead = (time: string): string[] => [
  `/datePublic error "${time}" is more than a day in the future: CVE Services refuse it`,
]
const early = (time: string): string[] => [
  `/datePublic error "${time}" is before the end of the embargo, "2030-03-01T14:00:00Z"`,
]

const cases: readonly [why: string, datePublic: string | null, lines: readonly string[], world: LintWorld][] = [
  [
    'missing',
    null,
    [' warning there is no datePublic: nobody sees since when the public knows of the vulnerability'],
    NOW,
  ],
  ['past', '2030-02-20T08:00:00Z', [], NOW],
  ['in exactly a day', '2030-02-21T09:00:00Z', [], NOW],
  ['in more than a day', '2030-02-21T09:00:01Z', ahead('2030-02-21T09:00:01Z'), NOW],
  ['in more than a day, and nobody knows what time it is', '2099-01-01T00:00:00Z', [], {}],
  ['without offset it is UTC', '2030-02-21T09:00:01', ahead('2030-02-21T09:00:01'), NOW],
  ['a clock further east is ahead', '2030-02-21T14:00:00+05:30', [], NOW],
  ['before the end of the embargo', '2030-03-01T13:59:59Z', early('2030-03-01T13:59:59Z'), EMBARGO],
  ['the end of the embargo, which is what the record is written for', '2030-03-01T14:00:00Z', [], EMBARGO],
  ['the day on which the embargo ends', '2030-03-01T00:00:00Z', [], EMBARGO],
  ['the day before', '2030-02-28T00:00:00.000Z', early('2030-02-28T00:00:00.000Z'), EMBARGO],
  ['more than a day after the end of the embargo', '2030-03-02T14:00:01Z', ahead('2030-03-02T14:00:01Z'), EMBARGO],
  [
    'before the end of an embargo that is over',
    '2030-02-28T12:00:00Z',
    early('2030-02-28T12:00:00Z'),
    { ...EMBARGO, now: '2030-03-02T00:00:00Z' },
  ],
  ['no time stamp: the schema says so', 'tomorrow', [], EMBARGO],
]

for (const [why, datePublic, lines, world] of cases) {
  test(`STW503: ${why}`, () => assert.deepEqual(linesOf('STW503', { container: { datePublic }, world }), lines))
}
