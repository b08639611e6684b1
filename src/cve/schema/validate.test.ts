import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type CveForm, type SchemaError, validateCve } from '#cve'
import type { Json, JsonObject } from '#json'
import { computing } from '../../json/testdata/stopwatch.ts'

const ORG = '5a6b7c8d-1e2f-4a3b-8c4d-0123456789ab'
const providerMetadata = { orgId: ORG }
const description = { lang: 'en', value: 'A lantern can be blown out.' }
const range = { version: '1.0', status: 'affected', versionType: 'semver', lessThan: '1.2' }
const product = { vendor: 'LSF', product: 'Lantern', versions: [range] }
const reference = { url: 'https://lantern.example/4' }
const cna = { providerMetadata, descriptions: [description], affected: [product], references: [reference] }
const cveMetadata = { cveId: 'CVE-2030-1234', assignerOrgId: ORG, state: 'PUBLISHED' }
const record = { dataType: 'CVE_RECORD', dataVersion: '5.2.0', cveMetadata, containers: { cna } }
const rejectedCna = { providerMetadata, rejectedReasons: [description] }
const rejected = { ...record, cveMetadata: { ...cveMetadata, state: 'REJECTED' }, containers: { cna: rejectedCna } }
const cvss31 = {
  version: '3.1',
  vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
  baseScore: 9.8,
  baseSeverity: 'CRITICAL',
}

const inRecord = (more: JsonObject): Json => ({ ...record, ...more })
const inMetadata = (more: JsonObject): Json => inRecord({ cveMetadata: { ...cveMetadata, ...more } })
/** A container of the CNA with other fields. */
const inCna = (more: JsonObject): Json => ({ ...cna, ...more })
const inProduct = (more: JsonObject): Json => inCna({ affected: [{ ...product, ...more }] })
const inVersions = (...versions: readonly Json[]): Json => inProduct({ versions })
const inReference = (more: JsonObject): Json => inCna({ references: [{ ...reference, ...more }] })
const inCvss = (more: JsonObject): Json => inCna({ metrics: [{ cvssV3_1: { ...cvss31, ...more } }] })
const without = (object: JsonObject, ...fields: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([key]) => !fields.includes(key)))

/** One error: place, keyword, words; then the field, what is allowed, and the limit, where it has them. */
type Row = readonly [
  why: string,
  value: Json,
  at: string,
  keyword: string,
  message: string,
  rest?: Pick<SchemaError, 'field' | 'allowed' | 'limit' | 'repeats'>,
]

const inRecords: readonly Row[] = [
  ['no object', 'text', '', 'type', 'a CVE record must be an object, but is text', { allowed: ['object'] }],
  [
    'no state',
    inRecord({ cveMetadata: without(cveMetadata, 'state') }),
    '/cveMetadata',
    'required',
    'state is missing in the metadata of a published record',
    { field: 'state' },
  ],
  [
    'a state of CVE IDs that records do not have',
    inMetadata({ state: 'RESERVED' }),
    '/cveMetadata/state',
    'enum',
    'state is "RESERVED", expected PUBLISHED or REJECTED',
    { allowed: ['PUBLISHED', 'REJECTED'] },
  ],
  [
    'an unknown state: the record is held against what the container looks like',
    { ...rejected, cveMetadata: { ...cveMetadata, state: 'rejected' } },
    '/cveMetadata/state',
    'enum',
    'state is "rejected", expected PUBLISHED or REJECTED',
    { allowed: ['PUBLISHED', 'REJECTED'] },
  ],
  [
    'an identifier with too few digits',
    inMetadata({ cveId: 'CVE-2030-123' }),
    '/cveMetadata/cveId',
    'pattern',
    'cveId is "CVE-2030-123", expected a CVE ID such as CVE-2030-1234',
  ],
  [
    'a UUID of version 1',
    inMetadata({ assignerOrgId: '5a6b7c8d-1e2f-1a3b-8c4d-0123456789ab' }),
    '/cveMetadata/assignerOrgId',
    'pattern',
    'assignerOrgId is "5a6b7c8d-1e2f-1a3b-8c4d-0123456789ab", expected a UUID of version 4 such as 8c1f2d3e-4a5b-4c6d-8e7f-901234567890',
  ],
  [
    'a serial number of zero',
    inMetadata({ serial: 0 }),
    '/cveMetadata/serial',
    'minimum',
    'serial is 0, at least 1 is allowed',
    { limit: 1 },
  ],
  [
    'half a serial number',
    inMetadata({ serial: 1.5 }),
    '/cveMetadata/serial',
    'type',
    'serial must be a whole number, but is the number 1.5',
    { allowed: ['integer'] },
  ],
  [
    'one character of two UTF-16 units where two characters are needed',
    inMetadata({ assignerShortName: '\u{1f526}' }),
    '/cveMetadata/assignerShortName',
    'minLength',
    'assignerShortName is "\u{1f526}", at least 2 characters are needed',
    { limit: 2 },
  ],
  [
    'a field of published records in a rejected one',
    { ...rejected, cveMetadata: { ...rejected.cveMetadata, requesterUserId: ORG } },
    '/cveMetadata',
    'additionalProperties',
    '"requesterUserId" is no field of the metadata of a rejected record',
    {
      field: 'requesterUserId',
      allowed: ['assignerShortName', 'serial', 'dateUpdated', 'dateReserved', 'datePublished', 'dateRejected'],
    },
  ],
  [
    'an ADP container in a rejected record',
    { ...rejected, containers: { cna: rejectedCna, adp: [] } },
    '/containers',
    'additionalProperties',
    '"adp" is no field of the containers of a rejected record',
    { field: 'adp', allowed: [] },
  ],
  [
    'a format to come',
    inRecord({ dataVersion: '6.0.0' }),
    '/dataVersion',
    'pattern',
    'dataVersion is "6.0.0", expected a version of the format such as 5.2.0',
  ],
  [
    'another document',
    inRecord({ dataType: 'CVE' }),
    '/dataType',
    'enum',
    'dataType is "CVE", expected CVE_RECORD',
    { allowed: ['CVE_RECORD'] },
  ],
  [
    'a name that every object inherits is no field',
    JSON.parse(JSON.stringify(record).replace('{', '{"__proto__":1,')) as Json,
    '',
    'additionalProperties',
    '"__proto__" is no field of a CVE record',
    { field: '__proto__', allowed: [] },
  ],
]

