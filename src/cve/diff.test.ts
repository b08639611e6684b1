import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  type AffectedProduct,
  type CnaContainer,
  type CveRecord,
  diffCve,
  parseCveRecord,
  sameMeaning,
  type VersionEntry,
} from '#cve'
import { type Json, pointerParts } from '#json'

const DATA = new URL('../../../shared/data/cve5/psf-history/', import.meta.url)
const noData = existsSync(DATA) ? false : 'no ../shared/data'

function record(cna: CnaContainer, rest: Partial<CveRecord> = {}): CveRecord {
  return {
    dataType: 'CVE_RECORD',
    dataVersion: '5.2.0',
    cveMetadata: { cveId: 'CVE-2030-10421', state: 'PUBLISHED' },
    containers: { cna },
    ...rest,
  }
}
function range(version: string, lessThan: string, versionType = 'python'): VersionEntry {
  return { version, status: 'affected', versionType, lessThan }
}
function versions(...entries: VersionEntry[]): CnaContainer {
  return { affected: [{ product: 'Lantern', defaultStatus: 'unaffected', versions: entries }] }
}
function product(fields: AffectedProduct): CnaContainer {
  return { affected: [fields] }
}

const url = 'https://lantern.example/4'
const cvss = { version: '3.1', vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N', baseScore: 7.5 }
const cwe = (cweId: string, description = cweId): CnaContainer => ({
  problemTypes: [{ descriptions: [{ lang: 'en', description, cweId }] }],
})
const said = (value: string, html = ''): CnaContainer => ({
  descriptions: [
    { lang: 'en', value, ...(html !== '' && { supportingMedia: [{ type: 'text/html', base64: false, value: html }] }) },
  ],
})

// Each row: what a reader is told, by kind and message. No change at all is an empty list.
const rows: readonly [why: string, before: CnaContainer, after: CnaContainer, changes: readonly string[]][] = [
  ['a title', { title: 'a' }, { title: 'b' }, ['title-changed: title "a" -> "b"']],
  ['a title that was missing', {}, { title: 'b' }, ['title-changed: title none -> "b"']],
  ['a description', said('a'), said('b'), ['description-changed: description (en) changed']],
  ['blanks at the ends of a description', said('a\n'), said('a'), []],
  [
    'a description in HTML only',
    said('a', '<p>a</p>'),
    said('a', '<p><em>a</em></p>'),
    ['description-changed: the formatted description (en) changed, its text did not'],
  ],
  [
    'a description in another language',
    said('a'),
    { descriptions: [...said('a').descriptions!, { lang: 'es', value: 'b' }] },
    ['description-changed: description (es) added'],
  ],
  [
    'an upper bound that moves up',
    versions(range('3.12.0', '3.12.5')),
    versions(range('3.12.0', '3.12.6')),
    ['range-widened: range 3.12.0: upper bound 3.12.5 -> 3.12.6'],
  ],
  [
    'an upper bound that moves down, past ten',
    versions(range('3.12.0', '3.12.10')),
    versions(range('3.12.0', '3.12.9')),
    ['range-narrowed: range 3.12.0: upper bound 3.12.10 -> 3.12.9'],
  ],
  [
    'an end where there was none',
    versions(range('3.12.0', '*')),
    versions(range('3.12.0', '3.12.6')),
    ['range-narrowed: range 3.12.0: upper bound none -> 3.12.6'],
  ],
  [
    'an upper bound that is now in the range',
    versions(range('0', '3.13.0')),
    versions({ version: '0', status: 'affected', versionType: 'python', lessThanOrEqual: '3.13.0' }),
    ['range-widened: range 0: upper bound 3.13.0 -> 3.13.0 (included)'],
  ],
  [
    'a lower bound',
    versions(range('3.13.0', '3.13.4')),
    versions(range('3.13.0a1', '3.13.4')),
    ['range-widened: range to before 3.13.4: lower bound 3.13.0 -> 3.13.0a1'],
  ],
  [
    'a lower bound that was the beginning',
    versions(range('0', '3.13.4')),
    versions(range('3.13.0a1', '3.13.4')),
    ['range-narrowed: range to before 3.13.4: lower bound 0 -> 3.13.0a1'],
  ],
  [
    'both bounds within a series',
    versions(range('3.13.0', '3.13.4'), range('3.14.0', '3.14.1')),
    versions(range('3.14.0', '3.14.1'), range('3.13.1', '3.13.5')),
    ['range-moved: range 3.13.0 to before 3.13.4 -> 3.13.1 to before 3.13.5'],
  ],
  [
    'bounds without an order',
    versions(range('1.0', '2.0', 'custom')),
    versions(range('1.0', '3.0', 'custom')),
    ['range-moved: range 1.0: upper bound 2.0 -> 3.0'],
  ],
  [
    'a placeholder split into branches',
    versions(range('0', '3.15.0')),
    versions(range('0', '3.12.14'), range('3.13.0a1', '3.13.9')),
    ['range-narrowed: range 0: upper bound 3.15.0 -> 3.12.14', 'range-added: range 3.13.0a1 to before 3.13.9: added'],
  ],
  [
    'a branch that is gone',
    versions(range('3.12.0', '3.12.6'), range('3.13.0', '*')),
    versions(range('3.12.0', '3.12.6')),
    ['range-removed: range 3.13.0 and later: removed'],
  ],
  [
    'a single version',
    versions(range('1', '2'), { version: '3', status: 'unknown' }),
    versions(range('1', '2'), { version: '4', status: 'affected' }),
    ['range-removed: version 3 (unknown): removed', 'range-added: version 4: added'],
  ],
  [
    'a status',
    versions(range('1', '2')),
    versions({ ...range('1', '2'), status: 'unknown' }),
    ['range-changed: range 1 to before 2 (unknown): affected -> unknown'],
  ],
  [
    'a type of versions',
    versions(range('1', '2', 'custom')),
    versions(range('1', '2')),
    ['range-changed: range 1 to before 2: versionType custom -> python'],
  ],
  [
    'changes inside a range',
    versions(range('1', '2')),
    versions({ ...range('1', '2'), changes: [{ at: '1.5', status: 'unaffected' }] }),
    ['range-changed: range 1 to before 2: its status changes are others now'],
  ],
  ['the order of ranges', versions(range('1', '2'), range('3', '4')), versions(range('3', '4'), range('1', '2')), []],
  [
    'the order of ranges apart that say different things',
    versions(range('1', '2'), { ...range('2', '4'), status: 'unaffected' }),
    versions({ ...range('2', '4'), status: 'unaffected' }, range('1', '2')),
    [],
  ],
  [
    'the order of ranges that overlap and say different things',
    versions(range('1', '3'), { ...range('2', '4'), status: 'unaffected' }),
    versions({ ...range('2', '4'), status: 'unaffected' }, range('1', '3')),
    ['range-changed: version entries that overlap stand in another order'],
  ],
  [
    'a default status',
    product({ product: 'P', defaultStatus: 'affected' }),
    product({ product: 'P', defaultStatus: 'unaffected' }),
    ['default-status-changed: default status affected -> unaffected'],
  ],
  [
    'a default status that says nothing',
    product({ product: 'P' }),
    product({ product: 'P', defaultStatus: 'unknown' }),
    [],
  ],
  [
    'the name of the product',
    product({ vendor: 'V', product: 'P', versions: [range('1', '2')] }),
    product({ vendor: 'V', product: 'Q', versions: [range('1', '2')] }),
    ['product-changed: product P -> Q'],
  ],
  [
    'names that were missing',
    product({ product: 'P' }),
    product({ product: 'P', packageURL: 'pkg:generic/p', platforms: ['Linux'] }),
    ['product-changed: packageURL none -> pkg:generic/p', 'product-changed: platforms changed'],
  ],
  [
    'the order of platforms',
    product({ product: 'P', platforms: ['a', 'b'] }),
    product({ product: 'P', platforms: ['b', 'a'] }),
    [],
  ],
  [
    'one of two products',
    { affected: [{ product: 'P' }, { product: 'Q', versions: [range('1', '2')] }] },
    { affected: [{ product: 'Q', versions: [range('1', '3')] }, { product: 'P' }] },
    ['range-widened: Q: range 1: upper bound 2 -> 3'],
  ],
  [
    'one product for two',
    { affected: [{ product: 'P' }, { product: 'Q' }] },
    product({ product: 'R' }),
    ['product-removed: product P: removed', 'product-removed: product Q: removed', 'product-added: product R: added'],
  ],
  [
    'one product on two platforms',
    {
      affected: [
        { product: 'P', platforms: ['Linux'] },
        { product: 'P', platforms: ['Windows'] },
      ],
    },
    {
      affected: [
        { product: 'P', platforms: ['Windows'] },
        { product: 'P', platforms: ['Linux'] },
      ],
    },
    [],
  ],
  ['a reference', {}, { references: [{ url, tags: ['patch'] }] }, [`reference-added: reference ${url}: added (patch)`]],
  ['a reference that is gone', { references: [{ url }] }, {}, [`reference-removed: reference ${url}: removed`]],
  [
    'tags',
    { references: [{ url, tags: ['exploit', 'patch'] }] },
    { references: [{ url, tags: ['patch', 'mitigation'], name: 'n' }] },
    [
      `reference-changed: reference ${url}: gained the tag mitigation`,
      `reference-changed: reference ${url}: lost the tag exploit`,
      `reference-changed: reference ${url}: name none -> n`,
    ],
  ],
  [
    'an address given twice',
    {
      references: [
        { url, tags: ['patch'] },
        { url, tags: ['exploit'] },
      ],
    },
    { references: [{ url, tags: ['exploit', 'patch'] }] },
    [],
  ],
  ['a metric', {}, { metrics: [{ cvssV3_1: cvss }] }, ['metric-added: CVSS 3.1 score 7.5: added']],
  ['a metric that is gone', { metrics: [{ cvssV3_1: cvss }] }, {}, ['metric-removed: CVSS 3.1 score 7.5: removed']],
  [
    'a score',
    { metrics: [{ cvssV3_1: cvss }] },
    {
      metrics: [
        { cvssV3_1: { ...cvss, vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', baseScore: 9.8 } },
      ],
    },
    ['metric-changed: CVSS 3.1: score 7.5 -> 9.8'],
  ],
  [
    'a vector of the same score',
    { metrics: [{ cvssV3_1: cvss }] },
    { metrics: [{ cvssV3_1: { ...cvss, vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:N' } }] },
    [`metric-changed: CVSS 3.1: ${cvss.vectorString} -> CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:N`],
  ],
  [
    'a metric that is said in more fields',
    { metrics: [{ cvssV3_1: cvss }] },
    {
      metrics: [
        {
          format: 'CVSS',
          scenarios: [{ lang: 'en', value: 'GENERAL' }],
          cvssV3_1: { ...cvss, attackVector: 'NETWORK' } as typeof cvss,
        },
      ],
    },
    [],
  ],
  [
    'a metric of another kind',
    { metrics: [{ other: { type: 'ssvc', content: { role: 'a' } } }] },
    { metrics: [{ other: { type: 'ssvc', content: { role: 'b' } } }] },
    ['metric-changed: ssvc: its content changed'],
  ],
  [
    'a weakness',
    cwe('CWE-59'),
    cwe('CWE-22'),
    ['weakness-removed: weakness CWE-59: removed', 'weakness-added: weakness CWE-22: added'],
  ],
  ['the words beside a weakness', cwe('CWE-59'), cwe('CWE-59', 'CWE-59 Link Following'), []],
  ['words without the number of the weakness', cwe('CWE-59'), cwe('CWE-59', 'Link Following'), []],
  [
    'a weakness in words only',
    { problemTypes: [{ descriptions: [{ lang: 'en', description: 'CWE-59 Link Following' }] }] },
    cwe('CWE-59'),
    [],
  ],
  [
    'credits',
    {
      credits: [
        { lang: 'en', value: 'A', type: 'finder' },
        { lang: 'en', value: 'B' },
        { lang: 'en', value: 'C' },
      ],
    },
    {
      credits: [
        { lang: 'en', value: 'C' },
        { lang: 'en', value: 'A', type: 'reporter' },
        { lang: 'en', value: 'D', type: 'tool' },
      ],
    },
    [
      'credit-removed: credit B (no role): removed',
      'credit-added: credit D (tool): added',
      'credit-changed: credit A (finder) -> reporter',
    ],
  ],
  ['an extension', { x_a: 1 }, { x_a: { b: [2] } }, ['field-changed: the field "x_a" changed']],
  ['an extension that is new', {}, { x_a: null }, ['field-added: the field "x_a" was added']],
  ['the generator', { x_generator: { engine: 'a' } }, { x_generator: { engine: 'steward' } }, []],
  ['waivers of a draft, which are never sent', {}, { x_stewardWaivers: [{ rule: 'STW007', reason: 'a name' }] }, []],
  [
    'workarounds',
    { workarounds: [{ lang: 'en', value: 'w' }] },
    {},
    ['field-removed: the field "workarounds" was removed'],
  ],
  [
    'the order of a timeline',
    {
      timeline: [
        { time: '1', lang: 'en', value: 'a' },
        { time: '2', lang: 'en', value: 'b' },
      ],
    },
    {
      timeline: [
        { time: '2', lang: 'en', value: 'b' },
        { time: '1', lang: 'en', value: 'a' },
      ],
    },
    [],
  ],
  [
    'the source',
    { source: { discovery: 'UNKNOWN' } },
    { source: { discovery: 'EXTERNAL' } },
    ['field-changed: the field "source" changed'],
  ],
  [
    'a moment in other digits',
    { datePublic: '2030-02-19T09:00:00+01:00', dateAssigned: '2030-02-11T00:00:00' },
    { datePublic: '2030-02-19T08:00:00.000Z', dateAssigned: '2030-02-11T00:00:00.000Z' },
    [],
  ],
  [
    'another moment',
    { datePublic: '2030-02-19T08:00:00Z' },
    { datePublic: '2030-02-19T08:00:01Z' },
    ['field-changed: the field "datePublic" changed'],
  ],
  [
    'dates of the registry',
    { providerMetadata: { orgId: 'o', dateUpdated: '1' } },
    { providerMetadata: { dateUpdated: '2', orgId: 'o' } },
    [],
  ],
]

for (const [why, before, after, changes] of rows) {
  test(`diff: ${why}`, () => {
    const found = diffCve(record(before), record(after))
    assert.deepEqual(
      found.map(({ kind, message }) => `${kind}: ${message}`),
      changes,
    )
    assert.equal(sameMeaning(record(before), record(after)), changes.length === 0)
    // What is no change in one direction is none in the other, and every pointer leads somewhere.
    assert.equal(sameMeaning(record(after), record(before)), changes.length === 0)
    for (const change of found) {
      const side = change.after === undefined ? record(before) : record(after)
      assert.notEqual(valueAt(side, change.at), undefined, change.at)
    }
  })
}

function valueAt(value: Json, at: string): Json | undefined {
  let found: Json | undefined = value
  for (const step of pointerParts(at)) {
    found = typeof found === 'object' && found !== null ? (found as Record<string, Json | undefined>)[step] : undefined
  }
  return found
}

test('a record that is rejected: the state, with its reason, and nothing more', () => {
  const before = record({ title: 'a', affected: [{ product: 'P' }] })
  const after = record(
    { rejectedReasons: [{ lang: 'en', value: 'a duplicate' }] },
    { cveMetadata: { cveId: 'CVE-2030-10421', state: 'REJECTED', dateRejected: '2030-03-01T00:00:00Z' } },
  )
  assert.deepEqual(diffCve(before, after), [
    {
      kind: 'state-changed',
      at: '/cveMetadata/state',
      message: 'state PUBLISHED -> REJECTED: "a duplicate"',
      before: 'PUBLISHED',
      after: 'REJECTED',
    },
  ])
})

test('the envelope: an edition of the format and dates are nothing, the identity is', () => {
  const before = record({}, { dataVersion: '5.0', cveMetadata: { cveId: 'CVE-2030-10421' } })
  const after = record(
    {},
    {
      dataVersion: '5.2.0',
      cveMetadata: {
        state: 'PUBLISHED',
        cveId: 'CVE-2030-10421',
        assignerOrgId: 'o',
        assignerShortName: 's',
        dateUpdated: '2030-03-01T00:00:00Z',
        serial: 2,
      },
    },
  )
  assert.deepEqual(diffCve(before, after), [])
  const other = record({}, { cveMetadata: { ...after.cveMetadata, cveId: 'CVE-2030-10422', assignerOrgId: 'p' } })
  assert.deepEqual(
    diffCve(after, other).map(({ kind }) => kind),
    ['id-changed', 'assigner-changed'],
  )
})

test('what a publisher adds is told with its name', () => {
  const cna: CnaContainer = { title: 'a' }
  const adp = (orgId: string, shortName: string, url: string): CnaContainer => ({
    providerMetadata: { orgId, shortName },
    references: [{ url }],
  })
  const before = record(cna, { containers: { cna, adp: [adp('1', 'ONE', 'https://e.example/1')] } })
  const after = record(cna, {
    containers: { cna, adp: [adp('2', 'TWO', 'https://e.example/2'), adp('1', 'ONE', 'https://e.example/3')] },
  })
  assert.deepEqual(
    diffCve(before, after).map(({ at, message }) => `${at} ${message}`),
    [
      '/containers/adp/0/references/0 ONE: reference https://e.example/1: removed',
      '/containers/adp/1/references/0 ONE: reference https://e.example/3: added',
      '/containers/adp/0 container of TWO: added',
    ],
  )
})

// Written by hand from the two editions: what a person would say had changed.
const commit = (hash: string): string => `reference https://github.com/python/cpython/commit/${hash}: added (patch)`
const history: readonly [id: string, edition: number, messages: readonly string[]][] = [
  [
    'CVE-2024-6232',
    1,
    [
      commit('4eaf4891c12589e3c7bdad5f5b076e4c8392dd06'),
      commit('743acbe872485dc18df4d8ab2dc7895187f062c4'),
      commit('d449caf8a179e3b954268b3a88eb9170be3c8fbf'),
      commit('ed3a49ea734ada357ff4442996fd4ae71d253373'),
    ],
  ],
  [
    'CVE-2024-6232',
    2,
    [
      'range 0: upper bound 3.13.0rc2 -> 3.8.20',
      'range 3.9.0 to before 3.9.20: added',
      'range 3.10.0 to before 3.10.15: added',
      'range 3.11.0 to before 3.11.10: added',
      'range 3.12.0 to before 3.12.6: added',
      'range 3.13.0a1 to before 3.13.0rc2: added',
      commit('7d1f50cd92ff7e10a1c15a8f591dde8a6843a64d'),
      commit('b4225ca91547aa97ed3aca391614afbb255bc877'),
      'container of CVE: added',
    ],
  ],
  [
    'CVE-2024-4030',
    3,
    [
      'range 0: upper bound 3.12.4 -> 3.8.20',
      'range 3.9.0 to before 3.9.20: added',
      'range 3.10.0 to before 3.10.15: added',
      'range 3.11.0 to before 3.11.10: added',
      'range 3.12.0 to before 3.12.4: added',
      'container of CVE: added',
    ],
  ],
  ['CVE-2024-5642', 2, ['reference https://github.com/python/cpython/issues/121227: added (issue-tracking)']],
]
for (const [id, edition, messages] of history) {
  test(`diff of ${id} from edition ${edition} to the next`, { skip: noData }, () => {
    const [before, after] = [edition, edition + 1].map((n) => {
      const read = parseCveRecord(readFileSync(new URL(`${id}.${n}.json`, DATA), 'utf8'))
      assert(read.ok)
      return read.value
    })
    assert.deepEqual(
      diffCve(before!, after!).map(({ message }) => message),
      messages,
    )
  })
}

test('no order of keys or of ranges apart makes a difference', () => {
  const bounds = fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 2, maxLength: 12 })
  fc.assert(
    fc.property(bounds, fc.infiniteStream(fc.nat()), (points, dice) => {
      const sorted = points.toSorted((a, b) => a - b)
      const entries = sorted.slice(1).map((upper, i) => ({
        ...range(`1.${sorted[i]}`, `1.${upper}`),
        status: (['affected', 'unaffected', 'unknown'] as const)[i % 3]!,
      }))
      const roll = (most: number): number => dice.next().value! % most
      const before = record(versions(...entries))
      const after = shuffled(record(versions(...mixed(entries, roll))), roll) as CveRecord
      assert.deepEqual(diffCve(before, after), [])
    }),
    { numRuns: 300 },
  )
})

function mixed<T>(items: readonly T[], roll: (most: number) => number): T[] {
  const left = [...items]
  return items.map(() => left.splice(roll(left.length), 1)[0]!)
}

/** The same value with the keys of every object in another order. */
function shuffled(value: Json, roll: (most: number) => number): Json {
  if (Array.isArray(value)) return value.map((each: Json) => shuffled(each, roll))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(mixed(Object.entries(value), roll).map(([key, each]) => [key, shuffled(each, roll)]))
}
