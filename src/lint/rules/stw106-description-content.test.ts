import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '#json'
import { described } from '../testdata/described.ts'
import { linesOf } from '../testdata/findings-of.ts'

const NO_PRODUCT = (name: string): string =>
  `/descriptions/0/value info title and description do not say which product it is about (${JSON.stringify(name)})`
const NO_GAIN = '/descriptions/0/value info title and description do not say what an attacker gains'
const GAIN = 'A symbolic link is followed, which allows users to delete files'

const named = (product: JsonObject): JsonObject => ({
  title: null,
  affected: [{ defaultStatus: 'affected', ...product }],
})

const cases: readonly [why: string, text: string, container: JsonObject, lines: readonly string[]][] = [
  ['the product', `${GAIN} of Lantern.`, named({ vendor: 'LSF', product: 'lantern' }), []],
  ['nothing', `${GAIN} of others.`, named({ vendor: 'LSF', product: 'lantern' }), [NO_PRODUCT('lantern')]],
  [
    'the title has the product',
    `${GAIN} of others.`,
    { ...named({ vendor: 'LSF', product: 'lantern' }), title: 'Link in lantern' },
    [],
  ],
  [
    'the name of the package',
    `${GAIN} of wick.`,
    named({ collectionURL: 'https://pypi.org', packageName: 'wick' }),
    [],
  ],
  ['the end of a path', `${GAIN} in jwt.`, named({ vendor: 'x', product: 'lantern.example/go/jwt/v2' }), []],
  [
    'one word of several',
    `${GAIN} of the directory server.`,
    named({ vendor: 'x', product: 'Lantern Directory Server' }),
    [],
  ],
  ['the initials', `${GAIN} of LDS 11.`, named({ vendor: 'x', product: 'Lantern Dome Set' }), []],
  ['the name in two words', `${GAIN} in Cherry Wick.`, named({ vendor: 'x', product: 'cherrywick' }), []],
  ['the name without py', `${GAIN} in Wick.`, named({ vendor: 'x', product: 'pywick' }), []],
  ['the name without its end', `${GAIN} in Lantern.`, named({ vendor: 'x', product: 'lanternd' }), []],
  ['Python is CPython', `${GAIN} in Python.`, named({ vendor: 'x', product: 'CPython' }), []],
  ['the vendor', `${GAIN} of LSF products.`, named({ vendor: 'LSF', product: 'lantern' }), []],
  ['a module', `${GAIN} in tempdir.`, named({ vendor: 'x', product: 'lantern', modules: ['tempdir'] }), []],
  ['no name that could be named', `${GAIN} of others.`, named({ vendor: 'n/a', product: 'n/a' }), []],
  [
    'no gain',
    'Lantern follows a symbolic link when it tidies a directory up.',
    named({ vendor: 'LSF', product: 'lantern' }),
    [NO_GAIN],
  ],
  [
    'neither: one remark',
    'A symbolic link is followed when a directory is tidied up.',
    named({ vendor: 'LSF', product: 'lantern' }),
    [`${NO_PRODUCT('lantern')}, nor what an attacker gains`],
  ],
  ['what is short is said by another rule', 'Follows links.', named({ vendor: 'LSF', product: 'lantern' }), []],
  [
    'a whole family of products',
    `${GAIN} of others.`,
    {
      title: null,
      affected: Array.from({ length: 51 }, (_, i) => ({ vendor: 'x', product: `wick${i}`, defaultStatus: 'affected' })),
    },
    [],
  ],
]
for (const [why, text, container, lines] of cases) {
  test(`STW106: ${why}`, () => assert.deepEqual(linesOf('STW106', described(text, container)), lines))
}
