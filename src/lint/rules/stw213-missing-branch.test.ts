import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '#json'
import type { Branch, Project } from '#project'
import { EXAMPLE_PROJECT, exampleAssessment, exampleReleases } from '../example-world.ts'
import { linesOf } from '../testdata/findings-of.ts'
import { before, withVersions } from '../testdata/with-versions.ts'

const releases = exampleReleases('3.10.1', '3.11.14', '3.11.15', '3.12.12', '3.12.13', '3.13.8', '3.13.9')
const branch = (series: string, lifecycle: Branch['lifecycle']): Branch => ({
  name: series,
  series,
  ref: series,
  lifecycle,
})
const project: Project = {
  ...EXAMPLE_PROJECT,
  branches: [
    branch('3.14', 'prerelease'),
    branch('3.13', 'bugfix'),
    branch('3.12', 'security'),
    branch('3.11', 'security'),
    branch('3.10', 'end-of-life'),
  ],
}
const b311 = before('3.11.15', '3.11.0')
const b312 = before('3.12.13', '3.12.0')
const b313 = before('3.13.9', '3.13.0')
const unaffected = { version: '3.12.0', lessThan: '3.13.0', status: 'unaffected', versionType: 'python' }

const IS = 'is supported and between affected branches, and no entry says anything of it'
const gaps: readonly [why: string, versions: readonly JsonObject[], product: JsonObject, message?: string][] = [
  ['every branch has its entry', [b311, b312, b313], {}],
  ['the newest branches alone: the bug may be new', [b312, b313], {}],
  ['the oldest alone: it may have been fixed in time', [b311], {}],
  ['one range over all', [before('3.13.9')], {}],
  ['a branch between them that is said to be unaffected', [b311, unaffected, b313], {}],
  ['a branch between them of which nothing is said', [b311, b313], {}, `3.12 ${IS}`],
  ['in the order of the entries there is no meaning', [b313, b311], {}, `3.12 ${IS}`],
  [
    'two branches',
    [before('3.10.2', '3.10.0'), b313],
    {},
    '3.11 and 3.12 are supported and between affected branches, and no entry says anything of them',
  ],
  ['whatever is not listed is affected', [b311, b313], { defaultStatus: 'affected' }],
  ['whatever is not listed is unknown', [b311, b313], { defaultStatus: 'unknown' }],
  [
    'a type that nobody can order',
    [before('3.11.15', '3.11.0', 'custom'), before('3.13.9', '3.13.0', 'custom')],
    {},
    `3.12 ${IS}`,
  ],
]

for (const [why, versions, product, message] of gaps) {
  test(`STW213: ${why}`, () => {
    const lines = linesOf('STW213', withVersions(versions, product, { project, releases }))
    assert.deepEqual(lines, message === undefined ? [] : [`/affected/0/versions warning ${message}`])
    assert.deepEqual(linesOf('STW213', withVersions(versions, product, { project })), [])
  })
}

test('STW213: a branch at its end of life may be left out, if nobody knows better', () => {
  const old = {
    ...project,
    branches: project.branches.map((each) => (each.series === '3.12' ? branch('3.12', 'end-of-life') : each)),
  }
  assert.deepEqual(linesOf('STW213', withVersions([b311, b313], {}, { project: old, releases })), [])
})

const assessment = exampleAssessment({
  '3.10.1': 'unaffected',
  '3.11.14': 'affected',
  '3.11.15': 'affected',
  '3.12.12': 'affected',
  '3.12.13': 'fixed',
  '3.13.0a1': 'affected',
  '3.13.8': 'unaffected',
})

