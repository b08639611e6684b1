import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Json, JsonObject } from '#json'
import { makeLinter } from '../linter.ts'
import { linesOf } from '../testdata/findings-of.ts'
import { recordOf } from '../testdata/sample.ts'

const v31: JsonObject = {
  cvssV3_1: {
    version: '3.1',
    vectorString: 'CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:N/I:H/A:N',
    baseScore: 5.5,
    baseSeverity: 'MEDIUM',
  },
}
const v30: JsonObject = {
  cvssV3_0: {
    version: '3.0',
    vectorString: 'CVSS:3.0/AV:L/AC:L/PR:L/UI:N/S:U/C:N/I:H/A:N',
    baseScore: 5.5,
    baseSeverity: 'MEDIUM',
  },
}
const v2: JsonObject = { cvssV2_0: { version: '2.0', vectorString: 'AV:A/AC:L/Au:S/C:P/I:P/A:P', baseScore: 5.2 } }
const other = (type: string): JsonObject => ({ other: { type, content: { is: 'something' } } })

const cases: readonly [why: string, metrics: Json, lines: readonly string[]][] = [
  ['3.1', [v31], []],
  ['3.1 beside an older one', [v2, v31], []],
  ['none', null, [' warning there is no severity: neither CVSS 3.1 or 4.0 nor SSVC']],
  [
    'a rating of one’s own',
    [other('Lantern rating')],
    ['/metrics warning there is no severity: neither CVSS 3.1 or 4.0 nor SSVC'],
  ],
  ['3.0 alone', [v30], ['/metrics warning the only CVSS vector is of version 3.0, which is out of use']],
  ['2.0 alone', [v2], ['/metrics warning the only CVSS vector is of version 2.0, which is out of use']],
  ['SSVC alone', [other('ssvc')], ['/metrics info an SSVC decision alone does not make the record count as enriched']],
  [
    'SSVC in other letters, with an old vector',
    [v2, other('SSVC')],
    ['/metrics info an SSVC decision alone does not make the record count as enriched'],
  ],
]

for (const [why, metrics, lines] of cases) {
  test(`STW305: ${why}`, () => assert.deepEqual(linesOf('STW305', { container: { metrics } }), lines))
}

test('STW305: a severity that others state in their container', () => {
  const found = (metrics: Json): readonly string[] => {
    const { containers, ...record } = recordOf({ container: { metrics: null } }) as {
      containers: JsonObject
    } & JsonObject
    const document: Json = {
      ...record,
      containers: { ...containers, adp: [{ providerMetadata: { orgId: 'x' }, metrics }] },
    }
    const { findings } = makeLinter().lint(document)
    return findings.filter(({ code }) => code === 'STW305').map(({ level }) => level)
  }
  assert.deepEqual(found([v31]), ['info'])
  assert.deepEqual(found([other('ssvc')]), ['warning'])
})
