import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '#json'
import { makeLinter } from '../linter.ts'
import { DRAFT } from '../testdata/described.ts'
import { containerAfterFix, linesOf } from '../testdata/findings-of.ts'
import { recordOf } from '../testdata/sample.ts'

const PRODUCT = { vendor: 'Lantern Software Foundation', product: 'lantern', defaultStatus: 'affected' }
const MATCH = { vulnerable: true, criteria: 'cpe:2.3:a:lantern:lantern:*:*:*:*:*:*:*:*' }

const cases: readonly [why: string, container: JsonObject, lines: readonly string[], after: JsonObject | undefined][] =
  [
    ['an extension', { x_team: 'storage' }, [], undefined],
    [
      'a field of the container',
      { team: 'storage' },
      ['/team error "team" is no field of the CNA container'],
      { x_team: 'storage' },
    ],
    [
      'a full stop in the name of an extension',
      { 'x_lsf.team': 'storage' },
      ['/x_lsf.team error "x_lsf.team" is no field of the CNA container'],
      { x_lsf_team: 'storage' },
    ],
    [
      'the name is taken',
      { team: 'storage', x_team: 'network' },
      ['/team error "team" is no field of the CNA container'],
      undefined,
    ],
    [
      'a known field with a slip of the pen',
      { work_arounds: [{ lang: 'en', value: 'Remove the directory by hand.' }] },
      ['/work_arounds error "work_arounds" is no field of the CNA container'],
      { workarounds: [{ lang: 'en', value: 'Remove the directory by hand.' }] },
    ],
    [
      'a known field that is there as well is not meant',
      { Title: 'Another' },
      ['/Title error "Title" is no field of the CNA container'],
      { x_Title: 'Another' },
    ],
    [
      'a known field of a product',
      { affected: [{ ...PRODUCT, packageUrl: 'pkg:pypi/lantern' }] },
      ['/affected/0/packageUrl error "packageUrl" is no field of a product'],
      { affected: [{ ...PRODUCT, packageURL: 'pkg:pypi/lantern' }] },
    ],
    [
      'a field of a product, where extensions have no place',
      { affected: [{ ...PRODUCT, 'x_a/b': 1 }] },
      ['/affected/0/x_a~1b error "x_a/b" is no field of a product'],
      undefined,
    ],
    ['source is free', { source: { discovery: 'EXTERNAL', ticket: 4 } }, [], undefined],
    [
      'so is the content of a metric',
      { metrics: [{ other: { type: 'house', content: { grade: 'B' } } }] },
      [],
      undefined,
    ],
    [
      'the schema passes over a field of the CPE applicability',
      { cpeApplicability: [{ nodes: [{ operator: 'OR', cpeMatch: [MATCH], cpe_match: [] }], negated: true }] },
      [
        '/cpeApplicability/0/negated warning no reader knows the field "negated" here: the CPE applicability has operator, negate, nodes',
        '/cpeApplicability/0/nodes/0/cpe_match warning no reader knows the field "cpe_match" here: the CPE applicability has operator, negate, cpeMatch',
      ],
      undefined,
    ],
    [
      'a slip of the pen there',
      { cpeApplicability: [{ nodes: [], Operator: 'OR' }] },
      [
        '/cpeApplicability/0/Operator warning no reader knows the field "Operator" here: the CPE applicability has operator, negate, nodes',
      ],
      { cpeApplicability: [{ nodes: [], operator: 'OR' }] },
    ],
  ]
for (const [why, container, lines, after] of cases) {
  test(`STW005: ${why}`, () => {
    assert.deepEqual(linesOf('STW005', { container }), lines)
    assert.deepEqual(linesOf('STW005', { container, metadata: DRAFT }), lines)
    assert.deepEqual(
      linesOf('STW003', { container }).filter((line) => line.includes('is no field')),
      [],
    )
    const fixed = containerAfterFix('STW005', { container }) as JsonObject
    const { containers } = recordOf({ container: after ?? container }) as {
      readonly containers: { readonly cna: JsonObject }
    }
    assert.deepEqual(fixed, containers.cna)
  })
}

test('STW005: prototype keys are fields like others', () => {
  const container = { ['__proto__']: 1, constructor: 2 }
  assert.deepEqual(containerAfterFix('STW005', { container }), {
    ...(recordOf({}) as { readonly containers: { readonly cna: JsonObject } }).containers.cna,
    x___proto__: 1,
    x_constructor: 2,
  })
})

test('STW005: a field outside of the container has no fix', () => {
  const record = { ...(recordOf({}) as JsonObject), note: '' }
  const found = makeLinter()
    .lint(record)
    .findings.filter(({ code }) => code === 'STW005')
  assert.deepEqual(
    found.map(({ at, fix }) => [at, fix]),
    [['/note', undefined]],
  )
})
