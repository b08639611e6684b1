import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '#json'
import { described } from '../testdata/described.ts'
import { linesOf } from '../testdata/findings-of.ts'

const AT = '/descriptions/0/value info'
const words = (count: number): string => Array.from({ length: count }, () => 'wick').join(' ')
const long = (count: number): string => `${AT} the sentence that begins with "wick wick wick wick" has ${count} words`

const texts: readonly [why: string, text: string, lines: readonly string[]][] = [
  ['sixty words', `${words(60)}.`, []],
  ['sixty-one words', `${words(61)}.`, [long(61)]],
  ['sixty-one words without an end', words(61), [long(61)]],
  ['two sentences', `${words(40)}. ${words(40)}.`, []],
  ['a sentence that ends in a quotation', `${words(40)}." ${words(40)}.`, []],
  ['a long one behind a short one', `Lantern.\n\n${words(61)}.`, [long(61)]],
  ['paragraphs without stops', `${words(40)}\n\n${words(40)}`, []],
  ['items of a list', `${words(40)}\n- ${words(40)}`, []],
  ['lines of one sentence', `${words(40)}\n${words(21)}`, [long(61)]],
  ['numbers and dashes are no words', `${words(58)} - 1 2 3 4 5 6.`, []],
  [
    'capitals',
    'LANTERN FOLLOWS A SYMBOLIC LINK WHILE IT REMOVES A DIRECTORY.',
    [`${AT} the description is all in capitals, which is hard to read`],
  ],
  ['capitals among others', 'LANTERN FOLLOWS A SYMBOLIC LINK WHILE IT REMOVES a directory.', []],
  ['few letters', 'SQL XSS CSRF', []],
]
for (const [why, text, lines] of texts) {
  test(`STW111: ${why}`, () => assert.deepEqual(linesOf('STW111', described(text)), lines))
}

const PRODUCT: JsonObject = {
  vendor: 'LSF',
  product: 'lantern',
  defaultStatus: 'affected',
  modules: ['http.cookies'],
  programFiles: ['lib/wick_trim.c'],
  programRoutines: [{ name: 'URL.Parse' }, { name: 'Dome.lightUp' }, { name: 'Dome.LightUp' }, { name: 'trim' }],
}
const names: readonly [why: string, text: string, said: string | undefined][] = [
  ['as in the code', 'Lantern reads http.cookies, and wick_trim.c too.', undefined],
  ['a module in other letters', 'Lantern reads Http.Cookies.', '"Http.Cookies" is "http.cookies" in the code'],
  ['a file in other letters', 'Lantern reads src/Wick_Trim.c.', undefined],
  ['a file without its folder', 'Lantern reads Wick_Trim.c there.', undefined],
  ['a file with another end', 'Lantern reads wick_trim.C there.', '"wick_trim.C" is "wick_trim.c" in the code'],
  ['once in the letters of the code', 'Http.Cookies is the module http.cookies.', undefined],
  ['a package and a type', 'Lantern calls url.Parse for it.', undefined],
  ['one of two spellings', 'Lantern calls Dome.lightUp for it.', undefined],
  ['a usual word', 'Trim the wick of Lantern.', undefined],
]
for (const [why, text, said] of names) {
  test(`STW111: a name ${why}`, () => {
    const lines = said === undefined ? [] : [`${AT} ${said}: under another spelling nobody finds it`]
    assert.deepEqual(linesOf('STW111', described(text, { affected: [PRODUCT] })), lines)
  })
}

test('STW111: hostile texts are read at once', () => {
  const started = performance.now()
  for (const text of ['a.', 'A', ' ', '/', 'aA', '. ', '\n', 'a_', '\n-']) {
    linesOf('STW111', described(text.repeat(16_384 / text.length), { affected: [PRODUCT] }))
  }
  assert(performance.now() - started < 1000)
})
