import type { Project, Release } from '#project'
import { type SchemeName, schemeNamed } from '#versions'
import type { Assessment, ReleaseStatus, Status, Vulnerability } from '#vulnerability'

export const A: string = 'a'.repeat(40)
export const B: string = 'b'.repeat(40)
export const C: string = 'c'.repeat(40)

export function project(changes: Partial<Project> = {}): Project {
  return {
    project: 'lantern',
    title: 'Lantern',
    repository: 'https://git.example/lantern',
    clone: '.',
    scheme: 'python',
    tags: [{ prefix: 'v', suffix: '', separator: '.' }],
    ignoreTags: [],
    branches: [],
    releases: [],
    bounds: 'first-prerelease',
    product: { vendor: 'Lantern Software Foundation', product: 'Lantern', purl: 'pkg:pypi/lantern' },
    osv: { prefix: 'LSF', ecosystem: 'PyPI', package: 'lantern' },
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
    published: '2030-02-17T09:00:00Z',
    introduced: [A],
    fixes: [{ commits: [B] }],
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

/** Releases from one line, in order: `1.0:affected 1.1:fixed`. */
export function releases(scheme: SchemeName, line: string): readonly ReleaseStatus[] {
  const named = schemeNamed(scheme)
  if (!named.ok) throw new Error(named.fault.message)
  return line.split(' ').filter(Boolean).map((each): ReleaseStatus => {
    const colon = each.lastIndexOf(':')
    const text = each.slice(0, colon)
    const status = each.slice(colon + 1)
    const version = named.value.parse(text)
    if (!version.ok) throw new Error(version.fault.message)
    const release: Release = { version: version.value, series: named.value.series(version.value), tags: [`v${text}`], commits: [] }
    return { release, status: status as Status, reason: { kind: 'not-introduced' } }
  })
}

export function assessment(changes: Partial<Assessment> = {}): Assessment {
  return {
    vulnerability: facts(),
    releases: releases('python', '1.0:unaffected 1.1:affected 1.2:fixed'),
    runs: [],
    fixed: [],
    branches: [],
    git: { introduced: [A], fixed: [B] },
    fixCommits: [],
    conflicts: [],
    ...changes,
  }
}
