import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Result } from '#fault'
import { faultsOf } from '#fault'
import { type History, makeHistory } from '#history'
import { parseProject } from './parse.ts'
import { type ReleaseList, releasesOf } from './releases.ts'

/** Commits 0, 1, 2 in a line, and tags on them. */
function history(tags: Readonly<Record<string, number>>, date?: string): History {
  const read = makeHistory({
    hashLength: 20,
    hashes: Uint8Array.from([1, 2, 3].flatMap((byte) => Array.from({ length: 20 }, () => byte))),
    parentStart: Uint32Array.from([0, 0, 1, 2]),
    parents: Uint32Array.from([0, 1]),
    tags: Object.entries(tags).map(([name, commit]) => ({ name, commit, ...(date !== undefined && { date }) })),
  })
  assert(read.ok, JSON.stringify(read))
  return read.value
}

function list(fields: string, tags: Readonly<Record<string, number>>, date?: string): Result<ReleaseList> {
  const scheme = /^scheme:/m.test(fields) ? '' : 'scheme: python\n'
  const rules = /^tags:/m.test(fields) ? '' : 'tags: [v(version)]\n'
  const project = parseProject(
    `steward: 1\nproject: lantern\n${scheme}${rules}product: { vendor: LSF, product: Lantern }\nosv: { prefix: LSF }\n${fields}`,
    'steward.yaml',
  )
  assert(project.ok, JSON.stringify(project))
  return releasesOf(project.value, history(tags, date))
}

/** `3.8.0 (3.8) v3.8.0 at 0`, in the order given. */
function shown(fields: string, tags: Readonly<Record<string, number>>): readonly string[] {
  const read = list(fields, tags)
  assert(read.ok, JSON.stringify(read))
  return read.value.releases.map(
    ({ version, series, tags: names, commits }) =>
      `${version.text} (${series}) ${names.join(' ')} at ${commits.join(' ')}`,
  )
}

test('in the order of the scheme, each in its series', () => {
  assert.deepEqual(shown('', { 'v3.10.0': 2, 'v3.9.0': 1, 'v3.10.0a1': 0 }), [
    '3.9.0 (3.9) v3.9.0 at 1',
    '3.10.0a1 (3.10) v3.10.0a1 at 0',
    '3.10.0 (3.10) v3.10.0 at 2',
  ])
})

test('without an order: in the order of the history', () => {
  assert.deepEqual(shown('scheme: custom\n', { vzero: 2, vone: 0, vtwo: 1 }), [
    'one () vone at 0',
    'two () vtwo at 1',
    'zero () vzero at 2',
  ])
})

const series: readonly [why: string, fields: string, expected: string][] = [
  ['two numbers by the scheme', '', '3.10'],
  ['as many as the project says', 'series-numbers: 1\n', '3'],
  ['none', 'series-numbers: 0\n', ''],
  ['a declared branch', "branches: [{ name: stable, series: '3' }]\n", '3'],
  [
    'the longest declared one',
    "branches: [{ name: a, series: '3' }, { name: b, series: '3.10' }, { name: c, series: '3.1' }]\n",
    '3.10',
  ],
  ['not one that only begins alike', "branches: [{ name: a, series: '3.1' }]\n", '3.10'],
]
for (const [why, fields, expected] of series) {
  test(`series: ${why}`, () => assert.deepEqual(shown(fields, { 'v3.10.2': 0 }), [`3.10.2 (${expected}) v3.10.2 at 0`]))
}

const tags: readonly [
  why: string,
  fields: string,
  names: Readonly<Record<string, number>>,
  expected: readonly string[],
][] = [
  ['two tags on one commit', '', { 'v3.9': 1, 'v3.9.0': 1 }, ['3.9 (3.9) v3.9 v3.9.0 at 1']],
  ['two tags on two commits', '', { 'v3.9': 1, 'v3.9.0': 2 }, ['3.9 (3.9) v3.9 v3.9.0 at 1 2']],
  [
    'the commit that steward.yaml names counts',
    `releases: [{ version: 3.9.0, commit: '${'03'.repeat(20)}' }]\n`,
    { 'v3.9': 0, 'v3.9.0': 1 },
    ['3.9 (3.9) v3.9 v3.9.0 at 2'],
  ],
  [
    'a release without a tag',
    'releases: [{ version: 3.9.1 }]\n',
    { 'v3.9.0': 0 },
    ['3.9.0 (3.9) v3.9.0 at 0', '3.9.1 (3.9)  at '],
  ],
  [
    'a release without a tag, with its commit',
    'releases: [{ version: 3.9.1, commit: 020202020202 }]\n',
    {},
    ['3.9.1 (3.9)  at 1'],
  ],
  [
    'the first rule whose version can be read',
    "tags: ['(version)', v(version)-x]\n",
    { 'v3.9-x': 0, '3.8': 1 },
    ['3.8 (3.8) 3.8 at 1', '3.9 (3.9) v3.9-x at 0'],
  ],
  ['ignored ones', "ignore-tags: ['*rc*']\n", { 'v3.9.0': 0, 'v3.9.0rc1': 0 }, ['3.9.0 (3.9) v3.9.0 at 0']],
  ['none', '', {}, []],
]
for (const [why, fields, names, expected] of tags) {
  test(`releases: ${why}`, () =>
    assert.deepEqual(shown(fields.replace('020202020202', "'020202020202'"), names), expected))
}

test('every tag that is no release is listed with the reason', () => {
  const read = list("tags: [v(version), 'r(version)']\nignore-tags: [v1]\n", {
    v1: 0,
    vnext: 0,
    'r-x': 0,
    nightly: 0,
    v2: 0,
  })
  assert(read.ok)
  assert.deepEqual(read.value.ignored, [
    { tag: 'nightly', why: 'no tag rule matches' },
    { tag: 'r-x', why: '"-x" is no python version' },
    { tag: 'v1', why: 'ignore-tags names it' },
    { tag: 'vnext', why: '"next" is no python version' },
  ])
})

test('what steward.yaml knows beside the tag, and the day of the tag where it says none', () => {
  const read = list(
    'releases: [{ version: 3.9.0, yanked: broken, source-only: true, date: 2030-01-02 }]\n',
    { 'v3.9.0': 0, 'v3.9.1': 1 },
    '2029-12-31',
  )
  assert(read.ok)
  const [first, second] = read.value.releases
  assert.deepEqual([first?.yanked, first?.sourceOnly, first?.date], ['broken', true, '2030-01-02'])
  assert.deepEqual([second?.yanked, second?.sourceOnly, second?.date], [undefined, undefined, '2029-12-31'])
})

test('a commit that the repository lacks is a fault with its place', () => {
  const read = list(
    "releases: [{ version: 3.9.0 }, { version: 3.9.1, commit: dddddddd }, { version: 3.9.2, commit: '0101010' }]\n",
    {},
  )
  assert(!read.ok)
  assert.deepEqual(
    faultsOf(read.fault).map(({ code, at }) => [code, at]),
    [['COMMIT_UNKNOWN', '/releases/1/commit']],
  )
})
