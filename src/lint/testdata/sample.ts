// The record that the examples of the rules start from: no rule finds anything in it.
import type { Json, JsonObject } from '#json'
import type { OsvExample, RecordExample } from '../rule.ts'

const ORG_ID = '8254265b-2729-46b6-b9e3-3dfca2d5bfca'

const METADATA: JsonObject = {
  cveId: 'CVE-2030-10421',
  assignerOrgId: ORG_ID,
  assignerShortName: 'LSF',
  dateReserved: '2030-02-10T09:00:00.000Z',
  datePublished: '2030-02-20T09:00:00.000Z',
  dateUpdated: '2030-02-20T09:00:00.000Z',
  state: 'PUBLISHED',
}

const CONTAINER: JsonObject = {
  providerMetadata: { orgId: ORG_ID, shortName: 'LSF', dateUpdated: '2030-02-20T09:00:00.000Z' },
  datePublic: '2030-02-20T08:00:00.000Z',
  title: 'Link followed while removing a temporary directory',
  descriptions: [
    {
      lang: 'en',
      value:
        'Lantern before 3.13.9 follows a symbolic link while it removes a temporary directory, which allows a local user to delete files of another user.',
    },
  ],
  affected: [
    {
      vendor: 'Lantern Software Foundation',
      product: 'lantern',
      packageName: 'lantern',
      collectionURL: 'https://pypi.org/project',
      packageURL: 'pkg:pypi/lantern',
      repo: 'https://git.example/lantern',
      defaultStatus: 'unaffected',
      versions: [
        { version: '3.12.0', lessThan: '3.12.13', status: 'affected', versionType: 'python' },
        { version: '3.13.0', lessThan: '3.13.9', status: 'affected', versionType: 'python' },
      ],
    },
  ],
  problemTypes: [
    {
      descriptions: [
        {
          lang: 'en',
          description: "CWE-59: Improper Link Resolution Before File Access ('Link Following')",
          cweId: 'CWE-59',
          type: 'CWE',
        },
      ],
    },
  ],
  references: [
    { url: 'https://lantern.example/advisories/LSF-2030-4', tags: ['vendor-advisory'] },
    { url: 'https://git.example/lantern/commit/6ceb8aeda504b079fef7a57b8d81472f15cdd9a5', tags: ['patch'] },
    { url: 'https://git.example/lantern/issues/133', tags: ['issue-tracking'] },
  ],
  metrics: [
    {
      format: 'CVSS',
      scenarios: [{ lang: 'en', value: 'GENERAL' }],
      cvssV4_0: {
        version: '4.0',
        vectorString: 'CVSS:4.0/AV:L/AC:L/AT:N/PR:L/UI:N/VC:N/VI:H/VA:N/SC:N/SI:N/SA:N',
        baseScore: 6.8,
        baseSeverity: 'MEDIUM',
      },
    },
  ],
  credits: [{ lang: 'en', value: 'Ada Example', type: 'reporter' }],
  source: { discovery: 'EXTERNAL' },
}

/** The sample record with what an example changes. */
export function recordOf({ dataVersion = '5.2.0', metadata = {}, container = {} }: RecordExample): Json {
  return {
    dataType: 'CVE_RECORD',
    dataVersion,
    cveMetadata: merge(METADATA, metadata),
    containers: { cna: merge(CONTAINER, container) },
  }
}

const OSV: JsonObject = {
  schema_version: '1.7.5',
  id: 'x_LSF-2030-4',
  modified: '2030-02-20T09:00:00Z',
  published: '2030-02-20T08:00:00Z',
  aliases: ['CVE-2030-10421'],
  summary: 'Link followed while removing a temporary directory',
  details: 'Lantern follows a symbolic link while it removes a temporary directory.',
  severity: [{ type: 'CVSS_V4', score: 'CVSS:4.0/AV:L/AC:L/AT:N/PR:L/UI:N/VC:N/VI:H/VA:N/SC:N/SI:N/SA:N' }],
  affected: [
    {
      package: { ecosystem: 'PyPI', name: 'lantern', purl: 'pkg:pypi/lantern' },
      ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '3.13.0' }, { fixed: '3.13.9' }] }],
      versions: ['3.13.0', '3.13.8'],
    },
  ],
  references: [{ type: 'ADVISORY', url: 'https://lantern.example/advisories/LSF-2030-4' }],
}

/** The sample OSV record with what an example changes. */
export function osvOf({ record }: OsvExample): JsonObject {
  return merge(OSV, record)
}

function merge(sample: JsonObject, change: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries({ ...sample, ...change }).filter(([, value]) => value !== null))
}
