import { type Fault, failAll, ok, type Result } from '#fault'
import type { JsonObject } from '#json'
import type { Project } from '#project'
import { type Assessment, type Range, type Reference, referencesOf, type Vulnerability } from '#vulnerability'
import { nameAttackPattern, nameWeakness } from '#weaknesses'
import { FORMAT } from './format.ts'
import { renderMetric } from './metrics.ts'
import { htmlOf, markdownObjection, plainText } from './plain-text.ts'
import type { CnaContainer, CveMetadata, CveRecord, Description, ProviderMetadata, RecordReference } from './record.ts'
import { withRecordFields } from './record-fields.ts'
import { renderAffected } from './render-affected.ts'

/** Moments of the record, RFC 3339 in UTC; the facts' own dates stand in for the first two. */
export interface RecordDates {
  readonly reserved?: string
  readonly published?: string
  readonly updated?: string
}

/**
 * Who will see the record, at the moment `now` (RFC 3339). For the public an embargo that still holds is a fault; for a rehearsal it only
 * means that nothing became public yet. Without a moment the record is as it will be.
 */
export type Audience =
  | { readonly public: false; readonly now?: string }
  | { readonly public: true; readonly now: string }

const MAX_TITLE = 256
const MAX_DESCRIPTION = 4096
const MAX_MEDIA = 16_384
const MAX_REFERENCES = 512

/**
 * The CVE record of one vulnerability, in the format 5.2.0 and with keys in the order of its schema. The same facts give the
 * same bytes.
 *
 * Nothing is in it that nobody stated: without a severity there are no metrics, without consent there is no credit. What was under
 * embargo became public at its end (`datePublic`), unless the facts' `record` says otherwise.
 *
 * Codes, all found at once: `CVE_NO_ID`, `CVE_NO_ORG`, `CVE_EMBARGOED`, `CVE_DATE`, `CVE_NO_DESCRIPTION`, `CVE_TEXT`,
 * `CVE_TITLE_TOO_LONG`, `CVE_NOTHING_AFFECTED`, `CVE_NO_REFERENCE`, `CVE_TOO_MANY_REFERENCES`, `CVE_NO_REASON`.
 */
export function renderCveRecord(
  project: Project,
  assessment: Assessment,
  ranges: readonly Range[],
  dates: RecordDates = {},
  audience: Audience = { public: false },
): Result<CveRecord> {
  const faults: Fault[] = []
  const cna = container(project, assessment, ranges, dates, audience, faults)
  const cveMetadata = metadata(project, assessment.vulnerability, dates, faults)
  if (cveMetadata === undefined || faults.length > 0) return failAll(faults)
  return ok({ dataType: 'CVE_RECORD', dataVersion: FORMAT, cveMetadata, containers: { cna } })
}

/** As much of a record as the facts give yet. */
export interface CveSketch {
  readonly cna: CnaContainer
  /** Absent while there is no CVE ID, or no organisation that assigns one. */
  readonly record?: CveRecord
  /** What keeps it from being whole. Codes as with {@link renderCveRecord}. */
  readonly faults: readonly Fault[]
}

/** The record of a draft for the people who write it; never to be sent anywhere. */
export function sketchCveRecord(project: Project, assessment: Assessment, ranges: readonly Range[]): CveSketch {
  const faults: Fault[] = []
  const cna = container(project, assessment, ranges, {}, { public: false }, faults)
  const cveMetadata = metadata(project, assessment.vulnerability, {}, faults)
  if (cveMetadata === undefined) return { cna, faults }
  return { cna, record: { dataType: 'CVE_RECORD', dataVersion: FORMAT, cveMetadata, containers: { cna } }, faults }
}

/**
 * The CNA container alone, as CVE Services take it in `{"cnaContainer": ...}`. It needs no CVE ID. Codes as with
 * {@link renderCveRecord}.
 */
export function renderCnaContainer(
  project: Project,
  assessment: Assessment,
  ranges: readonly Range[],
  audience: Audience = { public: false },
): Result<CnaContainer> {
  const faults: Fault[] = []
  const cna = container(project, assessment, ranges, {}, audience, faults)
  return faults.length > 0 ? failAll(faults) : ok(cna)
}

