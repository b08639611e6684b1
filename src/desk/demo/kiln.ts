import { day, releases } from './moments.ts'
import type { DemoProject, Marks } from './project.ts'
import type { Story } from './story.ts'

const OLENA = 'Olena Ruvik <olena@kiln.example>'

const HEADER = 'size_t header_size(const struct image *i) { return i->width * i->height; }\n'
const HEADER_FIXED = 'size_t header_size(const struct image *i) {\n    return checked_mul(i->width, i->height);\n}\n'
const PALETTE = 'int palette_at(const struct image *i, int n) { return i->palette[n]; }\n'
const PALETTE_FIXED =
  'int palette_at(const struct image *i, int n) {\n    return n < i->colours ? i->palette[n] : 0;\n}\n'
const FIX_HEADER = 'Check the size of an image header before it is read (#1207)'
const FIX_PALETTE = 'Do not read beyond the palette (#1251)'

function first(story: Story): void {
  story.at('2024-02-05T12:00:00Z')
  story.commit('main', 'Start of Kiln', { 'src/header.c': HEADER, 'src/palette.c': PALETTE }, 'start')
  story.branch('1.4', 'main')
  releases(story, '1.4', ['2024-02-12', '2024-07-01', '2025-01-13', '2025-08-04', '2026-03-09'])
  story.at('2025-05-05T12:00:00Z')
  story.commit('main', 'Open 2.0', { NEWS: '2.0\n' })
  story.branch('2.0', 'main')
  releases(story, '2.0', ['2025-06-02', '2025-11-03', '2026-04-13'])
  story.at('2026-07-06T12:00:00Z')
  const header = { 'src/header.c': HEADER_FIXED, 'tests/header.c': 'checks\n' }
  story.commit(
    'main',
    `${FIX_HEADER}\n\nReported-by: Sunniva Dahl <sunniva@finder.example>`,
    header,
    'fix-header',
    OLENA,
  )
  story.at('2026-11-02T12:00:00Z')
  story.commit('main', FIX_PALETTE, { 'src/palette.c': PALETTE_FIXED }, 'fix-palette', OLENA)
}

function second(story: Story, marks: Marks): void {
  const picked = (name: string): string => `\n\n(cherry picked from commit ${marks[name]})`
  for (const branch of ['1.4', '2.0']) story.branch(branch, branch)
  story.at('2026-07-08T12:00:00Z')
  for (const branch of ['1.4', '2.0']) {
    const files = { 'src/header.c': HEADER_FIXED }
    story.commit(branch, `${FIX_HEADER}${picked('fix-header')}`, files, `header-${branch}`, OLENA)
  }
  releases(story, '1.4', ['2026-07-13'], 5)
  releases(story, '2.0', ['2026-07-14'], 3)
  story.at('2026-11-04T12:00:00Z')
  for (const branch of ['1.4', '2.0']) {
    const files = { 'src/palette.c': PALETTE_FIXED }
    story.commit(branch, `${FIX_PALETTE}${picked('fix-palette')}`, files, `palette-${branch}`, OLENA)
  }
  releases(story, '1.4', ['2026-11-16'], 6)
  releases(story, '2.0', ['2026-11-17'], 4)
}

export const KILN: DemoProject = {
  slug: 'kiln',
  chapters: [first, second],
  settings: (foundation) =>
    [
      '# Kiln: reads and writes images. Two branches get fixes.',
      'steward: 1',
      'project: kiln',
      'title: Kiln',
      ...foundation,
      'repository: https://git.hearth.example/kiln',
      'scheme: semver',
      'tags:',
      '  - v(version)',
      'series-numbers: 2',
      'branches:',
      "  - name: '1.4'",
      '    lifecycle: security',
      '    end-of-life: 2027-02-28',
      '    next: 1.4.7',
      "  - name: '2.0'",
      '    lifecycle: bugfix',
      '    next: 2.0.5',
      '  - name: main',
      "    series: '2.1'",
      '    lifecycle: prerelease',
      '    next: 2.1.0',
      'product:',
      '  vendor: Hearth Foundation',
      '  product: Kiln',
      '  purl: pkg:generic/kiln',
      "  cpes: ['cpe:2.3:a:hearth:kiln:*:*:*:*:*:*:*:*']",
      'osv:',
      '  prefix: KILN',
      '',
    ].join('\n'),
  templates: [
    {
      name: 'Image reader',
      about: 'A file from outside is read.',
      isDefault: true,
      content: { discovery: 'EXTERNAL', platforms: [] },
    },
  ],
  vulnerabilities: (marks) => [
    {
      author: 'mateus',
      fix: 'fix-header',
      embargoed: false,
      reserve: true,
      stage: 'published',
      facts: {
        title: 'Buffer overrun in the image header reader',
        description:
          'Kiln multiplies width and height of an image header without looking for an overflow, and writes past the end of a buffer that is too small. A crafted image can make the program that opens it run code of the attacker.',
        introduced: [marks.start!],
        weaknesses: ['CWE-190'],
        severity: ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:A/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N'],
        references: [{ url: 'https://git.hearth.example/kiln/issues/1204', tags: ['issue-tracking'] }],
        credits: [
          { name: 'Sunniva Dahl', type: 'reporter', consent: true },
          { name: 'Olena Ruvik', type: 'remediation developer', consent: true },
        ],
        timeline: [
          { date: '2026-06-22', event: 'reported by mail' },
          { date: '2026-07-06', event: 'fixed on main' },
        ],
        published: day('2026-07-14'),
      },
    },
    {
      author: 'mateus',
      fix: 'fix-palette',
      embargoed: true,
      known: ['runa'],
      reserve: true,
      stage: 'scheduled',
      facts: {
        title: 'Read beyond the palette of an image',
        description:
          'Kiln takes the number of a colour from the image and reads the palette at that place without looking at its length. A crafted image can make the program stop, or show bytes of its memory as colours.',
        introduced: [marks.start!],
        weaknesses: ['CWE-125'],
        severity: ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:A/VC:L/VI:N/VA:L/SC:N/SI:N/SA:N'],
        references: [{ url: 'https://git.hearth.example/kiln/issues/1249', tags: ['issue-tracking'] }],
        credits: [{ name: 'Olena Ruvik', type: 'remediation developer', consent: true }],
        timeline: [{ date: '2026-10-26', event: 'found by a fuzzer' }],
      },
    },
    {
      author: 'mateus',
      embargoed: false,
      reserve: true,
      stage: 'rejected',
      facts: {
        title: 'Colours are rounded differently on two machines',
        description:
          'Reported as a loss of integrity. The values differ by one in the last place, as the documentation says.',
        introduced: '0',
        'rejected-reason': 'This is documented behaviour and no vulnerability.',
        timeline: [{ date: '2026-05-11', event: 'reported by mail' }],
      },
    },
  ],
}
