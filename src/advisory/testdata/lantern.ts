import { parseCvss } from '#cvss'
import type { Branch, Project, Release } from '#project'
import { schemeNamed, type SchemeName } from '#versions'
import type { Assessment, BranchStatus, Range, ReleaseStatus, Status, Vulnerability } from '#vulnerability'

const branches: readonly Branch[] = [
  { name: '3.9', series: '3.9', ref: '3.9', lifecycle: 'end-of-life', endOfLife: '2029-10-31' },
  { name: '3.10', series: '3.10', ref: '3.10', lifecycle: 'security', endOfLife: '2030-10-31' },
  { name: '3.11', series: '3.11', ref: '3.11', lifecycle: 'security' },
  { name: '3.12', series: '3.12', ref: '3.12', lifecycle: 'bugfix', endOfLife: '2031-10-31', next: '3.12.13' },
  { name: '3.13', series: '3.13', ref: '3.13', lifecycle: 'bugfix', endOfLife: '2030-10-31' },
  { name: 'main', series: '3.14', ref: 'main', lifecycle: 'prerelease' },
]

export function lantern(changes: Partial<Project> = {}): Project {
  return {
    project: 'lantern',
    title: 'Lantern',
    repository: 'https://git.example/lantern',
    clone: '.',
    scheme: 'python',
    tags: [{ prefix: 'v', suffix: '', separator: '.' }],
    ignoreTags: [],
    branches,
    releases: [],
    bounds: 'first-prerelease',
    product: { vendor: 'Lantern Software Foundation', product: 'Lantern' },
    osv: { prefix: 'x_LSF' },
    template: {},
    streams: [],
    outputs: { facts: 'facts', cve: 'cve', osv: 'osv' },
    lint: { rules: [], waivers: [] },
    ...changes,
  }
}

export function facts(changes: Partial<Vulnerability> = {}): Vulnerability {
  return {
    id: 'LSF-2030-4',
    aliases: [],
    title: 'A title',
    description: 'A description.\n',
    state: 'published',
    introduced: ['a'.repeat(40)],
    fixes: [],
    reverts: [],
    overrides: [],
    provisional: [],
    stated: [],
    weaknesses: [],
    severity: [],
    references: [],
    credits: [],
    timeline: [],
    modules: [],
    platforms: [],
    ...changes,
  }
}

/** Releases from one line, in order: `1.0:affected 1.1:fixed@2030-02-17`. */
export function releases(scheme: SchemeName, line: string): readonly ReleaseStatus[] {
  const named = schemeNamed(scheme)
  if (!named.ok) throw new Error(named.fault.message)
  return line.split(/\s+/).filter(Boolean).map((each): ReleaseStatus => {
    const [text = '', rest = ''] = each.split(':')
    const [status = '', date] = rest.split('@')
    const version = named.value.parse(text)
    if (!version.ok) throw new Error(version.fault.message)
    const release: Release = {
      version: version.value,
      series: named.value.series(version.value),
      tags: [`v${text}`],
      commits: [],
      ...(date === undefined ? {} : { date }),
      ...(text === '3.10.20' ? { sourceOnly: true } : {}),
    }
    return { release, status: status as Status, reason: { kind: 'not-introduced' } }
  })
}

/** What the assessment of the facts gives, as far as an advisory reads it: branches and first fixed releases from the list. */
export function assess(
  project: Project,
  vulnerability: Vulnerability,
  statuses: readonly ReleaseStatus[],
  more: Partial<Assessment> = {},
): Assessment {
  const all = [...new Set([...statuses.map(({ release }) => release.series), ...project.branches.map((b) => b.series)])]
  const fixed: Release[] = []
  const standing = all.flatMap((series): readonly BranchStatus[] => {
    const own = statuses.filter(({ release }) => release.series === series)
    const branch = project.branches.find((each) => each.series === series)
    const affected = own.filter(({ status }) => status === 'affected')
    const last = affected.at(-1)
    if (last === undefined && branch === undefined) return []
    const after = last === undefined ? undefined : own.slice(own.indexOf(last)).find(({ status }) => status === 'fixed')
    if (after !== undefined) fixed.push(after.release)
    const planned = branch?.next === undefined || affected.length === 0 ? undefined : releases(project.scheme, `${branch.next}:fixed`)[0]
    return [
      {
        branch: branch?.name ?? series,
        series,
        ...(branch === undefined ? {} : { lifecycle: branch.lifecycle }),
        ...(last === undefined ? {} : { affected: { first: affected[0]!.release, last: last.release } }),
        ...(after === undefined ? {} : { fixedIn: after.release }),
        ...(planned === undefined ? {} : { planned: planned.release.version }),
        why:
          after !== undefined
            ? `8eaeefe49d17 is in v${after.release.version.text}`
            : last === undefined
              ? 'it does not contain the bug'
              : `bug present since ${affected[0]!.release.version.text}; no fix on the branch`,
      },
    ]
  })
  const beginning = statuses[0]?.status === 'affected'
  return {
    vulnerability,
    releases: statuses,
    runs: beginning
      ? [{ status: 'affected', releases: [statuses[0]!.release], fromBeginning: true, end: { kind: 'open' } }]
      : [],
    fixed,
    branches: standing,
    git: { introduced: [], fixed: [] },
    fixCommits: [],
    conflicts: [],
    ...more,
  }
}

