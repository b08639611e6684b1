import assert from 'node:assert/strict'
import { test } from 'node:test'
import { styleText } from 'node:util'
import { count, listed, table, wrap } from './table.ts'

test('columns are as wide as their widest cell, the last one as it comes', () => {
  const rows = [
    ['a', 'bb', 'why'],
    ['aaa', '', 'a reason'],
  ]
  assert.deepEqual(table(rows), ['  a     bb   why', '  aaa        a reason'])
  assert.deepEqual(table(rows, ''), ['a     bb   why', 'aaa        a reason'])
})

test('an empty last cell leaves no blanks behind', () => {
  assert.deepEqual(
    table([
      ['a', ''],
      ['bbbb', 'c'],
    ]),
    ['  a', '  bbbb   c'],
  )
})

test('colours take no room', () => {
  const red = styleText('red', 'a', { validateStream: false })
  assert.deepEqual(
    table([
      [red, 'x'],
      ['bbb', 'y'],
    ]),
    [`  ${red}     x`, '  bbb   y'],
  )
})

test('a sentence that does not fit goes on below itself', () => {
  const rows = [['3.12', 'bug present since 3.12.0a2; no fix on the branch']]
  assert.deepEqual(table(rows, '  ', 40), ['  3.12   bug present since 3.12.0a2; no', '         fix on the branch'])
  for (const line of table(rows, '  ', 40)) assert(line.length <= 40, line)
})

test('where too little room is left, the line runs over the edge and stays whole', () => {
  const rows = [['a column that takes most of the room', 'a sentence of several words']]
  assert.equal(table(rows, '  ', 50).length, 1)
})

const wraps: readonly (readonly [why: string, text: string, width: number, lines: readonly string[]])[] = [
  ['what fits stays', 'one two', 7, ['one two']],
  ['what does not fit goes on below', 'one two', 6, ['one', 'two']],
  ['a long word stands alone', 'a abcdefgh b', 4, ['a', 'abcdefgh', 'b']],
  ['nothing is one empty line', '', 10, ['']],
]
for (const [why, text, width, lines] of wraps) test(`wrap: ${why}`, () => assert.deepEqual(wrap(text, width), lines))

test('numbers agree with their nouns', () => {
  assert.equal(count(1, 'record'), '1 record')
  assert.equal(count(0, 'record'), '0 records')
  assert.equal(count(1204, 'commit'), '1,204 commits')
  assert.equal(count(2, 'branch', 'branches'), '2 branches')
})

test('lists read as sentences do', () => {
  assert.equal(listed([]), '')
  assert.equal(listed(['a']), 'a')
  assert.equal(listed(['a', 'b']), 'a and b')
  assert.equal(listed(['a', 'b', 'c'], 'or'), 'a, b or c')
})
