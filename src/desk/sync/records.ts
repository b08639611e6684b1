import path from 'node:path'
import { type CveRecord, carryOver, diffCve, parseCveRecord, renderCveRecord, statusReader } from '#cve'
import { ok, type Result } from '#fault'
import { type Json, parseJson, writeJson } from '#json'
import { diffOsv, type OsvRecord, osvIdOf, parseOsv, renderOsv } from '#osv'
import type { Project } from '#project'
import type { SchemeName } from '#versions'
import { type Assessment, describeReason, rangesOf } from '#vulnerability'
import { adpDifferences } from './adp.ts'
import type { Write } from './write.ts'

/** One release whose status differs from what was written last. */
export interface VersionChange {
  readonly version: string
  readonly before: string
  readonly after: string
  readonly why: string
}

export interface RecordsPlan {
  readonly isNew: boolean
  readonly before: readonly string[]
  readonly after: readonly string[]
  readonly versions: readonly VersionChange[]
  readonly changes: readonly string[]
  readonly held: readonly string[]
  /** What readers of the record see besides our own statement. */
  readonly notices: readonly string[]
  readonly writes: readonly Write[]
}

const NOTHING: RecordsPlan = {
  isNew: false,
  before: [],
  after: [],
  versions: [],
  changes: [],
  held: [],
  notices: [],
  writes: [],
}

/** Where the records of a vulnerability stand, relative to the workspace. */
export function recordPaths(project: Project, assessment: Assessment): { readonly cve?: string; readonly osv: string } {
  const { cve } = assessment.vulnerability
  const { outputs, foundation } = project
  return {
    // Without an organisation there is no valid CVE record: the OSV file alone is written.
    ...(cve !== undefined && foundation !== undefined && { cve: path.join(outputs.cve, `${cve}.json`) }),
    // The name of an OSV file is its identifier.
    osv: path.join(outputs.osv, `${osvIdOf(assessment.vulnerability)}.json`),
  }
}

/**
 * The records of one vulnerability as they would be written now, against those that exist. Drafts, and what is under embargo,
 * have no records: nothing of them may stand where others read.
 */
export function planRecords(
  project: Project,
  assessment: Assessment,
  existing: ReadonlyMap<string, string>,
  now: string,
): RecordsPlan {
  const { vulnerability } = assessment
  const embargoed = vulnerability.embargo !== undefined && Date.parse(vulnerability.embargo) > Date.parse(now)
  if (vulnerability.state === 'draft' || embargoed) return NOTHING
  const paths = recordPaths(project, assessment)
  const cve =
    paths.cve === undefined ? undefined : planCve(project, assessment, paths.cve, existing.get(paths.cve), now)
  const osv = planOsv(project, assessment, paths.osv, existing.get(paths.osv), now)
  const parts = cve === undefined ? [osv] : [cve, osv]
  const statusBefore = cve?.statusBefore ?? osv.statusBefore
  return {
    isNew: parts.every(({ isNew }) => isNew),
    before: cve?.before ?? osv.before,
    after: cve?.after ?? osv.after,
    versions:
      statusBefore === undefined ? [] : versionChanges(assessment, statusBefore, cve?.statusAfter ?? osv.statusAfter),
    changes: [...new Set(parts.flatMap(({ changes }) => changes))],
    held: parts.flatMap(({ held }) => held),
    notices: parts.flatMap(({ notices }) => notices),
    writes: parts.flatMap(({ writes }) => writes),
  }
}

/** What a record says of a version. */
type StatusIn = (version: string) => string

interface OnePlan {
  readonly isNew: boolean
  readonly before: readonly string[]
  readonly after: readonly string[]
  readonly changes: readonly string[]
  readonly held: readonly string[]
  /** What readers of the record see besides our own statement. */
  readonly notices: readonly string[]
  readonly writes: readonly Write[]
  /** What the record that exists says of a version. */
  readonly statusBefore?: StatusIn
  /** And what the one says that takes its place. */
  readonly statusAfter: StatusIn
}

function planCve(
  project: Project,
  assessment: Assessment,
  file: string,
  text: string | undefined,
  now: string,
): OnePlan {
  const old = readExisting(text, parseCveRecord)
  if (!old.ok) return heldBy(`${file}: ${old.fault.message}   [${old.fault.code}]`)
  const ranges = rangesOf(assessment, project.bounds)
  const datePublished = old.value?.cveMetadata.datePublished
  const rendered = renderCveRecord(
    project,
    assessment,
    ranges,
    { updated: now, ...(datePublished !== undefined && { published: datePublished }) },
    { public: true, now },
  )
  if (!rendered.ok) return heldBy(`${rendered.fault.message}   [${rendered.fault.code}]`)
  const record =
    old.value === undefined ? rendered.value : carryOver(old.value, rendered.value, assessment.vulnerability)
  const statusAfter = statusInCve(record, project.scheme)
  const changes = old.value === undefined ? [] : diffCve(old.value, record)
  const same = old.value !== undefined && changes.length === 0
  return {
    isNew: old.value === undefined,
    before: old.value === undefined ? [] : blockOf(old.value),
    after: blockOf(record),
    // Version entries are told as blocks; the rest in sentences.
    changes: changes
      .filter(({ at }) => !/^\/containers\/cna\/affected\/\d+\/versions/.test(at))
      .map(({ message }) => message),
    held: [],
    notices: adpDifferences(record, assessment, project.scheme, statusAfter),
    writes: same ? [] : [{ path: file, text: writeJson(record as unknown as Json) }],
    ...(old.value !== undefined && { statusBefore: statusInCve(old.value, project.scheme) }),
    statusAfter,
  }
}

