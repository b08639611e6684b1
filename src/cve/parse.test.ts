import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { diffCve, parseCve, parseCveRecord, sameMeaning } from '#cve'
import { faultsOf } from '#fault'
import { type Json, writeJson } from '#json'

const DATA = new URL('../../../shared/data/cve5/', import.meta.url)
const noData = existsSync(DATA) ? false : 'no ../shared/data'

const container = { affected: [{ product: 'P', versions: [{ version: '1', status: 'affected' }] }] }
function record(cna: Json = container): Json {
  return {
    dataType: 'CVE_RECORD',
    dataVersion: '5.1',
    cveMetadata: { cveId: 'CVE-2030-10421' },
    containers: { cna },
  }
}

for (const [folder, count] of [
  ['golang', 239],
  ['osvdev', 13],
  ['psf-history', 14],
] as const) {
  test(`every record in cve5/${folder} is read, written again as it was, and means what it means`, {
    skip: noData,
  }, () => {
    const files = readdirSync(new URL(`${folder}/`, DATA))
    assert.equal(files.length, count)
    for (const file of files) {
      const text = readFileSync(new URL(`${folder}/${file}`, DATA), 'utf8')
      const read = parseCveRecord(text)
      assert(read.ok, read.ok ? '' : `${file}: ${JSON.stringify(read.fault)}`)
      // Text, and not deepEqual: it shows the order of keys too.
      assert.equal(writeJson(read.value), writeJson(JSON.parse(text) as Json), file)
      assert.deepEqual(diffCve(read.value, read.value), [], file)
      assert(sameMeaning(read.value, read.value))
    }
  })
}

test('fields that nobody knows stay where they are', () => {
  const given = {
    x_first: 1,
    ...(record({ x_new: { deep: [null] }, ...container, zebra: true }) as object),
    last: '',
  } as Json
  const read = parseCveRecord(given)
  assert(read.ok)
  assert.equal(writeJson(read.value), writeJson(given))
})

test('a container alone is read bare and as CVE Services take it, and is no record', () => {
  for (const given of [container, { cnaContainer: container }, { descriptions: [{ lang: 'en', value: 'v' }] }]) {
    const read = parseCve(given)
    assert(read.ok && read.value.kind === 'container')
    const alone = parseCveRecord(given)
    assert(!alone.ok)
    assert.equal(alone.fault.code, 'CVE_CONTAINER_ALONE')
  }
  const whole = parseCve(record())
  assert(whole.ok && whole.value.kind === 'record')
  const wrong = parseCve({ cnaContainer: { affected: {} } })
  assert(!wrong.ok)
  assert.deepEqual([wrong.fault.code, wrong.fault.at], ['SHAPE_TYPE', '/cnaContainer/affected'])
})

const refused: readonly [why: string, input: Json, faults: readonly (readonly [code: string, at: string])[]][] = [
  ['nothing', null, [['CVE_NOT_A_RECORD', '']]],
  ['a list', [record()], [['CVE_NOT_A_RECORD', '']]],
  ['another kind of document', { schema_version: '1.7.5', id: 'LSF-2030-4' }, [['CVE_NOT_A_RECORD', '']]],
  ['an older format', { ...(record() as object), dataVersion: '4.0' } as Json, [['SHAPE_VALUE', '/dataVersion']]],
  ['another type of data', { ...(record() as object), dataType: 'CVE' } as Json, [['SHAPE_TYPE', '/dataType']]],
  [
    'a record without anything',
    { dataType: 'CVE_RECORD' },
    [
      ['SHAPE_MISSING', ''],
      ['SHAPE_MISSING', ''],
      ['SHAPE_MISSING', ''],
    ],
  ],
  [
    'no CVE ID',
    { ...(record() as object), cveMetadata: { cveId: 'CVE-30-1' } } as Json,
    [['CVE_ID_MALFORMED', '/cveMetadata/cveId']],
  ],
  [
    'parts of the wrong type, all at once',
    record({
      title: 7,
      affected: [
        {
          versions: [
            { version: 3.1, status: 'affected' },
            { version: '1', status: 'fixed', changes: [{ at: '2' }] },
          ],
        },
        { defaultStatus: 'yes' },
      ],
      references: 'https://lantern.example',
      metrics: [{ cvssV3_1: { version: '3.1', vectorString: 'CVSS:3.1/...', baseScore: '9.8' } }],
    }),
    [
      ['SHAPE_TYPE', '/containers/cna/title'],
      ['SHAPE_TYPE', '/containers/cna/affected/0/versions/0/version'],
      ['SHAPE_WORD', '/containers/cna/affected/0/versions/1/status'],
      ['SHAPE_MISSING', '/containers/cna/affected/0/versions/1/changes/0'],
      ['SHAPE_WORD', '/containers/cna/affected/1/defaultStatus'],
      ['SHAPE_TYPE', '/containers/cna/references'],
      ['SHAPE_VALUE', '/containers/cna/metrics/0/cvssV3_1/baseScore'],
    ],
  ],
]
for (const [why, input, expected] of refused) {
  test(`reading refuses ${why}`, () => {
    const read = parseCveRecord(input)
    assert(!read.ok)
    assert.deepEqual(
      faultsOf(read.fault).map(({ code, at }) => [code, at]),
      expected,
    )
  })
}

test('faults in text have their line and column', () => {
  const text = writeJson(record({ affected: [{ versions: [{ version: '1', status: 'fixed' }] }] }))
  const read = parseCveRecord(text)
  assert(!read.ok)
  const line = text.split('\n').findIndex((each) => each.includes('"fixed"')) + 1
  assert.equal(read.fault.place?.line, line)
  assert(line > 10)

  const broken = parseCveRecord('{"dataType": }')
  assert(!broken.ok)
  assert.equal(broken.fault.code, 'JSON_SYNTAX')
})
