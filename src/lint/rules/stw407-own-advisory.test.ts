import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CnaContainer } from '#cve'
import { containerAfterFix, linesOf } from '../testdata/findings-of.ts'
import type { LintWorld } from '../world.ts'

const URL = 'https://lantern.example/advisories/LSF-2030-4'
const TEXT = 'CVE-2030-10421: Lantern follows a link'
const REFERENCES = [{ url: URL, tags: ['vendor-advisory'] }]
const about = (change: Partial<NonNullable<LintWorld['advisory']>>): LintWorld => ({
  advisory: { url: URL, public: true, text: TEXT, ...change },
})

const NOT_PUBLIC = [`/references error our advisory "${URL}" is not public`]
const NOT_NAMED = [`/references error our advisory "${URL}" does not name CVE-2030-10421`]
const NOT_REFERRED = [`/references warning our advisory "${URL}" is not among the references`]

const cases: readonly [
  why: string,
  world: LintWorld,
  references: CnaContainer['references'],
  lines: readonly string[],
][] = [
  ['public, names the ID, is referred to', about({}), REFERENCES, []],
  ['referred to with a slash at the end', about({}), [{ url: `${URL}/` }], []],
  ['not public', about({ public: false }), REFERENCES, NOT_PUBLIC],
  [
    'not public while the embargo holds',
    { ...about({ public: false }), embargo: { until: '2030-03-01T00:00:00Z' }, now: '2030-02-20T00:00:00Z' },
    REFERENCES,
    [],
  ],
  [
    'not public, and nobody knows what time it is',
    { ...about({ public: false }), embargo: { until: '2030-03-01T00:00:00Z' } },
    REFERENCES,
    [],
  ],
  [
    'not public after the embargo',
    { ...about({ public: false }), embargo: { until: '2030-03-01T00:00:00Z' }, now: '2030-03-01T00:00:00Z' },
    REFERENCES,
    NOT_PUBLIC,
  ],
  ['does not name the ID', about({ text: 'Lantern follows a link' }), REFERENCES, NOT_NAMED],
  ['names another ID that begins alike', about({ text: 'CVE-2030-104210' }), REFERENCES, NOT_NAMED],
  [
    'names another ID that begins alike, and this one',
    about({ text: 'CVE-2030-104210, CVE-2030-10421' }),
    REFERENCES,
    [],
  ],
  ['is not referred to', about({}), [{ url: 'https://lantern.example/advisories/' }], NOT_REFERRED],
  ['all at once', about({ public: false, text: '' }), [], [...NOT_PUBLIC, ...NOT_NAMED, ...NOT_REFERRED]],
]

for (const [why, world, references, lines] of cases) {
  test(`STW407: ${why}`, () =>
    assert.deepEqual(linesOf('STW407', { container: { references: references ?? [] }, world }), lines))
}

test('STW407 fix: refers to the advisory', () => {
  const issue = { url: 'https://git.example/lantern/issues/133', tags: ['issue-tracking'] }
  const { references } = containerAfterFix('STW407', {
    container: { references: [issue] },
    world: about({}),
  }) as CnaContainer
  assert.deepEqual(references, [issue, ...REFERENCES])
})
