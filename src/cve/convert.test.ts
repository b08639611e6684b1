import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { type CveRecord, compareFormats, convertCve, FORMAT, LEGACY_FIELD, parseCveRecord, validateCve } from '#cve'
import type { Json, JsonObject } from '#json'

const DATA = new URL('../../../shared/data/cve5/', import.meta.url)
const noData = existsSync(DATA) ? false : 'no ../shared/data'

const ORG = '8254265b-2729-46b6-b9e3-3dfca2d5bfca'

function recordOf(dataVersion: string, cna: JsonObject = {}, adp?: JsonObject): CveRecord {
  const read = parseCveRecord({
    dataType: 'CVE_RECORD',
    dataVersion,
    cveMetadata: { cveId: 'CVE-2030-10421', assignerOrgId: ORG, state: 'PUBLISHED' },
    containers: {
      cna: {
        providerMetadata: { orgId: ORG },
        descriptions: [{ lang: 'en', value: 'Lantern follows a symbolic link.' }],
        affected: [{ vendor: 'LSF', product: 'lantern', defaultStatus: 'affected' }],
        references: [{ url: 'https://lantern.example/advisories/LSF-2030-4' }],
        ...cna,
      },
      ...(adp && { adp: [{ providerMetadata: { orgId: ORG }, title: 'More', ...adp }] }),
    },
  })
  assert(read.ok)
  return read.value
}

const CVSS4 = {
  version: '4.0',
  vectorString: 'CVSS:4.0/AV:L/AC:L/AT:N/PR:L/UI:N/VC:N/VI:H/VA:N/SC:N/SI:N/SA:N',
  baseScore: 6.8,
  baseSeverity: 'MEDIUM',
}
const PRODUCT = { vendor: 'LSF', product: 'lantern', defaultStatus: 'affected' }
const URL_OF = 'https://lantern.example/advisories/LSF-2030-4'

const cases: readonly [
  why: string,
  from: string,
  given: { readonly cna?: JsonObject; readonly adp?: JsonObject },
  becomes: { readonly cna?: JsonObject; readonly adp?: JsonObject },
  notes: readonly string[],
][] = [
  ['only the number changes', '5.0', {}, {}, ['/dataVersion format 5.0 becomes 5.2.0']],
  ['5.1 is 5.1.0', '5.1', {}, {}, ['/dataVersion format 5.1 becomes 5.2.0']],
  ['an extension of the container stays', '5.1.1', { cna: { x_own: [1] } }, { cna: { x_own: [1] } }, []],
  [
    'a field of a product had its place until 5.1.1',
    '5.1.1',
    { cna: { affected: [PRODUCT, { ...PRODUCT, product: 'wick', x_level: 3 }] } },
    {
      cna: {
        affected: [PRODUCT, { ...PRODUCT, product: 'wick' }],
        [LEGACY_FIELD]: [{ at: '/affected/1', field: 'x_level', value: 3 }],
      },
    },
    ['/containers/cna/affected/1 the field "x_level" has no place in 5.2.0, and moves to x_legacyFields'],
  ],
  [
    'two fields of two objects, behind those that were moved before',
    '5.0',
    {
      cna: {
        references: [{ url: URL_OF, refsource: 'CONFIRM' }],
        timeline: [{ time: '2030-02-20T08:00:00Z', lang: 'en', value: 'Public', by: null }],
        [LEGACY_FIELD]: ['kept'],
      },
    },
    {
      cna: {
        references: [{ url: URL_OF }],
        timeline: [{ time: '2030-02-20T08:00:00Z', lang: 'en', value: 'Public' }],
        [LEGACY_FIELD]: [
          'kept',
          { at: '/references/0', field: 'refsource', value: 'CONFIRM' },
          { at: '/timeline/0', field: 'by', value: null },
        ],
      },
    },
    [
      '/containers/cna/references/0 the field "refsource" has no place in 5.2.0, and moves to x_legacyFields',
      '/containers/cna/timeline/0 the field "by" has no place in 5.2.0, and moves to x_legacyFields',
    ],
  ],
  [
    'each container keeps its own',
    '5.0',
    { adp: { references: [{ url: URL_OF, ['__proto__']: 1 }] } },
    {
      adp: { references: [{ url: URL_OF }], [LEGACY_FIELD]: [{ at: '/references/0', field: '__proto__', value: 1 }] },
    },
    ['/containers/adp/0/references/0 the field "__proto__" has no place in 5.2.0, and moves to x_legacyFields'],
  ],
  [
    'CVSS 4.0 had to stand in other',
    '5.0',
    { cna: { metrics: [{ format: 'cvssV4', other: { type: 'cvssV4', content: CVSS4 } }] } },
    { cna: { metrics: [{ format: 'CVSS', cvssV4_0: CVSS4 }] } },
    ['/containers/cna/metrics/0/other the CVSS 4.0 metric moves to cvssV4_0'],
  ],
  [
    'what is like CVSS 4.0 and is not stays in other',
    '5.0',
    { cna: { metrics: [{ other: { type: 'cvssV4', content: { ...CVSS4, baseScore: 11 } } }] } },
    { cna: { metrics: [{ other: { type: 'cvssV4', content: { ...CVSS4, baseScore: 11 } } }] } },
    [],
  ],
  [
    'the CPE applicability was one object',
    '5.1.0',
    { cna: { cpeApplicability: { nodes: [] } } },
    { cna: { cpeApplicability: [{ nodes: [] }] } },
    ['/containers/cna/cpeApplicability the object becomes a list of one element'],
  ],
]

