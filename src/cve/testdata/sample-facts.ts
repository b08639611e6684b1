// A project and one vulnerability of it, typed by hand, for the tests of what is rendered from them.
import assert from 'node:assert/strict'
import { parseCveId } from '#ids'
import type { Project } from '#project'
import { type SchemeName, schemeNamed } from '#versions'
import type { Assessment, Range, Status, Vulnerability } from '#vulnerability'

export const LANTERN: Project = {
  project: 'lantern',
  title: 'Lantern',
  foundation: {
    shortName: 'lantern',
    orgId: '5f0f6a2e-5c1b-4c53-9c3e-0d5a2f1b7e90',
    advisories: 'https://lantern.example/advisories/',
  },
  repository: 'https://git.example/lantern.git',
  clone: '.',
  scheme: 'python',
  tags: [{ prefix: 'v', suffix: '', separator: '.' }],
  ignoreTags: [],
  branches: [],
  releases: [],
  bounds: 'first-prerelease',
  product: { vendor: 'Lantern Software Foundation', product: 'Lantern' },
  osv: { prefix: 'LSF' },
  template: {},
  streams: [],
  outputs: { facts: 'advisories', cve: 'cve', osv: 'osv' },
  lint: { rules: [], waivers: [] },
}

const id = parseCveId('CVE-2030-10421')
assert(id.ok)

export const FACTS: Vulnerability = {
  id: 'LSF-2030-4',
  cve: id.value,
  aliases: [],
  title: 'Link followed while removing a temporary directory',
  description: 'Removing a temporary directory follows *symbolic links* in it.',
  state: 'published',
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

/** What the facts lead to, with the releases and the fix commits that matter to a record. */
export function assessed(
  vulnerability: Vulnerability,
  releases: readonly (readonly [version: string, status: Status])[] = [],
  commits: readonly string[] = [],
  schemeName: SchemeName = 'python',
): Assessment {
  const scheme = schemeNamed(schemeName)
  assert(scheme.ok)
  return {
    vulnerability,
    releases: releases.map(([text, status]) => {
      const version = scheme.value.parse(text)
      assert(version.ok)
      const release = { version: version.value, series: '', tags: [], commits: [] }
      return { release, status, reason: { kind: 'not-introduced' } }
    }),
    runs: [],
    fixed: [],
    branches: [],
    git: { introduced: [], fixed: [] },
    fixCommits: commits.length === 0 ? [] : [{ commits }],
    conflicts: [],
  }
}

/** `['3.9.0', '3.9.20']` is a range of affected versions; without an upper bound it has no end. */
export function ranges(...bounds: readonly (readonly [lower: string, upper?: string])[]): readonly Range[] {
  return bounds.map(([lower, upper]) => ({
    status: 'affected',
    lower,
    ...(upper !== undefined && { upper }),
    provisional: false,
  }))
}
