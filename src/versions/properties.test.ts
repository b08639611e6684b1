import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  parseConstraints,
  parseGithubRange,
  parseNativeRange,
  parseVers,
  SCHEMES,
  type SchemeName,
  type Version,
} from '#versions'

const number = fc.constantFrom('0', '1', '2', '9', '10', '20240101', '9007199254740993')
const numbers = (min: number, max: number) =>
  fc.array(number, { minLength: min, maxLength: max }).map((all) => all.join('.'))
const maybe = (...texts: readonly fc.Arbitrary<string>[]) => fc.oneof(fc.constant(''), ...texts)
const joined = (...parts: readonly fc.Arbitrary<string>[]) => fc.tuple(...parts).map((all) => all.join(''))
const of = (...texts: readonly string[]) => fc.constantFrom(...texts)
const pieces = (...texts: readonly string[]) => fc.array(of(...texts), { maxLength: 6 }).map((all) => all.join(''))

/** Versions of every scheme, close enough to one another to be equal now and then. */
const VERSIONS: Readonly<Record<SchemeName, fc.Arbitrary<string>>> = {
  python: joined(
    maybe(of('1!', 'v')),
    numbers(1, 3),
    maybe(joined(of('a', '-beta', '.RC', 'pre'), number)),
    maybe(joined(of('.post', '-'), number)),
    maybe(joined(of('.dev', 'dev'), number)),
    maybe(of('+abc', '+1', '+abc.1')),
  ),
  semver: joined(
    numbers(3, 3),
    maybe(of('-rc.1', '-rc.10', '-rc1', '-rc10', '-0', '-a', '-a.b', '--')),
    maybe(of('+x')),
  ),
  dotted: joined(numbers(1, 6), maybe(joined(of('-rc', 'beta', '-pre', '.alpha'), number), of('-rc'))),
  openssl: fc.oneof(
    joined(of('0.9.8', '1.0.2', '1.1.1'), maybe(of('a', 'k', 'z', 'za', 'zk')), maybe(of('-dev'))),
    joined(of('1.1.1', '3.0.0', '3.1.2'), maybe(of('-alpha9', '-alpha17', '-beta1', '-pre2')), maybe(of('-dev'))),
    joined(of('3', '4', '10'), of('.'), numbers(2, 2), maybe(of('+quic'))),
  ),
  deb: joined(
    maybe(of('0:', '1:')),
    number,
    pieces('.', '~', '+', 'a', 'Z', '1', '0', '05', '~rc'),
    maybe(joined(of('-'), number, pieces('.', '~', 'a', '1'))),
  ),
  rpm: joined(
    maybe(of('0:', '1:')),
    number,
    pieces('.', '~', '^', '_', 'a', 'Z', '1', '0', '05'),
    maybe(joined(of('-'), number, pieces('.', '~', 'el', '1'))),
  ),
  maven: joined(
    number,
    pieces('.0', '.1', '-1', '-0', '-', '.', 'alpha', '-rc', '.sp', 'x', 'a1', '-SNAPSHOT', '.final', '.ga1'),
  ),
  gem: joined(number, pieces('.0', '.1', '.10', '.a', '.rc1', '.b', '-1', '.A')),
  git: of('v1', 'v2', '0123456789abcdef0123456789abcdef01234567', '0123456789ABCDEF0123456789abcdef01234567'),
  custom: of('a', 'b', 'A', 'a b'),
}

/** These keep differences in their normal form that do not count. */
const LOOSE: readonly SchemeName[] = ['python', 'deb', 'rpm']

