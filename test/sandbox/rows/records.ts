import type { Json, JsonObject } from '#json'
import { container, rejection } from '../lsf.ts'
import type { Row } from './row.ts'

const none = undefined
const text = (value: string): JsonObject => ({ lang: 'en', value })
const enriched: JsonObject = {
  metrics: [
    {
      cvssV3_1: {
        version: '3.1',
        vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H',
        baseScore: 7.5,
        baseSeverity: 'HIGH',
      },
    },
  ],
  problemTypes: [{ descriptions: [{ lang: 'en', description: 'CWE-20', cweId: 'CWE-20', type: 'CWE' }] }],
}
const affected = (packageURL: string): JsonObject => ({
  affected: [{ vendor: 'LSF', product: 'lantern', defaultStatus: 'affected', packageURL }],
})
const adp = (more: JsonObject = {}): JsonObject => ({ adpContainer: { title: 'Enriched', ...more } })
const record = (cveId: string, state = 'PUBLISHED', more: JsonObject = {}): JsonObject => ({
  dataType: 'CVE_RECORD',
  dataVersion: '5.2',
  cveMetadata: { cveId, assignerOrgId: '00000000-0000-4000-8000-000000000000', state },
  containers: {
    cna: {
      providerMetadata: { orgId: '00000000-0000-4000-8000-000000000000' },
      ...(container().cnaContainer as JsonObject),
      ...more,
    },
  },
})
/** What is sent is what both ways of a pair have in common. */
const both = (
  rows: (path: string, id: string) => readonly Row[],
  pairs: readonly (readonly [string, string])[],
): readonly Row[] => pairs.flatMap(([path, id]) => rows(path, id))

