import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nearest } from './nearest.ts'

const KNOWN = ['status', 'sync', 'render', 'version sort', 'version compare', '--all', '--explain', '--accept']
const cases: readonly (readonly [why: string, word: string, meant: string | undefined])[] = [
  ['two letters swapped', 'stauts', 'status'],
  ['two letters swapped in a short word, where one slip is the limit', 'snyc', 'sync'],
  ['one letter missing', 'rendr', 'render'],
  ['one letter too much', 'syncc', 'sync'],
  ['within the second word', 'version sotr', 'version sort'],
  ['the beginning of one word', '--expl', '--explain'],
  ['the beginning of several is nobody', '--', undefined],
  ['another word altogether', 'publish', undefined],
  ['no word', '', undefined],
  ['a text that nobody typed', 'status'.repeat(100), undefined],
]
for (const [why, word, meant] of cases) test(`nearest: ${why}`, () => assert.equal(nearest(word, KNOWN), meant))
