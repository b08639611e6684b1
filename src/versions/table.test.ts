import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compareVersions, SCHEMES, type Scheme, schemeNamed, schemeOf, sortVersions, type Version } from '#versions'

function read(name: string, text: string): Version {
  const scheme = schemeNamed(name)
  assert(scheme.ok)
  const version = scheme.value.parse(text)
  assert(version.ok, text)
  return version.value
}

test('every scheme is found by its name, and by its versions', () => {
  for (const scheme of SCHEMES) {
    assert.deepEqual(schemeNamed(scheme.name), { ok: true, value: scheme })
    assert.equal(schemeOf(read(scheme.name, '1.0.0')), scheme)
  }
})

test('names and VERS types are unique', () => {
  const unique = (all: readonly string[]) => assert.equal(new Set(all).size, all.length)
  unique(SCHEMES.map((scheme) => scheme.name))
  unique(SCHEMES.flatMap((scheme: Scheme) => scheme.versTypes))
  assert(SCHEMES.every((scheme) => scheme.versTypes.length > 0))
})

test('an unknown scheme is a fault that lists the schemes', () => {
  const scheme = schemeNamed('pep440')
  assert(!scheme.ok)
  assert.equal(scheme.fault.code, 'VERSION_SCHEME_UNKNOWN')
  assert.match(scheme.fault.hint!, /^one of python, semver, /)
})

test('versions are compared by their own scheme', () => {
  assert(compareVersions(read('python', '1.0rc1'), read('python', '1.0'))! < 0)
  assert(compareVersions(read('deb', '1.0rc1'), read('deb', '1.0'))! > 0)
  assert.equal(compareVersions(read('custom', 'a'), read('custom', 'b')), undefined)
})

test('versions of two schemes have no order', () => {
  assert.throws(() => compareVersions(read('python', '1.0'), read('deb', '1.0')), RangeError)
})

test('sorting keeps the order of equal versions', () => {
  const sorted = sortVersions(['1.1', '1.0.0', '1.0rc1', '1.0'].map((text) => read('python', text)))
  assert.deepEqual(
    sorted.map(({ text }) => text),
    ['1.0rc1', '1.0.0', '1.0', '1.1'],
  )
})

test('sorting refuses versions without an order', () => {
  assert.throws(() => sortVersions([read('git', 'v1'), read('git', 'v2')]), RangeError)
  assert.equal(sortVersions([read('git', 'v1'), read('git', 'v1')]).length, 2)
})