const inContainers: readonly Row[] = [
  [
    'a container without references',
    without(cna, 'references'),
    '',
    'required',
    'references is missing in the CNA container',
    { field: 'references' },
  ],
  [
    'a title of 257 characters, some of two UTF-16 units',
    inCna({ title: '\u{1f526}'.repeat(257) }),
    '/title',
    'maxLength',
    'title has 257 characters, at most 256 are allowed',
    { limit: 256 },
  ],
  [
    'an empty title',
    inCna({ title: '' }),
    '/title',
    'minLength',
    'title is empty, at least 1 character is needed',
    { limit: 1 },
  ],
  [
    'a title of null',
    inCna({ title: null }),
    '/title',
    'type',
    'title must be text, but is null',
    { allowed: ['string'] },
  ],
  [
    'an empty list',
    inCna({ timeline: [] }),
    '/timeline',
    'minItems',
    'timeline is empty, at least 1 item is needed',
    { limit: 1 },
  ],
  [
    'an object for a list',
    inCna({ references: reference }),
    '/references',
    'type',
    'references must be a list, but is an object',
    { allowed: ['array'] },
  ],
  [
    'too many references',
    inCna({ references: Array.from({ length: 513 }, (_, n) => ({ url: `https://lantern.example/${n}` })) }),
    '/references',
    'maxItems',
    'references has 513 items, at most 512 are allowed',
    { limit: 512 },
  ],
  [
    'a reference twice, its keys in another order',
    inCna({ references: [{ url: 'a:b', name: 'c' }, reference, { name: 'c', url: 'a:b' }] }),
    '/references',
    'uniqueItems',
    'references has the same item twice, at 0 and at 2 (counted from 0)',
    { repeats: [2] },
  ],
  [
    'an address without a scheme',
    inReference({ url: 'lantern.example/4' }),
    '/references/0/url',
    'format',
    'url is "lantern.example/4", expected a URI such as https://lantern.example/advisories/4',
  ],
  [
    'an address with a blank and hidden characters',
    inReference({ url: 'https://lantern.example/a b\u202e' }),
    '/references/0/url',
    'format',
    'url is "https://lantern.example/a b\\u202e", expected a URI such as https://lantern.example/advisories/4',
  ],
  [
    'an unknown tag of a container',
    inCna({ tags: ['disputed', 'x_ours', 'wontfix'] }),
    '/tags/2',
    'enum',
    'an item of tags is "wontfix", expected unsupported-when-assigned, exclusively-hosted-service or disputed or a word of your own that begins with "x_"',
    { allowed: ['unsupported-when-assigned', 'exclusively-hosted-service', 'disputed'] },
  ],
  [
    'no description in English',
    inCna({ descriptions: [{ lang: 'de', value: 'Eine Laterne kann ausgeblasen werden.' }] }),
    '/descriptions',
    'contains',
    'no description is in English: the lang of at least one must be "en" or begin with "en-"',
    { allowed: ['en'] },
  ],
  [
    'a language in words',
    inCna({ descriptions: [description, { lang: 'german', value: 'Ausblasen' }] }),
    '/descriptions/1/lang',
    'pattern',
    'lang is "german", expected a language tag such as en, de-CH or zh-Hant-TW',
  ],
  [
    'a day that does not exist',
    inCna({ datePublic: '2030-02-29T00:00:00Z' }),
    '/datePublic',
    'pattern',
    'datePublic is "2030-02-29T00:00:00Z", expected a date and time such as 2030-01-31T12:00:00Z',
  ],
  [
    'an extension with a full stop in its name',
    inCna({ 'x_a.b': 1 }),
    '',
    'additionalProperties',
    '"x_a.b" is no field of the CNA container; the name of an extension begins with "x_" and has no full stop',
    {
      field: 'x_a.b',
      allowed: [
        ...['datePublic', 'title', 'cpeApplicability', 'problemTypes', 'impacts', 'metrics', 'configurations'],
        ...['workarounds', 'solutions', 'exploits', 'timeline', 'credits', 'source', 'taxonomyMappings'],
        ...['dateAssigned', 'tags'],
      ],
    },
  ],
  [
    'an object that must say something',
    inCna({ source: {} }),
    '/source',
    'minProperties',
    'the source needs at least 1 field',
    { limit: 1 },
  ],
  [
    'text for true or false',
    inCna({ cpeApplicability: [{ negate: 'no', nodes: [] }] }),
    '/cpeApplicability/0/negate',
    'type',
    'negate must be true or false, but is text',
    { allowed: ['boolean'] },
  ],
  [
    'a CPE name with too few components',
    inProduct({ cpes: ['cpe:2.3:a:lsf:lantern:1.0'] }),
    '/affected/0/cpes/0',
    'pattern',
    'an item of cpes is "cpe:2.3:a:lsf:lantern:1.0", expected a CPE name such as cpe:2.3:a:lsf:lantern:1.0:*:*:*:*:*:*:*',
  ],
  [
    'a product without a name',
    inCna({ affected: [{ versions: [range] }] }),
    '/affected/0',
    'anyOf',
    'a product needs a name: vendor and product, or collectionURL and packageName',
    { allowed: ['vendor and product', 'collectionURL and packageName'] },
  ],
  [
    'half a name',
    inCna({ affected: [{ product: 'Lantern', versions: [range] }] }),
    '/affected/0',
    'required',
    'product is half the name of a product, vendor is missing',
    { field: 'vendor', allowed: ['vendor'] },
  ],
  [
    'a product of which nothing is said',
    inCna({ affected: [{ vendor: 'LSF', product: 'Lantern' }] }),
    '/affected/0',
    'anyOf',
    'a product needs versions, or a defaultStatus that is true of all',
    { allowed: ['versions', 'defaultStatus'] },
  ],
  [
    'a range without a type',
    inVersions(without(range, 'versionType')),
    '/affected/0/versions/0',
    'required',
    'a range (lessThan) needs versionType',
    { field: 'versionType' },
  ],
  [
    'two upper bounds',
    inVersions({ ...range, lessThanOrEqual: '1.1' }),
    '/affected/0/versions/0',
    'oneOf',
    'a range has one upper bound, lessThan or lessThanOrEqual, but this has both',
    { allowed: ['lessThan', 'lessThanOrEqual'] },
  ],
  [
    'changes of a single version',
    inVersions({ ...without(range, 'lessThan'), changes: [{ at: '1.1', status: 'unaffected' }] }),
    '/affected/0/versions/0',
    'oneOf',
    'only a range has changes: versionType and either lessThan or lessThanOrEqual are needed',
    { allowed: ['lessThan', 'lessThanOrEqual'] },
  ],
  [
    'a misspelt field',
    inVersions({ version: '1.0', status: 'affected', versiontype: 'semver' }),
    '/affected/0/versions/0',
    'additionalProperties',
    '"versiontype" is no field of a version entry',
    { field: 'versiontype', allowed: ['versionType', 'lessThan', 'lessThanOrEqual', 'changes'] },
  ],
  [
    'a status in capitals',
    inVersions({ version: '1.0', status: 'Affected' }),
    '/affected/0/versions/0/status',
    'enum',
    'status is "Affected", expected affected, unaffected or unknown',
    { allowed: ['affected', 'unaffected', 'unknown'] },
  ],
  [
    'a metric without a score',
    inCna({ metrics: [{ format: 'CVSS' }] }),
    '/metrics/0',
    'anyOf',
    'a metric needs one of cvssV4_0, cvssV3_1, cvssV3_0, cvssV2_0 and other',
    { allowed: ['cvssV4_0', 'cvssV3_1', 'cvssV3_0', 'cvssV2_0', 'other'] },
  ],
  [
    'a score with two decimals',
    inCvss({ baseScore: 9.85 }),
    '/metrics/0/cvssV3_1/baseScore',
    'enum',
    'baseScore is 9.85, expected a number from 0 to 10 with at most one decimal',
  ],
  [
    'a severity that is not that of the score',
    inCvss({ baseScore: 8.9 }),
    '/metrics/0/cvssV3_1/baseSeverity',
    'anyOf',
    'baseSeverity is CRITICAL, but a baseScore of 8.9 is HIGH',
    { allowed: ['HIGH'] },
  ],
  [
    'a vector of another version',
    inCvss({ vectorString: 'CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }),
    '/metrics/0/cvssV3_1/vectorString',
    'pattern',
    'vectorString is "CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", expected a CVSS 3.1 vector such as CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
  ],
  [
    'a score of 2.0 beyond the scale',
    inCna({ metrics: [{ cvssV2_0: { version: '2.0', vectorString: 'AV:N', baseScore: 10.1 } }] }),
    '/metrics/0/cvssV2_0/baseScore',
    'maximum',
    'baseScore is 10.1, at most 10 is allowed',
    { limit: 10 },
  ],
]

function rowsOf(form: CveForm, rows: readonly Row[]): void {
  for (const [why, value, at, keyword, message, rest] of rows) {
    assert.deepEqual(validateCve(value, form), [{ at, keyword, message, ...rest }], why)
  }
}

test('each kind of wrong value has its place, its keyword, its words and what is allowed', () => {
  rowsOf('record', inRecords)
  rowsOf('cnaPublishedContainer', inContainers)
  rowsOf('adpContainer', [
    [
      'an ADP container that says nothing',
      { providerMetadata },
      '',
      'minProperties',
      'an ADP container needs at least 2 fields',
      { limit: 2 },
    ],
  ])
  rowsOf('cnaRejectedContainer', [
    [
      'the reasons under the wrong name',
      { providerMetadata, descriptions: [description], rejectedReasons: [description] },
      '',
      'additionalProperties',
      '"descriptions" is no field of the CNA container of a rejected record; the name of an extension begins with "x_" and has no full stop',
      { field: 'descriptions', allowed: ['replacedBy'] },
    ],
  ])
})

const fine: readonly (readonly [why: string, value: Json])[] = [
  ['256 characters, of two UTF-16 units each', inCna({ title: '\u{1f526}'.repeat(256) })],
  ['any English', inCna({ descriptions: [{ ...description, lang: 'en-GB' }] })],
  ['an underscore in a language tag', inCna({ descriptions: [{ ...description, lang: 'en_US' }] })],
  ['no offset from UTC', inCna({ datePublic: '2030-01-31T12:00:00' })],
  ['the same address with other tags', inCna({ references: [reference, { ...reference, tags: ['patch'] }] })],
  ['512 references', inCna({ references: Array.from({ length: 512 }, (_, n) => ({ url: `a:${n}` })) })],
  ['an extension', inCna({ x_: null, x_generator: { engine: 'any' } })],
  [
    'a package instead of a product',
    inCna({ affected: [{ collectionURL: 'https://a.example', packageName: 'b', defaultStatus: 'affected' }] }),
  ],
  ['a type without a range', inVersions(without(range, 'lessThan'))],
  ['a range up to and with', inVersions({ ...without(range, 'lessThan'), lessThanOrEqual: '1.*' })],
  ['changes of a range', inVersions({ ...range, changes: [{ at: '1.1', status: 'unaffected' }] })],
  ['an empty platform', inProduct({ platforms: [''] })],
  ['empty lists where they are allowed', inProduct({ cpes: [], modules: [], programFiles: [], programRoutines: [] })],
  ['a score of 0', inCvss({ baseScore: 0, baseSeverity: 'NONE' })],
  ['0.0 written as -0', inCvss({ baseScore: -0, baseSeverity: 'NONE' })],
  ['the official schema says nothing of what is no object here', inCna({ cpeApplicability: ['text', null] })],
]

test('near misses of these are fine', () => {
  for (const [why, value] of fine) assert.deepEqual(validateCve(value, 'cnaPublishedContainer'), [], why)
  assert.deepEqual(validateCve(record, 'record'), [])
  assert.deepEqual(validateCve(rejected, 'record'), [])
  for (const dataVersion of ['5.0', '5.1', '5.1.1', '5.2.0']) {
    assert.deepEqual(validateCve({ ...record, dataVersion }, 'record'), [], dataVersion)
  }
  assert.deepEqual(validateCve({ providerMetadata, x_note: 1 }, 'adpContainer'), [])
  assert.deepEqual(validateCve({ ...rejectedCna, replacedBy: ['CVE-2030-1235'] }, 'cnaRejectedContainer'), [])
})

test('all errors come in one run, in the order of the fields', () => {
  const wrong = {
    ...record,
    dataVersion: '4.0',
    containers: {
      cna: {
        ...cna,
        affected: [{ vendor: 'LSF', versions: [{ version: '', lessThan: '2' }] }],
        title: 1,
        references: [],
      },
    },
    extra: true,
  }
  assert.deepEqual(
    validateCve(wrong, 'record').map(({ at, keyword, field }) => [
      at,
      keyword,
      ...(field === undefined ? [] : [field]),
    ]),
    [
      ['/dataVersion', 'pattern'],
      ['/containers/cna/affected/0/versions/0/version', 'minLength'],
      ['/containers/cna/affected/0/versions/0', 'required', 'status'],
      ['/containers/cna/affected/0/versions/0', 'required', 'versionType'],
      ['/containers/cna/affected/0', 'required', 'product'],
      ['/containers/cna/references', 'minItems'],
      ['/containers/cna/title', 'type'],
      ['', 'additionalProperties', 'extra'],
    ],
  )
})

test('of many errors a hundred are told, and that there are more', () => {
  const many = (count: number): readonly SchemaError[] =>
    validateCve({ ...cna, affected: Array.from({ length: count }, () => null) }, 'cnaPublishedContainer')
  assert.equal(many(100).length, 100)
  assert.equal(many(100).at(-1)?.at, '/affected/99')
  for (const count of [101, 200_000]) {
    assert.equal(many(count).length, 101)
    assert.deepEqual(many(count).at(-1), {
      at: '',
      keyword: 'maxErrors',
      message: 'there are more than these 100 errors',
    })
  }
})

/** Texts and structures that are hard on expressions, on the stack, or on what compares every item with every other. */
const hostile: readonly (readonly [why: string, value: Json, errors: number])[] = [
  ['an endless address', inReference({ url: `https://${'%41'.repeat(1_000_000)} ` }), 1],
  ['an address at its limit that fails at its end', inReference({ url: `a:${'%41'.repeat(681)} ` }), 1],
  ['an endless CPE name', inProduct({ cpes: [`cpe:2.3:a:${'a'.repeat(4_000_000)}`] }), 1],
  ['a CPE name that fails at its end', inProduct({ cpes: [`cpe:2.3:a:${'?a:'.repeat(8)}-:-:${'a'.repeat(1900)}`] }), 1],
  ['a CPE name that begins again and again', inProduct({ cpes: ['cpe:2.3:a:b:b:b:b:b:bbbb:'.repeat(80)] }), 1],
  ['an endless fraction of a second', inCna({ datePublic: `2030-01-01T00:00:00.${'1'.repeat(4_000_000)}x` }), 1],
  ['an endless vector', inCvss({ vectorString: `CVSS:3.1/${'AV:N/'.repeat(800_000)}` }), 1],
  ['an endless name', inCna({ [`x_${'a'.repeat(4_000_000)}.`]: 1 }), 1],
  [
    'many versions',
    inVersions(...Array.from({ length: 50_000 }, (_, n) => ({ version: `${n}`, status: 'affected' }))),
    0,
  ],
  [
    'many metrics that differ deep inside',
    inCna({ metrics: Array.from({ length: 30_000 }, (_, n) => nested(8, n)) }),
    0,
  ],
  ['two values nested deeply that differ inside', inCna({ metrics: [nested(100_000, 1), nested(100_000, 2)] }), 0],
  ['and two that do not', inCna({ metrics: [nested(100_000, 1), nested(100_000, 1)] }), 1],
  ['an extension nested deeply', inCna({ x_deep: nested(100_000, 1) }), 0],
]

function nested(depth: number, inside: number): Json {
  let value: Json = inside
  for (let i = 0; i < depth; i++) value = { a: [value] }
  return { other: { type: 'nested', content: { value } } }
}

test('hostile values are judged in time, and without an overflow', () => {
  for (const [why, value, errors] of hostile) {
    let found = -1
    const milliseconds = computing(() => {
      found = validateCve(value, 'cnaPublishedContainer').length
    })
    assert.equal(found, errors, why)
    assert(milliseconds < 1500, `${why}: ${milliseconds} ms`)
  }
})
