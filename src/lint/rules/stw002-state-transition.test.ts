import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseCveId } from '#ids'
import type { JsonObject } from '#json'
import type { RecordExample } from '../rule.ts'
import { DRAFT } from '../testdata/described.ts'
import { linesOf } from '../testdata/findings-of.ts'
import type { LintWorld, Reservation } from '../world.ts'

function held(state: Reservation['state'], id = 'CVE-2030-10421'): LintWorld {
  const read = parseCveId(id)
  assert(read.ok)
  return { reservation: { id: read.value, state } }
}

const REJECTION: JsonObject = {
  rejectedReasons: [{ lang: 'en', value: 'This identifier was not used.' }],
  descriptions: null,
  affected: null,
  references: null,
}
const rejecting = (world?: LintWorld): RecordExample => ({
  metadata: { ...DRAFT, state: 'REJECTED' },
  container: REJECTION,
  ...(world && { world }),
})

const cases: readonly [why: string, example: RecordExample, lines: readonly string[]][] = [
  ['nothing is known of the ID', {}, []],
  ['a reserved ID is published', { world: held('reserved') }, []],
  ['a published record is published again: an update', { world: held('published') }, []],
  ['an ID that is not there is the business of another rule', { world: held('absent') }, []],
  [
    'a rejected ID is published',
    { world: held('rejected') },
    ['/cveMetadata/cveId error CVE-2030-10421 is rejected: publishing this record brings it back to life'],
  ],
  ['another ID is rejected', { world: held('rejected', 'CVE-2030-10422') }, []],
  ['a reserved ID is rejected', rejecting(held('reserved')), []],
  ['a rejected ID is rejected with other words', rejecting(held('rejected')), []],
  [
    'a published ID is rejected',
    rejecting(held('published')),
    [
      '/cveMetadata/cveId warning CVE-2030-10421 is published: rejecting it takes the record away, and what ADPs have added to it',
    ],
  ],
  [
    'a draft says two states',
    { ...rejecting(), metadata: DRAFT },
    ['/rejectedReasons error the record is PUBLISHED by its cveMetadata, and its container rejects the ID'],
  ],
  ['a draft need not say any', { ...rejecting(), metadata: { ...DRAFT, state: null } }, []],
  ['of a published record the schema says it', { ...rejecting(), metadata: {} }, []],
]
for (const [why, example, lines] of cases) {
  test(`STW002: ${why}`, () => assert.deepEqual(linesOf('STW002', example), lines))
}