const known: readonly [why: string, versions: readonly JsonObject[], product: JsonObject, message?: string][] = [
  ['every affected branch has its entry', [before('3.12.0', '3.11.0'), b312, before('3.13.0', '3.13.0a1')], {}],
  ['a range that ends too early is another defect', [b311, b312, before('3.13.0', '3.13.0a1')], {}],
  [
    'a branch that is affected and not listed',
    [b312, before('3.13.0', '3.13.0a1')],
    {},
    'no entry says anything of 3.11, of which 3.11.14 and 3.11.15 are affected',
  ],
  [
    'a pre-release is a release',
    [before('3.12.13', '3.11.0')],
    {},
    'no entry says anything of 3.13, of which 3.13.0a1 is affected',
  ],
  [
    'two branches',
    [before('3.13.0', '3.13.0a1')],
    {},
    'no entry says anything of 3.11 and 3.12, which have affected releases',
  ],
  ['no entry at all', [], {}, 'no entry says anything of 3.11, 3.12 and 3.13, which have affected releases'],
  [
    'an entry that calls it unaffected is another defect',
    [before('3.12.13', '3.11.0'), { ...unaffected, version: '3.13.0a1', lessThan: '3.14.0' }],
    {},
  ],
  ['whatever is not listed is affected', [b312], { defaultStatus: 'affected' }],
]

for (const [why, versions, product, message] of known) {
  test(`STW213, with what git says: ${why}`, () => {
    const lines = linesOf('STW213', withVersions(versions, product, { project, assessment }))
    const place = versions.length === 0 ? '/affected/0' : '/affected/0/versions'
    assert.deepEqual(lines, message === undefined ? [] : [`${place} warning ${message}`])
  })
}

test('STW213: a project that leaves pre-releases out is not told of them', () => {
  const world = { project: { ...project, bounds: 'final' as const }, assessment }
  assert.deepEqual(linesOf('STW213', withVersions([before('3.12.13', '3.11.0')], {}, world)), [])
})

const open = (version: string): JsonObject => before('*', version)
const ends: readonly [why: string, versions: readonly JsonObject[], place?: string][] = [
  ['an old branch without an end, beside fixed ones', [open('3.10.0'), b311, b312, b313], '/versions/0/lessThan'],
  ['the same, listed last', [b311, b312, b313, open('3.10.1')], '/versions/3/lessThan'],
  ['an old branch with an end', [before('3.10.*', '3.10.0'), b311, b312, b313]],
  ['everything from there on is affected, and nothing is fixed', [open('3.10.0')]],
  ['a supported branch without a fix is the newest', [b311, b312, open('3.13.0')]],
  ['an old branch without a lower bound', [open('0'), b312]],
  ['later branches are unaffected, not fixed', [open('3.10.0'), { ...b312, status: 'unaffected' }]],
  ['its end is a change', [{ ...open('3.10.0'), changes: [{ at: '3.11.0', status: 'unaffected' }] }, b312]],
]

for (const [why, versions, place] of ends) {
  test(`STW213: ${why}`, () => {
    const lines = linesOf('STW213', withVersions(versions, {}, { project }))
    const message = 'warning 3.10 is at its end of life, and its entry has no end: it calls 3.13.9 affected too'
    assert.deepEqual(lines, place === undefined ? [] : [`/affected/0${place} ${message}`])
  })
}

test('STW213: thousands of entries take no time', () => {
  const many = Array.from({ length: 5000 }, (_, i) => open(`3.10.${i}`))
  const started = performance.now()
  assert.equal(linesOf('STW213', withVersions([...many, b312], {}, { project })).length, 5000)
  assert.deepEqual(linesOf('STW213', withVersions(many, {}, { project })), [])
  assert(performance.now() - started < 4000)
})

test('STW213: where git says which release is fixed, another rule speaks of the end', () => {
  const versions = [open('3.10.0'), before('3.12.13', '3.12.0'), before('3.13.0', '3.13.0a1')]
  assert.deepEqual(linesOf('STW213', withVersions(versions, {}, { project, assessment })), [])
  assert.deepEqual(linesOf('STW215', withVersions(versions, {}, { project, assessment })).length, 1)
})

test('STW213: versions without an order have no branches', () => {
  const world = { project: { ...project, scheme: 'custom' as const }, releases }
  assert.deepEqual(linesOf('STW213', withVersions([{ version: '3.11.14', status: 'affected' }], {}, world)), [])
})
