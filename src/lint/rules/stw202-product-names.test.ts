import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '#json'
import { EXAMPLE_PROJECT } from '../example-world.ts'
import { linesOf } from '../testdata/findings-of.ts'
import { affectedAfterFix, withVersions } from '../testdata/with-versions.ts'

const PROJECT = {
  ...EXAMPLE_PROJECT,
  product: { ...EXAMPLE_PROJECT.product, packageName: 'lantern', purl: 'pkg:pypi/lantern' },
}

const cases: readonly [why: string, product: JsonObject, lines: readonly string[]][] = [
  ['a name', { vendor: 'Ada Example' }, []],
  ['a module path is a name, not a URL', { vendor: 'go.lantern.example/wick', product: 'go.lantern.example/wick' }, []],
  ['a name with a placeholder in it', { product: 'unknown pleasures' }, []],
  ['a package of a strange name', { packageName: 'undefined', collectionURL: 'https://www.npmjs.com' }, []],
  ['a word that another field is named for', { vendor: 'Product', product: 'vendor' }, []],
  [
    'a vendor that is not applicable, and a name that is not in a collection',
    { vendor: 'n/a', packageName: 'lantern' },
    ['/affected/0/vendor warning the vendor is "n/a": nobody who looks for the products of a vendor finds this one'],
  ],
  ['a short name', { vendor: 'X', product: 'C' }, []],
  [
    'a dash',
    { vendor: '-' },
    ['/affected/0/vendor error "-" is no name: nobody who looks for a vendor finds this record'],
  ],
  [
    'what the form had in its field',
    { product: 'Product Name' },
    ['/affected/0/product error "Product Name" is no name: nobody who looks for a product finds this record'],
  ],
  [
    'blanks alone',
    { product: '  ' },
    ['/affected/0/product error "  " is no name: nobody who looks for a product finds this record'],
  ],
  [
    'a product that is not applicable',
    { product: 'n/a' },
    ['/affected/0/product error "n/a" is no name: nobody who looks for a product finds this record'],
  ],
  [
    'a package is looked for as well',
    { packageName: '-', collectionURL: 'https://pypi.org/project' },
    ['/affected/0/packageName error "-" is no name: nobody who looks for a package finds this record'],
  ],
  [
    'a URL in place of a name',
    { vendor: 'HTTPS://lantern.example' },
    ['/affected/0/vendor error the vendor is the URL "HTTPS://lantern.example", and no name that anybody looks for'],
  ],
  [
    'an address without scheme',
    { product: 'www.lantern.example' },
    ['/affected/0/product error the product is the URL "www.lantern.example", and no name that anybody looks for'],
  ],
  [
    'the format allows N/A for a vendor, but a product has a maker',
    { vendor: 'N/A' },
    ['/affected/0/vendor warning the vendor is "N/A": nobody who looks for the products of a vendor finds this one'],
  ],
  [
    'a package in a collection needs no vendor',
    { vendor: 'n/a', packageName: 'lantern', collectionURL: 'https://pypi.org/project' },
    [],
  ],
  ['the names of work still to do are another rule', { vendor: 'TBD' }, []],
]

for (const [why, product, lines] of cases) {
  test(`STW202: ${why}`, () =>
    assert.deepEqual(linesOf('STW202', withVersions([], { defaultStatus: 'affected', ...product })), lines))
}

const spellings: readonly [why: string, product: JsonObject, lines: readonly string[]][] = [
  ['as it is registered', {}, []],
  [
    'in other capitals',
    { vendor: 'Lantern software foundation' },
    [
      '/affected/0/vendor warning "Lantern software foundation" is registered as "Lantern Software Foundation": under two spellings it is two products to a scanner',
    ],
  ],
  [
    'with a hyphen',
    { product: 'Lantern-' },
    [
      '/affected/0/product warning "Lantern-" is registered as "lantern": under two spellings it is two products to a scanner',
    ],
  ],
  [
    'the package too',
    { packageName: 'Lantern', collectionURL: 'https://pypi.org/project' },
    [
      '/affected/0/packageName warning "Lantern" is registered as "lantern": under two spellings it is two products to a scanner',
    ],
  ],
  ['another product of the same vendor', { product: 'wick', vendor: 'lantern software foundation' }, []],
  [
    'the package tells which product it is',
    { product: 'Lantern for Python', vendor: 'LANTERN SOFTWARE FOUNDATION', packageName: 'lantern' },
    [
      '/affected/0/vendor warning "LANTERN SOFTWARE FOUNDATION" is registered as "Lantern Software Foundation": under two spellings it is two products to a scanner',
    ],
  ],
  [
    'another package, although the product is called alike',
    { vendor: 'LANTERN SOFTWARE FOUNDATION', packageName: 'wick' },
    [],
  ],
  [
    'the package URL tells it first',
    { product: 'wick', vendor: 'LANTERN SOFTWARE FOUNDATION', packageURL: 'pkg:pypi/lantern' },
    [
      '/affected/0/vendor warning "LANTERN SOFTWARE FOUNDATION" is registered as "Lantern Software Foundation": under two spellings it is two products to a scanner',
    ],
  ],
  ['another package, whatever its name', { vendor: 'LANTERN SOFTWARE FOUNDATION', packageURL: 'pkg:npm/lantern' }, []],
  ['another vendor altogether is not a spelling', { vendor: 'Wick Works' }, []],
]

for (const [why, product, lines] of spellings) {
  const example = withVersions([], { defaultStatus: 'affected', ...product }, { project: PROJECT })
  test(`STW202 with a project: ${why}`, () => assert.deepEqual(linesOf('STW202', example), lines))
}

test('STW202: the fix writes the registered names', () => {
  const wrong = { vendor: 'lantern software-foundation', product: 'Lantern', defaultStatus: 'affected' }
  assert.deepEqual(affectedAfterFix('STW202', withVersions([], wrong, { project: PROJECT })), [
    { vendor: 'Lantern Software Foundation', product: 'lantern', defaultStatus: 'affected' },
  ])
})
