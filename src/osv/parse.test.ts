import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { parse as readYaml } from 'yaml'
import { faultsOf } from '#fault'
import { type Json, writeJson } from '#json'
import { parseOsv } from './index.ts'

const data = fileURLToPath(new URL('../../../shared/data/osv/', import.meta.url))
const skip = existsSync(data) ? false : 'no ../shared/data'

const minimal = { id: 'PSF-2030-1', modified: '2030-02-17T09:00:00Z' }

const accepted: readonly [why: string, record: Json][] = [
  ['an identifier that is only reserved has no more', minimal],
  ['schema 1.0 did not name itself', { ...minimal, affected: [] }],
  ['any 1.x', { ...minimal, schema_version: '1.99.0' }],
  ['null stands for no list', { ...minimal, aliases: null, affected: null, references: null, severity: null }],
  ['no package, no versions', { ...minimal, affected: [{ ranges: [{ type: 'GIT', events: [{ introduced: '0' }] }] }] }],
  ['a fraction of a second', { ...minimal, modified: '2023-11-07T20:24:23.946863Z' }],
  ['short hashes stand in seven records of PyPA', git({ fixed: 'cb35df940a' })],
  [
    'a range without events is useless and harmless',
    { ...minimal, affected: [{ ranges: [{ type: 'SEMVER', events: [] }] }] },
  ],
  [
    'a type of reference that a later version adds',
    { ...minimal, references: [{ type: 'VIDEO', url: 'https://a.example' }] },
  ],
  [
    'unknown fields at every level',
    { ...minimal, x: 1, affected: [{ y: [2], ranges: [{ type: 'GIT', z: {}, events: [] }] }] },
  ],
]

for (const [why, record] of accepted) {
  test(`reads and writes back unchanged: ${why}`, () => {
    const read = parseOsv(writeJson(record))
    assert(read.ok, read.ok ? '' : read.fault.message)
    assert.equal(writeJson(read.value), writeJson(record))
    assert.equal(parseOsv(record).ok, true, 'a value is read like its text')
  })
}

const refused: readonly [why: string, record: Json, at: readonly string[]][] = [
  ['a list is no record', [], ['']],
  ['both required fields are missed at once', {}, ['', '']],
  ['another major version', { ...minimal, schema_version: '2.0.0' }, ['/schema_version']],
  ['a day is no time', { ...minimal, modified: '2030-02-17' }, ['/modified']],
  ['an offset is not UTC', { ...minimal, published: '2030-02-17T09:00:00+01:00' }, ['/published']],
  ['affected as an object broke the PyPA automation once', { ...minimal, affected: { package: {} } }, ['/affected']],
  ['events as an object broke it again', range({ introduced: '0' }), ['/affected/0/ranges/0/events']],
  ['two types in one event', range([{ introduced: '1', fixed: '2' }]), ['/affected/0/ranges/0/events/0']],
  ['an event without a type', range([{}]), ['/affected/0/ranges/0/events/0']],
  [
    'an unknown type of range has no meaning',
    { ...minimal, affected: [{ ranges: [{ type: 'X', events: [] }] }] },
    ['/affected/0/ranges/0/type'],
  ],
  ['a number for a version', { ...minimal, affected: [{ versions: ['1.0', 1.1] }] }, ['/affected/0/versions/1']],
  [
    'a package needs both names',
    { ...minimal, affected: [{ package: {} }] },
    ['/affected/0/package', '/affected/0/package'],
  ],
  [
    'every fault of every field',
    { id: 1, modified: 2, aliases: 'x', credits: [{}] },
    ['/id', '/modified', '/aliases', '/credits/0'],
  ],
]

for (const [why, record, at] of refused) {
  test(`refuses: ${why}`, () => {
    const read = parseOsv(record)
    assert(!read.ok)
    assert.deepEqual(
      faultsOf(read.fault).map((fault) => fault.at),
      at,
    )
  })
}

test('a fault in a text has its line', () => {
  const read = parseOsv('{\n "id": "PSF-2030-1",\n "modified": 7\n}')
  assert(!read.ok)
  assert.deepEqual(read.fault.place, { line: 3, column: 14 })
})

test('text that is neither JSON nor YAML is a fault, not a throw', () => {
  for (const text of ['', '{', '[1]', '- a\n  b: [', 'null', '\u0000'])
    assert.equal(parseOsv(text).ok, false, JSON.stringify(text))
})

for (const [name, folder, expected] of [
  ['PSF', 'psf', 132],
  ['PyPA', 'pypa', 2121],
] as const) {
  test(`all ${expected} records of ${name} are read, and written back with every value and key in place`, {
    skip,
  }, () => {
    const files = filesIn(join(data, folder))
    assert.equal(files.length, expected)
    for (const file of files) {
      const text = readFileSync(file, 'utf8')
      const read = parseOsv(text)
      assert(read.ok, file)
      const oracle = file.endsWith('.yaml') ? readYaml(text) : JSON.parse(text)
      assert.equal(JSON.stringify(read.value), JSON.stringify(oracle), file)
      const again = parseOsv(writeJson(read.value))
      assert(again.ok, file)
      assert.equal(JSON.stringify(again.value), JSON.stringify(oracle), file)
    }
  })
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(json|yaml)$/.test(name))
    .map((name) => join(folder, name))
}

function range(events: Json): Json {
  return { ...minimal, affected: [{ ranges: [{ type: 'ECOSYSTEM', events }] }] }
}

function git(event: Json): Json {
  const repo = 'https://git.example/a'
  return { ...minimal, affected: [{ ranges: [{ type: 'GIT', repo, events: [{ introduced: '0' }, event] }] }] }
}
