import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Json } from '#json'
import { osvLinesOf } from '../testdata/osv-lines-of.ts'

const V2 = 'AV:L/AC:L/Au:N/C:N/I:C/A:N'
const V3 = 'CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:N/I:H/A:N'
const V4 = 'CVSS:4.0/AV:L/AC:L/AT:N/PR:L/UI:N/VC:N/VI:H/VA:N/SC:N/SI:N/SA:N'

const of = (type: string, score: string): Json => ({ type, score })

const rows: readonly (readonly [why: string, severity: readonly Json[], lines: readonly string[]])[] = [
  ['one of each', [of('CVSS_V2', V2), of('CVSS_V3', V3), of('CVSS_V4', V4), of('Ubuntu', 'medium')], []],
  ['3.0 beside 3.1', [of('CVSS_V3', V3), of('CVSS_V3', V3.replace('3.1', '3.0'))], []],
  [
    'two of one version',
    [of('CVSS_V3', V3), of('CVSS_V3', V3)],
    ['/severity/1 warning there are two severities of CVSS 3.1'],
  ],
  ['a newer vector', [of('CVSS_V3', V4)], ['/severity/0 error the type is CVSS_V3, and the vector is one of CVSS 4.0']],
  [
    'an older vector',
    [of('CVSS_V4', V2)],
    ['/severity/0 error the type is CVSS_V4, and the vector is one of CVSS 2.0'],
  ],
  [
    'half a vector, which the schema takes',
    [of('CVSS_V3', V3.replace('/A:N', ''))],
    ['/severity/0/score error cannot read the CVSS vector: A (Availability) is missing'],
  ],
  [
    'a metric twice, which the schema takes',
    [of('CVSS_V3', `${V3}/A:H`)],
    ['/severity/0/score error cannot read the CVSS vector: A (Availability) stands twice'],
  ],
  ['parentheses', [of('CVSS_V2', `(${V2})`)], ['/severity/0/score error the vector stands in parentheses']],
  [
    'a score',
    [of('CVSS_V3', '9.8')],
    ['/severity/0/score error cannot read the CVSS vector: "9.8" does not name its version'],
  ],
  ['a priority with a capital', [of('Ubuntu', 'High')], ['/severity/0/score error "High" is no priority of Ubuntu']],
]

for (const [why, severity, lines] of rows) {
  test(`STW708: ${why}`, () => assert.deepEqual(osvLinesOf('STW708', { record: { severity } }), lines))
}

test('STW708: the severity of one entry', () => {
  const record = { severity: null, affected: [{ severity: [of('CVSS_V3', V4)] }] }
  assert.deepEqual(osvLinesOf('STW708', { record }), [
    '/affected/0/severity/0 error the type is CVSS_V3, and the vector is one of CVSS 4.0',
  ])
})
