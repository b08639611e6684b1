import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { JsonObject } from '#json'
import { containerAfterFix, findingsOf, linesOf } from '../testdata/findings-of.ts'

const V4 = 'CVSS:4.0/AV:L/AC:L/AT:N/PR:L/UI:N/VC:N/VI:H/VA:N/SC:N/SI:N/SA:N'
const V31 = 'CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:N/I:H/A:N'
const V2 = 'AV:A/AC:L/Au:S/C:P/I:P/A:P'

const cvss31 = (fields: JsonObject): JsonObject => ({
  cvssV3_1: { version: '3.1', vectorString: V31, baseScore: 5.5, baseSeverity: 'MEDIUM', ...fields },
})
const cvss30 = (fields: JsonObject): JsonObject => ({
  cvssV3_0: {
    version: '3.0',
    vectorString: V31.replace('3.1', '3.0'),
    baseScore: 5.5,
    baseSeverity: 'MEDIUM',
    ...fields,
  },
})
const cvss40 = (fields: JsonObject): JsonObject => ({
  cvssV4_0: { version: '4.0', vectorString: V4, baseScore: 6.8, baseSeverity: 'MEDIUM', ...fields },
})
const cvss20 = (fields: JsonObject): JsonObject => ({
  cvssV2_0: { version: '2.0', vectorString: V2, baseScore: 5.2, ...fields },
})

const cases: readonly [why: string, metric: JsonObject, line?: string][] = [
  ['4.0 as it should be', cvss40({})],
  ['3.1 as it should be', cvss31({})],
  ['3.0 as it should be', cvss30({})],
  ['2.0 as it should be', cvss20({})],
  ['another metric that is none of CVSS', { other: { type: 'ssvc', content: { Exploitation: 'none' } } }],

  [
    '4.0: another score',
    cvss40({ baseScore: 9.3, baseSeverity: 'CRITICAL' }),
    'cvssV4_0/baseScore error baseScore is 9.3, and the vector gives 6.8 (MEDIUM)',
  ],
  [
    '3.1: a score of the same word',
    cvss31({ baseScore: 5.4 }),
    'cvssV3_1/baseScore error baseScore is 5.4, and the vector gives 5.5 (MEDIUM)',
  ],
  [
    '3.0: another score',
    cvss30({ baseScore: 0, baseSeverity: 'NONE' }),
    'cvssV3_0/baseScore error baseScore is 0, and the vector gives 5.5 (MEDIUM)',
  ],
  [
    '2.0: another score',
    cvss20({ baseScore: 7.5 }),
    'cvssV2_0/baseScore error baseScore is 7.5, and the vector gives 5.2',
  ],
  [
    '4.0: the score of the whole vector, where it has more than base metrics',
    cvss40({ vectorString: `${V4}/E:U`, baseScore: 4.3 }),
  ],
  ['4.0: the score of its base metrics', cvss40({ vectorString: `${V4}/E:U`, baseScore: 6.8 })],
  [
    '4.0: neither',
    cvss40({ vectorString: `${V4}/E:U`, baseScore: 6.7 }),
    'cvssV4_0/baseScore error baseScore is 6.7, and the vector gives 6.8 (MEDIUM)',
  ],
  ['a word that is not of the score is for the schema to say', cvss31({ baseSeverity: 'HIGH' })],
  ['a number that is no score is for the schema to say', cvss31({ baseScore: 55 })],
  ['and so is one with two decimals', cvss31({ baseScore: 5.51 })],

  ['3.1: temporal', cvss31({ vectorString: `${V31}/E:U/RL:O/RC:U`, temporalScore: 4.4, temporalSeverity: 'MEDIUM' })],
  [
    '3.1: another temporal score',
    cvss31({ vectorString: `${V31}/E:U/RL:O/RC:U`, temporalScore: 5.5 }),
    'cvssV3_1/temporalScore error temporalScore is 5.5, and the vector gives 4.4 (MEDIUM)',
  ],
  [
    '3.1: an environmental score where the vector has nothing environmental means nothing',
    cvss31({ environmentalScore: 5.6 }),
  ],
  [
    '3.1: another environmental score',
    cvss31({ vectorString: `${V31}/MAV:N`, environmentalScore: 5.5 }),
    'cvssV3_1/environmentalScore error environmentalScore is 5.5, and the vector gives 6.5 (MEDIUM)',
  ],
  [
    '2.0: another temporal score',
    cvss20({ vectorString: `${V2}/E:U/RL:OF/RC:UC`, temporalScore: 5.2 }),
    'cvssV2_0/temporalScore error temporalScore is 5.2, and the vector gives 3.5',
  ],

  [
    'a metric is missing',
    cvss31({ vectorString: 'CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:N/I:H' }),
    'cvssV3_1/vectorString error cannot read the CVSS vector: A (Availability) is missing',
  ],
  [
    'several are',
    cvss31({ vectorString: 'CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U' }),
    'cvssV3_1/vectorString error cannot read the CVSS vector: C (Confidentiality) is missing, and 2 more like this',
  ],
  [
    'a metric stands twice',
    cvss20({ vectorString: `${V2}/AV:N` }),
    'cvssV2_0/vectorString error cannot read the CVSS vector: AV (Access Vector) stands twice',
  ],
  [
    'PR:U, which the schema of 3.0 takes',
    cvss30({ vectorString: 'CVSS:3.0/AV:L/AC:L/PR:U/UI:N/S:U/C:N/I:H/A:N' }),
    'cvssV3_0/vectorString error cannot read the CVSS vector: PR (Privileges Required) has no value "U"',
  ],
  [
    'a value that does not exist is for the schema to say',
    cvss31({ vectorString: 'CVSS:3.1/AV:Z/AC:L/PR:L/UI:N/S:U/C:N/I:H/A:N' }),
  ],
  ['what the schema of 4.0 sees, it says', cvss40({ vectorString: 'CVSS:4.0/AV:L/AC:L' })],
  ['a vector of another version is for the schema to say', cvss31({ vectorString: V4 })],

  [
    'fields that agree',
    cvss31({
      attackVector: 'LOCAL',
      attackComplexity: 'LOW',
      integrityImpact: 'HIGH',
      exploitCodeMaturity: 'NOT_DEFINED',
    }),
  ],
  [
    '3.1 calls it ADJACENT_NETWORK',
    cvss31({ vectorString: V31.replace('AV:L', 'AV:A'), baseScore: 5.7, attackVector: 'ADJACENT_NETWORK' }),
  ],
  ['a field of another version is for the schema to say', cvss40({ scope: 'CHANGED' })],
  ['and so is a word that nobody has defined', cvss31({ attackVector: 'NEXT_DOOR' })],
  [
    'one field that differs',
    cvss31({ attackVector: 'NETWORK', attackComplexity: 'LOW' }),
    'cvssV3_1/attackVector error attackVector is "NETWORK", and the vector says LOCAL',
  ],
  [
    'a field of which the vector says nothing',
    cvss40({ exploitMaturity: 'ATTACKED' }),
    'cvssV4_0/exploitMaturity error exploitMaturity is "ATTACKED", and the vector says nothing of it',
  ],
  ['the same, not defined', cvss40({ exploitMaturity: 'NOT_DEFINED', Safety: 'NOT_DEFINED' })],
  [
    'what is left of a form',
    cvss40({ attackVector: 'NETWORK', vulnConfidentialityImpact: 'HIGH', vulnIntegrityImpact: 'HIGH' }),
    'cvssV4_0 error attackVector, vulnConfidentialityImpact say other than the vector',
  ],
]

