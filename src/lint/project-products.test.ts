import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseCve } from '#cve'
import { EXAMPLE_PROJECT, exampleReleases } from './example-world.ts'
import { type ProjectProducts, projectProducts, versionList } from './project-products.ts'
import type { RecordExample } from './rule.ts'
import { makeSubject, rememberVersions } from './subject.ts'
import { recordOf } from './testdata/sample.ts'
import { before, withVersions } from './testdata/with-versions.ts'
import type { LintWorld } from './world.ts'

function read({ container = {} }: RecordExample, world: LintWorld): ProjectProducts | undefined {
  const document = recordOf({ container })
  const record = parseCve(document)
  assert(record.ok && record.value.kind === 'record')
  const parts = {
    document,
    base: '/containers/cna',
    container: record.value.record.containers.cna,
    record: record.value.record,
  }
  return projectProducts(makeSubject(parts, world, rememberVersions()))
}

const releases = exampleReleases('3.12.12', '3.12.13', '3.13.8', '3.13.9')
const world: LintWorld = { project: EXAMPLE_PROJECT, releases }
const statuses = (own: ProjectProducts | undefined): string =>
  own?.answers.map(({ status }) => status).join(' ') ?? 'none'

const cases: readonly [why: string, example: RecordExample, statuses: string][] = [
  ['ranges of the scheme', withVersions([before('3.12.13', '3.12.0')]), 'affected unaffected unaffected unaffected'],
  [
    'a type that nobody knows is read as the project reads it',
    withVersions([before('3.12.13', '3.12.0', 'custom')]),
    'affected unaffected unaffected unaffected',
  ],
  [
    'single versions without a type likewise',
    withVersions([{ version: '3.12.12.0', status: 'affected' }]),
    'affected unaffected unaffected unaffected',
  ],
  [
    'commits cannot be compared with releases',
    withVersions([before('b2c0ffee5504b079fef7a57b8d81472f15cdd9a5', '0', 'git')]),
    'undecided undecided undecided undecided',
  ],
  [
    'no default is "unknown"',
    withVersions([before('3.12.13', '3.12.0')], { defaultStatus: null }),
    'affected unknown unknown unknown',
  ],
  [
    'a product that is called otherwise, alone in its record',
    withVersions([before('3.12.13')], { product: 'candle' }),
    'affected unaffected unaffected unaffected',
  ],
]

for (const [why, example, expected] of cases) {
  test(`projectProducts: ${why}`, () => assert.equal(statuses(read(example, world)), expected))
}

test('projectProducts: two products of the project speak together, and another one does not', () => {
  const product = { vendor: 'LSF', product: 'lantern', defaultStatus: 'unaffected' }
  const affected = [
    { ...product, versions: [before('3.12.13', '3.12.0')] },
    { ...product, product: 'candle', versions: [before('4.0.0')] },
    { ...product, platforms: ['Windows'], versions: [before('3.13.9', '3.13.0')] },
  ]
  const own = read({ container: { affected } }, world)
  assert.equal(statuses(own), 'affected unaffected affected unaffected')
  assert.equal(own?.isWholeRecord, false)
  assert.deepEqual(
    own.answers.map(({ entry }) => entry?.at),
    ['/containers/cna/affected/0/versions/0', undefined, '/containers/cna/affected/2/versions/0', undefined],
  )
})

test('projectProducts: there is none without a project, or where the record is about others', () => {
  assert.equal(read(withVersions([before('3.12.13')]), { releases }), undefined)
  const other = { vendor: 'LSF', product: 'candle', defaultStatus: 'unaffected' }
  assert.equal(read({ container: { affected: [other, { ...other, product: 'wick' }] } }, world), undefined)
})

test('projectProducts: what would take too long is not asked', () => {
  const many = Array.from({ length: 3000 }, (_, i) => ({
    version: `3.${i}`,
    status: 'affected',
    versionType: 'python',
  }))
  const long = exampleReleases(...Array.from({ length: 1000 }, (_, i) => `3.13.${i}`))
  const started = performance.now()
  assert.deepEqual(read(withVersions(many), { ...world, releases: long })?.answers, [])
  assert(performance.now() - started < 1000)
})

const lists: readonly [versions: readonly string[], text: string][] = [
  [[], ''],
  [['1'], '1'],
  [['1', '2'], '1 and 2'],
  [['1', '2', '3', '4'], '1, 2, 3 and 4'],
  [['1', '2', '3', '4', '5'], '1 to 5 (5 releases)'],
]

for (const [versions, text] of lists) test(`versionList: ${text}`, () => assert.equal(versionList(versions), text))
