import type { Project } from './project.ts'

/** The project that is assumed where none is stated: every tag is a release, its name is its version, versions have no order. */
export const WHOLE_TAGS: Project = {
  project: 'tags',
  title: 'tags',
  clone: '.',
  scheme: 'custom',
  tags: [{ prefix: '', suffix: '', separator: '.' }],
  ignoreTags: [],
  branches: [],
  releases: [],
  bounds: 'first-prerelease',
  product: { vendor: 'n/a', product: 'n/a' },
  osv: { prefix: 'X' },
  template: {},
  streams: [],
  outputs: { facts: 'advisories', cve: 'records/cve', osv: 'records/osv' },
  lint: { rules: [], waivers: [] },
}
