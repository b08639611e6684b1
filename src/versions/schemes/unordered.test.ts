import assert from 'node:assert/strict'
import { test } from 'node:test'
import { custom } from './custom.ts'
import { git } from './git.ts'
import { testFacts } from './testdata/facts.ts'

const COMMIT = 'c3f1e6a5b0d24879aa7c5d0b8e3f9a1264c7d5e8'

testFacts(git, {
  ascending: [],
  equal: [
    ['a hash in capitals', COMMIT.toUpperCase(), COMMIT],
    ['a tag', 'v3.14.0', 'v3.14.0'],
  ],
  normal: [
    ['a hash in small letters', COMMIT.toUpperCase(), COMMIT],
    ['a tag as it is', 'Release/V1', 'Release/V1'],
  ],
  malformed: [
    ['two dots', 'a..b'],
    ['a blank', 'a b'],
    ['a colon', 'a:b'],
    ['a caret', 'HEAD^'],
    ['a hyphen first', '-f'],
    ['a slash at the end', 'a/'],
    ['a hidden part', 'a/.b'],
    ['a lock file', 'a.lock/b'],
    ['a reflog', 'a@{1}'],
    ['a lone at sign', '@'],
  ],
  prerelease: [['nobody knows', 'v1.0-rc1', false]],
  series: [['no order, no series', 'v1.0', 2, '']],
  next: [['nobody knows', 'v1.0', undefined]],
})

testFacts(custom, {
  ascending: [],
  equal: [['the same text', 'Spring Edition', 'Spring Edition']],
  normal: [['as it is', ' Édition 1 ', ' Édition 1 ']],
  malformed: [['a line separator', 'a\u2028b']],
  prerelease: [['nobody knows', '1.0-rc1', false]],
  series: [['no order, no series', '1.0', 2, '']],
  next: [['nobody knows', '1.0', undefined]],
})

for (const scheme of [git, custom]) {
  test(`${scheme.name} puts no two versions into an order`, () => {
    const [a, b] = [scheme.parse('1.0'), scheme.parse('2.0')]
    assert(a.ok && b.ok)
    assert.equal(scheme.compare(a.value, b.value), undefined)
  })
}
