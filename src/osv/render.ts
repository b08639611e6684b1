import { fail, ok, type Result } from '#fault'
import { parseOsvId } from '#ids'
import type { Project } from '#project'
import {
  type Assessment,
  type Credit,
  type Range,
  type Reference,
  referencesOf,
  type Vulnerability,
} from '#vulnerability'
import { OSV_CREDIT_TYPES } from './credit-types.ts'
import type { OsvCredit, OsvRecord, OsvReference, OsvSeverity } from './record.ts'
import { renderAffected } from './render-affected.ts'
import { unique, unlessEmpty } from './sparse.ts'

/** RFC 3339 times; what is absent is taken from the facts or left out. */
export interface OsvDates {
  readonly modified: string
  readonly published?: string
  /** For a rejected vulnerability; `modified` where it is absent. */
  readonly withdrawn?: string
}

/** Who will read it. A public rendering is refused as long as an embargo holds. */
export interface Audience {
  readonly public: boolean
  readonly now: string // RFC 3339
}

/**
 * The OSV record of a vulnerability: keys in the order of the specification, the same facts give the same bytes.
 *
 * There is one affected entry. Its GIT range lists the introducing commits and the last commit of every fix on every branch; its
 * version range (ECOSYSTEM, or SEMVER for that scheme) is there only with a package, without which the schema does not know the
 * order, and lists the `affected` ones of `ranges`; `versions` lists every affected release. A rejected vulnerability is
 * withdrawn, with the reason in its summary, as the specification asks.
 *
 * Codes: `OSV_EMBARGO`, `OSV_DATE`, `OSV_REPOSITORY`, `OSV_COMMIT`, `OSV_NOTHING_AFFECTED`, and those of the scheme for a bound that
 * it cannot read.
 *
 * Source: OSV schema 1.7.5.
 */
export function renderOsv(
  project: Project,
  assessment: Assessment,
  ranges: readonly Range[],
  dates: OsvDates,
  audience: Audience,
): Result<OsvRecord> {
  const facts = assessment.vulnerability
  if (underEmbargo(facts, audience)) {
    return fail({
      code: 'OSV_EMBARGO',
      kind: 'refused',
      message: `cannot render ${facts.id} for the public: its embargo holds until ${facts.embargo}`,
      hint: 'wait, or move the date in the file of facts',
    })
  }
  const times = timesOf(facts, dates)
  if (!times.ok) return times
  const affected = renderAffected(project, assessment, ranges)
  if (!affected.ok) return affected

  const { modified, published, withdrawn } = times.value
  const id = osvIdOf(facts)
  const aliases = unique([...(facts.cve === undefined ? [] : [facts.cve]), ...facts.aliases]).filter(
    (each) => each !== id,
  )
  const references = referencesOf(project, assessment).map(renderReference)
  const credits = facts.credits.filter((credit) => credit.consent).map(renderCredit)
  return ok({
    schema_version: '1.7.5',
    id,
    modified,
    ...(published === undefined ? {} : { published }),
    ...(withdrawn === undefined ? {} : { withdrawn }),
    ...unlessEmpty('aliases', aliases),
    summary: summaryOf(facts),
    details: detailsOf(facts),
    ...unlessEmpty('severity', facts.severity.map(renderSeverity)),
    ...unlessEmpty('affected', affected.value),
    ...unlessEmpty('references', references),
    ...unlessEmpty('credits', credits),
    ...(facts.weaknesses.length === 0 ? {} : { database_specific: { cwe_ids: facts.weaknesses } }),
  })
}

/**
 * The identifier that the OSV record of a vulnerability has. The schema knows registered prefixes, and keeps `x_` free for all
 * others: `PSF-2024-5` stays what it is, `LSF-2030-4` is `x_LSF-2030-4` there.
 */
export function osvIdOf({ id }: Vulnerability): string {
  const read = parseOsvId(id)
  return id.startsWith('x_') || (read.ok && read.value.registered) ? id : `x_${id}`
}

