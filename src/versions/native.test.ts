import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseGithubRange, parseNativeRange, type Scheme, schemeNamed, versText, writeVers } from '#versions'

function named(name: string): Scheme {
  const scheme = schemeNamed(name)
  assert(scheme.ok)
  return scheme.value
}

/** `listed` as the VERS vectors list it; `meaning` where the canonical text differs from that. */
const ranges: readonly [type: string, why: string, text: string, listed: string, meaning?: string][] = [
  ['npm', 'a caret', '^1.2.3', '>=1.2.3|<2.0.0'],
  ['npm', 'a caret below 1.0', '^0.2.3', '>=0.2.3|<0.3.0'],
  ['npm', 'a caret below 0.1', '^0.0.3', '>=0.0.3|<0.0.4'],
  ['npm', 'a caret with numbers missing', '^0.x', '>=0.0.0|<1.0.0'],
  ['npm', 'a caret with a number missing', '^0.0', '>=0.0.0|<0.1.0'],
  ['npm', 'a caret before a wildcard', '^*', '*'],
  ['npm', 'a tilde', '~1.2.3', '>=1.2.3|<1.3.0'],
  ['npm', 'a tilde with numbers missing', '~1', '>=1.0.0|<2.0.0'],
  ['npm', 'the old spelling of a tilde', '~> 1.2', '>=1.2.0|<1.3.0'],
  ['npm', 'a tilde before a pre-release', '~1.2.3-beta.2', '>=1.2.3-beta.2|<1.3.0'],
  ['npm', 'numbers alone', '1', '>=1.0.0|<2.0.0'],
  ['npm', 'wildcards', '1.2.X', '>=1.2.0|<1.3.0'],
  ['npm', 'nothing is every version', '', '*'],
  ['npm', 'a wildcard alone', 'x', '*'],
  ['npm', 'a wildcard beside something', '* || 1.0.0', '*'],
  ['npm', 'a hyphen', '1.2.3 - 2.3.4', '>=1.2.3|<=2.3.4'],
  ['npm', 'a hyphen with a number missing above', '1.2 - 2.3', '>=1.2.0|<2.4.0'],
  ['npm', 'numbers missing behind a comparator are zero', '> 1.2 <=2', '>1.2.0|<=2.0.0'],
  ['npm', 'below a wildcard', '<1.2.x', '<1.2.0'],
  ['npm', 'up to a wildcard', '<=1.2.x', '<1.3.0'],
  ['npm', 'above a wildcard', '>1.x', '>=2.0.0'],
  ['npm', 'nothing is above every version', '>*', '<0.0.0-0'],
  ['npm', 'build metadata does not count', '>=1.2.3+build <2.0.0', '>=1.2.3|<2.0.0'],
  ['npm', 'the narrowest of an alternative', '>=1.0.0 >=1.5.0 <3.0.0 <2.0.0', '>=1.5.0|<2.0.0'],
  ['npm', 'an alternative that holds nothing', '>2.0.0 <1.0.0 || 3.0.0', '3.0.0'],
  ['npm', 'alternatives that touch', '2.0.x || 2.1.x', '>=2.0.0|<2.1.0|>=2.1.0|<2.2.0', '>=2.0.0|<2.2.0'],
  ['npm', 'alternatives that overlap', '<2.0.1 || <1.1.7', '<1.1.7|<2.0.1', '<2.0.1'],
  ['semver', 'the notation of npm', '^1.2.3', '>=1.2.3|<2.0.0'],
  ['pypi', 'several specifiers', '>= 1.0, < 2.0 , != 1.5', '>=1.0|!=1.5|<2.0'],
  ['pypi', 'nothing is every version', '', '*'],
  ['pypi', 'a trailing comma', '>=1.0,', '>=1.0'],
  ['pypi', 'compatible', '~=1.4.2', '>=1.4.2|<1.5.dev0'],
  ['pypi', 'compatible with a pre-release', '~=1.4.5a4', '>=1.4.5a4|<1.5.dev0'],
  ['pypi', 'compatible with a post-release', '~=2.2.post3', '>=2.2.post3|<3.dev0'],
  ['pypi', 'compatible with an epoch', '~=1!2.2', '>=1%212.2|<1%213.dev0'],
  ['pypi', 'a prefix', '==1.1.*', '>=1.1.dev0|<1.2.dev0'],
  ['pypi', 'all but a prefix', '!=1.1.*', '<1.1.dev0|>=1.2.dev0'],
  ['pypi', 'equality', '==1.0+local', '1.0+local'],
  ['pypi', 'arbitrary equality', '===1.0', '1.0'],
  ['pypi', 'alternatives', '==2.3.0||==3.0.0', '2.3.0|3.0.0'],
  ['gem', 'the last number may change', '~> 2.0.8', '>=2.0.8|<2.1'],
  ['gem', 'two numbers', '~> 2.2', '>=2.2|<3'],
  ['gem', 'one number', '~> 2', '>=2|<3', '>=2|<3'],
  ['gem', 'a pre-release', '~> 2.2.1.rc1', '>=2.2.1.rc1|<2.3', '>=2.2.1.rc.1|<2.3'],
  ['gem', 'all must hold', '>= 2.1, < 3.1, != 2.5', '>=2.1|!=2.5|<3.1'],
  ['gem', 'blanks between', '>=2.1 <=4.0.4', '>=2.1|<=4.0.4'],
  ['gem', 'nothing is every version', '', '*'],
  ['openssl', 'a list', '3.0.13, 1.0.2zk', '1.0.2zk|3.0.13'],
  ['maven', 'half open', '[1.0,2.0)', '>=1.0|<2.0', '>=1|<2'],
  ['maven', 'unbounded', '(,1.5]', '<=1.5'],
  ['maven', 'one version', '[1.5]', '1.5'],
  ['maven', 'several', '(,1.5], [2.1,)', '<=1.5|>=2.1'],
  ['maven', 'all but one', '(,1.1),(1.1,)', '<1.1|>1.1', '!=1.1'],
]
for (const [type, why, text, listed, meaning = listed] of ranges) {
  test(`${type} range: ${why}: "${text}"`, () => {
    const range = parseNativeRange(type, text)
    assert(range.ok, JSON.stringify(range))
    assert.equal(versText(type, range.value.listed), `vers:${type}/${listed}`)
    const { scheme } = range.value
    assert.equal(writeVers(scheme, range.value.range), `vers:${scheme.versTypes[0]}/${meaning}`)
  })
}

