import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  contains,
  type Interval,
  normalize,
  parseConstraints,
  parseVers,
  SCHEMES,
  type Scheme,
  schemeNamed,
  type Version,
  writeVers,
} from '#versions'

function named(name: string): Scheme {
  const scheme = schemeNamed(name)
  assert(scheme.ok)
  return scheme.value
}

function read(name: string, text: string): Version {
  const version = named(name).parse(text)
  assert(version.ok, text)
  return version.value
}

/** Given text, and the canonical text of what it means. */
const meanings: readonly [why: string, text: string, canonical: string][] = [
  ['a canonical text stays', 'vers:pypi/>=3.9.0|<3.9.20', 'vers:pypi/>=3.9.0|<3.9.20'],
  ['one version', 'vers:pypi/1.0', 'vers:pypi/1.0'],
  ['every version', 'vers:deb/*', 'vers:deb/*'],
  ['sorted', 'vers:pypi/<2.0|>=1.0', 'vers:pypi/>=1.0|<2.0'],
  ['a hole', 'vers:gem/>=2.2.0|!=2.2.1|<2.3.0', 'vers:gem/>=2.2|!=2.2.1|<2.3'],
  ['two stretches that touch', 'vers:npm/>=2.0.0|<2.1.0|>=2.1.0|<2.2.0', 'vers:npm/>=2.0.0|<2.2.0'],
  ['of two openings the lower holds', 'vers:pypi/>1.0|>=2.0|<3.0', 'vers:pypi/>1.0|<3.0'],
  ['of two closings the higher holds', 'vers:pypi/<1.0|<=2.0', 'vers:pypi/<=2.0'],
  ['a single version within a stretch adds nothing', 'vers:pypi/>=1.0|1.5|<2.0', 'vers:pypi/>=1.0|<2.0'],
  ['a single version before a closing adds nothing', 'vers:pypi/1.0|<2.0', 'vers:pypi/<2.0'],
  ['a single version after a closing is one more', 'vers:pypi/<=1.3.0|3.0.0', 'vers:pypi/<=1.3.0|3.0.0'],
  ['nothing but exclusions: the rest', 'vers:pypi/!=1.0|!=2.0', 'vers:pypi/!=1.0|!=2.0'],
  ['an exclusion outside adds nothing', 'vers:pypi/>=3.0.0|!=2.0.3', 'vers:pypi/>=3.0.0'],
  ['exclusions beside single versions take nothing', 'vers:pypi/1.0|!=2.0', 'vers:pypi/1.0'],
  ['what is named is in, excluded or not', 'vers:pypi/>=1.0|!=1.0|<2.0', 'vers:pypi/>=1.0|<2.0'],
  ['an exclusion at an open end adds nothing', 'vers:pypi/>1.0|!=1.0', 'vers:pypi/>1.0'],
  ['capitals in the type', 'vers:PyPI/1.0', 'vers:pypi/1.0'],
  ['versions in their normal form', 'vers:pypi/>=1.0ALPHA1', 'vers:pypi/>=1.0a1'],
  ['percent-encoding of what need not be', 'vers:deb/1%3A2.0%7erc1', 'vers:deb/1:2.0~rc1'],
  ['an epoch of PEP 440', 'vers:pypi/1%212.0', 'vers:pypi/1%212.0'],
  ['tags listed', 'vers:git/v2|v1', 'vers:git/v1|v2'],
  ['a blank in a version', 'vers:custom/Spring%20Edition', 'vers:custom/Spring%20Edition'],
  ['letters beyond ASCII', 'vers:custom/%C3%89dition', 'vers:custom/%C3%89dition'],
  ['no version at all', 'vers:none/*', 'vers:none/*'],
  ['every version of anything', 'vers:all/*', 'vers:custom/*'],
]
for (const [why, text, canonical] of meanings) {
  test(`VERS: ${why}: ${text}`, () => {
    const vers = parseVers(text)
    assert(vers.ok, JSON.stringify(vers))
    const written = writeVers(vers.value.scheme, vers.value.range)
    // The type is the scheme's first, so that npm is written as semver.
    assert.equal(written.replace(/^vers:semver/, 'vers:npm'), canonical)
  })
}

