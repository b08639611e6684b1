import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '#json'
import { EXAMPLE_FACTS, EXAMPLE_PROJECT, EXAMPLE_RELEASES } from '../example-world.ts'
import { osvLinesOf } from '../testdata/osv-lines-of.ts'
import type { LintWorld } from '../world.ts'

const ours: LintWorld = {
  vulnerability: EXAMPLE_FACTS,
  releases: EXAMPLE_RELEASES,
  project: { ...EXAMPLE_PROJECT, osv: { prefix: 'x_LSF', ecosystem: 'PyPI', package: 'lantern' } },
}

const entry = (versions: readonly string[], more: JsonObject = {}): JsonObject => ({
  affected: [
    {
      package: { ecosystem: 'PyPI', name: 'lantern' },
      ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '3.13.0' }, { fixed: '3.13.9' }] }],
      versions,
      ...more,
    },
  ],
})

const rows: readonly (readonly [why: string, record: JsonObject, lines: readonly string[], world?: LintWorld])[] = [
  ['those of the range', entry(['3.13.0', '3.13.8']), []],
  ['no list: the range says it all', entry([]), []],
  ['another spelling', entry(['3.13', '3.13.0.post1']), []],
  [
    'the fixed one',
    entry(['3.13.8', '3.13.9']),
    ['/affected/0/versions/1 error 3.13.9 is listed as affected, and a range says that it is fixed there'],
  ],
  [
    'pre-releases of the version that the range begins with, as in a real record',
    entry(['3.13.0a1', '3.13.0b1', '3.13.0']),
    ['/affected/0/versions/0 warning 3.13.0a1, 3.13.0b1 are listed as affected and in no range of the entry'],
  ],
  [
    'many: some are named, the others counted',
    entry(['1', '2', '3.1', '3.2', '3.3', '3.4', '3.5']),
    [
      '/affected/0/versions/0 warning 1, 2, 3.1, 3.2, 3.3 and 2 more are listed as affected and in no range of the entry',
    ],
  ],
  ['twice', entry(['3.13.0', '3.13.1', '3.13.0']), ['/affected/0/versions/2 warning "3.13.0" is listed twice']],
  [
    'commits: nothing to compare',
    entry(['1'], { ranges: [{ type: 'GIT', repo: 'https://git.example/lantern', events: [{ introduced: '0' }] }] }),
    [],
  ],
  ['an order that is not known', entry(['1'], { package: { ecosystem: 'NuGet', name: 'lantern' } }), []],
  ['all releases of the project', entry(['3.13.8']), [], ours],
  [
    'a release is forgotten',
    entry(['3.13.7']),
    ['/affected/0 warning 3.13.8 is in a range and not listed in versions'],
    ours,
  ],
  [
    'releases tell nothing of the package of somebody else',
    entry(['3.13.7'], { package: { ecosystem: 'PyPI', name: 'candle' } }),
    [],
    ours,
  ],
]

for (const [why, record, lines, world] of rows) {
  test(`STW704: ${why}`, () => assert.deepEqual(osvLinesOf('STW704', { record, ...(world && { world }) }), lines))
}