for (const [why, metric, line] of cases) {
  test(`STW303: ${why}`, () => {
    const lines = linesOf('STW303', { container: { metrics: [metric] } })
    assert.deepEqual(lines, line === undefined ? [] : [`/metrics/0/${line}`])
  })
}

test('STW303: the fix writes what the vector gives', () => {
  const after = (metric: JsonObject): unknown => {
    const { metrics } = containerAfterFix('STW303', { container: { metrics: [metric] } }) as { metrics: unknown[] }
    return metrics[0]
  }
  assert.deepEqual(after(cvss31({ baseScore: 9.8, baseSeverity: 'CRITICAL' })), cvss31({}))
  assert.deepEqual(after(cvss31({ baseScore: 9.8 })), cvss31({}))
  assert.deepEqual(after(cvss20({ baseScore: 7.5 })), cvss20({}))
  assert.deepEqual(after(cvss40({ baseScore: 5.4, baseSeverity: 'HIGH' })), cvss40({}))
  assert.deepEqual(
    after(cvss40({ baseScore: 10, baseSeverity: 'CRITICAL', attackVector: 'NETWORK', exploitMaturity: 'ATTACKED' })),
    cvss40({ attackVector: 'LOCAL' }),
  )
})

test('STW303: real vectors with the scores of their authors', (t) => {
  const folder = new URL('../../../../shared/data/cvss/', import.meta.url)
  if (!existsSync(folder)) {
    t.skip('shared/data/cvss is not there')
    return
  }
  const files: readonly [file: string, property: string, version: string][] = [
    ['vectors_simple2', 'cvssV2_0', '2.0'],
    ['vectors_simple31', 'cvssV3_1', '3.1'],
    ['vectors_simple4', 'cvssV4_0', '4.0'],
  ]
  for (const [file, property, version] of files) {
    const rows = readFileSync(new URL(file, folder), 'utf8').trim().split('\n').slice(0, 100)
    assert.equal(rows.length, 100)
    const metrics = rows.map((row): JsonObject => {
      const [vectorString = '', scores = ''] = row.split(' - ')
      const baseScore = Number(/[0-9.]+/.exec(scores)?.[0])
      return { [property]: { version, vectorString, baseScore, baseSeverity: 'HIGH' } }
    })
    assert.deepEqual(findingsOf('STW303', { container: { metrics } }), [], file)
    const tenthOff = metrics.map((metric): JsonObject => {
      const cvss = metric[property] as { readonly baseScore: number }
      return {
        [property]: { ...cvss, baseScore: Math.round(cvss.baseScore * 10 + (cvss.baseScore < 5 ? 1 : -1)) / 10 },
      }
    })
    assert.equal(findingsOf('STW303', { container: { metrics: tenthOff } }).length, 100, file)
  }
})
