import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deskLinesOf } from '../testdata/desk-lines-of.ts'
import type { CaseFacts } from '../world.ts'

const lastEdit = { by: 'ada', at: '2030-02-20T08:00:00Z' }
const approval = { by: 'ben', at: '2030-02-20T09:00:00Z' }

const rows: readonly (readonly [why: string, facts: Partial<CaseFacts>, lines: readonly string[]])[] = [
  ['somebody else, afterwards', { lastEdit, approval }, []],
  ['at the same moment', { lastEdit, approval: { ...approval, at: lastEdit.at } }, []],
  [
    'the same person',
    { lastEdit, approval: { ...approval, by: 'Ada ' } },
    ['/cases/0/approval error "Ada " approved LSF-2030-4, and is who edited it last'],
  ],
  [
    'edited since',
    { lastEdit: { ...lastEdit, at: '2030-02-20T09:00:01Z' }, approval },
    [
      '/cases/0/approval error LSF-2030-4 was approved on 2030-02-20T09:00:00Z, and edited after that (2030-02-20T09:00:01Z, by "ada")',
    ],
  ],
  ['not approved yet', { lastEdit }, []],
  ['nobody knows who edited', { approval }, []],
]

for (const [why, facts, lines] of rows) {
  test(`STW604: ${why}`, () =>
    assert.deepEqual(deskLinesOf('STW604', { cases: [{ id: 'LSF-2030-4', ...facts }] }), lines))
}