for (const scheme of SCHEMES) {
  const version = VERSIONS[scheme.name].map((text): Version => {
    const read = scheme.parse(text)
    assert(read.ok, `${scheme.name} ${text}`)
    return read.value
  })

  test(`${scheme.name}: an order is ${scheme.order === 'total' ? 'total' : 'equality'}`, () => {
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        assert.equal(scheme.compare(a, a), 0)
        const [ab, ba, bc, ac] = [
          scheme.compare(a, b),
          scheme.compare(b, a),
          scheme.compare(b, c),
          scheme.compare(a, c),
        ]
        if (scheme.order !== 'total') {
          assert.equal(ab, a.normal === b.normal ? 0 : undefined)
          return
        }
        assert.equal(Math.sign(ab!), -Math.sign(ba!) + 0)
        if (ab! <= 0 && bc! <= 0) assert(ac! <= 0, `${a.text}, ${b.text}, ${c.text}`)
        if (ab === 0) assert.equal(Math.sign(ac!), Math.sign(bc!), `${a.text}, ${b.text}, ${c.text}`)
      }),
      { seed: 1, numRuns: 3000 },
    )
  })

  test(`${scheme.name}: the normal form is an equal version, and its own normal form`, () => {
    fc.assert(
      fc.property(version, version, (a, b) => {
        const normal = scheme.parse(a.normal)
        assert(normal.ok, `${a.text}: ${a.normal}`)
        assert.equal(normal.value.normal, a.normal)
        assert.equal(normal.value.prerelease, a.prerelease)
        assert.equal(scheme.compare(normal.value, a), 0, `${a.text}: ${a.normal}`)
        if (a.normal === b.normal) assert.equal(scheme.compare(a, b), 0)
        if (!LOOSE.includes(scheme.name))
          assert.equal(scheme.compare(a, b) === 0, a.normal === b.normal, `${a.text}, ${b.text}`)
      }),
      { seed: 2, numRuns: 2000 },
    )
  })

  test(`${scheme.name}: the next version is higher, and of the same series`, () => {
    fc.assert(
      fc.property(version, (a) => {
        const text = scheme.next(a)
        if (text === undefined) return
        const next = scheme.parse(text)
        assert(next.ok, `${a.text}: ${text}`)
        assert(scheme.compare(a, next.value)! < 0, `${a.text}: ${text}`)
        assert.equal(scheme.series(next.value), scheme.series(a))
        if (!a.prerelease) assert(!next.value.prerelease)
      }),
      { seed: 3, numRuns: 1000 },
    )
  })
}

test('any text is a version or a fault', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
      for (const scheme of SCHEMES) {
        const read = scheme.parse(text)
        if (read.ok) assert.equal(read.value.text, text)
        else assert.match(read.fault.message, /^[ -~]+$/)
      }
    }),
    { seed: 4, numRuns: 1000 },
  )
})

test('100 kB of hostile text take every reader less than a second together', () => {
  const SIZE = 100_000
  const units = [
    '1',
    '0',
    '1.',
    'a',
    '-',
    '-1',
    '~',
    '.',
    ' ',
    '\t',
    '1a',
    'a1',
    '[',
    '(',
    '|',
    '>',
    '>=1|',
    '!=1 ',
    '||',
    ',',
    '%',
    '+',
    '\0',
  ]
  const texts = units.flatMap((unit) => {
    const long = unit.repeat(SIZE / unit.length)
    return [long, `1.0${long}`, `${long}!`, long.slice(0, 1024), `1${long}`.slice(0, 1024), long.slice(0, 10_000)]
  })
  const start = performance.now()
  for (const text of texts) {
    for (const scheme of SCHEMES) {
      const read = scheme.parse(text)
      if (text.length > 1024) assert(!read.ok)
      const constraints = parseConstraints(scheme, text)
      const github = parseGithubRange(scheme, text)
      for (const result of [read, constraints, github]) assert(result.ok || result.fault.message.length < 700)
    }
    for (const type of ['npm', 'pypi', 'gem', 'maven', 'openssl']) parseNativeRange(type, text)
    parseVers(`vers:pypi/${text}`)
  }
  const taken = performance.now() - start
  assert(taken < 1000, `${taken} ms`)
})

test('a million comparisons of any scheme take less than a second', () => {
  for (const scheme of SCHEMES) {
    const versions = fc.sample(VERSIONS[scheme.name], { seed: 5, numRuns: 1000 }).map((text) => {
      const read = scheme.parse(text)
      assert(read.ok)
      return read.value
    })
    const start = performance.now()
    let lower = 0
    for (let i = 0; i < 1_000_000; i++) {
      if (scheme.compare(versions[i % 1000]!, versions[(i * 7 + 1) % 1000]!) === -1) lower++
    }
    const taken = performance.now() - start
    assert(taken < 1000, `${scheme.name}: ${taken} ms`)
    assert(lower > 0 || scheme.order !== 'total')
  }
})
