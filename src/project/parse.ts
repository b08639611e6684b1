import { fail, failAll, from, ok, type Result } from '#fault'
import { parseCpe, parseHttpUrl, parsePurl } from '#ids'
import {
  atMost,
  boolean,
  constant,
  integer,
  list,
  nonEmpty,
  object,
  oneOf,
  optional,
  parsed,
  parseYaml,
  placeFaults,
  readShape,
  refine,
  type Shape,
  type TypeOf,
} from '#json'
import { type Scheme, type SchemeName, schemeNamed } from '#versions'
import { contradictions } from './contradictions.ts'
import { isDay } from './day.ts'
import { lintSettings } from './lint-settings.ts'
import type { Branch, Project, ReleaseNote, TagRule } from './project.ts'
import { parseTagRule } from './tag-rule.ts'

const date: Shape<string> = refine(nonEmpty, (text) => (isDay(text) ? undefined : 'must be a date like 2030-03-01'))
const url: Shape<string> = parsed(nonEmpty, parseHttpUrl)
const uuid: Shape<string> = refine(nonEmpty, (text) =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i.test(text)
    ? undefined
    : 'must be a UUID (version 4)',
)
/** A folder below `steward.yaml`: never a way out of it. */
const folder: Shape<string> = refine(nonEmpty, (text) =>
  text.startsWith('/') || text.includes('\\') || text.split('/').includes('..')
    ? 'must be a folder below steward.yaml'
    : undefined,
)
/** The public address: a page or a repository, never a path of this machine. */
const repository: Shape<string> = refine(nonEmpty, (text) =>
  /^(?:https?|ssh|git):\/\/[^\s]{1,2000}$/.test(text)
    ? undefined
    : 'must be an address like https://git.example/lantern',
)
const cpe: Shape<string> = parsed(nonEmpty, (text) => {
  const read = parseCpe(text)
  return read.ok ? ok(text) : read
})
const purl: Shape<string> = parsed(nonEmpty, (text) => {
  const read = parsePurl(text, { version: 'forbidden' })
  return read.ok ? ok(read.value.text) : read
})
const scheme: Shape<SchemeName> = parsed(nonEmpty, (text) => {
  const found = schemeNamed(text)
  return found.ok ? ok(found.value.name) : found
})

const tagRule: Shape<TagRule> = (value, at, report) =>
  typeof value === 'string'
    ? parsed(nonEmpty, (text) => parseTagRule(text))(value, at, report)
    : parsed(object({ match: nonEmpty, separator: optional(nonEmpty) }), (rule) =>
        parseTagRule(rule.match, rule.separator),
      )(value, at, report)

const FILE = object({
  steward: constant(1),
  project: refine(nonEmpty, (text) =>
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(text) ? undefined : 'must be a short name',
  ),
  title: optional(nonEmpty),
  foundation: optional(
    object({
      'short-name': nonEmpty,
      'org-id': uuid,
      name: optional(nonEmpty),
      contact: optional(nonEmpty),
      scope: optional(nonEmpty),
      policy: optional(url),
      advisories: optional(url),
    }),
  ),
  repository: optional(repository),
  clone: optional(nonEmpty),
  scheme,
  tags: atMost(32, list(tagRule)),
  'ignore-tags': optional(atMost(1000, list(nonEmpty))),
  'series-numbers': optional(refine(integer, (n) => (n >= 0 && n <= 6 ? undefined : 'must be from 0 to 6'))),
  branches: optional(
    atMost(
      1000,
      list(
        object({
          name: nonEmpty,
          series: optional(nonEmpty),
          ref: optional(nonEmpty),
          lifecycle: optional(oneOf('prerelease', 'bugfix', 'security', 'end-of-life')),
          'end-of-life': optional(date),
          next: optional(nonEmpty),
        }),
      ),
    ),
  ),
  releases: optional(
    atMost(
      10_000,
      list(
        object({
          version: nonEmpty,
          commit: optional(nonEmpty),
          date: optional(date),
          yanked: optional(nonEmpty),
          'source-only': optional(boolean),
        }),
      ),
    ),
  ),
  bounds: optional(oneOf('first-prerelease', 'final')),
  product: object({
    vendor: nonEmpty,
    product: nonEmpty,
    'package-name': optional(nonEmpty),
    'collection-url': optional(url),
    purl: optional(purl),
    cpes: optional(list(cpe)),
    modules: optional(list(nonEmpty)),
    platforms: optional(list(nonEmpty)),
  }),
  osv: object({
    prefix: refine(nonEmpty, (text) => (/^[A-Z][A-Z0-9]*$/.test(text) ? undefined : 'must be capitals and digits')),
    ecosystem: optional(nonEmpty),
    package: optional(nonEmpty),
  }),
  template: optional(
    object({
      discovery: optional(oneOf('INTERNAL', 'EXTERNAL', 'USER', 'UNKNOWN')),
      'version-type': optional(nonEmpty),
      credits: optional(list(object({ name: nonEmpty, type: nonEmpty }))),
      references: optional(list(object({ url, tags: list(nonEmpty) }))),
    }),
  ),
  streams: optional(list(object({ name: nonEmpty, series: optional(nonEmpty), identity: nonEmpty, issuer: nonEmpty }))),
  outputs: optional(object({ facts: optional(folder), cve: optional(folder), osv: optional(folder) })),
  lint: optional(lintSettings),
})
type File = TypeOf<typeof FILE>

