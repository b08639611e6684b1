import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '#json'
import type { RecordExample } from '../rule.ts'
import { described } from '../testdata/described.ts'
import { linesOf } from '../testdata/findings-of.ts'

const AT = '/descriptions/0/value'
const cases: readonly [why: string, text: string, container: JsonObject, lines: readonly string[]][] = [
  ['no identifier', 'Lantern follows links.', {}, []],
  ['its own', 'Lantern follows links (CVE-2030-10421).', {}, []],
  [
    'another',
    'Lantern follows links (CVE-2030-10422).',
    {},
    [`${AT} warning the text names CVE-2030-10422, which is another vulnerability`],
  ],
  [
    'four others, one of them twice',
    'See CVE-2030-10001, CVE-2030-10002, CVE-2030-10001, CVE-2030-10003 and CVE-2030-10004.',
    {},
    [
      `${AT} warning the text names CVE-2030-10001, CVE-2030-10002, CVE-2030-10003 and 1 more, which are other vulnerabilities`,
    ],
  ],
  [
    'how they belong together',
    'This is because of an incomplete fix for CVE-2030-10400.',
    {},
    [`${AT} info the text names CVE-2030-10400, which is another vulnerability`],
  ],
  [
    'an advisory of another',
    'See GHSA-2c4m-59x9-fr2g.',
    {},
    [`${AT} warning the text names GHSA-2c4m-59x9-fr2g, which is another vulnerability`],
  ],
  [
    'its own advisory',
    'See GHSA-2c4m-59x9-fr2g.',
    { references: [{ url: 'https://github.com/advisories/GHSA-2c4m-59x9-fr2g' }] },
    [],
  ],
  ['its own advisory by its source', 'See GHSA-2c4m-59x9-fr2g.', { source: { advisory: 'GHSA-2c4m-59x9-fr2g' } }, []],
  ['what is like an identifier', 'See CVE-2030-1 and GHSA-like things.', {}, []],
]
for (const [why, text, container, lines] of cases) {
  test(`STW109: ${why}`, () => assert.deepEqual(linesOf('STW109', described(text, container)), lines))
}

const others: readonly [why: string, example: RecordExample, lines: readonly string[]][] = [
  [
    'the title counts',
    { container: { title: 'The same as CVE-2030-10422' } },
    ['/title info the text names CVE-2030-10422, which is another vulnerability'],
  ],
  [
    'without an own ID nobody knows',
    { ...described('See CVE-2030-10422.'), metadata: { cveId: 'CVE-2030-10422' } },
    [],
  ],
]
for (const [why, example, lines] of others) {
  test(`STW109: ${why}`, () => assert.deepEqual(linesOf('STW109', example), lines))
}
