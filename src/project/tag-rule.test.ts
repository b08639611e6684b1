import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { matchesGlob, parseTagRule, versionInTag, writeTagRule } from './tag-rule.ts'

const rules: readonly [rule: string, separator: string, tag: string, version: string | undefined, why: string][] = [
  ['v(version)', '.', 'v3.12.1', '3.12.1', 'a prefix'],
  ['v(version)', '.', '3.12.1', undefined, 'the prefix is missing'],
  ['v(version)', '.', 'V3.12.1', undefined, 'capitals count'],
  ['v(version)', '.', 'v', undefined, 'nothing in the place'],
  ['v(version)', '.', 'vnext', 'next', 'what stands there is looked at later'],
  ['(version)', '.', '3.12.1', '3.12.1', 'nothing around it'],
  ['release-(version)-final', '.', 'release-1.2-final', '1.2', 'on both sides'],
  ['release-(version)-final', '.', 'release-1.2', undefined, 'the suffix is missing'],
  ['aa(version)aa', '.', 'aaa', undefined, 'prefix and suffix do not share a letter'],
  ['aa(version)aa', '.', 'aaaa', undefined, 'nor is there anything between them'],
  ['aa(version)aa', '.', 'aa1aa', '1', 'one digit between them'],
  ['curl-(version)', '_', 'curl-7_10_6', '7.10.6', 'another sign for the dot'],
  ['curl-(version)', '_', 'curl-7_6-pre3', '7.6-pre3', 'and the rest as it is'],
  ['r(version)', '-', 'r1-2-rc1', '1.2.rc1', 'a hyphen for the dot'],
  ['v[0-9](version)', '.', 'v11.2', undefined, 'a rule is text, not a pattern'],
  ['v[0-9](version)', '.', 'v[0-9]1.2', '1.2', 'and means what it says'],
]
for (const [rule, separator, tag, version, why] of rules) {
  test(`${rule} on ${tag}: ${why}`, () => {
    const read = parseTagRule(rule, separator)
    assert(read.ok)
    assert.equal(versionInTag(read.value, tag), version)
    assert.equal(writeTagRule(read.value), rule)
  })
}

for (const match of ['', 'v', 'v(Version)', '(version)(version)', 'v(version']) {
  test(`no rule: ${JSON.stringify(match)}`, () => {
    const read = parseTagRule(match)
    assert(!read.ok && read.fault.code === 'TAG_RULE_MALFORMED')
  })
}

const globs: readonly [pattern: string, text: string, matches: boolean][] = [
  ['nightly', 'nightly', true],
  ['nightly', 'nightly2', false],
  ['nightly', 'Nightly', false],
  ['', '', true],
  ['', 'a', false],
  ['*', '', true],
  ['*', 'anything', true],
  ['v*', 'v', true],
  ['v*', 'w', false],
  ['*-pre*', 'curl-7_6-pre3', true],
  ['*-pre*', 'curl-7_6pre3', false],
  ['a*a', 'a', false],
  ['a*a', 'aa', true],
  ['a*b*c', 'a-b-c', true],
  ['a*b*c', 'a-c-b', false],
  ['a*b*bc', 'abc', false],
  ['a*b*bc', 'abbc', true],
  ['**', 'ab', true],
  ['a**b', 'ab', true],
  ['v?.1', 'v2.1', false],
  ['v[12]', 'v1', false],
  ['a.c', 'abc', false],
]
for (const [pattern, text, matches] of globs) {
  test(`${JSON.stringify(pattern)} ${matches ? 'matches' : 'does not match'} ${JSON.stringify(text)}`, () =>
    assert.equal(matchesGlob(pattern, text), matches))
}

test('a glob says what a search through all ways of cutting says', () => {
  const slow = (pattern: string, text: string): boolean => {
    if (pattern === '') return text === ''
    if (pattern[0] !== '*') return text !== '' && pattern[0] === text[0] && slow(pattern.slice(1), text.slice(1))
    return Array.from({ length: text.length + 1 }, (_, i) => i).some((i) => slow(pattern.slice(1), text.slice(i)))
  }
  const word = (letters: string): fc.Arbitrary<string> => fc.string({ unit: fc.constantFrom(...letters), maxLength: 8 })
  fc.assert(
    fc.property(word('ab*'), word('ab'), (pattern, text) =>
      assert.equal(matchesGlob(pattern, text), slow(pattern, text)),
    ),
    { seed: 5, numRuns: 3000 },
  )
})

test('a glob of many stars takes no longer than it is long', () => {
  const started = performance.now()
  assert.equal(matchesGlob(`${'*a'.repeat(5000)}*b*`, 'a'.repeat(20_000)), false)
  assert.equal(matchesGlob('*a'.repeat(5000), 'a'.repeat(20_000)), true)
  assert(performance.now() - started < 1000)
})
