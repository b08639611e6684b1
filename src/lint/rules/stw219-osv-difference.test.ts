import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '#json'
import type { OsvAffected, OsvRecord } from '#osv'
import { EXAMPLE_PROJECT, EXAMPLE_RELEASES, exampleReleases } from '../example-world.ts'
import { linesOf } from '../testdata/findings-of.ts'
import { before, withVersions } from '../testdata/with-versions.ts'
import type { LintWorld } from '../world.ts'

const PACKAGE = { ecosystem: 'PyPI', name: 'lantern', purl: 'pkg:pypi/lantern' }
const range = (...bounds: readonly (readonly [introduced: string, fixed: string])[]): OsvAffected => ({
  package: PACKAGE,
  ranges: [{ type: 'ECOSYSTEM', events: bounds.flatMap(([introduced, fixed]) => [{ introduced }, { fixed }]) }],
})
const osv = (...affected: readonly OsvAffected[]): OsvRecord => ({
  id: 'LSF-2030-4',
  modified: '2030-02-20T09:00:00Z',
  affected,
})
const known: LintWorld = { project: EXAMPLE_PROJECT, releases: EXAMPLE_RELEASES }

const REPO = 'https://git.example/lantern'
const b312 = before('3.12.13', '3.12.0')
const b313 = before('3.13.9', '3.13.0')
const THERE = 'affected, and this record does not'
const HERE = 'affected, and LSF-2030-4 does not'

const cases: readonly [
  why: string,
  versions: readonly JsonObject[],
  affected: readonly OsvAffected[],
  message?: string,
][] = [
  ['the same ranges', [b312, b313], [range(['3.12.0', '3.12.13'], ['3.13.0', '3.13.9'])]],
  [
    'other bounds with the same releases between them',
    [b312, b313],
    [range(['3.12.5', '3.12.13'], ['3.13.0a1', '3.13.9'])],
  ],
  ['a list of versions', [b312, b313], [{ package: PACKAGE, versions: ['3.12.12', '3.13.8'] }]],
  ['in two entries', [b312, b313], [range(['3.12.0', '3.12.13']), range(['3.13.0', '3.13.9'])]],
  [
    'a branch that one of them has not',
    [b313],
    [range(['3.12.0', '3.12.13'], ['3.13.0', '3.13.9'])],
    `LSF-2030-4 calls 3.12.12 ${THERE}`,
  ],
  [
    'a branch that the other has not',
    [b312, b313],
    [range(['3.13.0', '3.13.9'])],
    'this record calls 3.12.12 affected, and LSF-2030-4 does not',
  ],
  [
    'both',
    [b312],
    [range(['3.13.0', '3.13.9'])],
    `LSF-2030-4 calls 3.13.8 ${THERE}; this record calls 3.12.12 ${HERE}`,
  ],
  [
    'a list that lacks one',
    [b312, b313],
    [{ package: PACKAGE, versions: ['3.12.12'] }],
    `this record calls 3.13.8 ${HERE}`,
  ],
  [
    'a fix that came later in one of them',
    [b312, before('3.13.8', '3.13.0')],
    [range(['3.12.0', '3.12.13'], ['3.13.0', '3.13.9'])],
    `LSF-2030-4 calls 3.13.8 ${THERE}`,
  ],
  [
    'a type without an order is read as the project reads it',
    [before('3.13.9', '3.13.0', 'custom')],
    [range(['3.13.0', '3.13.9'])],
  ],
  [
    'commits alone say nothing of versions',
    [b313],
    [{ ranges: [{ type: 'GIT', repo: 'https://git.example/lantern', events: [{ introduced: '0' }] }] }],
  ],
  [
    'an order that is not known',
    [b313],
    [{ package: { ecosystem: 'Candle', name: 'lantern' }, ranges: range(['3.12.0', '3.12.13']).ranges ?? [] }],
  ],
  ['nothing', [b313], []],
]

for (const [why, versions, affected, message] of cases) {
  test(`STW219: ${why}`, () => {
    const lines = linesOf('STW219', withVersions(versions, {}, { ...known, osv: osv(...affected) }))
    assert.deepEqual(lines, message === undefined ? [] : [`/affected/0/versions warning ${message}`])
  })
}

test('STW219: a record that was withdrawn says nothing', () => {
  const world = { ...known, osv: { ...osv(range(['3.12.0', '3.12.13'])), withdrawn: '2030-03-01T00:00:00Z' } }
  assert.deepEqual(linesOf('STW219', withVersions([b313], {}, world)), [])
})

test('STW219: without a default, a version that only the other calls affected is a difference', () => {
  const world = { ...known, osv: osv(range(['3.12.0', '3.12.13'], ['3.13.0', '3.13.9'])) }
  const lines = linesOf('STW219', withVersions([b313], { defaultStatus: null }, world))
  assert.deepEqual(lines, [`/affected/0/versions warning LSF-2030-4 calls 3.12.12 ${THERE}`])
})

test('STW219: what the record calls unknown is no difference', () => {
  const world = { ...known, osv: osv(range(['3.12.0', '3.12.13'], ['3.13.0', '3.13.9'])) }
  const unknown = { ...b312, status: 'unknown' }
  assert.deepEqual(linesOf('STW219', withVersions([unknown, b313], {}, world)), [])
})

