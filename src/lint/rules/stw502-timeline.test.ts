import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CnaContainer, TimelineEntry } from '#cve'
import { containerAfterFix, linesOf } from '../testdata/findings-of.ts'
import type { LintWorld } from '../world.ts'

const entry = (time: string, value = 'Something happened'): TimelineEntry => ({ time, lang: 'en', value })
const NOW: LintWorld = { now: '2030-02-20T12:00:00Z' }

const cases: readonly [why: string, times: readonly string[], lines: readonly string[], world?: LintWorld][] = [
  ['in order', ['2030-02-10T09:00:00Z', '2030-02-20T08:00:00Z'], [], NOW],
  ['two at the same time', ['2030-02-10T09:00:00Z', '2030-02-10T09:00:00.000Z'], []],
  ['in order, by the clocks of two places', ['2030-02-20T08:00:00+05:30', '2030-02-20T03:00:00Z'], []],
  ['a single entry', ['2030-02-10T09:00:00Z'], []],
  [
    'going back',
    ['2030-02-20T08:00:00Z', '2030-02-10T09:00:00Z'],
    ['/timeline/1 warning "2030-02-10T09:00:00Z" stands after "2030-02-20T08:00:00Z": the timeline goes back'],
  ],
  [
    'going back twice is told of once',
    ['2030-02-20T08:00:00Z', '2030-02-10T09:00:00Z', '2030-02-01T09:00:00Z'],
    ['/timeline/1 warning "2030-02-10T09:00:00Z" stands after "2030-02-20T08:00:00Z": the timeline goes back'],
  ],
  [
    'no offset',
    ['2030-02-10T09:00:00'],
    ['/timeline/0/time warning the time "2030-02-10T09:00:00" says no offset from UTC'],
  ],
  [
    'an offset that does not exist',
    ['2030-02-10T09:00:00+25:00'],
    ['/timeline/0/time error no clock has the offset "+25:00" from UTC'],
  ],
  ['the future', ['2030-02-21T00:00:00Z'], ['/timeline/0/time warning "2030-02-21T00:00:00Z" is in the future'], NOW],
  ['tomorrow there is today here', ['2030-02-21T00:00:00+14:00'], [], NOW],
  ['the future, and nobody knows what time it is', ['2099-02-21T00:00:00Z'], []],
  [
    'past by the end of the embargo',
    ['2030-03-01T14:00:00Z'],
    [],
    { ...NOW, embargo: { until: '2030-03-01T14:00:00Z' } },
  ],
  [
    'not past by the end of the embargo',
    ['2030-03-02T00:00:00Z'],
    ['/timeline/0/time warning "2030-03-02T00:00:00Z" is in the future'],
    { ...NOW, embargo: { until: '2030-03-01T14:00:00Z' } },
  ],
  ['no time stamp: the schema says so', ['yesterday', '2030-02-10T09:00:00Z'], []],
]

for (const [why, times, lines, world] of cases) {
  test(`STW502: ${why}`, () => {
    const timeline = times.map((time, i) => entry(time, `Event ${i}`))
    assert.deepEqual(linesOf('STW502', { container: { timeline }, ...(world && { world }) }), lines)
  })
}

test('STW502 fix: says UTC, and puts into order what can be read', () => {
  const timeline = [
    entry('2030-02-20T08:00:00Z', 'Made public'),
    entry('2030-02-10T09:00:00', 'Reported'),
    entry('2030-02-12T09:00:00+02:00', 'Fixed'),
  ]
  const after = containerAfterFix('STW502', { container: { timeline } }) as CnaContainer
  assert.deepEqual(after.timeline, [
    entry('2030-02-10T09:00:00Z', 'Reported'),
    entry('2030-02-12T09:00:00+02:00', 'Fixed'),
    entry('2030-02-20T08:00:00Z', 'Made public'),
  ])
})

test('STW502 fix: leaves a timeline alone that cannot be read', () => {
  const timeline = [entry('2030-02-20T08:00:00Z'), entry('2030-02-10T09:00:00Z'), entry('2030-02-12T09:00:00+25:00')]
  const after = containerAfterFix('STW502', { container: { timeline } }) as CnaContainer
  assert.deepEqual(after.timeline, timeline)
})
