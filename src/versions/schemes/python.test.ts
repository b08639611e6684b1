import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { python } from './python.ts'
import { testFacts } from './testdata/facts.ts'
import { ask, pythonWith, randomNumbers, randomPairs } from './testdata/oracle.ts'

testFacts(python, {
  ascending: [
    ['the life of one release', '1.0.dev1', '1.0a1', '1.0b1', '1.0rc1', '1.0', '1.0.post1', '1.1.dev1', '1.1'],
    ['a development version comes before what it leads to', '1.0a1.dev1', '1.0a1', '1.0a1.post1.dev1', '1.0a1.post1'],
    ['numbers are numbers', '3.9.20', '3.10.0', '3.100.0'],
    ['an epoch beats everything', '2024.1', '1!0.1', '2!0.0.1'],
    [
      'local versions come after the public one: letters, numbers, more',
      '1.0',
      '1.0+abc',
      '1.0+abd',
      '1.0+5',
      '1.0+5.1',
    ],
    ['a local version comes before the post-release', '1.0+zzz', '1.0.post0.dev0'],
    ['long numbers lose no digit', '9007199254740992', '9007199254740993', '90071992547409920'],
    ['a longer release is higher, unless by zeros', '1.1', '1.1.0.1', '1.1.1'],
  ],
  equal: [
    ['zeros at the end do not count', '1.0', '1.0.0.0'],
    ['leading zeros do not count', '1.010', '1.10'],
    ['a bare pre-release is number zero', '1.0a', '1.0a0'],
    ['a hyphen makes a post-release', '1.0-1', '1.0.post1'],
  ],
  normal: [
    ['long spellings', '1.0ALPHA2', '1.0a2'],
    ['c, pre and preview', '1.0c1', '1.0rc1'],
    ['separators of pre-releases', '1.0-preview_3', '1.0rc3'],
    ['rev and r', '1.0-r4', '1.0.post4'],
    ['an implicit post-release', '1.0-4', '1.0.post4'],
    ['a leading v', 'V1.0', '1.0'],
    ['leading zeros', '01.002.post03', '1.2.post3'],
    ['zeros at the end stay', '1.0.0', '1.0.0'],
    ['epoch zero is dropped', '0!1.0', '1.0'],
    ['local separators', '1.0+Ubuntu-1_02', '1.0+ubuntu.1.2'],
    ['surrounding white space, as Python sees it', '\u2003\x1c1.0\x85\n', '1.0'],
  ],
  malformed: [
    ['words', 'latest'],
    ['a wildcard', '1.*'],
    ['an unknown suffix', '1.0-n653'],
    ['a date with hyphens', '2019-09-12'],
    ['a byte order mark, which is no white space to Python', '\ufeff1.0'],
    ['a Kelvin sign for a k', '1.0+\u212a'],
    ['a long s in post', '1.0.po\u017ft1'],
    ['digits that are not ASCII', '\u0661.0'],
    ['two local parts', '1.0+a+b'],
    ['a dot at the end', '1.0.'],
  ],
  prerelease: [
    ['final', '3.14.0', false],
    ['candidate', '3.14.0rc1', true],
    ['development versions count as one, as in packaging', '3.14.0.dev1', true],
    ['so do those of a post-release', '3.14.0.post1.dev1', true],
    ['post-releases do not', '3.14.0.post1', false],
  ],
  series: [
    ['the first two numbers', '3.12.4rc1', undefined, '3.12'],
    ['missing numbers are zero', '3', undefined, '3.0'],
    ['leading zeros do not count', '03.012', undefined, '3.12'],
    ['one number', '3.12.4', 1, '3'],
    ['three numbers', '3.12.4', 3, '3.12.4'],
    ['no number: one series for all', '1!3.12.4', 0, ''],
    ['the epoch belongs to it', '1!3.12.4', undefined, '1!3.12'],
  ],
  next: [
    ['the next final release', '3.14.1', '3.14.2'],
    ['the first after a feature release', '3.14', '3.14.1'],
    ['the next of the same kind', '3.13.0rc1', '3.13.0rc2'],
    ['kinds have no last number', '3.13.0a9', '3.13.0a10'],
    ['development versions', '3.13.0rc1.dev9', '3.13.0rc1.dev10'],
    ['after a post-release', '3.14.1.post2', '3.14.2'],
    ['four numbers count on in the fourth', '1.2.3.9', '1.2.3.10'],
    ['the epoch stays, the local version goes', '1!3.14.1+x', '1!3.14.2'],
  ],
})

const ORACLE = `
import json, sys
from packaging.version import Version, InvalidVersion
task = json.load(sys.stdin)
def read(text):
    try:
        return Version(text)
    except InvalidVersion:
        return None
read_ones = [read(text) for text in task['texts']]
def order(a, b):
    a, b = read_ones[a], read_ones[b]
    return -1 if a < b else 1 if a > b else 0
json.dump({
    'read': [v and [str(v), v.is_prerelease] for v in read_ones],
    'orders': [order(a, b) for a, b in task['pairs']],
}, sys.stdout)
`

const interpreter = pythonWith('packaging.version')
const pypa = fileURLToPath(new URL('../../../../shared/data/osv/pypa', import.meta.url))

const EVENTS = new Set(['introduced', 'fixed', 'last_affected'])

