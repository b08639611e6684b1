import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '#json'
import { containerAfterFix, linesOf } from '../testdata/findings-of.ts'

const STOP = 'warning the title ends with a full stop'
const ID = 'warning the title repeats "CVE-2030-10421", which stands beside it in every list'
const LONG = 'Link followed '.repeat(8)

const cases: readonly [why: string, title: string, said: readonly string[], after?: string][] = [
  ['a usual title', 'Link followed', []],
  ['a full stop', 'Link followed.', [STOP], 'Link followed'],
  ['an ellipsis', 'Link followed...', []],
  ['an abbreviation', 'Links of Lantern Inc.', []],
  ['an abbreviation with stops', 'Links as of 3 p.m.', []],
  ['the ID before it', 'CVE-2030-10421: Link followed', [ID], 'Link followed'],
  ['the ID before it, with a stop behind', '[CVE-2030-10421] Link followed.', [ID], 'Link followed'],
  ['the ID behind it', 'Link followed (CVE-2030-10421)', [ID], 'Link followed'],
  ['the ID inside', 'Why CVE-2030-10421 follows links', [ID]],
  ['the ID as part of a sentence', 'CVE-2030-10421 in lantern', [ID]],
  ['the ID and nothing else', 'CVE-2030-10421', [ID]],
  ['another ID is the business of another rule', 'CVE-2030-10422: Link followed', []],
  ['112 characters', LONG, ['info the title has 112 characters, and lists cut it off at about 100']],
  ['more than 256 is an error of the schema', LONG.repeat(3), []],
]
for (const [why, title, said, after = title] of cases) {
  test(`STW103: ${why}`, () => {
    assert.deepEqual(
      linesOf('STW103', { container: { title } }),
      said.map((line) => `/title ${line}`),
    )
    assert.equal((containerAfterFix('STW103', { container: { title } }) as JsonObject).title, after)
  })
}

test('STW103: no title, and an empty one', () => {
  assert.deepEqual(linesOf('STW103', { container: { title: null } }), [' warning there is no title'])
  assert.deepEqual(linesOf('STW103', { container: { title: ' ' } }), ['/title warning there is no title'])
})
