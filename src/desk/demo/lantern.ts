import { day, releases } from './moments.ts'
import type { DemoProject, Marks } from './project.ts'
import type { Story } from './story.ts'

const ADAEZE = 'Adaeze Lindqvist <adaeze@lantern.example>'
const PETER = 'Peter Okonjo <peter@lantern.example>'

const TEMP = 'def clean(folder):\n    remove(folder)\n'
const TEMP_FIXED = 'def clean(folder):\n    refuse_links(folder)\n    remove(folder)\n'
const COOKIES = 'def header(name, value):\n    return f"{name}={value}"\n'
const COOKIES_FIXED = 'def header(name, value):\n    refuse_line_breaks(name, value)\n    return f"{name}={value}"\n'
const ARCHIVE = 'def extract_all(archive, target):\n    for member in archive:\n        write(target, member)\n'
const ARCHIVE_LINKS =
  'def extract_all(archive, target, links="refuse"):\n    for member in archive:\n        write(target, member, links)\n'
const ARCHIVE_FIXED =
  'def extract_all(archive, target, links="refuse"):\n    for member in archive:\n        stay_within(target, member)\n        write(target, member, links)\n'
const ARCHIVE_FIXED_12 =
  'def extract_all(archive, target, links="refuse"):\n    for member in archive:\n        if outside(target, member):\n            raise ArchiveError(member)\n        write(target, member, links)\n'
const XML = 'def parse(text):\n    return expand(text)\n'
const XML_FIXED = 'def parse(text, depth=64):\n    return expand(text, depth)\n'

const SOURCE = 'src/lantern'
const FIX_ARCHIVE = 'Keep extracted members within the target directory (GH-48213)'
const FIX_COOKIES = 'Refuse line breaks in cookie headers (GH-47990)'
const FIX_TEMP = 'Refuse links while cleaning temporary directories (GH-47512)'
const FIX_XML = 'Limit the depth of entity expansion (GH-46120)'

/** Branches, the bugs, and the fixes on the main line. */
function first(story: Story): void {
  const start = { [`${SOURCE}/temp.py`]: TEMP, [`${SOURCE}/cookies.py`]: COOKIES, [`${SOURCE}/archive.py`]: ARCHIVE }
  story.at('2023-05-01T12:00:00Z')
  story.commit('main', 'Start of Lantern', { ...start, [`${SOURCE}/xml.py`]: XML }, 'start')
  story.commit('main', 'Lantern 3.11.0', { NEWS: '3.11\n' })
  story.branch('3.11', 'main')
  releases(story, '3.11', ['2023-05-03', '2023-11-06', '2024-06-03', '2025-09-01'])
  story.at('2023-09-04T12:00:00Z')
  story.commit('main', 'Open 3.12', { NEWS: '3.12\n' })
  story.tag('v3.12.0a1', 'main')
  story.branch('3.12', 'main')
  releases(story, '3.12', ['2024-01-08', '2024-05-06', '2024-09-02', '2025-01-06'])
  story.at('2024-09-16T12:00:00Z')
  const links = { [`${SOURCE}/archive.py`]: ARCHIVE_LINKS, NEWS: 'links=\n' }
  story.commit('main', 'Let archives keep their links (GH-44061)', links, 'links', PETER)
  story.tag('v3.13.0a1', 'main')
  story.branch('3.13', 'main')
  releases(story, '3.13', ['2024-10-07', '2024-12-02', '2025-02-03', '2025-04-07', '2025-06-02'])
  story.at('2025-03-03T12:00:00Z')
  const message = '[3.12] Let archives keep their links (GH-44061)'
  story.commit('3.12', message, { [`${SOURCE}/archive.py`]: ARCHIVE_LINKS }, 'links-3.12', PETER)
  releases(story, '3.12', ['2025-03-10', '2025-06-09', '2025-10-06'], 4)
  story.at('2025-10-13T12:00:00Z')
  story.commit('main', 'Open 3.14', { NEWS: '3.14\n' })
  story.tag('v3.14.0a1', 'main')
  story.commit('main', FIX_XML, { [`${SOURCE}/xml.py`]: XML_FIXED }, 'fix-xml', PETER)
  story.branch('3.14', 'main')
  releases(story, '3.14', ['2026-05-04'])
  story.at('2026-06-01T12:00:00Z')
  story.commit('main', 'Open 3.15', { NEWS: '3.15\n' })
  story.tag('v3.15.0a1', 'main')
  story.at('2026-08-17T12:00:00Z')
  const temp = { [`${SOURCE}/temp.py`]: TEMP_FIXED, 'tests/test_temp.py': 'refuses\n' }
  story.commit('main', `${FIX_TEMP}\n\nReported-by: Mira Solheim <mira@finder.example>`, temp, 'fix-temp', ADAEZE)
  story.at('2026-10-05T12:00:00Z')
  const archive = { [`${SOURCE}/archive.py`]: ARCHIVE_FIXED, 'tests/test_archive.py': 'stays within\n' }
  story.commit('main', FIX_ARCHIVE, archive, 'fix-archive', ADAEZE)
  story.at('2026-10-12T12:00:00Z')
  const cookies = { [`${SOURCE}/cookies.py`]: COOKIES_FIXED, 'tests/test_cookies.py': 'refuses\n' }
  story.commit('main', FIX_COOKIES, cookies, 'fix-cookies', PETER)
  story.at('2026-10-19T12:00:00Z')
  story.commit('main', 'Lantern 3.15.0a2', { NEWS: '3.15.0a2\n' })
  story.tag('v3.15.0a2', 'main')
}

