import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseCveId } from '#ids'
import type { JsonObject } from '#json'
import { EXAMPLE_FACTS } from '../example-world.ts'
import { osvLinesOf } from '../testdata/osv-lines-of.ts'

const cve = parseCveId('CVE-2030-10421')
assert(cve.ok)
const vulnerability = { ...EXAMPLE_FACTS, cve: cve.value }

const rows: readonly (readonly [why: string, record: JsonObject, lines: readonly string[]])[] = [
  ['as it is', {}, []],
  ['of three kinds', { aliases: ['CVE-2030-10421', 'GHSA-2c4m-59x9-fr2g'], related: ['PSF-2030-9'] }, []],
  ['itself', { aliases: ['CVE-2030-10421', 'x_LSF-2030-4'] }, ['/aliases/1 error the record names itself in aliases']],
  [
    'in two lists',
    { related: ['CVE-2030-10421'] },
    ['/related/0 error CVE-2030-10421 stands in aliases and in related'],
  ],
  [
    'twice in one',
    { aliases: ['CVE-2030-10421', 'CVE-2030-10421'] },
    ['/aliases/1 warning CVE-2030-10421 stands twice in aliases'],
  ],
  [
    'with a comma, as in a real record',
    { aliases: ['CVE-2030-10421', 'GHSA-jf66-3q76-h5p5,'] },
    ['/aliases/1 error cannot read "GHSA-jf66-3q76-h5p5," as a GHSA ID'],
  ],
  [
    'a CVE ID in small letters',
    { related: ['cve-2030-10422'] },
    ['/related/0 error cannot read "cve-2030-10422" as a CVE ID'],
  ],
  [
    'a GHSA ID in capitals',
    { related: ['GHSA-2C4M-59X9-FR2G'] },
    ['/related/0 error GHSA-2C4M-59X9-FR2G is not how GitHub writes it'],
  ],
  [
    'an address',
    { related: ['https://lantern.example/4'] },
    ['/related/0 error cannot read "https://lantern.example/4" as an OSV ID'],
  ],
  ['of a database that is not registered', { related: ['SNYK-PYTHON-LANTERN-1'] }, []],
  [
    'the advisory of a distribution as an alias',
    { aliases: ['CVE-2030-10421', 'DSA-6001-1'] },
    [
      '/aliases/1 warning DSA-6001-1 is about the packages of a distribution, and may bring fixes of other vulnerabilities too',
    ],
  ],
  ['the same as related', { related: ['DSA-6001-1'] }, []],
  [
    'a distribution that calls a CVE ID its alias',
    { id: 'DEBIAN-CVE-2030-10421' },
    [
      '/aliases/0 warning DEBIAN-CVE-2030-10421 is about the packages of a distribution, and CVE-2030-10421 about what they contain',
    ],
  ],
  ['the same as upstream', { id: 'DEBIAN-CVE-2030-10421', aliases: null, upstream: ['CVE-2030-10421'] }, []],
  ['two advisories of distributions', { id: 'RLSA-2030:1', aliases: ['RHSA-2030:1'] }, []],
]

for (const [why, record, lines] of rows) {
  test(`STW705: ${why}`, () => assert.deepEqual(osvLinesOf('STW705', { record }), lines))
}

const own: typeof rows = [
  ['its CVE ID is an alias', {}, []],
  [
    'its CVE ID is nowhere',
    { aliases: null },
    [' error CVE-2030-10421 is the CVE ID of this very vulnerability, and no alias'],
  ],
  [
    'its CVE ID is related',
    { aliases: null, related: ['CVE-2030-10421'] },
    ['/related error CVE-2030-10421 is the CVE ID of this very vulnerability, and stands in related'],
  ],
  ['the record of another database', { id: 'PYSEC-2030-4', aliases: null }, []],
]

for (const [why, record, lines] of own) {
  test(`STW705: of our own vulnerability, ${why}`, () =>
    assert.deepEqual(osvLinesOf('STW705', { record, world: { vulnerability } }), lines))
}