const published = (path: string, id: string): readonly Row[] => {
  const target = `${path} /cve/${id}/cna`
  const bad = (why: string, body: Json): Row => [why, 'regular', target, body, 400, 'INVALID_JSON_SCHEMA']
  return [
    ['a container', 'regular', target, container(), 200],
    ['for the Secretariat too', 'secretariat', target, container(), 200],
    ['enough for erlcheck', 'regular', `${target}?erlcheck=true`, container(enriched), 200],
    [
      'erlcheck with a score but no weakness',
      'regular',
      `${target}?erlcheck=yes`,
      container({ metrics: enriched.metrics ?? [] }),
      403,
      'ERL_CHECK_FAILED',
    ],
    ['erlcheck with nothing', 'regular', `${target}?erlcheck=1`, container(), 403, 'ERL_CHECK_FAILED'],
    ['erlcheck that is not wanted', 'regular', `${target}?erlcheck=false`, container(), 200],
    ['erlcheck that is no truth value', 'regular', `${target}?erlcheck=maybe`, container(), 400, 'BAD_INPUT'],
    ['an unknown parameter', 'regular', `${target}?dry_run=1`, container(), 400, 'BAD_INPUT'],
    ['blanks around texts are no part of them', 'regular', target, container({ title: '  A lamp  ' }), 200],
    [
      'metadata of the provider is overwritten',
      'regular',
      target,
      container({ providerMetadata: { orgId: '11111111-1111-4111-8111-111111111111' } }),
      200,
    ],
    bad('metadata that is wrong', container({ providerMetadata: { orgId: 'lsf' } })),
    bad('no container', {}),
    bad('something beside the container', { ...container(), note: 'x' }),
    bad('a container that is a list', { cnaContainer: [] }),
    bad('a field that is not known', container({ severity: 'high' })),
    bad('no description', container({ descriptions: [] })),
    bad('a blank description', container({ descriptions: [text('   ')] })),
    bad('no description in English', container({ descriptions: [{ lang: 'de', value: 'Die Lampe geht aus.' }] })),
    bad('no reference', container({ references: [] })),
    bad('a reference without an address', container({ references: [{ url: 'advisory 1' }] })),
    bad('a product without a name', container({ affected: [{ vendor: 'LSF', defaultStatus: 'affected' }] })),
    bad(
      'a weakness that is none',
      container({ problemTypes: [{ descriptions: [{ lang: 'en', description: 'x', cweId: 'CWE-0' }] }] }),
    ),
    bad('a description of 4097 characters', container({ descriptions: [text('x'.repeat(4097))] })),
    bad('the other container', rejection()),
    [
      'two descriptions in the same English',
      'regular',
      target,
      container({ descriptions: [text('One.'), text('Two.')] }),
      400,
      'BAD_INPUT',
    ],
    [
      'two Englishes',
      'regular',
      target,
      container({ descriptions: [text('One.'), { lang: 'en-GB', value: 'Two.' }] }),
      200,
    ],
    [
      'two in the same French',
      'regular',
      target,
      container({ descriptions: [text('One.'), { lang: 'fr', value: 'Une.' }, { lang: 'fr', value: 'Deux.' }] }),
      200,
    ],
    ['public tomorrow', 'regular', target, container({ datePublic: '2030-02-21T08:00:00Z' }), 200],
    ['public the day after', 'regular', target, container({ datePublic: '2030-02-21T10:00:00Z' }), 400, 'BAD_INPUT'],
    ['a package', 'regular', target, container(affected('pkg:pypi/lantern')), 200],
    ['a package with a version', 'regular', target, container(affected('pkg:pypi/lantern@1.0')), 400, 'BAD_INPUT'],
    ['a package that is none', 'regular', target, container(affected('pkg:lantern')), 400, 'BAD_INPUT'],
    [
      'an event with an impossible offset',
      'regular',
      target,
      container({ timeline: [{ time: '2030-01-01T00:00:00+99:00', lang: 'en', value: 'Found.' }] }),
      400,
      'BAD_INPUT',
    ],
    [
      'a name that the database cannot hold',
      'regular',
      target,
      container({ x_lantern: { $wick: 1 } }),
      400,
      'UNABLE_TO_STORE_CVE_RECORD',
    ],
    [
      'a name with a NUL',
      'regular',
      target,
      container({ x_lantern: { 'a\0b': 1 } }),
      400,
      'UNABLE_TO_STORE_CVE_RECORD',
    ],
    ['a name for others', 'regular', target, container({ x_lantern: { wick: 1 } }), 200],
    ['an ADP is no CNA', 'adp', target, container(), 403, 'CNA_ONLY'],
    ['a reader is no CNA', 'bulk', target, container(), 403, 'CNA_ONLY'],
    ['another CNA', 'other', target, container(), 403, 'ORG_DOES_NOT_OWN_ID'],
    ['the role comes before the schema', 'adp', target, {}, 403, 'CNA_ONLY'],
    ['the schema comes before the owner', 'other', target, {}, 400, 'INVALID_JSON_SCHEMA'],
    ['the parameters come before the owner', 'other', `${target}?a=b`, container(), 400, 'BAD_INPUT'],
    ['the owner comes before erlcheck', 'other', `${target}?erlcheck=1`, container(), 403, 'ORG_DOES_NOT_OWN_ID'],
    ['an unknown ID', 'regular', `${path} /cve/{unknown}/cna`, container(), 403, 'ORG_DOES_NOT_OWN_ID'],
    [
      'an unknown ID for the Secretariat',
      'secretariat',
      `${path} /cve/{unknown}/cna`,
      container(),
      403,
      'ORG_DOES_NOT_OWN_ID',
    ],
    ['an ID in the pool', 'secretariat', `${path} /cve/{available}/cna`, container(), 400, 'CVEID_DNE'],
    ['no ID', 'regular', `${path} /cve/CVE-1/cna`, container(), 400, 'BAD_INPUT'],
  ]
}

