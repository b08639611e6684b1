import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CveRecord } from '#cve'
import type { JsonObject } from '#json'
import { EXAMPLE_REJECTED_RECORD } from '../example-world.ts'
import { osvLinesOf } from '../testdata/osv-lines-of.ts'

const cve = (state: 'PUBLISHED' | 'REJECTED'): CveRecord => ({
  ...EXAMPLE_REJECTED_RECORD,
  cveMetadata: { ...EXAMPLE_REJECTED_RECORD.cveMetadata, state },
})
const withdrawn = { withdrawn: '2030-02-20T09:00:00Z' }

const rows: readonly (readonly [
  why: string,
  record: JsonObject,
  state: 'PUBLISHED' | 'REJECTED',
  lines: readonly string[],
])[] = [
  ['neither', {}, 'PUBLISHED', []],
  ['both', withdrawn, 'REJECTED', []],
  ['only rejected', {}, 'REJECTED', [' error CVE-2030-10421 is rejected, and this record is not withdrawn']],
  [
    'only withdrawn',
    withdrawn,
    'PUBLISHED',
    ['/withdrawn warning this record is withdrawn, and CVE-2030-10421 is published'],
  ],
  ['the CVE record of something else', { aliases: ['CVE-2030-10422'] }, 'REJECTED', []],
]

for (const [why, record, state, lines] of rows) {
  test(`STW707: ${why}`, () => assert.deepEqual(osvLinesOf('STW707', { record, world: { cve: cve(state) } }), lines))
}
