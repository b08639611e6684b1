import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CnaContainer } from '#cve'
import type { JsonObject } from '#json'
import { EXAMPLE_FACTS } from '../example-world.ts'
import { containerAfterFix, linesOf } from '../testdata/findings-of.ts'
import type { LintWorld } from '../world.ts'

const HASH = '6ceb8aeda504b079fef7a57b8d81472f15cdd9a5'
const COMMIT = `https://git.example/lantern/commit/${HASH}`
const PULL = 'https://github.com/lantern/lantern/pull/133'
const ISSUE = 'https://github.com/lantern/lantern/issues/133'
const GHSA = 'https://github.com/lantern/lantern/security/advisories/GHSA-2c4m-59x9-fr2g'
const ADVISORY = 'https://lantern.example/advisories/LSF-2030-4'

const NO_PATCH = [
  '/references/0 warning a commit is without the tag patch: whoever looks for the fix by its tag misses it',
]
const NO_PURPOSE = [
  '/references/0 info no tag says what this pull request is: readers cannot tell the fix from a discussion',
]
const NO_ISSUE = ['/references/0 warning an issue is without the tag issue-tracking']
const NO_ADVISORY = [
  "/references/0 warning the product's own advisory is without the tag vendor-advisory: whoever looks for it by its tag misses it",
]
const NOT_OURS = [
  '/references/0 warning our own advisory is without the tag vendor-advisory: whoever looks for it by its tag misses it',
]

const ofProduct = (fields: JsonObject): JsonObject => ({ affected: [{ ...fields, defaultStatus: 'affected' }] })
const cna = (advisories?: string): LintWorld => ({
  cna: {
    shortName: 'LSF',
    orgId: '8254265b-2729-46b6-b9e3-3dfca2d5bfca',
    ...(advisories !== undefined && { advisories }),
  },
})

const cases: readonly [
  why: string,
  url: string,
  tags: readonly string[] | undefined,
  lines: readonly string[],
  container?: JsonObject,
  world?: LintWorld,
][] = [
  ['a commit', COMMIT, undefined, NO_PATCH],
  ['a commit with a tag of the old format', COMMIT, ['x_refsource_MISC'], NO_PATCH],
  ['a commit taken for an issue', COMMIT, ['issue-tracking'], NO_PATCH],
  ['a commit that is the patch', COMMIT, ['patch'], []],
  ['a commit that only mitigates', COMMIT, ['mitigation'], []],
  ['a commit for something related', COMMIT, ['related'], []],
  [
    'a commit that brought the bug, as the facts say',
    COMMIT,
    undefined,
    [],
    {},
    { vulnerability: { ...EXAMPLE_FACTS, introduced: [HASH] } },
  ],
  [
    'a commit, of which the facts say nothing',
    COMMIT,
    undefined,
    NO_PATCH,
    {},
    { vulnerability: { ...EXAMPLE_FACTS, introduced: '0' } },
  ],
  ['a pull request, which may be anything', PULL, undefined, NO_PURPOSE],
  ['a pull request that is the patch', PULL, ['patch'], []],
  ['a pull request where the matter was discussed', PULL, ['issue-tracking'], []],
  ['an issue', ISSUE, undefined, NO_ISSUE],
  ['an issue that needs an account', ISSUE, ['permissions-required'], NO_ISSUE],
  ['an issue with its tag', ISSUE, ['issue-tracking'], []],
  ['an issue that is the advisory', ISSUE, ['vendor-advisory'], []],
  ['a GitHub advisory of the vendor', GHSA, undefined, NO_ADVISORY, ofProduct({ vendor: 'Lantern', product: 'lamp' })],
  [
    'a GitHub advisory in the repository',
    GHSA,
    ['x_refsource_CONFIRM'],
    NO_ADVISORY,
    ofProduct({ vendor: 'LSF', product: 'lamp', repo: 'https://GitHub.com/lantern/lamp' }),
  ],
  [
    'a GitHub advisory of the package',
    GHSA,
    undefined,
    NO_ADVISORY,
    ofProduct({ collectionURL: 'https://pkg.go.dev', packageName: 'github.com/lantern/lamp' }),
  ],
  [
    'the advisory that the record is from',
    GHSA,
    undefined,
    NO_ADVISORY,
    { source: { advisory: 'GHSA-2c4m-59x9-fr2g', discovery: 'INTERNAL' } },
  ],
  ['a GitHub advisory of those who found it', GHSA.replace('lantern/lantern', 'research/findings'), undefined, []],
  [
    'a GitHub advisory of the vendor, tagged',
    GHSA,
    ['vendor-advisory'],
    [],
    ofProduct({ vendor: 'Lantern', product: 'lamp' }),
  ],
  ['our advisory', ADVISORY, ['mailing-list'], NOT_OURS, {}, cna('https://lantern.example/advisories/')],
  [
    'our page of advisories, without slash',
    ADVISORY,
    undefined,
    NOT_OURS,
    {},
    cna('https://lantern.example/advisories'),
  ],
  ['our advisory, tagged', ADVISORY, ['vendor-advisory'], [], {}, cna('https://lantern.example/advisories/')],
  ['our advisory for something related', ADVISORY, ['related'], [], {}, cna('https://lantern.example/advisories/')],
  [
    'a page whose address only begins alike',
    ADVISORY.replace('advisories', 'advisories-of-others'),
    undefined,
    [],
    {},
    cna('https://lantern.example/advisories'),
  ],
  ['a front page says nothing of the pages below', ADVISORY, undefined, [], {}, cna('https://lantern.example/')],
  ['a foundation that does not say where its advisories are', ADVISORY, undefined, [], {}, cna()],
  ['any page', 'https://lantern.example/blog/removing-directories', undefined, []],
]

for (const [why, url, tags, lines, container, world] of cases) {
  test(`STW404: ${why}`, () => {
    const references = [{ url, ...(tags !== undefined && { tags }) }]
    assert.deepEqual(linesOf('STW404', { container: { ...container, references }, ...(world && { world }) }), lines)
  })
}

test('STW404 fix: adds the tag, beside those that are there, and leaves pull requests to people', () => {
  const references = [{ url: COMMIT }, { url: ISSUE, tags: ['x_refsource_MISC'] }, { url: PULL }]
  const after = containerAfterFix('STW404', { container: { references } }) as CnaContainer
  assert.deepEqual(after.references, [
    { url: COMMIT, tags: ['patch'] },
    { url: ISSUE, tags: ['x_refsource_MISC', 'issue-tracking'] },
    { url: PULL },
  ])
})