function vector(text: string): Vulnerability['severity'][number] {
  const read = parseCvss(text)
  if (!read.ok) throw new Error(read.fault.message)
  return read.value
}

/** One advisory with everything in it: old branches, end of life, source only, planned, open, fixed, pre-release, unknown. */
export const richProject: Project = lantern()
export const rich: Assessment = assess(
  richProject,
  facts({
    cve: 'CVE-2030-10421' as never,
    aliases: ['GHSA-aaaa-bbbb-cccc'],
    title: 'Removing a temporary directory can follow a planted link',
    description: `When Lantern cleans up a temporary directory, another user of the same machine can swap a folder for a link. Lantern then deletes the files behind the link, with **your** permissions. Nothing can be read this way, and nobody can do it over the network.

The function \`tempdir.remove()\` looks at a folder and deletes it in two steps. [The report](https://git.example/lantern/issues/88214) shows the race:

\`\`\`
look  /tmp/build-1      a folder
                        (the attacker plants a link)
clean /tmp/build-1
\`\`\`

## Who can do it

1. Somebody with an account on the machine,
2. who can write to the folder in which the temporary directory is:
   - \`/tmp\` without the sticky bit,
   - or any shared folder.
`,
    workarounds: `Give each user a temporary folder that nobody else can write to:

    mkdir -p -m 700 "$HOME/.cache/tmp"
    export TMPDIR="$HOME/.cache/tmp"

Making \`/tmp\` sticky does *not* help. See <https://lantern.example/tmp>.
`,
    published: '2030-02-17T09:00:00Z',
    weaknesses: ['CWE-59', 'CWE-367'],
    severity: [
      'CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:N/I:H/A:H',
      'CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:N/VI:H/VA:H/SC:N/SI:N/SA:N',
    ].map(vector),
    references: [
      { url: 'https://git.example/lantern/commit/6ceb8aeda504', tags: ['patch'], name: 'Refuse links while cleaning up' },
      { url: 'https://git.example/lantern/issues/88214', tags: ['issue-tracking'] },
      { url: 'https://lists.lantern.example/security-announce/2030/4', tags: ['mailing-list', 'vendor-advisory'] },
    ],
    credits: [
      { name: 'Ilse Varrenholt', type: 'finder', consent: true },
      { name: 'Tam Ondrasek', type: 'remediation developer', consent: true },
      { name: 'Rosalba Finch-Adeyo', type: 'remediation reviewer', consent: true },
      { name: 'A. N. Onymous', type: 'reporter', consent: false },
    ],
    timeline: [
      { date: '2030-01-19', event: 'Reported in private by Ilse Varrenholt' },
      { date: '2030-01-21T08:00:00Z', event: 'Confirmed by the security team' },
      { date: '2030-02-17', event: '3.13.9 released; this advisory published' },
    ],
    modules: ['tempdir'],
    platforms: ['Linux', 'macOS'],
  }),
  releases(
    'python',
    `3.7.0:affected 3.7.1:affected 3.8.0:affected 3.8.1:affected 3.9.0:affected 3.9.19:affected
     3.10.0:affected 3.10.19:affected 3.10.20:fixed@2030-02-18
     3.11.0:affected 3.11.1:unknown 3.11.2:affected
     3.12.0a1:affected 3.12.0:affected 3.12.12:affected
     3.13.0a1:affected 3.13.0:affected 3.13.8:affected 3.13.9:fixed@2030-02-17
     3.14.0a1:affected 3.14.0a2:fixed@2030-03-02`,
  ),
  {
    fixCommits: [
      { branch: '3.10', commits: ['5585334d772b253a06a6730202a5424b1168a88f'] },
      { branch: '3.13', commits: ['8eaeefe49d179ca0d0f8c0b3b6b8e4a2b2b9a5e3', '0c7fd1a332c652f268150113cce8ded24d4e8504'] },
      { commits: ['6ceb8aeda504b079fef7a57b8d81472f15cdd9a5'] },
    ],
  },
)
export const richRanges: readonly Range[] = [
  { status: 'affected', lower: '0', upper: '3.10.20', provisional: false },
  { status: 'affected', lower: '3.11.0', upper: '3.11.1', provisional: false },
  { status: 'unknown', lower: '3.11.1', upper: '3.11.2', provisional: false },
  { status: 'affected', lower: '3.11.2', upper: '3.12.13', provisional: true },
  { status: 'affected', lower: '3.13.0a1', upper: '3.13.9', provisional: false },
  { status: 'affected', lower: '3.14.0a1', upper: '3.14.0a2', provisional: false },
]
