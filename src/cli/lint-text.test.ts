import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type CheckedFile, type LocatedFinding, NO_TALLY, type Tally } from '#desk/lint'
import { PLAIN } from './ink.ts'
import { findingLines, summaryLines, tallyLine, totalOf } from './lint-text.ts'

const finding: LocatedFinding = {
  code: 'STW103',
  name: 'title',
  level: 'warning',
  at: '/containers/cna/title',
  message: 'the title ends with a full stop',
  line: 12,
  column: 16,
  excerpt: { text: '"title": "Oil is lit.",', at: 9 },
}
const file: CheckedFile = { path: 'a.json', findings: [], waived: [], notes: [], faults: [] }

const files: readonly [why: string, fields: Partial<CheckedFile>, lines: readonly string[]][] = [
  ['nothing', {}, []],
  [
    'the line of JSON, and where on it',
    { findings: [finding] },
    [
      'a.json:12:16  warning STW103  the title ends with a full stop',
      '    12 | "title": "Oil is lit.",',
      '       |          ^',
    ],
  ],
  [
    'what to do, and what the fix does',
    { findings: [{ ...finding, hint: 'write it without', fix: 'takes it away' }] },
    [
      'a.json:12:16  warning STW103  the title ends with a full stop',
      '    12 | "title": "Oil is lit.",',
      '       |          ^ write it without; `steward cve fix` takes it away',
    ],
  ],
  [
    'a line beyond 999,999',
    { findings: [{ ...finding, line: 1_234_567 }] },
    [
      'a.json:1234567:16  warning STW103  the title ends with a full stop',
      '1234567 | "title": "Oil is lit.",',
      '        |          ^',
    ],
  ],
  [
    'a waived one with its reason',
    { waived: [{ ...finding, reason: 'our titles are sentences' }] },
    ['a.json:12  waived STW103  the title ends with a full stop   (our titles are sentences)'],
  ],
  ['a waiver that does not hold', { notes: [{ message: 'it ran out', line: 3 }] }, ['a.json:3  note  it ran out']],
]
for (const [why, fields, lines] of files)
  test(`the findings of a file: ${why}`, () => assert.deepEqual(findingLines({ ...file, ...fields }, PLAIN), lines))

const one = { error: 0, warning: 0, info: 0, files: 1 }
const tallies: readonly [why: string, fields: Partial<Tally>, line: string][] = [
  ['nothing', {}, 'no finding in 0 records, 1.50 s'],
  ['one record', { files: 1 }, 'no finding in 1 record, 1.50 s'],
  [
    'one finding',
    { files: 1, flagged: 1, byRule: { STW1: { ...one, error: 1 } } },
    '1 finding in 1 of 1 record (1 error), 1.50 s',
  ],
  [
    'all levels of two rules',
    {
      files: 1234,
      flagged: 5,
      byRule: { STW1: { ...one, error: 2, info: 3 }, STW2: { ...one, warning: 1200, error: 1 } },
    },
    '1,206 findings in 5 of 1,234 records (3 errors, 1,200 warnings, 3 info), 1.50 s',
  ],
  ['waived ones', { files: 2, waived: 3 }, 'no finding in 2 records, 3 waived, 1.50 s'],
  [
    'waived ones beside others',
    { files: 2, flagged: 1, waived: 3, byRule: { STW1: { ...one, info: 1 } } },
    '1 finding in 1 of 2 records (1 info, 3 waived), 1.50 s',
  ],
  [
    'files that hold something else',
    { files: 1, passedOver: 2, unread: 1 },
    'no finding in 1 record, 2 other files passed over, 1 file could not be read, 1.50 s',
  ],
]
for (const [why, fields, line] of tallies)
  test(`the last line: ${why}`, () => assert.equal(tallyLine({ ...NO_TALLY, ...fields }, 1.5), line))

test('the levels of all rules are added up', () => {
  const byRule = { STW1: { ...one, error: 1, info: 2 }, STW2: { ...one, warning: 3, info: 4 } }
  assert.deepEqual(totalOf({ ...NO_TALLY, byRule }), { error: 1, warning: 3, info: 6 })
})

test('a summary has the rule with most records first, and the CNA with most errors', () => {
  const tally: Tally = {
    ...NO_TALLY,
    byRule: { STW2: { ...one, error: 1 }, STW1: { ...one, warning: 1 }, STW3: { ...one, info: 9, files: 7 } },
    byCna: { LSF: { ...one, records: 5 }, '': { ...one, error: 2, records: 1 }, DARK: { ...one, records: 9 } },
  }
  const lines = summaryLines(tally, (code) => `name of ${code}`, PLAIN)
  assert.deepEqual(
    lines.map((line) => line.trim().split(/ {2,}/)[0]),
    ['rule', 'STW3', 'STW1', 'STW2', '', 'CNA', '(not named)', 'DARK', 'LSF', ''],
  )
  assert.match(lines[1] ?? '', /name of STW3 +7 +0 +0 +9$/)
})