/** Backports, one of them taken back and done again, and the releases that have them. */
function second(story: Story, marks: Marks): void {
  const picked = (name: string): string => `\n\n(cherry picked from commit ${marks[name]})`
  const again = (branch: string): void => story.branch(branch, branch)
  for (const branch of ['3.12', '3.13', '3.14']) again(branch)
  releases(story, '3.13', ['2026-02-02', '2026-04-06', '2026-06-08', '2026-08-03'], 5)
  story.at('2026-02-09T12:00:00Z')
  const xml = { [`${SOURCE}/xml.py`]: XML_FIXED }
  story.commit('3.12', `[3.12] ${FIX_XML}${picked('fix-xml')}`, xml, 'xml-3.12', PETER)
  releases(story, '3.12', ['2026-03-02', '2026-06-15'], 7)
  story.at('2026-10-06T12:00:00Z')
  const archive = { [`${SOURCE}/archive.py`]: ARCHIVE_FIXED, 'tests/test_archive.py': 'stays within\n' }
  story.commit('3.14', `[3.14] ${FIX_ARCHIVE}${picked('fix-archive')}`, archive, 'archive-3.14', ADAEZE)
  story.commit('3.13', 'Keep members of archives where they belong', archive, 'archive-3.13', ADAEZE)
  const other = { [`${SOURCE}/archive.py`]: ARCHIVE_FIXED_12 }
  story.commit('3.12', `[3.12] ${FIX_ARCHIVE}`, other, 'archive-3.12', PETER)
  story.at('2026-10-20T12:00:00Z')
  releases(story, '3.14', ['2026-10-20'], 1)
  releases(story, '3.13', ['2026-10-21'], 9)
  story.at('2026-10-26T12:00:00Z')
  const temp = { [`${SOURCE}/temp.py`]: TEMP_FIXED }
  for (const branch of ['3.12', '3.13', '3.14']) {
    story.commit(branch, `[${branch}] ${FIX_TEMP}${picked('fix-temp')}`, temp, `temp-${branch}`, ADAEZE)
  }
  story.commit('3.13', `[3.13] ${FIX_XML}${picked('fix-xml')}`, xml, 'xml-3.13', PETER)
  const cookies = { [`${SOURCE}/cookies.py`]: COOKIES_FIXED }
  for (const branch of ['3.12', '3.13', '3.14']) {
    story.commit(branch, `[${branch}] ${FIX_COOKIES}${picked('fix-cookies')}`, cookies, `cookies-${branch}`, PETER)
  }
}

