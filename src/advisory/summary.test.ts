import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Project } from '#project'
import type { Assessment, Vulnerability } from '#vulnerability'
import { renderHtml, renderMail, renderPage, summarise } from './index.ts'
import { type Phrase, printed } from './phrase.ts'
import type { Matter, Summary } from './summary.ts'
import { assess, facts, lantern, releases, rich, richProject, richRanges } from './testdata/lantern.ts'

const options = { public: true, now: '2030-03-03T00:00:00Z' }

const one: Project = lantern({ branches: [] })
const two: Project = lantern({
  branches: [
    { name: '1.0', series: '1.0', ref: '1.0', lifecycle: 'security' },
    { name: '1.1', series: '1.1', ref: '1.1', lifecycle: 'bugfix' },
  ],
})
const custom: Project = lantern({ scheme: 'custom', branches: [] })
const ended = lantern({
  branches: [{ name: '1.0', series: '1.0', ref: '1.0', lifecycle: 'end-of-life', endOfLife: '2029-10-31' }],
})
const planned = lantern({ branches: [{ name: '1.0', series: '1.0', ref: '1.0', lifecycle: 'bugfix', next: '1.0.9' }] })
const helped = facts({ workarounds: 'Do not.' })

const actions: readonly [
  why: string,
  project: Project,
  facts: Vulnerability,
  releases: string,
  expected: readonly string[],
][] = [
  [
    'one branch, fixed',
    two,
    facts(),
    '1.0.0:unaffected 1.1.0:affected 1.1.1:fixed',
    ['On 1.1: Upgrade to 1.1.1 or a later release of the same branch.'],
  ],
  [
    'two branches, fixed',
    two,
    facts(),
    '1.0.0:affected 1.0.1:fixed 1.1.0:affected 1.1.1:fixed',
    ['On 1.0 or 1.1: Upgrade to 1.0.1 or 1.1.1, or a later release of the same branch.'],
  ],
  [
    'the branch without a fix speaks first',
    two,
    facts(),
    '1.0.0:affected 1.1.0:affected 1.1.1:fixed',
    [
      'On 1.0: There is no fixed release yet. No workaround is known. Until there is one, move to 1.1.1.',
      'On 1.1: Upgrade to 1.1.1 or a later release of the same branch.',
    ],
  ],
  [
    'with a workaround',
    two,
    helped,
    '1.0.0:affected 1.1.0:affected 1.1.1:fixed',
    [
      'On 1.0: There is no fixed release yet. Until there is one, use the workaround below, or move to 1.1.1.',
      'On 1.1: Upgrade to 1.1.1 or a later release of the same branch.',
    ],
  ],
  [
    'nothing helps',
    two,
    facts(),
    '1.0.0:affected 1.1.0:affected',
    ['On 1.0 or 1.1: There is no fixed release yet. No workaround is known.'],
  ],
  [
    'only a workaround helps',
    two,
    helped,
    '1.0.0:affected 1.1.0:affected',
    ['On 1.0 or 1.1: There is no fixed release yet. Until there is one, use the workaround below.'],
  ],
  [
    'planned',
    planned,
    facts(),
    '1.0.0:affected',
    ['On 1.0: The fix is made and will be in 1.0.9, which is not released yet. No workaround is known.'],
  ],
  [
    'end of life',
    ended,
    facts(),
    '1.0.0:affected',
    ['On 1.0: There is no fixed release, and none is expected. No workaround is known.'],
  ],
  [
    'end of life, with a workaround',
    ended,
    helped,
    '1.0.0:affected',
    ['On 1.0: There is no fixed release, and none is expected. Use the workaround below.'],
  ],
  [
    'a branch that nobody declared: nothing is promised',
    one,
    helped,
    '1.0.0:affected',
    ['On 1.0: There is no fixed release. Use the workaround below.'],
  ],
  [
    'not known',
    two,
    facts(),
    '1.0.0:unknown 1.1.0:unaffected',
    ['On 1.0.0: It is not known whether you are affected. Until it is, act as if you were.'],
  ],
  [
    'nothing is affected',
    two,
    facts(),
    '1.0.0:unaffected 1.1.0:unaffected',
    ['No release of Lantern is known to be affected. You need to do nothing.'],
  ],
  [
    'a scheme without order',
    custom,
    facts(),
    'red:affected blue:fixed green:affected teal:fixed',
    ['Upgrade to teal or later.'],
  ],
]
for (const [why, project, vulnerability, line, expected] of actions) {
  test(`what to do: ${why}`, () => {
    const assessed = assess(project, vulnerability, releases(project.scheme, line))
    assert.deepEqual(
      matterOf(project, assessed).actions.map(
        ({ who, text }) => `${who === undefined ? '' : `${plain(who)}: `}${plain(text)}`,
      ),
      expected,
    )
  })
}