/** Reads facts into the record, and collects what is wrong with them: whatever is missing in it is a fault. */
function container(
  project: Project,
  assessment: Assessment,
  ranges: readonly Range[],
  dates: RecordDates,
  audience: Audience,
  faults: Fault[],
): CnaContainer {
  const facts = assessment.vulnerability
  if (audience.public && isEmbargoed(facts, audience.now)) {
    faults.push({
      code: 'CVE_EMBARGOED',
      kind: 'refused',
      message: `cannot render ${facts.id} for the public: it is under embargo until ${facts.embargo}`,
      at: '/embargo',
    })
  }
  const providerMetadata = provider(project, facts, dates, faults)
  return facts.state === 'rejected'
    ? rejected(facts, providerMetadata, faults)
    : published(project, assessment, ranges, providerMetadata, audience, faults)
}

function rejected(facts: Vulnerability, providerMetadata: ProviderMetadata | undefined, faults: Fault[]): CnaContainer {
  const rejectedReasons = description(facts, 'rejectedReason', faults)
  return {
    ...(providerMetadata !== undefined && { providerMetadata }),
    ...(rejectedReasons !== undefined && { rejectedReasons }),
    x_generator: { engine: 'steward' },
  }
}

function published(
  project: Project,
  assessment: Assessment,
  ranges: readonly Range[],
  providerMetadata: ProviderMetadata | undefined,
  { now }: Audience,
  faults: Fault[],
): CnaContainer {
  const facts = assessment.vulnerability
  // CVE Services refuse a `datePublic` that is more than a day ahead.
  const isOver = now === undefined || !isEmbargoed(facts, now)
  const datePublic = isOver ? timestamp(facts, facts.embargo, '/embargo', faults) : undefined
  if (facts.title.length > MAX_TITLE) {
    const detail = `the title has ${facts.title.length} characters, at most ${MAX_TITLE} are allowed`
    faults.push(invalid(facts, 'CVE_TITLE_TOO_LONG', detail, '/title'))
  }
  const descriptions = description(facts, 'description', faults)
  const workarounds = description(facts, 'workarounds', faults)

  const affected = renderAffected(project, assessment, ranges)
  if (affected.versions === undefined) {
    faults.push(invalid(facts, 'CVE_NOTHING_AFFECTED', 'no release is affected', '/introduced'))
  }

  const references = referencesOf(project, assessment).map(renderReference)
  if (references.length === 0) {
    const fault = invalid(facts, 'CVE_NO_REFERENCE', 'it has no reference, and a record needs one', '/references')
    faults.push({ ...fault, hint: 'name a fix commit or the advisory' })
  }
  if (references.length > MAX_REFERENCES) {
    const detail = `${references.length} references, at most ${MAX_REFERENCES} are allowed`
    faults.push(invalid(facts, 'CVE_TOO_MANY_REFERENCES', detail, '/references'))
  }

  const timeline = facts.timeline.flatMap(({ date, event }, i) => {
    const time = timestamp(facts, date, `/timeline/${i}/date`, faults)
    return time === undefined ? [] : [{ time, lang: 'en', value: event }]
  })
  const credits = facts.credits
    .filter(({ consent }) => consent)
    .map(({ name, type }) => ({ lang: 'en', value: name, type }))

  return withRecordFields(facts, {
    ...(providerMetadata !== undefined && { providerMetadata }),
    ...(datePublic !== undefined && { datePublic }),
    ...(facts.title !== '' && { title: facts.title }),
    ...(descriptions !== undefined && { descriptions }),
    affected: [affected],
    ...(facts.weaknesses.length > 0 && { problemTypes: distinct(facts.weaknesses.map(problemType)) }),
    ...(references.length > 0 && { references }),
    ...(facts.attackPatterns !== undefined &&
      facts.attackPatterns.length > 0 && { impacts: distinct(facts.attackPatterns.map(impact)) }),
    ...(facts.severity.length > 0 && { metrics: distinct(facts.severity.map(renderMetric)) }),
    ...(workarounds !== undefined && { workarounds }),
    ...(timeline.length > 0 && { timeline: distinct(timeline) }),
    ...(credits.length > 0 && { credits: distinct(credits) }),
    source: { discovery: facts.discovery ?? project.template.discovery ?? 'UNKNOWN' },
    x_generator: { engine: 'steward' },
  })
}

/** A reference without tags has no list of them. */
function renderReference({ url, name, tags }: Reference): RecordReference {
  return { url, ...(name !== undefined && { name }), ...(tags.length > 0 && { tags }) }
}

function problemType(cweId: string): NonNullable<CnaContainer['problemTypes']>[number] {
  return { descriptions: [{ lang: 'en', description: nameWeakness(cweId), cweId, type: 'CWE' }] }
}

function impact(capecId: string): JsonObject {
  return { capecId, descriptions: [{ lang: 'en', value: nameAttackPattern(capecId) }] }
}

/** Each item once, as the schema wants its lists. */
function distinct<T>(items: readonly T[]): readonly T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()]
}

