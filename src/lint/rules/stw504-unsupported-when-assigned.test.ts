import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '#json'
import type { Branch } from '#project'
import { EXAMPLE_FACTS, EXAMPLE_PROJECT, EXAMPLE_RELEASES } from '../example-world.ts'
import { linesOf } from '../testdata/findings-of.ts'
import type { LintWorld } from '../world.ts'

// Branch 3.11 ended on 2029-10-31; the ID of the sample was reserved on 2030-02-10.
const WORLD: LintWorld = { project: EXAMPLE_PROJECT, releases: EXAMPLE_RELEASES }
const with311 = (change: Partial<Branch>): LintWorld => ({
  ...WORLD,
  project: {
    ...EXAMPLE_PROJECT,
    branches: EXAMPLE_PROJECT.branches.map((branch) => (branch.name === '3.11' ? { ...branch, ...change } : branch)),
  },
})
const before = (lessThan: string, product: JsonObject = {}): JsonObject => ({
  vendor: 'Lantern Software Foundation',
  product: 'lantern',
  defaultStatus: 'unaffected',
  versions: [{ version: '0', lessThan, status: 'affected', versionType: 'python' }],
  ...product,
})
const TAGS = ['unsupported-when-assigned']
const MISSING = [
  ' error every affected branch was at its end of life when the ID was assigned (3.11), and the tag unsupported-when-assigned is missing',
]
const WRONG = ['/tags/0 error 3.12.12 is affected, and branch 3.12 was supported when the ID was assigned']
const WRONG_311 = ['/tags/0 error 3.11.15 is affected, and branch 3.11 was supported when the ID was assigned']

const cases: readonly [
  why: string,
  container: JsonObject,
  lines: readonly string[],
  world?: LintWorld,
  metadata?: JsonObject,
][] = [
  ['only an ended branch is affected, and there is no tag', { affected: [before('3.12.0')] }, MISSING],
  ['only an ended branch is affected, and there is the tag', { affected: [before('3.12.0')], tags: TAGS }, []],
  ['a supported branch is affected, and there is no tag', { affected: [before('3.12.13')] }, []],
  ['a supported branch is affected, and there is the tag', { affected: [before('3.12.13')], tags: TAGS }, WRONG],
  ['another tag', { affected: [before('3.12.13')], tags: ['disputed'] }, []],
  ['no release is affected', { affected: [before('3.11.0')] }, []],
  [
    'the branch ended between reservation and publication',
    { affected: [before('3.12.0')] },
    [],
    with311({ endOfLife: '2030-02-15' }),
  ],
  [
    'the branch ended after the day of assignment, which the record gives',
    { affected: [before('3.12.0')], tags: TAGS, dateAssigned: '2030-02-12T09:00:00Z' },
    WRONG_311,
    with311({ endOfLife: '2030-02-15' }),
  ],
  [
    'the branch ended before the day of assignment',
    { affected: [before('3.12.0')], dateAssigned: '2030-02-16T09:00:00Z' },
    MISSING,
    with311({ endOfLife: '2030-02-15' }),
  ],
  [
    'the branch ended at an unknown time',
    { affected: [before('3.12.0')] },
    [],
    {
      ...WORLD,
      project: {
        ...EXAMPLE_PROJECT,
        branches: [{ name: '3.11', series: '3.11', ref: '3.11', lifecycle: 'end-of-life' }],
      },
    },
  ],
  ['nobody confirmed that the branch ended', { affected: [before('3.12.0')] }, [], with311({ lifecycle: 'security' })],
  ['nor that it did not', { affected: [before('3.12.0')], tags: TAGS }, [], with311({ lifecycle: 'security' })],
  [
    'a branch that the project does not name',
    { affected: [before('3.12.0')] },
    [],
    { ...WORLD, project: { ...EXAMPLE_PROJECT, branches: [] } },
  ],
  [
    'another product, of which nothing is known',
    { affected: [before('3.12.0'), before('1.0', { product: 'lamp' })] },
    [],
  ],
  [
    'a draft that was not reserved yet: today counts',
    { affected: [before('3.12.0')] },
    MISSING,
    { ...WORLD, now: '2030-02-20T00:00:00Z' },
    { datePublished: null, dateReserved: null },
  ],
  [
    'a draft whose reservation the facts know',
    { affected: [before('3.12.0')] },
    [],
    { ...WORLD, now: '2030-02-20T00:00:00Z', vulnerability: { ...EXAMPLE_FACTS, reserved: '2029-10-01T00:00:00Z' } },
    { datePublished: null, dateReserved: null },
  ],
  [
    'nobody knows when it was assigned',
    { affected: [before('3.12.0')] },
    [],
    WORLD,
    { datePublished: null, dateReserved: null },
  ],
]

for (const [why, container, lines, world = WORLD, metadata = {}] of cases) {
  test(`STW504: ${why}`, () => assert.deepEqual(linesOf('STW504', { container, world, metadata }), lines))
}