/** The fix of the cookies broke a test on 3.12, was taken back there, and came again. */
function third(story: Story, marks: Marks): void {
  story.branch('3.12', '3.12')
  story.at('2026-11-02T12:00:00Z')
  const before = { [`${SOURCE}/cookies.py`]: COOKIES }
  const message = `Revert "[3.12] ${FIX_COOKIES}"\n\nThis reverts commit ${marks['cookies-3.12']}.`
  story.commit('3.12', message, before, 'cookies-3.12-reverted', PETER)
  story.at('2026-11-09T12:00:00Z')
  const after = { [`${SOURCE}/cookies.py`]: COOKIES_FIXED, 'tests/test_cookies.py': 'refuses on 3.12\n' }
  const again = `[3.12] ${FIX_COOKIES}\n\n(cherry picked from commit ${marks['fix-cookies']})`
  story.commit('3.12', again, after, 'cookies-3.12-again', PETER)
}

/** 3.13.10 in a hurry from 3.13.9, without what was promised for it. */
function hurry(story: Story): void {
  story.branch('hurry', 'refs/tags/v3.13.9')
  story.at('2026-11-23T12:00:00Z')
  story.commit('hurry', 'Lantern 3.13.10', { NEWS: '3.13.10\n' })
  story.tag('v3.13.10', 'hurry')
}

