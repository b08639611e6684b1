import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rpm } from './rpm.ts'
import { testFacts } from './testdata/facts.ts'
import { randomNumbers, randomPairs } from './testdata/oracle.ts'

testFacts(rpm, {
  ascending: [
    ['numbers are numbers', '1.9', '1.10', '1.100'],
    ['letters come before numbers', '1.a', '1.1'],
    ['more is higher', '1.0', '1.0a', '1.0.1'],
    ['a tilde comes before the end', '1.0~~', '1.0~rc1', '1.0~rc1^git1', '1.0~rc2', '1.0'],
    ['a caret comes right after the end', '1.0', '1.0^', '1.0^git1~pre', '1.0^git1', '1.0^git2', '1.0.1'],
    ['capitals before small letters', '1.A', '1.a'],
    ['epochs beat everything', '99-9', '1:1-1'],
    ['the release decides last', '1.0-1.el8', '1.0-1.el9', '1.0-2.el7'],
    ['without a release first', '1.0', '1.0-0'],
  ],
  equal: [
    ['separators only separate', '1.0', '1_0'],
    ['also at the end', '1.0', '1.0.'],
    ['and where none is written', '1a', '1.a'],
    ['leading zeros do not count', '1.05', '1.5'],
    ['a missing epoch is 0', '0:1.0-1', '1.0-1'],
  ],
  normal: [['epoch zero is dropped', '00:1.0-1', '1.0-1']],
  malformed: [
    ['two hyphens', '1-2-3'],
    ['an epoch that is no number', 'a:1'],
    ['an epoch beyond 32 bits', '4294967296:1'],
    ['an empty release', '1.0-'],
    ['separators alone', '...'],
    ['a blank', '1 0'],
    ['a slash', '1/0'],
  ],
  prerelease: [
    ['a tilde', '1.0~rc1-1', true],
    ['a tilde in the release', '1.0-1~1', false],
    ['a caret is a snapshot after the release', '1.0^git1', false],
  ],
  series: [
    ['the first two numbers', '2.30.2-1.el9', undefined, '2.30'],
    ['the epoch belongs to it', '1:2.30.2', undefined, '1:2.30'],
    ['no number', '2.30.2', 0, ''],
  ],
  next: [['packagers decide', '1.0-1', undefined]],
})

/** rpmvercmp, step by step as rpm does it (rpmio/rpmvercmp.c): a second opinion that shares nothing with the keys. */
function rpmvercmp(a: string, b: string): number {
  let one = a
  let two = b
  while (one !== '' || two !== '') {
    one = one.replace(/^[^0-9A-Za-z~^]+/, '')
    two = two.replace(/^[^0-9A-Za-z~^]+/, '')
    if (one[0] === '~' || two[0] === '~') {
      if (one[0] !== '~') return 1
      if (two[0] !== '~') return -1
    } else if (one[0] === '^' || two[0] === '^') {
      if (one === '') return -1
      if (two === '') return 1
      if (one[0] !== '^') return 1
      if (two[0] !== '^') return -1
    } else {
      if (one === '' || two === '') break
      const kind = /^[0-9]/.test(one) ? /^[0-9]+/ : /^[A-Za-z]+/
      const left = kind.exec(one)![0]
      const right = kind.exec(two)?.[0]
      if (right === undefined) return /^[0-9]/.test(left) ? 1 : -1
      if (/^[0-9]/.test(left)) {
        const difference = BigInt(left) - BigInt(right)
        if (difference !== 0n) return difference > 0n ? 1 : -1
      } else if (left !== right) {
        return left > right ? 1 : -1
      }
      one = one.slice(left.length)
      two = two.slice(right.length)
      continue
    }
    one = one.slice(1)
    two = two.slice(1)
  }
  return one === '' ? (two === '' ? 0 : -1) : 1
}

test('rpm agrees with rpmvercmp on 40000 generated comparisons', () => {
  const random = randomNumbers(4)
  const pieces = [
    '0',
    '1',
    '2',
    '10',
    '05',
    '5',
    'a',
    'b',
    'rc',
    'A',
    '.',
    '.',
    '_',
    '+',
    '~',
    '^',
    '~~',
    '9007199254740993',
  ]
  const texts = Array.from(
    { length: 8000 },
    () => `1${Array.from({ length: random(6) }, () => pieces[random(pieces.length)]!).join('')}`,
  )
  const versions = texts.map((text) => {
    const version = rpm.parse(text)
    assert(version.ok, text)
    return version.value
  })
  for (const [a, b] of randomPairs(versions, 40_000, 5)) {
    assert.equal(rpm.compare(a, b), rpmvercmp(a.text, b.text), `${a.text} and ${b.text}`)
  }
})