const rejected = (path: string, id: string): readonly Row[] => {
  const target = `${path} /cve/${id}/reject`
  const bad = (why: string, body: Json): Row => [why, 'regular', target, body, 400, 'INVALID_JSON_SCHEMA']
  return [
    ['a reason', 'regular', target, rejection(), 200],
    ['for the Secretariat too', 'secretariat', target, rejection(), 200],
    ['what replaces it', 'regular', target, rejection({ replacedBy: ['CVE-2030-0001'] }), 200],
    bad('no reason', { cnaContainer: {} }),
    bad('an empty list of reasons', rejection({ rejectedReasons: [] })),
    bad('replaced by no ID', rejection({ replacedBy: ['LSF-2030-1'] })),
    bad('a field that is not known', rejection({ title: 'No' })),
    bad('nothing', {}),
    bad('the other container', container()),
    [
      'two reasons in the same English',
      'regular',
      target,
      rejection({ rejectedReasons: [text('One.'), text('Two.')] }),
      400,
      'BAD_INPUT',
    ],
    ['another CNA', 'other', target, rejection(), 403, 'ORG_DOES_NOT_OWN_ID'],
    ['an ADP is no CNA', 'adp', target, rejection(), 403, 'CNA_ONLY'],
    ['an unknown ID', 'regular', `${path} /cve/{unknown}/reject`, rejection(), 403, 'ORG_DOES_NOT_OWN_ID'],
    ['an ID in the pool', 'secretariat', `${path} /cve/{available}/reject`, rejection(), 400, 'CVEID_DNE'],
    ['no ID', 'regular', `${path} /cve/2030-1/reject`, rejection(), 400, 'BAD_INPUT'],
    ['parameters are not looked at', 'regular', `${target}?anything=1`, rejection(), 200],
  ]
}

const full = (method: string, id: string): readonly Row[] => {
  const target = `${method} /cve/${id}`
  const bad = (why: string, body: Json): Row => [why, 'secretariat', target, body, 400, 'INVALID_JSON_SCHEMA']
  return [
    ['a whole record', 'secretariat', target, record(id), 200],
    [
      'a whole rejected record',
      'secretariat',
      target,
      {
        ...record(id, 'REJECTED'),
        containers: {
          cna: { providerMetadata: { orgId: '00000000-0000-4000-8000-000000000000' }, rejectedReasons: [text('No.')] },
        },
      },
      200,
    ],
    ['the version may be left out', 'secretariat', target, withoutVersion(record(id)), 200],
    ['not for a CNA', 'admin', target, record(id), 403, 'SECRETARIAT_ONLY'],
    ['not for an ADP', 'adp', target, record(id), 403, 'SECRETARIAT_ONLY'],
    ['another ID in the body', 'secretariat', target, record('CVE-2030-19998'), 400, 'CVEID_MISMATCH'],
    bad('no metadata', {}),
    bad('a state that does not exist', record(id, 'DRAFT')),
    bad('RESERVED fails the schema', record(id, 'RESERVED')),
    bad('a field that is not known', { ...record(id), note: 'x' }),
    [
      'two descriptions in the same English',
      'secretariat',
      target,
      record(id, 'PUBLISHED', { descriptions: [text('One.'), text('Two.')] }),
      400,
      'BAD_INPUT',
    ],
    ['an unknown ID', 'secretariat', `${method} /cve/{unknown}`, record('{unknown}'), 403, 'CVEID_DNE'],
    [
      'a name that the database cannot hold',
      'secretariat',
      target,
      record(id, 'PUBLISHED', { x_lantern: { $wick: 1 } }),
      400,
      'UNABLE_TO_STORE_CVE_RECORD',
    ],
    ['no ID', 'secretariat', `${method} /cve/1`, record('CVE-2030-0001'), 400, 'BAD_INPUT'],
  ]
}

function withoutVersion({ dataVersion: _, ...rest }: JsonObject): JsonObject {
  return rest
}