export const LANTERN: DemoProject = {
  slug: 'lantern',
  chapters: [first, second, third],
  epilogue: hurry,
  settings: (foundation) =>
    [
      '# Lantern: a language and its library. Four branches get fixes, 3.11 no longer does.',
      'steward: 1',
      'project: lantern',
      'title: Lantern',
      ...foundation,
      'repository: https://git.hearth.example/lantern',
      'scheme: python',
      'tags:',
      '  - v(version)',
      'branches:',
      "  - name: '3.11'",
      '    lifecycle: end-of-life',
      '    end-of-life: 2026-05-31',
      "  - name: '3.12'",
      '    lifecycle: security',
      '    end-of-life: 2028-10-31',
      '    next: 3.12.9',
      "  - name: '3.13'",
      '    lifecycle: bugfix',
      '    end-of-life: 2029-10-31',
      '    next: 3.13.10',
      "  - name: '3.14'",
      '    lifecycle: bugfix',
      '    end-of-life: 2030-10-31',
      '    next: 3.14.2',
      '  - name: 3.15-dev',
      "    series: '3.15'",
      '    ref: main',
      '    lifecycle: prerelease',
      '    end-of-life: 2031-10-31',
      '    next: 3.15.0a3',
      'bounds: first-prerelease',
      'product:',
      '  vendor: Hearth Foundation',
      '  product: Lantern',
      '  purl: pkg:generic/lantern',
      "  cpes: ['cpe:2.3:a:hearth:lantern:*:*:*:*:*:*:*:*']",
      'osv:',
      '  prefix: HRTH',
      '',
    ].join('\n'),
  templates: [
    {
      name: 'Standard library',
      about: 'Four live branches; 3.11 is stated to be out of support.',
      isDefault: true,
      content: {
        discovery: 'EXTERNAL',
        credits: [{ name: 'Tomas Vries', type: 'coordinator', consent: true }],
        schedule: [{ branch: '3.11', status: 'unknown', reason: 'end of life since May 2026: not looked at' }],
      },
    },
    {
      name: 'Interpreter core',
      about: 'Found by ourselves.',
      content: { modules: ['runtime'], discovery: 'INTERNAL' },
    },
  ],
  vulnerabilities: (marks) => [
    {
      author: 'ilse',
      fix: 'fix-archive',
      embargoed: true,
      known: ['tomas', 'runa'],
      reserve: true,
      stage: 'draft',
      facts: {
        title: 'Archive extraction writes outside the target directory',
        description:
          'When `archive.extract_all()` unpacks an archive with `links="follow"`, a member can place a symbolic link that a **later member** then writes through. The target of the second write is not checked against the destination directory.\n\nAn attacker who supplies the archive can create or overwrite files with the rights of the process. Archives opened with the default `links="refuse"` are not affected.',
        embargo: '2026-12-15T14:00:00Z',
        introduced: [marks.links!, marks['links-3.12']!],
        stated: [{ by: 'the reporter, by mail of 2026-11-20', range: '<3.13.8' }],
        weaknesses: ['CWE-59'],
        'attack-patterns': ['CAPEC-132'],
        severity: ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:P/VC:N/VI:H/VA:L/SC:N/SI:N/SA:N'],
        credits: [
          { name: 'Jonah Weatherby', type: 'reporter', consent: false, asked: '2026-11-16' },
          { name: 'Adaeze Lindqvist', type: 'remediation developer', consent: true },
          { name: 'Tomas Vries', type: 'coordinator', consent: true },
        ],
        timeline: [
          { date: '2026-09-28', event: 'reported by mail' },
          { date: '2026-10-05', event: 'fixed on main' },
        ],
      },
    },
    {
      author: 'tomas',
      fix: 'fix-temp',
      embargoed: false,
      reserve: true,
      stage: 'published',
      facts: {
        title: 'Link followed while removing a temporary directory',
        description:
          'While a temporary directory is removed, `temp.clean()` follows a symbolic link that another user of the machine puts in its place, and removes files outside of the directory with the rights of the process.',
        introduced: [marks.start!],
        weaknesses: ['CWE-59'],
        severity: ['CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:N/VI:H/VA:H/SC:N/SI:N/SA:N'],
        references: [{ url: 'https://git.hearth.example/lantern/issues/47488', tags: ['issue-tracking'] }],
        credits: [
          { name: 'Mira Solheim', type: 'finder', consent: true },
          { name: 'Adaeze Lindqvist', type: 'remediation developer', consent: true },
        ],
        timeline: [
          { date: '2026-07-27', event: 'reported by mail' },
          { date: '2026-08-17', event: 'fixed on main' },
        ],
        published: day('2026-11-10'),
      },
    },
    {
      author: 'tomas',
      fix: 'fix-cookies',
      alsoFixed: [{ branch: '3.12', commit: 'cookies-3.12-again' }],
      embargoed: true,
      known: ['ilse', 'runa'],
      reserve: true,
      stage: 'review',
      facts: {
        title: 'Line breaks in cookie values split response headers',
        description:
          'The function `cookies.header()` writes the value of a cookie into a response header without looking for line breaks. A program that takes the value from a request lets the sender add headers of their own to the response.',
        embargo: '2026-12-08T14:00:00Z',
        introduced: [marks.start!],
        reverts: [{ commit: marks['cookies-3.12-reverted']!, of: marks['cookies-3.12']! }],
        weaknesses: ['CWE-93'],
        severity: ['CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:N/VI:L/VA:N/SC:L/SI:L/SA:N'],
        references: [{ url: 'https://git.hearth.example/lantern/issues/47981', tags: ['issue-tracking'] }],
        credits: [
          { name: 'Nils Aaltonen', type: 'finder', consent: true },
          { name: 'Peter Okonjo', type: 'remediation developer', consent: true },
        ],
        timeline: [{ date: '2026-10-02', event: 'reported by mail' }],
      },
    },
    {
      author: 'ilse',
      fix: 'fix-xml',
      embargoed: false,
      reserve: true,
      stage: 'published',
      facts: {
        title: 'Entity expansion without a limit stops the process',
        description:
          'The function `xml.parse()` expands nested entities without a limit. A document of a few hundred bytes makes the process use all memory.',
        introduced: [marks.start!],
        // Said of a release before it was there; it came without the fix.
        overrides: [
          {
            version: '3.13.10',
            status: 'fixed',
            reason: 'The fix is queued for 3.13.10.',
            author: 'Ilse Marchetti',
            date: '2026-11-05',
          },
        ],
        weaknesses: ['CWE-776'],
        severity: ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:H/SC:N/SI:N/SA:N'],
        credits: [{ name: 'Peter Okonjo', type: 'remediation developer', consent: true }],
        timeline: [{ date: '2025-10-06', event: 'found by a fuzzer' }],
        published: day('2026-11-12'),
      },
    },
  ],
}