const departures: readonly [text: string, ...departures: string[]][] = [
  ['vers:pypi/>=1.0|<2.0'],
  ['vers:pypi/<2.0|>=1.0', 'VERS_ORDER'],
  ['vers:pypi/>=1.0|>=1.0|<2.0', 'VERS_DUPLICATE', 'VERS_SEQUENCE'],
  ['vers:pypi/<2.0|>=2.0.0', 'VERS_DUPLICATE'],
  ['vers:pypi/<1.0|<2.0', 'VERS_SEQUENCE'],
  ['vers:pypi/1.0|<2.0', 'VERS_SEQUENCE'],
  ['vers:pypi/<1.0|!=0.5', 'VERS_ORDER'],
  ['vers:PYPI/1.0', 'VERS_SPELLING'],
  ['vers:deb/1.0%7erc1', 'VERS_SPELLING'],
  ['vers:custom/a%2ab', 'VERS_SPELLING'],
  ['vers:custom/a%2Ab'],
]
for (const [text, ...expected] of departures) {
  test(`VERS: ${text} departs by ${expected.join(', ') || 'nothing'}`, () => {
    const vers = parseVers(text)
    assert(vers.ok)
    assert.deepEqual(vers.value.departures, expected)
  })
}

const faults: readonly [why: string, text: string, code: string][] = [
  ['another scheme of URIs', 'pkg:pypi/django', 'VERS_SCHEME'],
  ['capitals in the scheme', 'VERS:pypi/1.0', 'VERS_SCHEME'],
  ['no type', 'vers:/1.0', 'VERS_TYPE'],
  ['no slash', 'vers:pypi', 'VERS_TYPE'],
  ['a type that starts with a digit', 'vers:7z/1.0', 'VERS_TYPE'],
  ['the type that is always wrong', 'vers:invalid/1.0', 'VERS_TYPE_UNKNOWN'],
  ['a type without a scheme here', 'vers:nginx/1.0', 'VERS_TYPE_UNKNOWN'],
  ['no constraint', 'vers:pypi/', 'VERS_EMPTY'],
  ['a pipe first', 'vers:pypi/|1.0', 'VERS_PIPE'],
  ['a pipe last', 'vers:pypi/1.0|', 'VERS_PIPE'],
  ['two pipes', 'vers:pypi/1.0||2.0', 'VERS_PIPE'],
  ['a blank', 'vers:pypi/>= 1.0', 'VERS_BLANK'],
  ['a line break', 'vers:pypi/1.0\n', 'VERS_BLANK'],
  ['a sign for equality', 'vers:pypi/=1.0', 'VERS_COMPARATOR'],
  ['an operator of pip', 'vers:pypi/==1.0', 'VERS_COMPARATOR'],
  ['a comparator alone', 'vers:pypi/>=', 'VERS_COMPARATOR'],
  ['two comparators', 'vers:pypi/>=1.0<2.0', 'VERS_COMPARATOR'],
  ['an asterisk beside something', 'vers:pypi/*|1.0', 'VERS_ASTERISK'],
  ['an asterisk in a version', 'vers:pypi/1.*', 'VERS_ASTERISK'],
  ['a version of the type none', 'vers:none/1.0', 'VERS_ASTERISK'],
  ['a percent sign alone', 'vers:pypi/1.0%2G0', 'VERS_PERCENT'],
  ['a percent sign at the end', 'vers:pypi/1.0%2', 'VERS_PERCENT'],
  ['encoded bytes that are not UTF-8', 'vers:custom/%ff', 'VERS_PERCENT'],
  ['a version that is none', 'vers:pypi/latest', 'VERSION_MALFORMED'],
  ['a line break, encoded', 'vers:custom/a%0Ab', 'VERSION_MALFORMED'],
  ['a comparison without an order', 'vers:git/>=v1', 'VERSION_UNORDERED'],
  ['an exclusion without an order', 'vers:custom/!=a', 'VERSION_UNORDERED'],
  ['a text beyond all measure', `vers:pypi/${'1|'.repeat(40_000)}1`, 'VERS_TOO_LONG'],
]
for (const [why, text, code] of faults) {
  test(`VERS refuses ${why}`, () => {
    const vers = parseVers(text)
    assert(!vers.ok)
    assert.equal(vers.fault.code, code)
    assert.match(vers.fault.message, /^[a-z][ -~]{1,400}$/)
  })
}

