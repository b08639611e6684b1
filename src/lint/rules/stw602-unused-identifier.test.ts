import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deskLinesOf } from '../testdata/desk-lines-of.ts'
import type { IdentifierFacts } from '../world.ts'

const now = '2030-05-22T09:00:00Z'
const idle: IdentifierFacts = {
  cveId: 'CVE-2030-10421',
  state: 'RESERVED',
  reserved: '2030-02-20T09:00:00Z',
  inUse: false,
}

const rows: readonly (readonly [why: string, identifier: IdentifierFacts, lines: readonly string[]])[] = [
  [
    'for 91 days',
    idle,
    ['/identifiers/0 warning CVE-2030-10421 is reserved since 2030-02-20 (91 days), and no case names it'],
  ],
  ['for 90 days and some hours', { ...idle, reserved: '2030-02-20T10:00:00Z' }, []],
  ['a case names it', { ...idle, inUse: true }, []],
  ['it is published', { ...idle, state: 'PUBLISHED' }, []],
  ['it is rejected', { ...idle, state: 'REJECTED' }, []],
  ['nobody knows since when', { ...idle, reserved: '' }, []],
]

for (const [why, identifier, lines] of rows) {
  test(`STW602: ${why}`, () => assert.deepEqual(deskLinesOf('STW602', { identifiers: [identifier] }, { now }), lines))
}
