import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '#json'
import { EXAMPLE_ASSESSMENT, EXAMPLE_PROJECT, EXAMPLE_RELEASES } from '../example-world.ts'
import type { RecordExample } from '../rule.ts'
import { linesOf } from '../testdata/findings-of.ts'
import { affectedAfterFix, before, withVersions } from '../testdata/with-versions.ts'
import type { LintWorld } from '../world.ts'

const through = (lessThanOrEqual: string, version = '0', versionType = 'python'): JsonObject => ({
  version,
  status: 'affected',
  versionType,
  lessThanOrEqual,
})

/** One range, with a description and references that say what they say. */
function record(range: JsonObject, description: string, ...references: readonly JsonObject[]): RecordExample {
  const { container } = withVersions([range])
  return {
    container: {
      ...container,
      descriptions: [{ lang: 'en', value: description }],
      references: [{ url: 'https://lantern.example/advisories/LSF-2030-4' }, ...references],
    },
  }
}

const notes = (url: string, ...tags: readonly string[]): JsonObject => ({ url, tags })
const found = (source: string, fixed = '3.13.9', last = '3.13.8'): readonly string[] => [
  `/affected/0/versions/0/lessThanOrEqual warning the fix is in "${fixed}" (${source}), but what lies between "${last}" and it counts as unaffected`,
]

const cases: readonly [why: string, example: RecordExample, lines: readonly string[]][] = [
  ['the fix as bound', record(before('3.13.9'), 'Lantern before 3.13.9 follows a link.'), []],
  ['nobody says where the fix is', record(through('3.13.8'), 'Lantern through 3.13.8 follows a link.'), []],
  ['another release is named', record(through('3.13.7'), 'Lantern before 3.13.9 follows a link.'), []],
  ['the next release is named, and not as the fix', record(through('3.13.8'), 'In 3.13.9 the link is followed.'), []],
  ['a longer version', record(through('3.13.8'), 'Lantern before 3.13.90 follows a link.'), []],
  ['a version of more numbers', record(through('3.13.8'), 'Lantern before 3.13.9.1 follows a link.'), []],
  ['a version that ends alike', record(through('3.13.8'), 'Lantern before 13.13.9 follows a link.'), []],
  ['a candidate of it', record(through('3.13.8'), 'Lantern before 3.13.9rc1 follows a link.'), []],
  ['an unaffected range has no fix', record({ ...through('3.13.8'), status: 'unaffected' }, 'Before 3.13.9.'), []],
  ['one release, as a range', record(through('3.13.8', '3.13.8'), 'Lantern before 3.13.9 follows a link.'), []],
  ['the end of a branch', record(through('3.13.*'), 'Lantern before 3.14.0 follows a link.'), []],
  ['an order of its own has no next release', record(through('3.13.8', '0', 'custom'), 'Lantern before 3.13.9.'), []],
  [
    'a chain says itself where it ends',
    record({ ...through('3.13.8'), changes: [{ at: '3.13.4', status: 'unaffected' }] }, 'Lantern before 3.13.9.'),
    [],
  ],

  [
    'the description says before',
    record(through('3.13.8'), 'Lantern before 3.13.9 follows a link.'),
    found('by the description'),
  ],
  ['at the end of a sentence', record(through('3.13.8'), 'It was fixed in 3.13.9.'), found('by the description')],
  [
    'with the name of the product',
    record(through('3.13.8'), 'Upgrade to Lantern v3.13.9, please.'),
    found('by the description'),
  ],
  [
    'with the word version',
    record(through('3.13.8'), 'Versions prior to version 3.13.9 do.'),
    found('by the description'),
  ],
  [
    'the release notes are of the next release',
    record(
      through('1.25.3', '0', 'semver'),
      'A link is followed.',
      notes('https://lantern.example/releases/tag/v1.25.4', 'release-notes'),
    ),
    found('by references/1', '1.25.4', '1.25.3'),
  ],
  [
    'a page that merely names it',
    record(
      through('1.25.3', '0', 'semver'),
      'A link is followed.',
      notes('https://lantern.example/issues/v1.25.4', 'issue-tracking'),
    ),
    [],
  ],
  [
    'one of several tags, in the first place of the list',
    {
      container: {
        ...withVersions([through('1.25.3', '0', 'semver')]).container,
        references: [notes('https://lantern.example/changes/1.25.4/', 'vendor-advisory', 'release-notes')],
      },
    },
    found('by references/0', '1.25.4', '1.25.3'),
  ],
  [
    'another entry, which is affected too',
    {
      container: {
        ...withVersions([through('3.13.7'), { version: '3.13.8', status: 'affected', versionType: 'python' }])
          .container,
        descriptions: [{ lang: 'en', value: 'A link is followed.' }],
      },
    },
    [],
  ],
  [
    'another entry',
    withVersions([
      through('3.13.8'),
      { version: '3.13.9', status: 'unaffected', versionType: 'python', lessThan: '*' },
    ]),
    found('by another entry'),
  ],
]

for (const [why, example, lines] of cases) {
  test(`STW212: ${why}`, () => assert.deepEqual(linesOf('STW212', example), lines))
}

function knowing(fixed: readonly string[]): LintWorld {
  const releases = EXAMPLE_RELEASES.releases.map((release) => ({
    release,
    status: fixed.includes(release.version.text) ? ('fixed' as const) : ('affected' as const),
    reason: { kind: 'unfixed' as const, introduced: '0' },
  }))
  return { project: EXAMPLE_PROJECT, assessment: { ...EXAMPLE_ASSESSMENT, releases } }
}

const RELEASES = 'by the releases of the project'

const known: readonly [
  why: string,
  range: JsonObject,
  fixed: readonly string[],
  product: string,
  lines: readonly string[],
][] = [
  [
    'the next release of the branch has the fix',
    through('3.12.12'),
    ['3.12.13'],
    'lantern',
    found(RELEASES, '3.12.13', '3.12.12'),
  ],
  [
    'the next release has it not: the range is too short, which is another matter',
    through('3.12.12'),
    ['3.13.9'],
    'lantern',
    [],
  ],
  ['there is no next release in the branch', through('3.12.13'), ['3.13.8'], 'lantern', []],
  ['the bound is no release', through('3.12.11'), ['3.12.12'], 'lantern', []],
  ['git knows, whatever the prose says', through('3.13.8'), [], 'lantern', []],
  ['another product: the prose counts', through('3.13.8'), ['3.13.9'], 'wick', found('by the description')],
]

for (const [why, range, fixed, product, lines] of known) {
  test(`STW212 with the releases: ${why}`, () => {
    assert.deepEqual(linesOf('STW212', withVersions([range], { product }, knowing(fixed))), lines)
  })
}

test('STW212: the fix ends the range before the release with the fix', () => {
  const example = record(through('3.13.8', '3.13.0'), 'Lantern before 3.13.9 follows a link.')
  const [product] = affectedAfterFix('STW212', example) as readonly JsonObject[]
  assert.deepEqual(product?.versions, [before('3.13.9', '3.13.0')])
})