test('a range that holds nothing is written so', () => {
  const range = parseNativeRange('npm', '>2.0.0 <1.0.0')
  assert(range.ok)
  assert.equal(versText('npm', range.value.listed), 'vers:none/*')
})

test('a scheme stands for its first type', () => {
  const range = parseNativeRange(named('python'), '>=1.0')
  assert(range.ok)
  assert.equal(range.value.type, 'pypi')
})

const faults: readonly [type: string, why: string, text: string, code: string][] = [
  ['npm', 'commas', '>=1.0.0, <2.0.0', 'VERSION_RANGE_MALFORMED'],
  ['npm', 'words', 'latest', 'VERSION_RANGE_MALFORMED'],
  ['npm', 'an unknown operator', '=>1.0.0', 'VERSION_RANGE_MALFORMED'],
  ['npm', 'an operator alone', '>=', 'VERSION_RANGE_MALFORMED'],
  ['npm', 'leading zeros', '>=01.2.3', 'VERSION_RANGE_MALFORMED'],
  ['pypi', 'a version alone', '1.0', 'VERSION_RANGE_MALFORMED'],
  ['pypi', 'a prefix behind a comparison', '>=1.*', 'VERSION_RANGE_MALFORMED'],
  ['pypi', 'a prefix of a pre-release', '==1.0a1.*', 'VERSION_RANGE_MALFORMED'],
  ['pypi', 'compatible with one number', '~=1', 'VERSION_RANGE_MALFORMED'],
  ['pypi', 'a local version behind a comparison', '>=1.0+local', 'VERSION_RANGE_MALFORMED'],
  ['pypi', 'words', '===latest', 'VERSION_MALFORMED'],
  ['gem', 'an operator of npm', '^1.0', 'VERSION_RANGE_MALFORMED'],
  ['gem', 'words', '~> new', 'VERSION_MALFORMED'],
  ['openssl', 'two commas', '1.0.2a,,1.0.2b', 'VERSION_RANGE_MALFORMED'],
  ['maven', 'a soft requirement', '1.0', 'VERSION_RANGE_MALFORMED'],
  ['maven', 'the wrong way round', '[2.0,1.0]', 'VERSION_RANGE_MALFORMED'],
  ['maven', 'one version, half open', '[1.0)', 'VERSION_RANGE_MALFORMED'],
  ['maven', 'three ends', '[1.0,2.0,3.0]', 'VERSION_RANGE_MALFORMED'],
  ['nuget', 'another ecosystem', '[1.0]', 'VERSION_RANGE_UNSUPPORTED'],
  ['npm', 'a text beyond all measure', '1.0.0 '.repeat(4000), 'VERSION_RANGE_MALFORMED'],
]
for (const [type, why, text, code] of faults) {
  test(`${type} range refuses ${why}`, () => {
    const range = parseNativeRange(type, text)
    assert(!range.ok)
    assert.equal(range.fault.code, code)
  })
}

