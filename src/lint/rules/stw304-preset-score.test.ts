import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseCvss } from '#cvss'
import type { JsonObject } from '#json'
import type { Vulnerability } from '#vulnerability'
import type { RecordExample } from '../rule.ts'
import { linesOf } from '../testdata/findings-of.ts'

const WORST_31 = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H'
const WORST_4 = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H'
const OTHER_31 = 'CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:N/I:H/A:N'
const NOTHING_31 = 'CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:N/I:N/A:N'

const v31 = (vectorString: string, baseScore: number, more: JsonObject = {}): JsonObject => ({
  cvssV3_1: { version: '3.1', vectorString, baseScore, baseSeverity: 'CRITICAL' },
  ...more,
})
const v4 = (vectorString: string): JsonObject => ({
  cvssV4_0: { version: '4.0', vectorString, baseScore: 10, baseSeverity: 'CRITICAL' },
})

const DRAFT = { datePublished: null }
const VULNOGRAM = { x_generator: { engine: 'Vulnogram 0.2.0' } }
const FORM = 'error the metric is the 10.0 that the form begins with, and nobody has changed it'
const ASKS = 'warning the metric is 10.0 with everything at its worst, as forms begin with it'
const NOT_FACTS =
  'error the metric is 10.0 with everything at its worst, and the facts of the vulnerability do not say so'
const HARMLESS = 'error the vector says that nothing is harmed: a base score of 0 is no vulnerability'

/** What somebody wrote into the facts of the vulnerability. */
function facts(...vectors: readonly string[]): Vulnerability {
  const severity = vectors.map((text) => {
    const vector = parseCvss(text)
    assert(vector.ok)
    return vector.value
  })
  return {
    id: 'LSF-2030-4',
    aliases: [],
    title: 'Link followed while removing a temporary directory',
    description: '',
    state: 'review',
    introduced: '0',
    fixes: [],
    reverts: [],
    overrides: [],
    provisional: [],
    stated: [],
    weaknesses: [],
    severity,
    references: [],
    credits: [],
    timeline: [],
    modules: [],
    platforms: [],
  }
}

const cases: readonly [why: string, metric: JsonObject, example: RecordExample, line?: string][] = [
  ['a metric that somebody chose', v31(OTHER_31, 5.5), { container: VULNOGRAM }],
  ['left as the form has it', v31(WORST_31, 10), { container: VULNOGRAM }, FORM],
  ['likewise, of 4.0', v4(WORST_4), { container: VULNOGRAM }, FORM],
  [
    'with a scenario that somebody wrote',
    v31(WORST_31, 10, { scenarios: [{ lang: 'en', value: 'the default configuration' }] }),
    { container: VULNOGRAM },
  ],
  [
    'with the scenario of the form',
    v31(WORST_31, 10, { scenarios: [{ lang: 'en', value: 'GENERAL' }] }),
    { container: VULNOGRAM },
    FORM,
  ],
  ['with one metric changed', v4(WORST_4.replace('SA:H', 'SA:L')), { container: VULNOGRAM }],
  ['with one metric added', v4(`${WORST_4}/E:A`), { container: VULNOGRAM }],
  ['a published 10.0 of 3.1, as the worst have it', v31(WORST_31, 10), {}],
  ['the same before its publication', v31(WORST_31, 10), { metadata: DRAFT }, ASKS],
  ['a published 10.0 of 4.0, where eleven metrics are at their worst', v4(WORST_4), {}, ASKS],
  ['from another program', v31(WORST_31, 10), { container: { x_generator: { engine: 'steward' } } }],
  ['a generator that is no object', v31(WORST_31, 10), { container: { x_generator: 'Vulnogram 0.2.0' } }],
  ['the facts say the same', v31(WORST_31, 10), { container: VULNOGRAM, world: { vulnerability: facts(WORST_31) } }],
  ['the facts say another', v31(WORST_31, 10), { world: { vulnerability: facts(OTHER_31) } }, NOT_FACTS],
  ['the facts say none', v31(WORST_31, 10), { world: { vulnerability: facts() } }, NOT_FACTS],
  ['nothing is harmed', v31(NOTHING_31, 0), {}, HARMLESS],
  ['a score of 0 that its vector does not give is another defect', v31(OTHER_31, 0), {}],
  ['a vector that cannot be read, too', v31('CVSS:3.1/AV:N', 0), {}],
]

for (const [why, metric, { container, ...example }, line] of cases) {
  test(`STW304: ${why}`, () => {
    const lines = linesOf('STW304', { ...example, container: { ...container, metrics: [metric] } })
    const property = 'cvssV4_0' in metric ? 'cvssV4_0' : 'cvssV3_1'
    assert.deepEqual(lines, line === undefined ? [] : [`/metrics/0/${property}/vectorString ${line}`])
  })
}
