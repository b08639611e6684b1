import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { VersionEntry } from '#cve'
import type { Interval } from '#versions'
import { intervalOf, segmentsOf } from './entry-segments.ts'
import { type EntryView, makeSubject, rememberVersions } from './subject.ts'

/** The view of an entry as the rules see it. */
function viewOf(entry: VersionEntry): EntryView {
  const container = { affected: [{ vendor: 'LSF', product: 'lantern', versions: [entry] }] }
  const subject = makeSubject({ document: container, base: '', container, record: undefined }, {}, rememberVersions())
  const [view] = subject.products.flatMap(({ entries }) => entries)
  assert(view !== undefined)
  return view
}

/** `[3.12.0, 3.12.13)`, as mathematicians write it. */
function write({ lower, upper }: Interval): string {
  const start = lower === undefined ? '(' : `${lower.inclusive ? '[' : '('}${lower.version.text}`
  return `${start}, ${upper === undefined ? ')' : `${upper.version.text}${upper.inclusive ? ']' : ')'}`}`
}

const python = { status: 'affected', versionType: 'python' } as const

const intervals: readonly [why: string, entry: VersionEntry, interval: string | undefined][] = [
  ['a single version', { ...python, version: '3.13.0' }, '[3.13.0, 3.13.0]'],
  ['an excluded end', { ...python, version: '3.12.0', lessThan: '3.12.13' }, '[3.12.0, 3.12.13)'],
  ['an included end', { ...python, version: '3.12.0', lessThanOrEqual: '3.12.12' }, '[3.12.0, 3.12.12]'],
  ['0 is no lower bound', { ...python, version: '0', lessThan: '3.12.13' }, '(, 3.12.13)'],
  ['0 alone is a version', { ...python, version: '0' }, '[0, 0]'],
  ['* is no upper bound', { ...python, version: '3.12.0', lessThan: '*' }, '[3.12.0, )'],
  [
    'a branch ends after all its numbers',
    { ...python, version: '3.12.0', lessThan: '3.12.*' },
    '[3.12.0, 3.12.9007199254740991)',
  ],
  [
    'also where a version has three of them',
    { status: 'affected', versionType: 'semver', version: '1.0.0', lessThanOrEqual: '1.*' },
    '[1.0.0, 1.9007199254740991.0]',
  ],
  ['a start that is no version', { ...python, version: 'banana', lessThan: '3.12.13' }, undefined],
  ['an end that is none', { ...python, version: '3.12.0', lessThan: 'banana' }, undefined],
  ['a branch of none', { ...python, version: '3.12.0', lessThan: 'banana.*' }, undefined],
  ['no order', { status: 'affected', version: '1.0', lessThan: '2.0', versionType: 'custom' }, undefined],
]

for (const [why, entry, interval] of intervals) {
  test(`the interval of an entry: ${why}`, () => {
    const found = intervalOf(viewOf(entry))
    assert.equal(found && write(found), interval)
  })
}

const at = (version: string, status: 'affected' | 'unaffected' | 'unknown') => ({ at: version, status })
const range: VersionEntry = { ...python, version: '3.12.0', lessThan: '3.14.0' }

const segments: readonly [why: string, entry: VersionEntry, segments: readonly string[] | undefined][] = [
  ['no changes', range, ['[3.12.0, 3.14.0) affected']],
  [
    'changes, sorted',
    { ...range, changes: [at('3.13.0', 'unknown'), at('3.12.4', 'unaffected')] },
    ['[3.12.0, 3.12.4) affected', '[3.12.4, 3.13.0) unaffected', '[3.13.0, 3.14.0) unknown'],
  ],
  ['a change at the start', { ...range, changes: [at('3.12.0', 'unknown')] }, ['[3.12.0, 3.14.0) unknown']],
  ['a change before it', { ...range, changes: [at('3.11', 'unknown')] }, ['[3.12.0, 3.14.0) unknown']],
  ['a change at the end', { ...range, changes: [at('3.14.0', 'unknown')] }, ['[3.12.0, 3.14.0) affected']],
  [
    'no ends',
    { ...python, version: '0', lessThan: '*', changes: [at('3.12.4', 'unaffected')] },
    ['(, 3.12.4) affected', '[3.12.4, ) unaffected'],
  ],
  ['a change at no version', { ...range, changes: [at('banana', 'unknown')] }, undefined],
  [
    'a single version does not change',
    { ...python, version: '3.12.0', changes: [at('3.12.0', 'unknown')] },
    ['[3.12.0, 3.12.0] affected'],
  ],
]

for (const [why, entry, expected] of segments) {
  test(`the segments of an entry: ${why}`, () => {
    const found = segmentsOf(viewOf(entry))
    assert.deepEqual(
      found?.map(({ interval, status }) => `${write(interval)} ${status}`),
      expected,
    )
  })
}