const github: readonly [why: string, scheme: string, text: string, vers: string][] = [
  ['both ends', 'python', '>= 2.0.0, < 2.0.6', 'vers:pypi/>=2.0.0|<2.0.6'],
  ['no comma', 'python', '>= 2.0.0 < 2.0.6', 'vers:pypi/>=2.0.0|<2.0.6'],
  ['no blanks', 'semver', '>=2.0.0,<=2.0.6', 'vers:semver/>=2.0.0|<=2.0.6'],
  ['one end', 'dotted', '< 1.4', 'vers:generic/<1.4.0'],
  ['above', 'python', '> 3.12.0, <= 3.12.1', 'vers:pypi/>3.12.0|<=3.12.1'],
  ['equality', 'openssl', '= 3.0.13', 'vers:openssl/3.0.13'],
  ['a version alone', 'custom', 'spring', 'vers:custom/spring'],
  ['from 0 on is no bound', 'semver', '>= 0, < 1.2.3', 'vers:semver/<1.2.3'],
  ['a leading v that the scheme does not have', 'semver', '< v1.2.3', 'vers:semver/<1.2.3'],
]
for (const [why, scheme, text, vers] of github) {
  test(`GitHub range: ${why}: "${text}"`, () => {
    const range = parseGithubRange(named(scheme), text)
    assert(range.ok, JSON.stringify(range))
    assert.equal(writeVers(named(scheme), range.value), vers)
  })
}

const githubFaults: readonly [why: string, scheme: string, text: string, code: string][] = [
  ['nothing', 'python', ' ', 'VERSION_RANGE_MALFORMED'],
  ['an operator of npm', 'python', '^1.0', 'VERSION_RANGE_MALFORMED'],
  ['an operator alone', 'python', '>= 1.0, <', 'VERSION_RANGE_MALFORMED'],
  ['words', 'python', '< fixed', 'VERSION_MALFORMED'],
  ['a range without a version', 'python', '>= 2.0, < 1.0', 'VERSION_RANGE_EMPTY'],
  ['a comparison without an order', 'custom', '< spring', 'VERSION_UNORDERED'],
  ['more than 1,024 characters', 'python', `< ${'1'.repeat(1024)}`, 'VERSION_RANGE_MALFORMED'],
]
for (const [why, scheme, text, code] of githubFaults) {
  test(`GitHub range refuses ${why}`, () => {
    const range = parseGithubRange(named(scheme), text)
    assert(!range.ok)
    assert.equal(range.fault.code, code)
  })
}