function planOsv(
  project: Project,
  assessment: Assessment,
  file: string,
  text: string | undefined,
  now: string,
): OnePlan {
  const old = readExisting(text, parseOsv)
  if (!old.ok) return heldBy(`${file}: ${old.fault.message}   [${old.fault.code}]`)
  // OSV events and its list of versions must agree, so the bounds are exact whatever the style of the CVE record.
  const rendered = renderOsv(
    project,
    assessment,
    rangesOf(assessment, 'first-prerelease'),
    { modified: now, ...(old.value?.published !== undefined && { published: old.value.published }) },
    { public: true, now },
  )
  if (!rendered.ok) return heldBy(`${rendered.fault.message}   [${rendered.fault.code}]`)
  const changes = old.value === undefined ? [] : diffOsv(old.value, rendered.value)
  const same = old.value !== undefined && changes.length === 0
  return {
    isNew: old.value === undefined,
    before: old.value === undefined ? [] : eventsOf(old.value),
    after: eventsOf(rendered.value),
    changes: [],
    held: [],
    notices: [],
    writes: same ? [] : [{ path: file, text: writeJson(rendered.value as unknown as Json) }],
    ...(old.value !== undefined && { statusBefore: statusInOsv(old.value) }),
    statusAfter: statusInOsv(rendered.value),
  }
}

function readExisting<T>(text: string | undefined, parse: (value: Json) => Result<T>): Result<T | undefined> {
  if (text === undefined) return ok(undefined)
  const document = parseJson(text)
  return document.ok ? parse(document.value.value) : document
}

function heldBy(reason: string): OnePlan {
  return {
    isNew: false,
    before: [],
    after: [],
    changes: [],
    held: [reason],
    notices: [],
    writes: [],
    statusAfter: () => 'unknown',
  }
}

/** The version entries of a record as a person reads them: `3.9.0 < 3.9.20`. */
export function blockOf(record: CveRecord): readonly string[] {
  return (record.containers.cna.affected ?? []).flatMap((product) =>
    (product.versions ?? []).map(({ version, status, lessThan, lessThanOrEqual }) => {
      const end =
        lessThan !== undefined ? ` < ${lessThan}` : lessThanOrEqual !== undefined ? ` <= ${lessThanOrEqual}` : ''
      return `${version}${end}${status === 'affected' ? '' : ` ${status}`}`
    }),
  )
}

function eventsOf(record: OsvRecord): readonly string[] {
  return (record.affected ?? []).flatMap(({ ranges, versions }) => {
    const ordered = (ranges ?? []).filter(({ type }) => type !== 'GIT')
    const events = ordered.flatMap(({ events: list }) =>
      (list ?? []).map((event) =>
        Object.entries(event)
          .map(([k, v]) => `${k} ${v}`)
          .join(' '),
      ),
    )
    return events.length > 0 || versions === undefined ? events : [`${versions.length} versions`]
  })
}

/**
 * The answers of the record that exists. Its `versionType` may be a word that orders nothing (`custom`); these versions are the
 * project's own, so the project's scheme orders them.
 */
function statusInCve(record: CveRecord, scheme: SchemeName): StatusIn {
  const product = record.containers.cna.affected?.[0]
  if (product === undefined) return () => 'unknown'
  const versions = (product.versions ?? []).map((entry) =>
    entry.versionType === undefined ? entry : { ...entry, versionType: scheme },
  )
  const read = statusReader({ ...product, versions })
  return (version) => read(version).status
}

function statusInOsv(record: OsvRecord): StatusIn {
  const listed = new Set((record.affected ?? []).flatMap(({ versions }) => versions ?? []))
  return (version) => (listed.has(version) ? 'affected' : 'unaffected')
}

/** The releases of which one edition of a record says something else than another, each with the reason that git gives. */
export function versionChangesOf(
  { scheme }: Project,
  assessment: Assessment,
  before: CveRecord,
  after: CveRecord,
): readonly VersionChange[] {
  return versionChanges(assessment, statusInCve(before, scheme), statusInCve(after, scheme))
}

function versionChanges(assessment: Assessment, before: StatusIn, after: StatusIn): readonly VersionChange[] {
  return assessment.releases.flatMap(({ release, reason }) => {
    const version = release.version.text
    const was = before(version)
    const is = after(version)
    return was === is ? [] : [{ version, before: was, after: is, why: describeReason(reason, release) }]
  })
}
