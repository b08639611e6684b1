import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gem } from './gem.ts'
import { testFacts } from './testdata/facts.ts'
import { randomNumbers, randomPairs } from './testdata/oracle.ts'

testFacts(gem, {
  ascending: [
    ['numbers are numbers', '1.9', '1.10', '1.100'],
    ['letters make a pre-release', '1.0.a', '1.0.b', '1.0.b1', '1.0.pre', '1.0.rc1', '1.0.rc2', '1.0', '1.0.1'],
    ['a hyphen is a pre-release', '1.0-1', '1.0'],
    ['capitals before small letters', '1.0.A', '1.0.a'],
    ['what follows letters', '1.a', '1.a.1'],
    ['zeros between letters', '1.a.0.b', '1.a', '1.a.0.1'],
  ],
  equal: [
    ['zeros at the end do not count', '1', '1.0.0'],
    ['nor before letters', '1.0.a', '1.a'],
    ['a change between letters and digits parts segments', '1.0.rc1', '1.0.rc.1'],
    ['leading zeros do not count', '1.01', '1.1'],
    ['a hyphen stands for .pre.', '1.0-1', '1.0.pre.1'],
  ],
  normal: [
    ['without zeros at the end', '1.2.0', '1.2'],
    ['zero itself', '0.0', '0'],
    ['letters after nothing but zeros', '0.0.a1', '0.a.1'],
    ['surrounding blanks are no part of it', ' 1.2\n', '1.2'],
  ],
  malformed: [
    ['letters first', 'a1'],
    ['a dot at the end', '1.'],
    ['a hyphen at the end', '1-'],
    ['an underscore', '1_0'],
    ['a plus', '1.0+1'],
  ],
  prerelease: [
    ['a letter', '1.0.rc1', true],
    ['a hyphen', '1.0-1', true],
    ['numbers alone', '1.0', false],
  ],
  series: [
    ['the first two numbers', '2.1.0.rc1', undefined, '2.1'],
    ['no number', '2.1', 0, ''],
  ],
  next: [
    ['the third number', '2.1.0', '2.1.1'],
    ['missing numbers are zero', '2.1', '2.1.1'],
    ['the next candidate', '2.1.0.rc9', '2.1.0.rc10'],
    ['no number to raise', '2.1.0.pre', undefined],
  ],
})

/** Gem::Version#<=>, step by step as RubyGems does it: a second opinion that shares nothing with the keys. */
function spaceship(a: string, b: string): number {
  const canonical = (text: string): readonly (bigint | string)[] => {
    const all = (text.replaceAll('-', '.pre.').match(/[0-9]+|[a-z]+/gi) ?? []).map((each) =>
      /^[0-9]/.test(each) ? BigInt(each) : each,
    )
    const first = all.findIndex((each) => typeof each === 'string')
    const parts = first === -1 ? [all, []] : [all.slice(0, first), all.slice(first)]
    return parts.flatMap((part) => part.slice(0, part.findLastIndex((each) => each !== 0n) + 1))
  }
  const [left, right] = [canonical(a), canonical(b)]
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const one = left[i] ?? 0n
    const two = right[i] ?? 0n
    if (one === two) continue
    if (typeof one !== typeof two) return typeof one === 'string' ? -1 : 1
    return one < two ? -1 : 1
  }
  return 0
}

test('gem agrees with Gem::Version on 40000 generated comparisons', () => {
  const random = randomNumbers(6)
  const pieces = ['.0', '.0', '.1', '.10', '.01', '.a', '.b', '.rc1', '.A', '.pre', '-1', '-a', '.9007199254740993']
  const texts = Array.from(
    { length: 8000 },
    () => `${random(3)}${Array.from({ length: random(6) }, () => pieces[random(pieces.length)]!).join('')}`,
  )
  const versions = texts.flatMap((text) => {
    const version = gem.parse(text)
    return version.ok ? [version.value] : []
  })
  assert(versions.length > 4000)
  for (const [a, b] of randomPairs(versions, 40_000, 7)) {
    assert.equal(gem.compare(a, b), spaceship(a.text, b.text), `${a.text} and ${b.text}`)
  }
})
