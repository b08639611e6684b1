import { day } from './moments.ts'
import type { DemoProject, Marks } from './project.ts'
import type { Story } from './story.ts'

const IMRE = 'Imre Solti <imre@bellows.example>'

const FETCH = 'pub fn fetch(url: &Url) -> Answer {\n    follow(url)\n}\n'
const FETCH_FIXED = 'pub fn fetch(url: &Url) -> Answer {\n    follow(url, Redirects::SameOrigin)\n}\n'
const RETRY = 'pub fn retry(times: u32) -> Wait {\n    Wait::seconds(2_u32.pow(times))\n}\n'
const RETRY_FIXED = 'pub fn retry(times: u32) -> Wait {\n    Wait::seconds(2_u32.saturating_pow(times.min(6)))\n}\n'
const FIX_FETCH = 'Drop credentials on a redirect to another host (#318)'
const FIX_RETRY = 'Bound the pause between two attempts (#341)'

/** One line of releases, as small projects have it. */
function first(story: Story): void {
  story.at('2025-01-20T12:00:00Z')
  story.commit('main', 'Start of Bellows', { 'src/fetch.rs': FETCH, 'src/retry.rs': RETRY }, 'start')
  const tags: readonly (readonly [version: string, date: string])[] = [
    ['0.8.0', '2025-01-27'],
    ['0.9.0', '2025-06-23'],
    ['1.0.0', '2025-12-01'],
    ['1.1.0', '2026-04-20'],
  ]
  for (const [version, date] of tags) release(story, version, date)
  story.at('2026-08-24T12:00:00Z')
  const message = `${FIX_FETCH}\n\nReported-by: Ines Kowal <ines@finder.example>`
  story.commit('main', message, { 'src/fetch.rs': FETCH_FIXED, 'tests/fetch.rs': 'drops\n' }, 'fix-fetch', IMRE)
  release(story, '1.1.1', '2026-08-25')
  story.at('2026-11-09T12:00:00Z')
  story.commit('main', FIX_RETRY, { 'src/retry.rs': RETRY_FIXED }, 'fix-retry', IMRE)
}

function release(story: Story, version: string, date: string): void {
  story.at(day(date))
  story.commit('main', `Release ${version}`, { NEWS: `${version}\n` })
  story.tag(`v${version}`, 'main')
}

export const BELLOWS: DemoProject = {
  slug: 'bellows',
  chapters: [first],
  settings: (foundation) =>
    [
      '# Bellows: a small client for HTTP. Every release is in one line.',
      'steward: 1',
      'project: bellows',
      'title: Bellows',
      ...foundation,
      'repository: https://git.hearth.example/bellows',
      'scheme: semver',
      'tags:',
      '  - v(version)',
      'series-numbers: 0',
      'branches:',
      '  - name: main',
      '    lifecycle: bugfix',
      '    next: 1.1.2',
      'product:',
      '  vendor: Hearth Foundation',
      '  product: Bellows',
      '  purl: pkg:cargo/bellows',
      "  cpes: ['cpe:2.3:a:hearth:bellows:*:*:*:*:*:*:*:*']",
      'osv:',
      '  prefix: BLWS',
      '  ecosystem: crates.io',
      '  package: bellows',
      '',
    ].join('\n'),
  templates: [],
  vulnerabilities: (marks: Marks) => [
    {
      author: 'ilse',
      fix: 'fix-fetch',
      embargoed: false,
      reserve: true,
      stage: 'published',
      facts: {
        title: 'Credentials are sent on after a redirect',
        description:
          'Bellows keeps the header `Authorization` when a server answers with a redirect to another host. The owner of that host learns the credentials.',
        introduced: [marks.start!],
        weaknesses: ['CWE-522'],
        severity: ['CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N'],
        references: [{ url: 'https://git.hearth.example/bellows/issues/315', tags: ['issue-tracking'] }],
        credits: [
          { name: 'Ines Kowal', type: 'finder', consent: true },
          { name: 'Imre Solti', type: 'remediation developer', consent: true },
        ],
        timeline: [
          { date: '2026-08-10', event: 'reported by mail' },
          { date: '2026-08-24', event: 'fixed on main' },
        ],
        published: day('2026-08-26'),
      },
    },
    {
      author: 'ilse',
      fix: 'fix-retry',
      embargoed: true,
      known: ['runa'],
      reserve: true,
      stage: 'draft',
      facts: {
        title: 'A server can stop a client for days',
        description:
          'The pause between two attempts doubles without a bound. A server that refuses thirty times makes the client wait for years, and an overflow then ends the process.',
        embargo: '2027-01-12T14:00:00Z',
        introduced: [marks.start!],
        weaknesses: ['CWE-400'],
        severity: ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:P/VC:N/VI:N/VA:L/SC:N/SI:N/SA:N'],
        references: [{ url: 'https://git.hearth.example/bellows/issues/339', tags: ['issue-tracking'] }],
        credits: [{ name: 'Imre Solti', type: 'remediation developer', consent: true }],
        timeline: [{ date: '2026-11-05', event: 'found while reading the code' }],
      },
    },
    {
      author: 'ilse',
      embargoed: true,
      reserve: false,
      stage: 'draft',
      facts: {
        title: 'Answers are read without a limit',
        introduced: '0',
        embargo: '2027-02-15T14:00:00Z',
        timeline: [{ date: '2026-11-19', event: 'reported by mail' }],
      },
    },
  ],
}