export const RECORD_ROWS: readonly Row[] = [
  // GET /cve/{id}
  ['a record', {}, 'GET /cve/{published}', none, 200],
  ['a rejected record', {}, 'GET /cve/{rejected}', none, 200],
  ['a reserved ID has none', 'regular', 'GET /cve/{reserved}', none, 404, 'CVE_RECORD_DNE'],
  ['a withdrawn ID has none', {}, 'GET /cve/{withdrawn}', none, 404, 'CVE_RECORD_DNE'],
  ['an unknown ID has none', {}, 'GET /cve/{unknown}', none, 404, 'CVE_RECORD_DNE'],
  ['no ID', {}, 'GET /cve/CVE-2030-1', none, 400, 'BAD_INPUT'],
  ['parameters are not looked at', {}, 'GET /cve/{published}?anything=1', none, 200],

  // GET /cve_count
  ['how many records', {}, 'GET /cve_count', none, 200],
  ['how many are rejected', {}, 'GET /cve_count?state=rejected', none, 200],
  ['reserved IDs have no records', {}, 'GET /cve_count?state=RESERVED', none, 400, 'BAD_INPUT'],
  ['an unknown parameter', {}, 'GET /cve_count?year=2030', none, 400, 'BAD_INPUT'],

  // GET /cve and GET /cve_cursor
  ...both(
    (target) => [
      ['the Secretariat lists records', 'secretariat', target, none, 200],
      ['so does bulk download', 'bulk', target, none, 200],
      ['a CNA does not', 'admin', target, none, 403, 'SECRETARIAT_ONLY'],
      ['an ADP does not', 'adp', target, none, 403, 'SECRETARIAT_ONLY'],
      ['their number', 'secretariat', `${target}?count_only=1`, none, 200],
      ['a truth value that is none', 'secretariat', `${target}?count_only=2`, none, 400, 'BAD_INPUT'],
      ['by state', 'secretariat', `${target}?state=PUBLISHED`, none, 200],
      ['reserved IDs have no records', 'secretariat', `${target}?state=RESERVED`, none, 400, 'BAD_INPUT'],
      ['by assigner', 'secretariat', `${target}?assigner_short_name=lsf`, none, 200],
      ['by a name of one letter', 'secretariat', `${target}?assigner_short_name=l`, none, 400, 'BAD_INPUT'],
      ['by the assigner’s UUID', 'secretariat', `${target}?assigner=00000000-0000-4000-8000-000000000000`, none, 200],
      ['by ADP', 'secretariat', `${target}?adp_short_name=lsf-adp`, none, 200],
      ['by time', 'secretariat', `${target}?time_modified.gt=2030-01-01T00:00:00Z`, none, 200],
      [
        'by the time of the CNA’s container',
        'secretariat',
        `${target}?cna_modified=true&time_modified.gt=2030-01-01T00:00:00Z`,
        none,
        200,
      ],
      ['that time needs a time', 'secretariat', `${target}?cna_modified=true`, none, 400, 'BAD_USAGE_CNA_MODIFIED'],
      ['not asked for, it needs none', 'secretariat', `${target}?cna_modified=false`, none, 200],
      ['an unknown parameter', 'secretariat', `${target}?sort=asc`, none, 400, 'BAD_INPUT'],
    ],
    [
      ['GET /cve', ''],
      ['GET /cve_cursor', ''],
    ],
  ),
  ['a page', 'secretariat', 'GET /cve?page=1', none, 200],
  ['pages count from 1', 'secretariat', 'GET /cve?page=0', none, 400, 'BAD_INPUT'],
  ['the cursor knows no pages', 'secretariat', 'GET /cve_cursor?page=1', none, 400, 'BAD_INPUT'],
  ['one record from the cursor', 'secretariat', 'GET /cve_cursor?limit=1', none, 200],
  ['500 at most', 'secretariat', 'GET /cve_cursor?limit=501', none, 400, 'BAD_INPUT'],
  ['1 at least', 'secretariat', 'GET /cve_cursor?limit=0', none, 400, 'BAD_INPUT'],
  ['a cursor that is none', 'secretariat', 'GET /cve_cursor?next_page=%21%21', none, 200],

  // Whole records
  ...both(full, [
    ['POST', '{reserved}'],
    ['PUT', '{published}'],
  ]),
  ['a record that is there', 'secretariat', 'POST /cve/{published}', record('{published}'), 400, 'CVE_RECORD_EXISTS'],
  ['a record that is not there', 'secretariat', 'PUT /cve/{reserved}', record('{reserved}'), 403, 'CVE_RECORD_DNE'],
  ['an ID in the pool', 'secretariat', 'POST /cve/{available}', record('{available}'), 403, 'CVEID_DNE'],

  // The CNA's container
  ...both(published, [
    ['POST', '{reserved}'],
    ['PUT', '{published}'],
  ]),
  ['a record that is there', 'regular', 'POST /cve/{published}/cna', container(), 403, 'CVE_RECORD_EXISTS'],
  ['also a rejected one', 'regular', 'POST /cve/{rejected}/cna', container(), 403, 'CVE_RECORD_EXISTS'],
  [
    'a record comes before erlcheck',
    'regular',
    'POST /cve/{published}/cna?erlcheck=1',
    container(),
    403,
    'CVE_RECORD_EXISTS',
  ],
  ['a withdrawn ID can be published', 'regular', 'POST /cve/{withdrawn}/cna', container(), 200],
  ['no record to update', 'regular', 'PUT /cve/{reserved}/cna', container(), 403, 'CVE_RECORD_DNE'],
  ['none of a withdrawn ID either', 'regular', 'PUT /cve/{withdrawn}/cna', container(), 403, 'CVE_RECORD_DNE'],
  ['a rejected record comes back', 'regular', 'PUT /cve/{rejected}/cna', container(), 200],

  // Rejection
  ...both(rejected, [
    ['POST', '{reserved}'],
    ['PUT', '{published}'],
  ]),
  [
    'a record is there, and here it is a 400',
    'regular',
    'POST /cve/{published}/reject',
    rejection(),
    400,
    'CVE_RECORD_EXISTS',
  ],
  ['no record, and here it is a 400', 'regular', 'PUT /cve/{reserved}/reject', rejection(), 400, 'CVE_RECORD_DNE'],
  ['a second rejection', 'regular', 'PUT /cve/{rejected}/reject', rejection(), 200],
  ['a withdrawn ID gets its reasons', 'regular', 'POST /cve/{withdrawn}/reject', rejection(), 200],

  // PUT /cve/{id}/adp
  ['an ADP adds to a record', 'adp', 'PUT /cve/{published}/adp', adp(), 200],
  ['to anybody’s record', 'adp', 'PUT /cve/{foreign-published}/adp', adp(), 200],
  ['so does the Secretariat', 'secretariat', 'PUT /cve/{published}/adp', adp(), 200],
  ['a CNA does not', 'admin', 'PUT /cve/{published}/adp', adp(), 403, 'ADP_ONLY'],
  ['a reader does not', 'bulk', 'PUT /cve/{published}/adp', adp(), 403, 'ADP_ONLY'],
  ['not to a rejected record', 'adp', 'PUT /cve/{rejected}/adp', adp(), 403, 'CVE_RECORD_REJECTED'],
  ['not where there is no record', 'adp', 'PUT /cve/{reserved}/adp', adp(), 403, 'CVE_RECORD_DNE'],
  ['not to an unknown ID', 'adp', 'PUT /cve/{unknown}/adp', adp(), 400, 'CVEID_DNE'],
  ['not to an ID in the pool', 'adp', 'PUT /cve/{available}/adp', adp(), 400, 'CVEID_DNE'],
  ['without its container', 'adp', 'PUT /cve/{published}/adp', { cnaContainer: {} }, 400, 'BAD_ADP_FORMAT'],
  ['the state comes before the format', 'adp', 'PUT /cve/{rejected}/adp', {}, 403, 'CVE_RECORD_REJECTED'],
  ['a field that is not known', 'adp', 'PUT /cve/{published}/adp', adp({ note: 'x' }), 400, 'BAD_ADP_JSON'],
  ['no ID', 'adp', 'PUT /cve/none/adp', adp(), 400, 'BAD_INPUT'],
]