const lists: readonly [scheme: string, text: string, written: string][] = [
  ['python', '>=3.0a1|<3.4.10', 'vers:pypi/>=3.0a1|<3.4.10'],
  ['dotted', '<7.77.0', 'vers:generic/<7.77.0'],
  ['dotted', '7.33.0', 'vers:generic/7.33.0'],
  ['openssl', '<1.0.2zl|>=3.0.0', 'vers:openssl/<1.0.2zl|>=3.0.0'],
  ['git', 'v1.0|v1.1', 'vers:git/v1.0|v1.1'],
  ['python', '*', 'vers:pypi/*'],
]
for (const [scheme, text, written] of lists) {
  test(`a list of constraints of ${scheme}: ${text}`, () => {
    const range = parseConstraints(named(scheme), text)
    assert(range.ok)
    assert.equal(writeVers(named(scheme), range.value), written)
  })
}

const wrongLists: readonly [why: string, text: string, code: string][] = [
  ['a version twice', '<1.0|>=1.0', 'VERS_DUPLICATE'],
  ['two openings', '>=1.0|>=2.0', 'VERS_SEQUENCE'],
  ['two closings', '<1.0|<2.0', 'VERS_SEQUENCE'],
  ['nothing', '', 'VERS_EMPTY'],
  ['blanks', '>= 1.0', 'VERS_BLANK'],
]
for (const [why, text, code] of wrongLists) {
  test(`a list of constraints refuses ${why}`, () => {
    const range = parseConstraints(named('python'), text)
    assert(!range.ok)
    assert.equal(range.fault.code, code)
  })
}

test('a range of another scheme is not written', () => {
  const range = parseConstraints(named('python'), '>=1.0')
  assert(range.ok)
  assert.throws(() => writeVers(named('deb'), range.value), RangeError)
})

for (const scheme of SCHEMES.filter(({ order }) => order === 'total')) {
  test(`VERS of ${scheme.name}: what is written is read as the same versions`, () => {
    const points = Array.from({ length: 12 }, (_, n) => read(scheme.name, `${n + 1}.0.0`))
    const bound = fc.option(fc.record({ version: fc.constantFrom(...points), inclusive: fc.boolean() }), {
      nil: undefined,
    })
    const interval = fc
      .tuple(bound, bound)
      .map(([lower, upper]): Interval => ({ ...(lower && { lower }), ...(upper && { upper }) }))
    fc.assert(
      fc.property(fc.array(interval, { maxLength: 6 }), (intervals) => {
        const range = normalize(intervals)
        const text = writeVers(scheme, range)
        const vers = parseVers(text)
        assert(vers.ok, text)
        assert.deepEqual(vers.value.departures, [])
        assert.equal(writeVers(scheme, vers.value.range), text)
        assert.equal(vers.value.range.length, range.length, text)
        for (const point of range.length === 0 ? [] : points) {
          assert.equal(contains(vers.value.range, point), contains(range, point), `${text} ${point.text}`)
        }
      }),
      { seed: 3, numRuns: 300 },
    )
  })
}
