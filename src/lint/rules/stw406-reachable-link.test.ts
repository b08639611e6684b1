import assert from 'node:assert/strict'
import { test } from 'node:test'
import { linesOf } from '../testdata/findings-of.ts'
import type { LinkAnswer } from '../world.ts'

const PAGE = 'https://lantern.example/advisories/LSF-2030-4'
const GONE: LinkAnswer = { reachable: false, seen: '404' }

const cases: readonly [
  why: string,
  answers: readonly [string, LinkAnswer][],
  tags: readonly string[],
  lines: readonly string[],
][] = [
  ['a page that is gone', [[PAGE, GONE]], ['related'], ['/references/0/url info the page could not be opened: "404"']],
  [
    'a server that does not answer',
    [[PAGE, { reachable: false, seen: 'time-out' }]],
    ['related'],
    ['/references/0/url info the page could not be opened: "time-out"'],
  ],
  ['a page that is there', [[PAGE, { reachable: true, seen: '200' }]], ['related'], []],
  ['the record says that it is gone', [[PAGE, GONE]], ['broken-link'], []],
  ['nobody asked for this page', [['https://lantern.example/', GONE]], ['related'], []],
]

for (const [why, answers, tags, lines] of cases) {
  test(`STW406: ${why}`, () => {
    const container = { references: [{ url: PAGE, tags }] }
    assert.deepEqual(linesOf('STW406', { container, world: { links: new Map(answers) } }), lines)
  })
}

test('STW406: without answers nothing is said', () => {
  assert.deepEqual(linesOf('STW406', { container: { references: [{ url: PAGE }] } }), [])
})
