import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deskLinesOf } from '../testdata/desk-lines-of.ts'

const NAMED: readonly string[] = []
const notNamed = (product: string): readonly string[] => [
  `/cases/0/product error the scope statement of LSF does not name "${product}"`,
]

const rows: readonly (readonly [why: string, scope: string | undefined, product: string, lines: readonly string[]])[] =
  [
    ['named', 'lantern, wick and flint', 'wick', NAMED],
    ['named in other letters', 'Lantern and Wick', 'lantern', NAMED],
    ['named as part of a longer name', 'Python and pip', 'cpython', NAMED],
    ['named by a longer name', 'lantern-core', 'lantern', NAMED],
    ['not named', 'lantern and wick', 'candle', notNamed('candle')],
    ['a short name inside another word is no name', 'Google', 'go-oil', notNamed('go-oil')],
    ['a general statement', 'All projects of the Lantern Software Foundation', 'candle', NAMED],
    [
      'a general statement with an exception',
      'All projects of the Lantern Software Foundation, excluding candle',
      'candle',
      ['/cases/0/product error the scope statement of LSF excepts "candle"'],
    ],
    [
      'an exception for some versions of what is named',
      'lantern, but not versions of lantern out of support',
      'lantern',
      NAMED,
    ],
    ['a page that nobody read', 'https://lantern.example/scope', 'candle', NAMED],
    ['no statement', undefined, 'candle', NAMED],
  ]

for (const [why, scope, product, lines] of rows) {
  test(`STW603: ${why}`, () => {
    const foundation = {
      shortName: 'LSF',
      orgId: '8254265b-2729-46b6-b9e3-3dfca2d5bfca',
      ...(scope !== undefined && { scope }),
    }
    assert.deepEqual(deskLinesOf('STW603', { cases: [{ id: 'LSF-2030-4', product }], foundation }), lines)
  })
}

test('STW603: a case that names no product', () => {
  const foundation = { shortName: 'LSF', orgId: '8254265b-2729-46b6-b9e3-3dfca2d5bfca', scope: 'lantern' }
  assert.deepEqual(deskLinesOf('STW603', { cases: [{ id: 'LSF-2030-4' }], foundation }), [])
})