/** An embargo that cannot be compared with the present holds: what is not known to be public is not. */
function underEmbargo({ embargo }: Vulnerability, audience: Audience): boolean {
  return audience.public && embargo !== undefined && !(Date.parse(audience.now) >= Date.parse(embargo))
}

function timesOf(facts: Vulnerability, dates: OsvDates): Result<OsvDates> {
  const modified = utc('modified', dates.modified)
  if (!modified.ok) return modified
  const published = utc('published', dates.published ?? facts.published)
  if (!published.ok) return published
  const withdrawn = utc('withdrawn', dates.withdrawn ?? (facts.state === 'rejected' ? dates.modified : undefined))
  if (!withdrawn.ok) return withdrawn
  if (published.value !== undefined && Date.parse(modified.value) < Date.parse(published.value)) {
    return fail({
      code: 'OSV_DATE',
      kind: 'invalid',
      message: `modified on ${modified.value}, before it was published on ${published.value}`,
    })
  }
  return ok({
    modified: modified.value,
    ...(published.value === undefined ? {} : { published: published.value }),
    ...(withdrawn.value === undefined ? {} : { withdrawn: withdrawn.value }),
  })
}

/** The same moment in UTC, as the schema demands; whole seconds stay whole. */
function utc<T extends string | undefined>(field: string, time: T): Result<T> {
  if (time === undefined) return ok(time)
  // A day is its first moment.
  if (/^\d{4}-\d\d-\d\d$/.test(time)) return utc(field, `${time}T00:00:00Z` as T)
  const parsed = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/.test(time)
    ? Date.parse(time)
    : Number.NaN
  if (Number.isNaN(parsed)) {
    return fail({
      code: 'OSV_DATE',
      kind: 'invalid',
      message: `cannot read ${JSON.stringify(time)} as the time of ${field}`,
      hint: 'a time looks like 2030-02-17T09:00:00Z',
    })
  }
  return ok((time.endsWith('Z') ? time : new Date(parsed).toISOString().replace('.000Z', 'Z')) as T)
}

function summaryOf({ title, state, rejectedReason }: Vulnerability): string {
  if (state !== 'rejected') return title
  return `${title} (withdrawn${rejectedReason === undefined ? '' : `: ${rejectedReason.replaceAll(/\s+/g, ' ')}`})`
}

function detailsOf({ description, workarounds }: Vulnerability): string {
  return workarounds === undefined ? description : `${description.trimEnd()}\n\n## Workarounds\n\n${workarounds}`
}

const SEVERITY_TYPES = { '2.0': 'CVSS_V2', '3.0': 'CVSS_V3', '3.1': 'CVSS_V3', '4.0': 'CVSS_V4' } as const

function renderSeverity({ version, text }: Vulnerability['severity'][number]): OsvSeverity {
  return { type: SEVERITY_TYPES[version], score: text }
}

// By the first tag in this order that a reference carries: a patch in an advisory is a patch.
const REFERENCE_TYPES: readonly (readonly [tag: string, type: string])[] = [
  ['patch', 'FIX'],
  ['vendor-advisory', 'ADVISORY'],
  ['issue-tracking', 'REPORT'],
  ['exploit', 'EVIDENCE'],
  ['mailing-list', 'ARTICLE'],
  ['technical-description', 'ARTICLE'],
  ['product', 'PACKAGE'],
]

function renderReference({ url, tags }: Reference): OsvReference {
  return { type: REFERENCE_TYPES.find(([tag]) => tags.includes(tag))?.[1] ?? 'WEB', url }
}

const KNOWN_TYPES: ReadonlySet<string> = new Set(OSV_CREDIT_TYPES)

function renderCredit({ name, type }: Credit): OsvCredit {
  const word = type.toUpperCase().replaceAll(' ', '_')
  return { name, type: KNOWN_TYPES.has(word) ? word : 'OTHER' }
}
