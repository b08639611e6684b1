import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { coveredComponents, nameFits, releaseComponents, releaseInName } from '#trust'

const covered: readonly [stream: string, release: string, components: number, why: string][] = [
  ['3.14', '3.14.2', 2, 'a release of the stream'],
  ['3.14', '3.14', 2, 'the stream itself'],
  ['3.14', '3.14rc1', 2, 'a pre-release of its first release'],
  ['3.14', '3.14.0a1', 2, 'a pre-release'],
  ['3.1', '3.10.0', 0, '1 is not 10'],
  ['3.14', '3.1', 0, 'the stream says more than the release'],
  ['3.14', '31.4', 0, 'the point stands elsewhere'],
  ['3.14', '3.014', 0, 'compared as text: no other spelling'],
  ['3.14', '', 0, 'no release'],
  ['3.14', '3..14', 0, 'no release either'],
  ['3.14', '3.14/../3.1', 0, 'a path is no release'],
  ['main', 'main', 1, 'a stream may be a word'],
  ['3', '3.14.2', 1, 'a wide stream'],
]
for (const [stream, release, components, why] of covered) {
  test(`${stream} covers ${components} components of ${JSON.stringify(release)}: ${why}`, () =>
    assert.equal(coveredComponents(stream, release), components))
}

test('components part digits from letters', () =>
  assert.deepEqual(releaseComponents('3.14.0rc1'), ['3', '14', '0', 'rc', '1']))

const names: readonly [name: string, release: string | undefined][] = [
  ['lantern-3.14.0rc1-macos11.pkg', '3.14.0rc1'],
  ['lantern-3.13.1.tar.xz', '3.13.1'],
  ['lantern-3.10.0post2-macos11.pkg', '3.10.0post2'],
  ['lantern-3.9.0b4-amd64.exe', '3.9.0b4'],
  ['lantern-3.14.0-embed-amd64.zip', '3.14.0'],
  ['windows-3.14.0b3.json', '3.14.0b3'],
  ['lantern-3.14.2.exe', '3.14.2'],
  ['lantern322.chm', undefined],
  ['lantern.tgz', undefined],
]
for (const [name, release] of names) {
  test(`${name} speaks of ${release}`, () => assert.equal(releaseInName(name), release))
}

const fits: readonly [pattern: string, name: string, fits: boolean][] = [
  ['*.tgz', 'lantern-3.14.2.tgz', true],
  ['*.tgz', 'lantern-3.14.2.tgz.exe', false],
  ['*', '', true],
  ['*', 'anything', true],
  ['lantern.tgz', 'lantern.tgz', true],
  ['lantern.tgz', 'lanternxtgz', false],
  ['a*b*c', 'a-b-b-c', true],
  ['a*b*c', 'acb', false],
  ['a*a', 'a', false],
  ['ab*ba', 'aba', false],
]
for (const [pattern, name, expected] of fits) {
  test(`${pattern} ${expected ? 'fits' : 'does not fit'} ${JSON.stringify(name)}`, () =>
    assert.equal(nameFits(pattern, name), expected))
}

test('patterns agree with a regular expression', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', '*', '.'), maxLength: 8 })
  fc.assert(
    fc.property(word, fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 12 }), (pattern, name) => {
      const regular = new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`)
      assert.equal(nameFits(pattern, name), regular.test(name))
    }),
    { seed: 1 },
  )
})