test('STW219: a project that leaves pre-releases out of its records does not hear of them', () => {
  const releases = exampleReleases('3.13.0rc1', '3.13.0', '3.13.9')
  const lines = (bounds: 'final' | 'first-prerelease'): readonly string[] => {
    const world = { project: { ...EXAMPLE_PROJECT, bounds }, releases, osv: osv(range(['3.13.0rc1', '3.13.9'])) }
    return linesOf('STW219', withVersions([b313], {}, world))
  }
  assert.deepEqual(lines('final'), [])
  assert.deepEqual(lines('first-prerelease'), [`/affected/0/versions warning LSF-2030-4 calls 3.13.0rc1 ${THERE}`])
})

test('STW219: without a package, versions are called as their tags', () => {
  const [first, ...others] = exampleReleases('3.13.8', '3.13.9').releases
  assert(first !== undefined)
  const tagged = { releases: [{ ...first, tags: ['lantern-3.13.8'] }, ...others], ignored: [] }
  const lines = (versions: readonly string[], releases = tagged): readonly string[] => {
    const world = { ...known, releases, osv: osv({ versions }) }
    return linesOf('STW219', withVersions([b313], {}, world))
  }
  assert.deepEqual(lines(['lantern-3.13.8']), [])
  assert.deepEqual(lines(['lantern-3.13.7']), [`/affected/0/versions warning this record calls 3.13.8 ${HERE}`])
})

const named: readonly [why: string, versions: readonly JsonObject[], affected: OsvAffected, message?: string][] = [
  ['the same bounds', [b313], range(['3.13.0', '3.13.9'])],
  ['the same bounds in another spelling', [before('3.13.9.0', '3.13')], range(['3.13.0', '3.13.9'])],
  ['a later fix there', [b313], range(['3.13.0', '3.13.10']), `LSF-2030-4 calls 3.13.9 ${THERE}`],
  ['a later fix here', [before('3.13.10', '3.13.0')], range(['3.13.0', '3.13.9']), `this record calls 3.13.9 ${HERE}`],
  ['a list of versions', [b313], { package: PACKAGE, versions: ['3.13.0', '3.13.8'] }],
  [
    'a list need not hold the bounds of a range',
    [before('3.13.9', '3.13.0a0')],
    { package: PACKAGE, versions: ['3.13.8'] },
  ],
  [
    'a list with a version that is none here',
    [b313],
    { package: PACKAGE, versions: ['3.12.12', '3.13.8'] },
    `LSF-2030-4 calls 3.12.12 ${THERE}`,
  ],
  [
    'a list beside commits is a list all the same',
    [before('3.13.9', '3.13.0a0')],
    { package: PACKAGE, ranges: [{ type: 'GIT', repo: REPO, events: [{ introduced: '0' }] }], versions: ['3.13.8'] },
  ],
  ['a type without an order', [before('3.13.9', '3.13.0', 'custom')], range(['3.13.0', '3.13.10'])],
  ['versions without their package', [b313], { versions: ['v3.12.12'] }],
]

for (const [why, versions, affected, message] of named) {
  test(`STW219, releases not known: ${why}`, () => {
    const lines = linesOf('STW219', withVersions(versions, {}, { osv: osv(affected) }))
    assert.deepEqual(lines, message === undefined ? [] : [`/affected/0/versions warning ${message}`])
  })
}

test('STW219: products and packages are matched by their names; others are not compared', () => {
  const product = (fields: JsonObject, ...versions: readonly JsonObject[]): JsonObject => ({
    vendor: 'LSF',
    product: 'lantern',
    defaultStatus: 'unaffected',
    versions,
    ...fields,
  })
  const candle = { ...range(['1.0', '1.1']), package: { ecosystem: 'PyPI', name: 'candle', purl: 'pkg:pypi/candle' } }
  const lines = (...affected: readonly JsonObject[]): readonly string[] =>
    linesOf('STW219', { container: { affected }, world: { osv: osv(range(['3.13.0', '3.13.9']), candle) } }).map(
      (line) => line.slice(0, 20),
    )
  const late = before('3.13.10', '3.13.0')
  assert.deepEqual(lines(product({}, b313), product({ product: 'candle' }, before('1.1', '1.0'))), [])
  assert.deepEqual(lines(product({}, late), product({ product: 'candle' }, before('1.1', '1.0'))), [
    '/affected/0/versions',
  ])
  assert.deepEqual(lines(product({}, b313), product({ product: 'x', packageName: 'Candle' }, before('1.2', '1.0'))), [
    '/affected/1/versions',
  ])
  assert.deepEqual(
    lines(product({ product: 'x', packageURL: 'pkg:pypi/lantern' }, late), product({ product: 'y' }, late)),
    ['/affected/0/versions'],
  )
  assert.deepEqual(lines(product({ product: 'x' }, late), product({ product: 'y' }, late)), [])
  assert.deepEqual(lines(product({}, b313), product({ platforms: ['Windows'] }, before('3.12.13', '3.12.0'))), [
    '/affected/0/versions',
  ])
})

test('STW219: records of a size that nobody writes are not compared', () => {
  const many = Array.from({ length: 3000 }, (_, i) => ({
    version: `3.${i}`,
    status: 'affected',
    versionType: 'python',
  }))
  const versions = many.map(({ version }) => `${version}.1`)
  const started = performance.now()
  assert.deepEqual(linesOf('STW219', withVersions(many, {}, { osv: osv({ package: PACKAGE, versions }) })), [])
  assert(performance.now() - started < 2000)
})
