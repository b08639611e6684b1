import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '#json'
import { linesOf } from '../testdata/findings-of.ts'

const v31 = (privileges: string, ...scenarios: readonly string[]): JsonObject => ({
  ...(scenarios.length > 0 && { scenarios: scenarios.map((value) => ({ lang: 'en', value })) }),
  cvssV3_1: {
    version: '3.1',
    vectorString: `CVSS:3.1/AV:L/AC:L/PR:${privileges}/UI:N/S:U/C:N/I:H/A:N`,
    baseScore: 5.5,
    baseSeverity: 'MEDIUM',
  },
})
const v30 = (): JsonObject => ({
  cvssV3_0: {
    version: '3.0',
    vectorString: 'CVSS:3.0/AV:L/AC:L/PR:L/UI:N/S:U/C:N/I:H/A:N',
    baseScore: 5.5,
    baseSeverity: 'MEDIUM',
  },
})

const cases: readonly [why: string, metrics: readonly JsonObject[], places: readonly number[]][] = [
  ['one vector', [v31('L')], []],
  ['one of each version', [v31('L'), v30()], []],
  ['two of one version', [v31('L'), v31('N')], [1]],
  ['three, two of which say when they hold', [v31('L'), v31('N', 'as a service'), v31('H', 'in a container')], []],
  ['no scenario is the general one', [v31('L'), v31('N', 'GENERAL')], [1]],
  ['blanks around a scenario', [v31('L', 'as a service '), v31('N', 'as a service')], [1]],
  ['the same scenarios in another order', [v31('L', 'one', 'two'), v31('N', 'two', 'one')], [1]],
  ['every further one is told of', [v31('L'), v31('N'), v31('H')], [1, 2]],
]

for (const [why, metrics, places] of cases) {
  test(`STW306: ${why}`, () =>
    assert.deepEqual(
      linesOf('STW306', { container: { metrics } }),
      places.map(
        (i) =>
          `/metrics/${i}/cvssV3_1 warning there is another vector of CVSS 3.1 for the same scenario at /metrics/0/cvssV3_1: nobody can say which holds`,
      ),
    ))
}
