import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { ok, type Result } from '#fault'
import {
  type CatalogueFile,
  diffListings,
  isSameListing,
  parseCatalogueFile,
  parseOfficialCatalogue,
  seemsPartial,
  withCatalogueFile,
  writeCatalogueFile,
} from '#weaknesses'

async function* linesOf(text: string): AsyncGenerator<Result<string>> {
  for (const line of text.split('\n')) yield ok(line)
}

async function official(
  name: 'cwe' | 'capec',
  change: (text: string) => string = (text) => text,
): Promise<CatalogueFile> {
  const text = readFileSync(new URL(`testdata/${name}.xml`, import.meta.url), 'utf8')
  const read = await parseOfficialCatalogue(linesOf(change(text)), name)
  assert(read.ok, JSON.stringify(read))
  return { [read.value.name]: read.value.listing }
}

test('what is written is read again, and written the same', async () => {
  const file: CatalogueFile = { ...(await official('capec')), ...(await official('cwe')) }
  const text = writeCatalogueFile(file)
  assert.match(text, /The MITRE Corporation/)
  const read = parseCatalogueFile(text, 'c.json')
  assert(read.ok, JSON.stringify(read))
  assert.deepEqual(read.value, file)
  assert.equal(writeCatalogueFile(read.value), text)
})

test('a file with one catalogue leaves the other built in', async () => {
  const { cwe, capec } = withCatalogueFile(await official('cwe'))
  assert.deepEqual([cwe.whole, cwe.entries.size, capec.whole, capec.entries.size > 500], [true, 7, false, true])
})

const valid = {
  format: 'steward-catalog-1',
  notice: '',
  cwe: { version: '1', entries: [{ id: 'CWE-1', kind: 'weakness', name: 'N', mapping: 'allowed' }] },
}
const refused: readonly [why: string, text: string, code: string, at: string][] = [
  ['no JSON', 'CWE', 'JSON_SYNTAX', ''],
  ['another file', '{"version": "2.1.0", "runs": []}', 'SHAPE_MISSING', ''],
  ['a later form', JSON.stringify({ ...valid, format: 'steward-catalog-2' }), 'SHAPE_TYPE', '/format'],
  [
    'an identifier that is none',
    JSON.stringify(valid).replace('CWE-1"', 'CVE-1"'),
    'CWE_ID_MALFORMED',
    '/cwe/entries/0/id',
  ],
  ['a mapping that is none', JSON.stringify(valid).replace('allowed', 'aloud'), 'SHAPE_WORD', '/cwe/entries/0/mapping'],
  ['the key of every prototype', '{"__proto__": {}}', 'JSON_FORBIDDEN_KEY', ''],
  ['deep nesting', '['.repeat(100_000), 'JSON_TOO_DEEP', ''],
]
for (const [why, text, code, at] of refused) {
  test(`refused: ${why}`, () => {
    const read = parseCatalogueFile(text, 'c.json')
    assert(!read.ok)
    assert.equal(read.fault.code, code)
    if (at !== '') assert.equal(read.fault.at, at)
    assert.equal(read.fault.place?.source, 'c.json')
  })
}

test('the differences between two versions', async () => {
  const before = (await official('cwe')).cwe
  const after = (
    await official('cwe', (text) =>
      text
        .replace('"Improper Input Validation"', '"Missing Input Validation"')
        .replace('<Usage>Discouraged', '<Usage>Prohibited')
        .replace(/(Homoglyphs Presented to User".*)Incomplete/, '$1Deprecated')
        .replace('Tags that begin', 'Tags that would begin')
        .replace('ID="16"', 'ID="17"'),
    )
  ).cwe
  assert(before !== undefined && after !== undefined)
  const { added, removed, renamed, deprecated, remapped, reworded } = diffListings(before, after)
  const ids = (entries: readonly { readonly id: string }[]): readonly string[] => entries.map(({ id }) => id)
  assert.deepEqual([added, removed, deprecated, reworded].map(ids), [['CWE-17'], ['CWE-16'], ['CWE-1007'], ['CWE-80']])
  assert.deepEqual(
    renamed.map(({ before: was, after: is }) => [was, is]),
    [['Improper Input Validation', 'Missing Input Validation']],
  )
  assert.deepEqual(
    remapped.map(({ entry, before: was, after: is }) => [entry.id, was, is]),
    [
      ['CWE-20', 'discouraged', 'prohibited'],
      ['CWE-1007', 'unstated', 'prohibited'],
    ],
  )
  assert(isSameListing(diffListings(before, before)))
  assert(!isSameListing(diffListings(before, after)))
})

const partial: readonly [why: string, version: string, removed: number, expected: boolean][] = [
  ['a newer version without a known entry', '4.100', 1, true],
  ['the same version without a known entry', '4.99', 1, true],
  ['an older version may lack what came later', '4.9', 1, false],
  ['a correction is newer', '4.99.1', 1, true],
  ['nothing is missing', '5.0', 0, false],
]
for (const [why, version, missing, expected] of partial) {
  test(`seemsPartial: ${why}`, async () => {
    const { cwe: before } = await official('cwe')
    assert(before !== undefined)
    const after = { ...before, version, entries: new Map([...before.entries].slice(missing)) }
    assert.equal(seemsPartial(before, after, diffListings(before, after)), expected)
  })
}

test('a whole catalogue does not contradict the built-in list that tells less', async () => {
  const { cwe } = await official('cwe')
  assert(cwe !== undefined)
  const { renamed, remapped, reworded } = diffListings(withCatalogueFile({}).cwe, cwe)
  // CWE-20 stands there without capitals and as discouraged or prohibited, CWE-79 as allowed; only CWE-1007 says less than before.
  assert.deepEqual([renamed, reworded], [[], []])
  assert.deepEqual(
    remapped.map(({ entry }) => entry.id),
    ['CWE-1007'],
  )
})
