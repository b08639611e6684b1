/**
 * The world in which the examples of the rules happen: the project lantern of the Lantern Software Foundation, its releases, and what is
 * known of the vulnerability of the sample record.
 *
 * @module
 */
import type { CveRecord } from '#cve'
import { type Project, type Release, type ReleaseList, WHOLE_TAGS } from '#project'
import { schemeNamed } from '#versions'
import type { Assessment, Reason, Status, Vulnerability } from '#vulnerability'

/** Branch 3.11 is at its end of life, 3.12 and 3.13 are supported. */
export const EXAMPLE_PROJECT: Project = {
  ...WHOLE_TAGS,
  project: 'lantern',
  title: 'Lantern',
  repository: 'https://git.example/lantern',
  scheme: 'python',
  branches: [
    { name: '3.13', series: '3.13', ref: '3.13', lifecycle: 'bugfix', endOfLife: '2031-10-31' },
    { name: '3.12', series: '3.12', ref: '3.12', lifecycle: 'security', endOfLife: '2030-10-31' },
    { name: '3.11', series: '3.11', ref: '3.11', lifecycle: 'end-of-life', endOfLife: '2029-10-31' },
  ],
  product: { vendor: 'Lantern Software Foundation', product: 'lantern' },
}

export const EXAMPLE_RELEASES: ReleaseList = {
  releases: ['3.11.14', '3.11.15', '3.12.12', '3.12.13', '3.13.8', '3.13.9'].map(release),
  ignored: [],
}

export const EXAMPLE_FACTS: Vulnerability = {
  id: 'LSF-2030-4',
  aliases: [],
  title: 'Link followed while removing a temporary directory',
  description: 'Lantern follows a symbolic link while it removes a temporary directory.',
  state: 'draft',
  introduced: '0',
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
}

/** Fixed on branch 3.13 by the commit that the sample record refers to. */
export const EXAMPLE_ASSESSMENT: Assessment = {
  vulnerability: EXAMPLE_FACTS,
  releases: [],
  runs: [],
  fixed: [release('3.13.9')],
  branches: [{ branch: '3.13', series: '3.13', fixedIn: release('3.13.9'), why: 'fixed in 3.13.9' }],
  git: { introduced: [], fixed: [] },
  fixCommits: [{ branch: '3.13', commits: ['6ceb8aeda504b079fef7a57b8d81472f15cdd9a5'] }],
  conflicts: [],
}

/** Releases of the example's project, in their order. */
export function exampleReleases(...versions: readonly string[]): ReleaseList {
  return { releases: versions.map(release), ignored: [] }
}

/** What is known of the vulnerability where its releases have these statuses, in their order. */
export function exampleAssessment(
  statuses: Readonly<Record<string, Status>>,
  facts: Partial<Vulnerability> = {},
): Assessment {
  const releases = Object.entries(statuses).map(([version, status]) => ({
    release: release(version),
    status,
    reason: REASONS[status],
  }))
  const branches = [...new Set(releases.map(({ release: { series } }) => series))].map((series) => {
    const own = releases.filter(({ release: each }) => each.series === series)
    const fixedIn = own.find(({ status }) => status === 'fixed')?.release
    return {
      branch: series,
      series,
      ...(fixedIn !== undefined && { fixedIn }),
      why: fixedIn === undefined ? 'no fix on the branch' : 'fixed',
    }
  })
  return { ...EXAMPLE_ASSESSMENT, vulnerability: { ...EXAMPLE_FACTS, ...facts }, releases, branches }
}

const REASONS: Readonly<Record<Status, Reason>> = {
  affected: { kind: 'unfixed', introduced: '0' },
  fixed: { kind: 'fixed', commits: ['6ceb8aeda504b079fef7a57b8d81472f15cdd9a5'] },
  unaffected: { kind: 'not-introduced' },
  unknown: { kind: 'fix-elsewhere', repository: 'https://git.example/candle' },
}

function release(text: string): Release {
  const scheme = schemeNamed('python')
  const version = scheme.ok ? scheme.value.parse(text) : scheme
  if (!version.ok) throw new Error(version.fault.message)
  return { version: version.value, series: text.slice(0, 4), tags: [], commits: [] }
}

/** The CVE record of the sample, once it is rejected. */
export const EXAMPLE_REJECTED_RECORD: CveRecord = {
  dataType: 'CVE_RECORD',
  dataVersion: '5.2.0',
  cveMetadata: { cveId: 'CVE-2030-10421', assignerShortName: 'LSF', state: 'REJECTED' },
  containers: { cna: { rejectedReasons: [{ lang: 'en', value: 'Lantern follows no link here: a mistake.' }] } },
}
