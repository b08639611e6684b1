import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  ALL_VERSIONS,
  complement,
  contains,
  exactly,
  type Interval,
  intersect,
  NO_VERSIONS,
  normalize,
  schemeNamed,
  union,
  type Version,
  type VersionRange,
} from '#versions'

function read(text: string, name = 'dotted'): Version {
  const scheme = schemeNamed(name)
  assert(scheme.ok)
  const version = scheme.value.parse(text)
  assert(version.ok, text)
  return version.value
}

/** An interval in the notation of mathematics: `[1,2)`, `(,3]`. */
function interval(text: string): Interval {
  const [lower, upper] = text.slice(1, -1).split(',')
  return {
    ...(lower === '' ? {} : { lower: { version: read(lower!), inclusive: text.startsWith('[') } }),
    ...(upper === '' ? {} : { upper: { version: read(upper!), inclusive: text.endsWith(']') } }),
  }
}

function show(range: VersionRange): string {
  const one = ({ lower, upper }: Interval) =>
    `${lower?.inclusive ? '[' : '('}${lower?.version.text ?? ''},${upper?.version.text ?? ''}${upper?.inclusive ? ']' : ')'}`
  return range.map(one).join(' ')
}

const range = (text: string): VersionRange => normalize(text === '' ? [] : text.split(' ').map(interval))

const normalised: readonly [why: string, given: string, range: string][] = [
  ['sorted', '[3,4) [1,2)', '[1,2) [3,4)'],
  ['overlapping', '[1,3) [2,4)', '[1,4)'],
  ['one within the other', '[1,9) [2,3]', '[1,9)'],
  ['touching, the bound within the second', '[1,2) [2,3)', '[1,3)'],
  ['touching, the bound within the first', '[1,2] (2,3)', '[1,3)'],
  ['parted by one version', '[1,2) (2,3)', '[1,2) (2,3)'],
  ['a point fills the hole', '[1,2) (2,3) [2,2]', '[1,3)'],
  ['the wider of two with the same start', '(1,2) [1,2]', '[1,2]'],
  ['unbounded on both sides', '(,2) [1,)', '(,)'],
  ['empty: the wrong way round', '[2,1]', ''],
  ['empty: half a point', '[1,1) (1,1]', ''],
  ['no guess that 1.0 and 1.1 are neighbours', '(1.0,1.1)', '(1.0,1.1)'],
  ['equal versions are one, however written', '[1,1.0] [1.0.0,2)', '[1,2)'],
]
for (const [why, given, expected] of normalised) {
  test(`intervals: ${why}`, () => assert.equal(show(range(given)), expected))
}

const complements: readonly [given: string, complement: string][] = [
  ['', '(,)'],
  ['(,)', ''],
  ['[1,2)', '(,1) [2,)'],
  ['(,1)', '[1,)'],
  ['(1,)', '(,1]'],
  ['[1,1]', '(,1) (1,)'],
  ['(,1] (2,3) [5,)', '(1,2] [3,5)'],
]
for (const [given, expected] of complements) {
  test(`the complement of ${given || 'nothing'} is ${expected || 'nothing'}`, () => {
    assert.equal(show(complement(range(given))), expected)
    assert.equal(show(complement(range(expected))), given)
  })
}

test('an intersection keeps the narrower bounds', () => {
  assert.equal(show(intersect(range('[1,5) (7,9]'), range('(,2] [4,8)'))), '[1,2] [4,5) (7,8)')
  assert.equal(show(intersect(range('[1,2)'), range('[2,3)'))), '')
  assert.equal(show(intersect(range('[1,2]'), range('[2,3)'))), '[2,2]')
})

test('a single version has no order to need', () => {
  const [a, b] = [read('spring', 'custom'), read('autumn', 'custom')]
  const both = normalize([exactly(a), exactly(b), exactly(a)])
  assert.equal(both.length, 2)
  assert(contains(both, b) && contains(both, a))
  assert(!contains(both, read('summer', 'custom')))
  assert.equal(intersect(both, normalize([exactly(b)])).length, 1)
  assert.equal(intersect(normalize([exactly(a)]), normalize([exactly(b)])).length, 0)
  assert(contains(ALL_VERSIONS, a) && !contains(NO_VERSIONS, a))
})

test('an interval of a scheme without an order is a bug', () => {
  const bound = (text: string) => ({ version: read(text, 'git'), inclusive: true })
  assert.throws(() => normalize([{ lower: bound('v1') }]), RangeError)
  assert.throws(() => normalize([{ upper: bound('v1') }]), RangeError)
  assert.throws(() => normalize([{ lower: bound('v1'), upper: bound('v2') }]), RangeError)
  assert.throws(() => normalize([{ lower: bound('v2'), upper: bound('v1') }]), RangeError)
  assert.throws(() => complement([exactly(read('v1', 'git'))]), RangeError)
})

test('a range of another scheme is a bug', () => {
  assert.throws(() => contains(range('[1,2)'), read('1.5', 'python')), RangeError)
})

// The oracle: sets of points. Bounds lie on even points, so that odd points stand for whatever lies between two bounds.
const POINTS = Array.from({ length: 23 }, (_, n) => read(`${n}.0`))
const bound = fc.option(fc.record({ version: fc.nat(10).map((n) => POINTS[2 * n + 1]!), inclusive: fc.boolean() }), {
  nil: undefined,
})
const anyInterval = fc
  .tuple(bound, bound)
  .map(([lower, upper]): Interval => ({ ...(lower && { lower }), ...(upper && { upper }) }))
const anyIntervals = fc.array(anyInterval, { maxLength: 6 })

function holds({ lower, upper }: Interval, point: Version): boolean {
  const n = POINTS.indexOf(point)
  const from = lower === undefined ? -1 : POINTS.indexOf(lower.version)
  const to = upper === undefined ? POINTS.length : POINTS.indexOf(upper.version)
  return (n > from || (n === from && lower!.inclusive)) && (n < to || (n === to && upper!.inclusive))
}

const members = (given: VersionRange) => POINTS.filter((point) => contains(given, point))
const expected = (rule: (point: Version) => boolean) => POINTS.filter(rule)

test('intervals agree with sets of points', () => {
  fc.assert(
    fc.property(anyIntervals, anyIntervals, (first, second) => {
      const [a, b] = [normalize(first), normalize(second)]
      const inA = (point: Version) => first.some((each) => holds(each, point))
      const inB = (point: Version) => second.some((each) => holds(each, point))
      assert.deepEqual(members(a), expected(inA))
      assert.deepEqual(
        members(union(a, b)),
        expected((point) => inA(point) || inB(point)),
      )
      assert.deepEqual(
        members(intersect(a, b)),
        expected((point) => inA(point) && inB(point)),
      )
      assert.deepEqual(
        members(complement(a)),
        expected((point) => !inA(point)),
      )
    }),
    { seed: 1, numRuns: 2000 },
  )
})

test('ranges are normalised: one set has one form', () => {
  fc.assert(
    fc.property(anyIntervals, anyIntervals, (first, second) => {
      const [a, b] = [normalize(first), normalize(second)]
      assert.deepEqual(normalize(a), a)
      assert.equal(show(complement(complement(a))), show(a))
      assert.equal(show(complement(union(a, b))), show(intersect(complement(a), complement(b))))
      assert.equal(show(union(intersect(a, b), intersect(a, complement(b)))), show(a))
    }),
    { seed: 2, numRuns: 2000 },
  )
})
