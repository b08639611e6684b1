import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { deb } from './deb.ts'
import { testFacts } from './testdata/facts.ts'
import { ask, pythonWith, randomNumbers, randomPairs } from './testdata/oracle.ts'

testFacts(deb, {
  ascending: [
    ['a tilde comes before the end, and before itself twice', '1.0~~', '1.0~~a', '1.0~', '1.0~rc1', '1.0', '1.0a'],
    ['letters come before all else', '1.0a-1', '1.0z-1', '1.0+-1', '1.0--1', '1.0.-1'],
    ['numbers are numbers', '1.2', '1.10', '1.100'],
    ['epochs beat everything', '99', '1:1', '2:0'],
    ['the revision decides last', '1.0-1', '1.0-1+b1', '1.0-1.1', '1.0-2', '1.0-10'],
    ['a backport comes before what it was made from', '1.0-1~bpo12+1', '1.0-1'],
    ['long numbers lose no digit', '9007199254740992', '9007199254740993'],
    ['capitals before small letters', '1A', '1a'],
  ],
  equal: [
    ['a missing revision is 0', '1.0', '1.0-0'],
    ['a missing epoch is 0', '1.0', '0:1.0'],
    ['leading zeros do not count', '1.05-01', '1.5-1'],
    ['text at the end is followed by 0', '1.0a', '1.0a0'],
  ],
  normal: [
    ['epoch zero is dropped', '0:1.0-1', '1.0-1'],
    ['surrounding blanks are no part of it', ' 01:1.0\n', '1:1.0'],
  ],
  malformed: [
    ['a version that does not start with a digit', 'a1'],
    ['nothing after the epoch', '1:'],
    ['an empty epoch', ':1'],
    ['an epoch that is no number', '1-1:2'],
    ['an epoch beyond 31 bits', '2147483648:1'],
    ['a signed epoch, which dpkg lets pass', '+1:2'],
    ['an empty revision', '1.0-'],
    ['nothing before the revision', '1:-1'],
    ['an underscore', '1_2'],
    ['an underscore in the revision', '1.0-1_2'],
    ['a blank within', '1 2'],
  ],
  prerelease: [
    ['a tilde upstream', '1.0~rc1-1', true],
    ['a tilde in the revision', '1.0-1~bpo12+1', false],
  ],
  series: [
    ['the first two numbers upstream', '2.30.2-1+deb11u2', undefined, '2.30'],
    ['the epoch belongs to it', '1:2.30.2-1', undefined, '1:2.30'],
    ['a date has no second number', '20230311', undefined, '20230311.0'],
    ['no number', '1:2.30.2-1', 0, ''],
  ],
  next: [['packagers decide', '1.0-1', undefined]],
})

const ORACLE = `
import apt_pkg, json, sys
apt_pkg.init_system()
print(json.dumps([(lambda c: (c > 0) - (c < 0))(apt_pkg.version_compare(a, b)) for a, b in json.load(sys.stdin)]))
`

/** Texts like those of real packages, every one valid. */
function generated(count: number): readonly string[] {
  const random = randomNumbers(12)
  const pick = (...items: readonly string[]) => items[random(items.length)]!
  const number = () =>
    pick('0', '00', '1', '2', '9', '10', '05', '5', '2023', '20230311', '9007199254740993', `${random(30)}`)
  const part = () =>
    Array.from(
      { length: 1 + random(4) },
      () => pick('.', '.', '+', '~', '~rc', 'a', 'B', '+dfsg', '~beta', '~~') + number(),
    ).join('')
  return Array.from({ length: count }, () => {
    const upstream = number() + pick('', part(), part(), `${part()}-${number()}`, `:${number()}`)
    const colon = upstream.includes(':')
    const hyphen = upstream.includes('-')
    const epoch = colon ? '1:' : pick('', '', '', '', '0:', '1:', '01:', '2:')
    const revision = pick('', '-0', '-1', `-${number()}`, `-${number()}${part()}`, '-a', '-~1', '-0.')
    return epoch + upstream + (hyphen && revision === '' ? '-1' : revision)
  })
}

const STATUS = '/var/lib/dpkg/status'
const interpreter = pythonWith('apt_pkg')
const installed = existsSync(STATUS)
  ? [...readFileSync(STATUS, 'utf8').matchAll(/^Version: (.*)$/gm)].map((match) => match[1]!)
  : []

test(`deb agrees with apt_pkg on 40000 generated comparisons, and on 10000 of ${installed.length} installed versions`, {
  skip: interpreter === undefined ? 'no Python with apt_pkg' : false,
}, () => {
  const read = (text: string) => {
    const version = deb.parse(text)
    assert(version.ok, text)
    return version.value
  }
  const random = generated(20_000).map(read)
  const sorted = random.toSorted((a, b) => deb.compare(a, b)!)
  const pairs = [
    // Neighbours in our order are the pairs most easily got wrong.
    ...sorted.slice(1).map((version, i) => [sorted[i]!, version] as const),
    ...randomPairs(random, 20_001, 2),
    ...(installed.length === 0 ? [] : randomPairs(installed.map(read), 10_000, 3)),
  ]
  const answer = ask(
    interpreter!,
    ORACLE,
    pairs.map(([a, b]) => [a.text, b.text]),
  ) as readonly number[]
  assert.equal(answer.length, pairs.length)
  for (const [n, [a, b]] of pairs.entries()) {
    if (deb.compare(a, b) !== answer[n]) assert.fail(`${a.text} and ${b.text}: ${answer[n]}`)
  }
})

const dpkg = spawnSync('dpkg', ['--version']).status === 0
test('deb agrees with dpkg on what is a version', { skip: dpkg ? false : 'no dpkg' }, () => {
  const texts = [
    '',
    '1',
    'a1',
    '1:',
    '1-',
    '1_2',
    '1.0-1_2',
    ' 1 ',
    '1 2',
    '2147483648:1',
    '2147483647:1',
    ':1',
    '1:2:3',
    '1~',
  ]
  const more = [
    '1-1-1',
    '0:0-0',
    '1-~',
    '1^2',
    '1-1:2',
    '01:1',
    '1:-1',
    '1.0-1/2',
    '1.',
    '1:1.0~rc1+dfsg-1~bpo12+1',
    '1é',
    'x:1',
  ]
  for (const text of [...texts, ...more]) {
    const { status } = spawnSync('dpkg', ['--validate-version', text])
    assert.equal(deb.parse(text).ok, status === 0, JSON.stringify(text))
  }
})