/** The texts that a record cannot do without. */
const MISSING: Readonly<Record<string, { readonly code: string; readonly detail: string }>> = {
  description: { code: 'CVE_NO_DESCRIPTION', detail: 'it has no description' },
  rejectedReason: { code: 'CVE_NO_REASON', detail: 'it is rejected and does not say why' },
}

/** One Markdown text of the facts as plain text and as HTML; undefined where there is none, or none that fits. */
function description(
  facts: Vulnerability,
  field: 'description' | 'workarounds' | 'rejectedReason',
  faults: Fault[],
): readonly Description[] | undefined {
  const markdown = facts[field] ?? ''
  const objection = markdownObjection(markdown)
  const value = objection === undefined ? plainText(markdown) : ''
  const html = objection === undefined ? htmlOf(markdown) : ''
  const wrong =
    objection ??
    (value.length > MAX_DESCRIPTION
      ? `has ${value.length} characters as plain text, at most ${MAX_DESCRIPTION} are allowed`
      : html.length > MAX_MEDIA
        ? `has ${html.length} characters as HTML, at most ${MAX_MEDIA} are allowed`
        : undefined)
  if (wrong !== undefined) {
    faults.push(invalid(facts, 'CVE_TEXT', `the ${field} ${wrong}`, `/${field}`))
    return undefined
  }
  if (value === '') {
    const missing = MISSING[field]
    if (missing !== undefined) faults.push(invalid(facts, missing.code, missing.detail, `/${field}`))
    return undefined
  }
  return [{ lang: 'en', value, supportingMedia: [{ type: 'text/html', base64: false, value: html }] }]
}

function provider(
  project: Project,
  facts: Vulnerability,
  dates: RecordDates,
  faults: Fault[],
): ProviderMetadata | undefined {
  if (project.foundation === undefined || project.foundation.orgId === '') {
    const fault = invalid(facts, 'CVE_NO_ORG', 'the project names no organisation that assigns CVE IDs', '/foundation')
    faults.push({ ...fault, hint: 'state foundation.orgId and foundation.shortName in steward.yaml' })
    return undefined
  }
  const { orgId, shortName } = project.foundation
  const dateUpdated = timestamp(facts, dates.updated, '/updated', faults)
  return { orgId, shortName, ...(dateUpdated !== undefined && { dateUpdated }) }
}

function metadata(
  project: Project,
  facts: Vulnerability,
  dates: RecordDates,
  faults: Fault[],
): CveMetadata | undefined {
  if (facts.cve === undefined) {
    const fault = invalid(facts, 'CVE_NO_ID', 'it has no CVE ID', '/cve')
    faults.push({ ...fault, hint: 'reserve one and write it into the facts' })
  }
  // Whatever is wrong with `updated` was said where the container takes it.
  const dateUpdated = timestamp(facts, dates.updated, '/updated', [])
  const dateReserved = timestamp(facts, dates.reserved ?? facts.reserved, '/reserved', faults)
  const datePublished = timestamp(facts, dates.published ?? facts.published, '/published', faults)
  if (facts.cve === undefined || project.foundation === undefined) return undefined
  return {
    cveId: facts.cve,
    assignerOrgId: project.foundation.orgId,
    assignerShortName: project.foundation.shortName,
    ...(dateUpdated !== undefined && { dateUpdated }),
    ...(dateReserved !== undefined && { dateReserved }),
    ...(datePublished !== undefined && { datePublished }),
    state: facts.state === 'rejected' ? 'REJECTED' : 'PUBLISHED',
  }
}

/** An embargo whose end, or a moment that, cannot be read is one that holds. */
function isEmbargoed({ embargo }: Vulnerability, now: string): boolean {
  return embargo !== undefined && !(Date.parse(embargo) <= Date.parse(now))
}

/** A moment as the schema wants it; a day is its first moment in UTC. */
function timestamp(facts: Vulnerability, text: string | undefined, at: string, faults: Fault[]): string | undefined {
  if (text === undefined) return undefined
  const moment = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text
  const formed = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/.test(moment)
  if (formed && !Number.isNaN(Date.parse(moment))) return moment
  const fault = invalid(facts, 'CVE_DATE', `${JSON.stringify(text)} is no moment`, at)
  faults.push({ ...fault, hint: 'a moment looks like 2030-02-11T14:00:00Z' })
  return undefined
}

function invalid(facts: Vulnerability, code: string, detail: string, at: string): Fault {
  return { code, kind: 'invalid', message: `cannot render ${facts.id} as a CVE record: ${detail}`, at }
}