const rows: readonly [why: string, project: Project, releases: string, expected: readonly string[]][] = [
  [
    'newest first',
    two,
    '1.0.0:affected 1.0.1:fixed 1.1.0:affected',
    ['1.1 | 1.1.0 | No fixed release yet | Bug fixes.', '1.0 | 1.0.0 | 1.0.1 | Security fixes.'],
  ],
  [
    'not affected and not known',
    two,
    '1.0.0:unaffected 1.1.0:unknown',
    ['1.1 | Not known | Not known | Bug fixes. Not known for 1.1.0.', '1.0 | None | Not needed | Security fixes.'],
  ],
  [
    'a gap inside a branch',
    two,
    '1.0.0:affected 1.0.1:unaffected 1.0.2:affected 1.0.3:affected',
    ['1.1 | None | Not needed | Bug fixes.', '1.0 | 1.0.0, 1.0.2 to 1.0.3 | No fixed release yet | Security fixes.'],
  ],
  [
    'old branches share a row',
    one,
    '0.8.0:affected 0.9.0:affected 1.0.0:affected',
    ['1.0 and older | 0.8.0 to 1.0.0, all | No fixed release | '],
  ],
  [
    'unless one of them never had the bug',
    one,
    '0.8.0:affected 0.9.0:unaffected 0.9.1:affected',
    ['0.9 | 0.9.1 | No fixed release | ', '0.8 | 0.8.0 | No fixed release | '],
  ],
  [
    'releases without a row have one at the end',
    two,
    '0.7.0:unaffected 0.7.1:unaffected 0.8.0:unknown 1.0.0:affected',
    [
      '1.1 | None | Not needed | Bug fixes.',
      '1.0 | 1.0.0 | No fixed release yet | Security fixes.',
      '0.7.0 to 0.7.1 | None | Not needed | ',
      '0.8.0 | Not known | Not known | ',
    ],
  ],
  ['no order, no stretches', custom, 'red:affected blue:affected green:fixed', ['All releases | red, blue | green | ']],
]
for (const [why, project, line, expected] of rows) {
  test(`who is affected: ${why}`, () => {
    const matter = matterOf(project, assess(project, facts(), releases(project.scheme, line)))
    assert.deepEqual(
      matter.rows.map(({ name, affected, fixed, note }) => [name, ...[affected, fixed, note].map(plain)].join(' | ')),
      expected,
    )
  })
}

test('a fixed release that was withdrawn is not what to upgrade to', () => {
  const statuses = releases('python', '1.0.0:unaffected 1.1.0:affected 1.1.1:fixed 1.1.2:fixed').map((each) =>
    each.release.version.text === '1.1.1'
      ? { ...each, release: { ...each.release, yanked: 'It did not start' } }
      : each,
  )
  const matter = matterOf(two, assess(two, facts(), statuses))
  assert.equal(plain(matter.actions[0]!.text), 'Upgrade to 1.1.2 or a later release of the same branch.')
  assert.equal(plain(matter.rows[0]!.note), 'Bug fixes. 1.1.1 was withdrawn: It did not start.')
})

test('a rejected advisory says that it was withdrawn, and nothing of releases', () => {
  const summary = summaryOf(two, assess(two, facts({ state: 'rejected', rejectedReason: 'It was not a bug' }), []))
  assert.equal(summary.matter, undefined)
  assert.equal(
    plain(summary.withdrawn ?? []),
    'This advisory was withdrawn. It was not a bug. You need to do nothing because of it.',
  )
  assert(
    given(renderPage(two, assess(two, facts({ state: 'rejected' }), []), [], options)).includes(
      'The reason is not known.',
    ),
  )
})

test('what is not known is said', () => {
  const page = given(
    renderPage(two, assess(two, facts({ state: 'draft' }), releases('python', '1.0.0:affected')), [], options),
  )
  for (const words of [
    'Not published yet.',
    'Severity: not known.',
    'No workaround is known.',
    '## Severity\n\nNot known.',
  ]) {
    assert(page.includes(words), words)
  }
})

test('a correction has a later day than the publication', () => {
  for (const [modified, expected] of [
    ['2030-02-17T23:00:00Z', 'Published 2030-02-17'],
    ['2030-02-18T00:00:00Z', 'Published 2030-02-17, last corrected 2030-02-18'],
  ] as const) {
    const summary = given(summarise(richProject, rich, richRanges, { ...options, modified }))
    assert.equal(plain(summary.dates), expected)
  }
})

test('people who did not agree are not named anywhere', () => {
  const all = [renderPage, renderHtml].map((render) => given(render(richProject, rich, richRanges, options)))
  const { subject, body } = given(renderMail(richProject, rich, richRanges, options))
  for (const text of [...all, subject, body]) assert(!text.includes('Onymous'))
})

test('no rendering for the public before the embargo ends', () => {
  const held = { ...rich, vulnerability: { ...rich.vulnerability, embargo: '2030-04-01T00:00:00Z' } }
  for (const render of [renderPage, renderHtml, renderMail]) {
    const cases = [
      [{ public: true, now: '2030-03-31T23:59:59Z' }, 'ADVISORY_EMBARGO'],
      [{ public: true, now: 'never' }, 'ADVISORY_EMBARGO'],
      [{ public: true, now: '2030-04-01T00:00:00Z' }, 'ok'],
      [{ public: false, now: '2030-03-31T23:59:59Z' }, 'ok'],
    ] as const
    for (const [when, expected] of cases) {
      const result = render(richProject, held, richRanges, when)
      assert.equal(result.ok ? 'ok' : result.fault.code, expected)
    }
  }
})

function summaryOf(project: Project, assessment: Assessment): Summary {
  return given(summarise(project, assessment, [], options))
}

function matterOf(project: Project, assessment: Assessment): Matter {
  const { matter } = summaryOf(project, assessment)
  assert(matter !== undefined)
  return matter
}

function plain(phrase: Phrase): string {
  return printed(phrase, (span) => (typeof span === 'string' ? span : 'code' in span ? span.code : span.day))
}

function given<T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false }): T {
  assert(result.ok)
  return result.value
}
