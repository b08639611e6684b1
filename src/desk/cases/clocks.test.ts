import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ClockFacts, clocksOf } from './clocks.ts'

// 2030-03-08 was a Friday.
const friday = '2030-03-08T15:00:00.000Z'
const fresh: ClockFacts = { state: 'new', received: friday, touched: friday, recordPublished: false }

type Row = readonly [why: string, facts: ClockFacts, now: string, lines: readonly string[]]

const rows: readonly Row[] = [
  [
    'two business days over a weekend, to the end of the day',
    fresh,
    '2030-03-12T20:00:00.000Z',
    ['acknowledge 2030-03-12T23:59:59.000Z', 'disclosure 2030-06-06T15:00:00.000Z'],
  ],
  [
    'and not a second longer',
    fresh,
    '2030-03-13T00:00:00.000Z',
    ['acknowledge 2030-03-12T23:59:59.000Z late', 'disclosure 2030-06-06T15:00:00.000Z'],
  ],
  [
    'three days after anybody did something',
    { ...fresh, state: 'triage', touched: '2030-03-11T10:00:00.000Z' },
    '2030-03-14T09:59:59.000Z',
    ['triage 2030-03-14T10:00:00.000Z', 'disclosure 2030-06-06T15:00:00.000Z'],
  ],
  [
    'the reporter was asked, and is silent',
    { ...fresh, state: 'accepted', heard: friday, asked: '2030-03-11T10:00:00.000Z' },
    '2030-03-20T00:00:00.000Z',
    ['reporter-silent 2030-03-25T10:00:00.000Z', 'disclosure 2030-06-06T15:00:00.000Z'],
  ],
  [
    'and answered',
    { ...fresh, state: 'accepted', asked: friday, heard: '2030-03-11T10:00:00.000Z' },
    '2030-03-20T00:00:00.000Z',
    ['disclosure 2030-06-06T15:00:00.000Z'],
  ],
  [
    'another day was agreed',
    { ...fresh, state: 'accepted', disclosure: '2030-04-01T12:00:00.000Z' },
    '2030-04-01T12:00:00.000Z',
    ['disclosure 2030-04-01T12:00:00.000Z'],
  ],
  [
    'it is used in the wild',
    { ...fresh, state: 'accepted', exploitedSince: '2030-03-09T00:00:00.000Z' },
    '2030-03-16T00:00:01.000Z',
    ['exploited 2030-03-16T00:00:00.000Z late', 'disclosure 2030-06-06T15:00:00.000Z'],
  ],
  [
    'we made it public: a day for the record, and nothing left to disclose',
    { ...fresh, state: 'accepted', exploitedSince: friday, public: { at: friday, by: 'us' } },
    '2030-03-09T14:00:00.000Z',
    ['record-due 2030-03-09T15:00:00.000Z'],
  ],
  [
    'others did: three days',
    { ...fresh, state: 'accepted', public: { at: friday, by: 'others' } },
    '2030-03-09T14:00:00.000Z',
    ['record-due 2030-03-11T15:00:00.000Z'],
  ],
  [
    'and the record is out',
    { ...fresh, state: 'accepted', public: { at: friday, by: 'us' }, recordPublished: true },
    friday,
    [],
  ],
  [
    'a dispute: three business days over a weekend, and nothing to disclose',
    { ...fresh, public: { at: friday, by: 'us' }, dispute: { received: friday } },
    '2030-03-13T23:59:59.000Z',
    ['dispute-acknowledge 2030-03-13T23:59:59.000Z'],
  ],
  [
    'and not a second longer',
    { ...fresh, dispute: { received: friday } },
    '2030-03-14T00:00:00.000Z',
    ['dispute-acknowledge 2030-03-13T23:59:59.000Z late'],
  ],
  [
    'acknowledged early: the five days begin when the three are over',
    { ...fresh, state: 'acknowledged', dispute: { received: friday, acknowledged: friday } },
    '2030-03-20T00:00:00.000Z',
    ['dispute-decide 2030-03-20T23:59:59.000Z'],
  ],
  [
    'more time was taken: fifteen more',
    {
      ...fresh,
      state: 'acknowledged',
      dispute: { received: friday, acknowledged: friday, extended: { at: '2030-03-20T00:00:00.000Z', reason: 'x' } },
    },
    '2030-04-11T00:00:00.000Z',
    ['dispute-final 2030-04-10T23:59:59.000Z late'],
  ],
  [
    'a letter without an answer has its clock there too',
    { ...fresh, state: 'acknowledged', asked: friday, dispute: { received: friday, acknowledged: friday } },
    '2030-03-15T00:00:00.000Z',
    ['dispute-decide 2030-03-20T23:59:59.000Z', 'reporter-silent 2030-03-22T15:00:00.000Z'],
  ],
  ['decided', { ...fresh, state: 'closed', dispute: { received: friday } }, '2031-01-01T00:00:00.000Z', []],
  ['spam has no clock', { ...fresh, state: 'spam', asked: friday }, '2031-01-01T00:00:00.000Z', []],
]

for (const [why, facts, now, lines] of rows) {
  test(`clocks: ${why}`, () => {
    const said = clocksOf(facts, now).map(({ kind, due, overdue }) => `${kind} ${due}${overdue ? ' late' : ''}`)
    assert.deepEqual(said, lines)
  })
}