/** Reads `steward.yaml`; every fault at once, each with its line. `source` names the file in faults. */
export function parseProject(text: string, source: string): Result<Project> {
  const document = parseYaml(text)
  if (!document.ok) return fail(from(source, document.fault))
  const file = readShape(FILE, document.value.value)
  if (!file.ok) return fail(placeFaults(source, document.value, file.fault))
  const project = toProject(file.value)
  const faults = contradictions(project, schemeOf(project.scheme))
  if (faults.length > 0) return fail(placeFaults(source, document.value, failAll(faults).fault))
  return ok(project)
}

function toProject(file: File): Project {
  const { product, template, foundation, outputs } = file
  // With no numbers in the name of a series, every release is in the one series ''.
  const oneSeries = file['series-numbers'] === 0 || schemeOf(file.scheme).order !== 'total'
  return {
    project: file.project,
    title: file.title ?? file.project,
    ...(foundation && {
      foundation: {
        ...omit(foundation, 'short-name', 'org-id'),
        shortName: foundation['short-name'],
        orgId: foundation['org-id'],
      },
    }),
    ...(file.repository !== undefined && { repository: withoutSlashes(file.repository) }),
    clone: file.clone ?? '.',
    scheme: file.scheme,
    tags: file.tags,
    ignoreTags: file['ignore-tags'] ?? [],
    ...(file['series-numbers'] !== undefined && { seriesNumbers: file['series-numbers'] }),
    branches: (file.branches ?? []).map((branch) => toBranch(branch, oneSeries)),
    releases: (file.releases ?? []).map(toReleaseNote),
    bounds: file.bounds ?? 'first-prerelease',
    product: {
      ...omit(product, 'package-name', 'collection-url'),
      ...(product['package-name'] !== undefined && { packageName: product['package-name'] }),
      ...(product['collection-url'] !== undefined && { collectionUrl: product['collection-url'] }),
    },
    osv: file.osv,
    template: {
      ...omit(template ?? {}, 'version-type'),
      ...(template?.['version-type'] !== undefined && { versionType: template['version-type'] }),
    },
    streams: file.streams ?? [],
    outputs: {
      facts: outputs?.facts ?? 'advisories',
      cve: outputs?.cve ?? 'records/cve',
      osv: outputs?.osv ?? 'records/osv',
    },
    lint: file.lint ?? { rules: [], waivers: [] },
  }
}

type BranchFile = NonNullable<File['branches']>[number]
function toBranch(branch: BranchFile, oneSeries: boolean): Branch {
  return {
    name: branch.name,
    series: oneSeries ? '' : (branch.series ?? branch.name),
    ref: branch.ref ?? branch.name,
    lifecycle: branch.lifecycle ?? 'bugfix',
    ...(branch['end-of-life'] !== undefined && { endOfLife: branch['end-of-life'] }),
    ...(branch.next !== undefined && { next: branch.next }),
  }
}

type ReleaseFile = NonNullable<File['releases']>[number]
function toReleaseNote(release: ReleaseFile): ReleaseNote {
  return {
    ...omit(release, 'source-only'),
    ...(release['source-only'] !== undefined && { sourceOnly: release['source-only'] }),
  }
}

function withoutSlashes(address: string): string {
  let end = address.length
  while (address[end - 1] === '/') end--
  return address.slice(0, end)
}

/** The scheme of a name that is already known to be one. */
function schemeOf(name: SchemeName): Scheme {
  const found = schemeNamed(name)
  if (!found.ok) throw new Error(found.fault.message)
  return found.value
}

function omit<T extends object, const K extends keyof T>(value: T, ...keys: readonly K[]): Omit<T, K> {
  return Object.fromEntries(
    Object.entries(value).filter(([key]) => !(keys as readonly string[]).includes(key)),
  ) as Omit<T, K>
}
