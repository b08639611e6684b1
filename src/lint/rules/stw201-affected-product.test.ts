import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RecordExample } from '../rule.ts'
import { linesOf } from '../testdata/findings-of.ts'
import { before, withVersions } from '../testdata/with-versions.ts'

const NOTHING =
  '/affected error no version of any product is affected or unknown: the record says that nothing is vulnerable'
const fixedRange = { ...before('*', '3.13.9'), status: 'unaffected' }

const cases: readonly [why: string, example: RecordExample, lines: readonly string[]][] = [
  ['one affected range', withVersions([before('3.13.9')]), []],
  ['all versions, by default', withVersions([], { defaultStatus: 'affected' }), []],
  ['not known yet is enough', withVersions([], { defaultStatus: 'unknown' }), []],
  ['a missing default is unknown', withVersions([fixedRange], { defaultStatus: null }), []],
  ['an entry of unknown status', withVersions([{ version: '3.13.0', status: 'unknown' }]), []],
  [
    'a range that becomes affected',
    withVersions([
      {
        ...fixedRange,
        version: '3.13.0',
        changes: [
          { at: '3.13.4', status: 'affected' },
          { at: '3.13.9', status: 'unaffected' },
        ],
      },
    ]),
    [],
  ],
  ['only the fixed versions were entered', withVersions([fixedRange]), [NOTHING]],
  ['a product that is not affected at all', withVersions([]), [NOTHING]],
  [
    'a change that changes nothing',
    withVersions([{ ...fixedRange, changes: [{ at: '3.13.10', status: 'unaffected' }] }]),
    [NOTHING],
  ],
  ['no product: the schema says so', { container: { affected: [] } }, []],
  [
    'one affected product among others',
    {
      container: {
        affected: [
          { vendor: 'LSF', product: 'wick', defaultStatus: 'unaffected' },
          { vendor: 'LSF', product: 'lantern', defaultStatus: 'affected' },
        ],
      },
    },
    [],
  ],
]

for (const [why, example, lines] of cases) {
  test(`STW201: ${why}`, () => assert.deepEqual(linesOf('STW201', example), lines))
}
