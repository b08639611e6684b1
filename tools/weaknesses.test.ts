import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { builtInCatalogue } from '../src/weaknesses/index.ts'
import { lists } from './weaknesses.ts'

const data = new URL('../../shared/data/cwe/', import.meta.url)
const skip = existsSync(data) ? false : 'no ../shared/data/cwe'

test('the built-in lists of CWE and CAPEC are what `node tools/weaknesses.ts` writes', { skip }, () => {
  for (const [file, text] of lists()) {
    assert.equal(readFileSync(new URL(`../src/weaknesses/${file}`, import.meta.url), 'utf8'), text)
  }
})

test('what is built in is what the tables say, row by row', { skip }, () => {
  const rows = (file: string): readonly string[] =>
    readFileSync(new URL(file, data), 'utf8').trimEnd().split('\n').slice(1)
  const { cwe, capec } = builtInCatalogue()
  assert.deepEqual(
    [...cwe.entries.values()]
      .map(({ id, name, mapping, nameCase }) => [id, name, mapping, nameCase].join('\t'))
      .toSorted(),
    rows('cwe.tsv').toSorted(),
  )
  assert.deepEqual(
    [...capec.entries.values()].map(({ id, name }) => [id, name].join('\t')).toSorted(),
    rows('capec.tsv').toSorted(),
  )
})

test('NOTICE names the owner of both catalogues, and the package carries it', () => {
  const root = new URL('../', import.meta.url)
  assert.match(readFileSync(new URL('NOTICE', root), 'utf8'), /CWE and CAPEC are \(c\) The MITRE Corporation/)
  const manifest = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { files: readonly string[] }
  assert(manifest.files.includes('NOTICE'))
})