for (const [why, from, given, becomes, notes] of cases) {
  test(`convert: ${why}`, () => {
    const before = recordOf(from, given.cna, given.adp)
    const copy = structuredClone(before)
    const converted = convertCve(before)
    assert.deepEqual(converted.record, recordOf(FORMAT, becomes.cna, becomes.adp))
    const said = converted.notes.map(({ at, message }) => `${at} ${message}`)
    assert.deepEqual(said, [
      `/dataVersion format ${from} becomes 5.2.0`,
      ...notes.filter((each) => !each.startsWith('/dataV')),
    ])
    assert.deepEqual(validateCve(converted.record, 'record'), [])
    assert.deepEqual(before, copy)
    assert.deepEqual(convertCve(converted.record), { record: converted.record, notes: [] })
  })
}

test('convert: a record that is not older is left alone, whatever is in it', () => {
  for (const version of ['5.2', '5.2.0', '5.2.1', '5.10']) {
    const record = recordOf(version, { affected: [{ ...PRODUCT, x_level: 3 }] })
    const converted = convertCve(record)
    assert.equal(converted.record, record)
    assert.deepEqual(converted.notes, [])
  }
})

test('convert: what was wrong in its own format stays as it was', () => {
  const converted = convertCve(recordOf('5.0', { shoeSize: 43, metrics: [] }))
  assert.deepEqual(converted.record, recordOf(FORMAT, { shoeSize: 43, metrics: [] }))
})

test('convert: thousands of unknown fields take no long time', () => {
  const affected = Array.from({ length: 3000 }, (_, i) => ({ ...PRODUCT, product: `p${i}`, x_level: i }))
  const started = performance.now()
  const { record } = convertCve(recordOf('5.0', { affected }))
  assert(performance.now() - started < 5000)
  assert.equal((record.containers.cna[LEGACY_FIELD] as Json[]).length, 2000)
})

test('formats compare by their numbers', () => {
  assert(compareFormats('5.0', '5.1') < 0 && compareFormats('5.9', '5.10') < 0 && compareFormats('5.2.1', '5.2') > 0)
  assert.equal(compareFormats('5.2', '5.2.0'), 0)
})

for (const folder of ['golang', 'osvdev', 'psf-history']) {
  test(`convert: every record in cve5/${folder} has no more errors afterwards`, { skip: noData }, () => {
    for (const file of readdirSync(new URL(`${folder}/`, DATA))) {
      const read = parseCveRecord(readFileSync(new URL(`${folder}/${file}`, DATA), 'utf8'))
      assert(read.ok)
      const { record } = convertCve(read.value)
      assert(compareFormats(record.dataVersion, FORMAT) === 0, file)
      const before = new Set(validateCve(read.value, 'record').map(({ at, message }) => `${at} ${message}`))
      const after = validateCve(record, 'record').map(({ at, message }) => `${at} ${message}`)
      assert.deepEqual(
        after.filter((each) => !before.has(each)),
        [],
        file,
      )
    }
  })
}
