import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '#json'
import { EXAMPLE_PROJECT } from '../example-world.ts'
import { containerAfterFix, linesOf } from '../testdata/findings-of.ts'

const product = (fields: JsonObject): JsonObject => ({
  vendor: 'Lantern Software Foundation',
  product: 'lantern',
  defaultStatus: 'unaffected',
  versions: [{ version: '3.13.0', lessThan: '3.13.9', status: 'affected', versionType: 'python' }],
  ...fields,
})

const PYPI = { collectionURL: 'https://pypi.org/project', packageName: 'lantern' }

const cases: readonly [why: string, fields: JsonObject, message?: string][] = [
  ['none', {}],
  ['a package', { packageURL: 'pkg:pypi/lantern' }],
  ['in the collection of its type', { ...PYPI, packageURL: 'pkg:pypi/lantern' }],
  ['the same name to PyPI', { ...PYPI, packageName: 'Lantern_Core', packageURL: 'pkg:pypi/lantern-core' }],
  [
    'a host that holds packages of any type',
    { collectionURL: 'https://github.com/lantern', packageName: 'lantern', packageURL: 'pkg:pypi/lantern' },
  ],
  [
    'a module of Go, whose package is deeper',
    {
      collectionURL: 'https://pkg.go.dev',
      packageName: 'lantern.example/lamp/wick',
      packageURL: 'pkg:golang/lantern.example/lamp',
    },
  ],
  [
    'a scope of npm',
    { collectionURL: 'https://www.npmjs.com', packageName: '@lantern/core', packageURL: 'pkg:npm/%40lantern/core' },
  ],
  [
    'crates.io is cargo',
    { collectionURL: 'https://crates.io', packageName: 'lantern', packageURL: 'pkg:cargo/lantern' },
  ],
  ['a text that is no URI is for the schema to say', { packageURL: 'lantern' }],
  ['a qualifier', { packageURL: 'pkg:deb/debian/lantern?arch=source' }],
  [
    'a version',
    { packageURL: 'pkg:pypi/lantern@3.13.8' },
    'cannot read as a package URL: it must not have a version here',
  ],
  ['no name', { packageURL: 'pkg:pypi' }, 'cannot read as a package URL: "pkg:pypi" has no name'],
  [
    'no package URL at all',
    { packageURL: 'https://pypi.org/project/lantern' },
    'cannot read as a package URL: "https://pypi.org/project/lantern" does not start with "pkg:"',
  ],
  [
    'a namespace that its type does not have',
    { packageURL: 'pkg:pypi/lsf/lantern' },
    'cannot read as a package URL: the type pypi has no namespace',
  ],
  [
    'another type than the collection’s',
    { ...PYPI, packageURL: 'pkg:npm/lantern' },
    'packageURL is of the type npm, and the packages of pypi.org are of the type pypi',
  ],
  [
    'with www',
    { ...PYPI, collectionURL: 'https://www.npmjs.com', packageURL: 'pkg:pypi/lantern' },
    'packageURL is of the type pypi, and the packages of npmjs.com are of the type npm',
  ],
  [
    'Composer',
    { collectionURL: 'https://packagist.org', packageName: 'lsf/lantern', packageURL: 'pkg:github/lsf/lantern' },
    'packageURL is of the type github, and the packages of packagist.org are of the type composer',
  ],
  [
    'another package',
    { ...PYPI, packageURL: 'pkg:pypi/candle' },
    'packageURL names the package "candle", and packageName is "lantern"',
  ],
]

for (const [why, fields, message] of cases) {
  test(`STW220: ${why}`, () => {
    const lines = linesOf('STW220', { container: { affected: [product(fields)] } })
    assert.deepEqual(lines, message === undefined ? [] : [`/affected/0/packageURL error ${message}`])
  })
}

test('STW220: each type of collection takes its own packages and no others', () => {
  const collections: readonly [url: string, type: string][] = [
    ['https://pypi.org/project', 'pypi'],
    ['https://pkg.go.dev', 'golang'],
    ['https://rubygems.org', 'gem'],
    ['https://repo.maven.apache.org/maven2', 'maven'],
    ['https://www.nuget.org', 'nuget'],
    ['https://hex.pm', 'hex'],
    ['https://pub.dev', 'pub'],
  ]
  for (const [collectionURL, type] of collections) {
    const found = (packageURL: string): readonly string[] =>
      linesOf('STW220', { container: { affected: [product({ collectionURL, packageName: 'lantern', packageURL })] } })
    assert.deepEqual(found(type === 'maven' ? 'pkg:maven/lantern/lantern' : `pkg:${type}/lantern`), [], collectionURL)
    assert.equal(found('pkg:generic/lantern').length, 1, collectionURL)
  }
})

test('STW220: the fix takes the version away, and keeps the rest', () => {
  const after = (packageURL: string): unknown => {
    const { affected } = containerAfterFix('STW220', { container: { affected: [product({ packageURL })] } }) as {
      affected: unknown
    }
    return affected
  }
  assert.deepEqual(after('pkg:pypi/lantern@3.13.8'), [product({ packageURL: 'pkg:pypi/lantern' })])
  assert.deepEqual(after('pkg:deb/debian/lantern@3.13.8?arch=source#src'), [
    product({ packageURL: 'pkg:deb/debian/lantern?arch=source#src' }),
  ])
  assert.deepEqual(after('pkg:pypi'), [product({ packageURL: 'pkg:pypi' })])
})

test('STW220: a project that publishes a package has its package URL in the record', () => {
  const project = { ...EXAMPLE_PROJECT, product: { ...EXAMPLE_PROJECT.product, purl: 'pkg:pypi/lantern' } }
  const container = { affected: [product({}), product({ product: 'candle' })] }
  assert.deepEqual(linesOf('STW220', { container, world: { project } }), [
    '/affected/0 warning there is no packageURL, and the project publishes pkg:pypi/lantern',
  ])
  assert.deepEqual(linesOf('STW220', { container, world: { project: EXAMPLE_PROJECT } }), [])
  const after = containerAfterFix('STW220', { container, world: { project } }) as { affected: unknown }
  assert.deepEqual(after.affected, [product({ packageURL: 'pkg:pypi/lantern' }), product({ product: 'candle' })])
})