/** Every version in the PyPA advisories: the `versions` lists and the events. */
function realVersions(): readonly string[] {
  const found = new Set<string>()
  for (const path of globSync('**/*.yaml', { cwd: pypa })) {
    let within = ''
    for (const line of readFileSync(`${pypa}/${path}`, 'utf8').split('\n')) {
      const key = /^\s*(?:- )?(versions|events|[a-z_]+):\s*(.*)$/.exec(line)
      if (key !== null && !EVENTS.has(key[1]!)) within = key[1]!
      else if (/^\S/.test(line)) within = ''
      const value =
        within === 'versions'
          ? /^\s+- (.+)$/.exec(line)?.[1]
          : within === 'events'
            ? /^\s+(?:- )?(?:introduced|fixed|last_affected): (.+)$/.exec(line)?.[1]
            : undefined
      if (value !== undefined) found.add(value.replace(/^(['"])(.*)\1$/, '$2'))
    }
  }
  return [...found].filter((text) => !/^[0-9a-f]{40}$/.test(text)).sort()
}

/** Texts around the grammar of PEP 440, right and wrong ones. */
function generated(count: number): readonly string[] {
  const random = randomNumbers(440)
  const pick = <T>(...items: readonly T[]): T => items[random(items.length)]!
  const number = () =>
    pick('0', '1', '2', '9', '10', '00', '01', '007', '20240101', '9007199254740993', '1'.repeat(30), `${random(40)}`)
  const separator = () => pick('', '', '.', '-', '_')
  const word = (words: readonly string[]) => {
    const chosen = words[random(words.length)]!
    return pick(chosen, chosen, chosen.toUpperCase(), chosen[0]!.toUpperCase() + chosen.slice(1))
  }
  const maybe = (text: () => string) => (random(3) === 0 ? text() : '')
  const space = () =>
    pick('', '', '', '', '', ' ', '\t', '\n', '\r\n', '\x1c', '\x1f', '\x85', '\xa0', '\u2003', '\u3000')
  const oddity = () => pick('\ufeff', '\u200b', '.', '-', '+', '!', '..', '*', 'x', ' ', '\u0661', 'é', '~', 'dev', '1')
  return Array.from({ length: count }, () => {
    const text = [
      space(),
      maybe(() => pick('v', 'V', '', '')),
      maybe(() => `${number()}!`),
      Array.from({ length: 1 + random(4) }, number).join('.'),
      maybe(
        () =>
          separator() +
          word(['a', 'b', 'c', 'rc', 'alpha', 'beta', 'pre', 'preview']) +
          pick('', separator() + number(), separator() + number()),
      ),
      maybe(() => pick(`-${number()}`, separator() + word(['post', 'rev', 'r']) + pick('', separator() + number()))),
      maybe(() => separator() + word(['dev']) + pick('', separator() + number())),
      maybe(
        () =>
          `+${Array.from({ length: 1 + random(3) }, () => pick(number(), 'abc', 'ABC', 'z1', '1z', '0a')).join(pick('.', '-', '_'))}`,
      ),
      space(),
    ].join('')
    if (random(8) > 0) return text
    const place = random(text.length + 1)
    return text.slice(0, place) + oddity() + text.slice(place + random(2))
  })
}

const REAL_PAIRS = 70_000
const GENERATED_PAIRS = 60_000

for (const [what, source, pairCount] of [
  ['generated', () => generated(15_000), GENERATED_PAIRS],
  ['real', realVersions, REAL_PAIRS],
] as const) {
  const skip =
    interpreter === undefined
      ? 'no Python with packaging'
      : what === 'real' && !existsSync(pypa)
        ? 'no ../shared/data/osv/pypa'
        : false
  const texts = skip ? [] : source()
  test(`python agrees with packaging on ${skip ? 'all' : texts.length} ${what} texts and ${pairCount} comparisons`, {
    skip,
  }, () => {
    assert(texts.length > 9_000, `${texts.length} texts`)
    const versions = texts.map((text) => python.parse(text))
    const valid = versions.flatMap((version, i) => (version.ok ? [{ version: version.value, i }] : []))
    // Neighbours in our order are the pairs most easily got wrong; the rest is chosen at random.
    const sorted = valid.toSorted((a, b) => python.compare(a.version, b.version)!)
    const neighbours = sorted.slice(1).map((each, n) => [sorted[n]!, each] as const)
    const pairs = [...neighbours, ...randomPairs(valid, pairCount - neighbours.length, 1)]
    const answer = ask(interpreter!, ORACLE, { texts, pairs: pairs.map(([a, b]) => [a.i, b.i]) }) as {
      readonly read: readonly (readonly [string, boolean] | null)[]
      readonly orders: readonly number[]
    }
    for (const [i, version] of versions.entries()) {
      const ours = version.ok ? [version.value.normal, version.value.prerelease] : null
      assert.deepEqual(ours, answer.read[i], JSON.stringify(texts[i]))
    }
    for (const [n, [a, b]] of pairs.entries()) {
      if (python.compare(a.version, b.version) !== answer.orders[n]) {
        assert.fail(`${a.version.text} and ${b.version.text}: ${answer.orders[n]}`)
      }
    }
    assert.equal(pairs.length, pairCount)
  })
}
