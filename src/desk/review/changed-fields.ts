import { type CveChange, type CveRecord, diffCve } from '#cve'
import { blockOf, type VersionChange, versionChangesOf } from '#desk/sync'
import type { Project } from '#project'
import type { Assessment } from '#vulnerability'
import { type ChangedField, REVIEW_FIELDS, type ReleaseRow, type ReviewField } from './changed-field.ts'
import { textPieces } from './text-pieces.ts'
import { valueWords } from './value-words.ts'

/** The user's words for each field. */
const TITLES: Readonly<Record<ReviewField, string>> = {
  affected: 'Affected releases',
  title: 'Title',
  description: 'Description',
  severity: 'Severity',
  weaknesses: 'Weaknesses',
  references: 'References',
  credits: 'Credits',
  timeline: 'Timeline',
  product: 'Product',
  state: 'State',
  other: 'Other fields',
}

/** Fields by where they stand in a record; the longest match counts. */
const FIELD_AT: readonly (readonly [at: RegExp, field: ReviewField])[] = [
  [/^\/containers\/cna\/affected\/\d+\/(?:versions|defaultStatus)/, 'affected'],
  [/^\/containers\/cna\/affected/, 'product'],
  [/^\/containers\/cna\/title/, 'title'],
  [/^\/containers\/cna\/descriptions/, 'description'],
  [/^\/containers\/cna\/metrics/, 'severity'],
  [/^\/containers\/cna\/problemTypes/, 'weaknesses'],
  [/^\/containers\/cna\/references/, 'references'],
  [/^\/containers\/cna\/credits/, 'credits'],
  [/^\/containers\/cna\/timeline/, 'timeline'],
  [/^\/cveMetadata\/state|^\/containers\/cna\/rejectedReasons/, 'state'],
]

export interface Comparison {
  readonly changes: readonly ChangedField[]
  /** Fields that mean the same, in the user's words. */
  readonly same: readonly string[]
}

/**
 * What differs in meaning between the record that is public and the one that would be, field by field. Without a public record it is
 * compared with nothing, so that a reviewer sees all of it.
 */
export function compareRecords(
  project: Project,
  assessment: Assessment,
  published: CveRecord | undefined,
  proposed: CveRecord,
): Comparison {
  const before = published ?? nothing(proposed)
  // The new edition carries no dates and no container of others: what the server writes is no change of ours.
  const after = asAnswered(before, proposed)
  const byField = Map.groupBy(diffCve(before, after), fieldOf)
  const changes = REVIEW_FIELDS.flatMap((field): readonly ChangedField[] => {
    const found = byField.get(field)
    if (found === undefined) return []
    return [
      {
        field,
        title: TITLES[field],
        ...told(field, found, after),
        ...more(field, found, project, assessment, before, after),
      },
    ]
  })
  const changed = new Set(changes.map(({ field }) => field))
  // A product comes and goes with all its releases.
  if (byField.get('product')?.some(({ kind }) => kind !== 'product-changed') === true) changed.add('affected')
  const same = REVIEW_FIELDS.filter((field) => field !== 'other' && field !== 'state' && !changed.has(field))
  return { changes, same: same.map((field) => TITLES[field]) }
}

function fieldOf({ kind, at }: CveChange): ReviewField {
  if (kind === 'state-changed') return 'state'
  return FIELD_AT.find(([pattern]) => pattern.test(at))?.[1] ?? 'other'
}

function nothing({ dataType, dataVersion, cveMetadata }: CveRecord): CveRecord {
  return { dataType, dataVersion, cveMetadata, containers: { cna: {} } }
}

function asAnswered(before: CveRecord, { dataType, dataVersion, cveMetadata, containers }: CveRecord): CveRecord {
  const { providerMetadata: _, ...said } = containers.cna
  const provider = before.containers.cna.providerMetadata
  const { cveId, state } = cveMetadata
  return {
    dataType,
    dataVersion,
    cveMetadata: { ...before.cveMetadata, cveId, ...(state !== undefined && { state }) },
    containers: { ...before.containers, cna: { ...said, ...(provider && { providerMetadata: provider }) } },
  }
}

function told(
  field: ReviewField,
  changes: readonly CveChange[],
  { containers }: CveRecord,
): Pick<ChangedField, 'sentences' | 'removed' | 'added'> {
  const sentences = changes.map(({ message }) => message)
  if (field === 'title' || field === 'description' || field === 'affected') return { sentences }
  const texts = (side: 'before' | 'after'): readonly string[] =>
    changes.flatMap(({ at, [side]: value }) => (value === undefined ? [] : valueWords(field, keyAt(at), value)))
  // A record that is rejected says why; the rest of it goes.
  const [reason] = changes.some(({ kind }) => kind === 'state-changed') ? (containers.cna.rejectedReasons ?? []) : []
  const removed = texts('before')
  const added = [...texts('after'), ...(reason === undefined ? [] : [`Reason: ${reason.value}`])]
  const gone = removed.filter((text) => !added.includes(text))
  const come = added.filter((text) => !removed.includes(text))
  return { sentences, removed: gone, added: come }
}

/** The name of the field that a pointer names, or that holds the item of a list. */
function keyAt(at: string): string {
  return at.split('/').findLast((part) => !/^\d+$/.test(part)) ?? ''
}

function more(
  field: ReviewField,
  changes: readonly CveChange[],
  project: Project,
  assessment: Assessment,
  before: CveRecord,
  after: CveRecord,
): Pick<ChangedField, 'words' | 'releases' | 'ranges'> {
  if (field === 'affected') {
    return {
      releases: releaseRows(versionChangesOf(project, assessment, before, after)),
      ranges: { before: blockOf(before), after: blockOf(after) },
    }
  }
  if (field !== 'title' && field !== 'description') return {}
  const text = (side: CveRecord): string =>
    field === 'title' ? (side.containers.cna.title ?? '') : (side.containers.cna.descriptions?.[0]?.value ?? '')
  const isText = changes.some(({ before: was, after: is }) => was !== undefined || is !== undefined)
  return isText ? { words: textPieces(text(before), text(after)) } : {}
}

/** Neighbouring releases that change in the same way for the same reason, as one row. */
export function releaseRows(changes: readonly VersionChange[]): readonly ReleaseRow[] {
  const rows: ReleaseRow[] = []
  for (const { version, before, after, why } of changes) {
    const last = rows.at(-1)
    if (last !== undefined && last.before === before && last.after === after && last.why === why) {
      rows[rows.length - 1] = { ...last, last: version, count: last.count + 1 }
    } else rows.push({ first: version, last: version, count: 1, before, after, why })
  }
  return rows
}
