import type { CnaContainer, CveRecord } from '#cve'
import { commitInLink } from '#desk'
import { parseCapecId } from '#ids'
import { isObject, type Json, type JsonObject } from '#json'
import type { OsvRecord } from '#osv'
import type { Scheme } from '#versions'
import { GIVEN_BY_FACTS, joinProse, PRODUCT_GIVEN_BY_FACTS } from '#vulnerability'
import { type LeftOut, leftOut } from './left-out.ts'
import { type Group, identifiersOf } from './source.ts'
import { statementOfCve, statementOfOsv } from './statement.ts'

/** Something that two sources say differently. The first is kept; the person decides. */
export interface ImportConflict {
  readonly field: string
  readonly kept: string
  readonly from: string
  readonly other: string
  readonly otherFrom: string
}

/** The facts that can be taken from some records of one vulnerability. */
export interface Imported {
  readonly id: string
  readonly year: string
  readonly fields: Readonly<Record<string, Json>>
  readonly description: string
  /** What stands below the front matter: the description, and the workarounds if there are any. */
  readonly markdown: string
  readonly conflicts: readonly ImportConflict[]
  /** What the records say beyond these facts. */
  readonly leftOut: readonly LeftOut[]
}

/** What one record contributes: values for single fields, items for lists. */
interface Part {
  readonly from: string
  readonly single: Readonly<Record<string, Json | undefined>>
  readonly lists: Readonly<Record<string, readonly Json[]>>
}

/**
 * Facts from the records of one vulnerability. Single fields that differ are conflicts, and the first record given keeps its
 * word; lists are joined. What the records state about versions becomes a statement, which every later check compares with git.
 */
export function factsFrom(scheme: Scheme, { sources, contested }: Group): Imported {
  const parts = sources.map((source) =>
    source.format === 'cve'
      ? partOfCve(scheme, source.record, source.name)
      : partOfOsv(scheme, source.record, source.name),
  )
  const taken = new Set(contested.map((each) => each.id))
  const ids = [...new Set(sources.flatMap(identifiersOf))].filter((each) => !taken.has(each))
  const own = sources.find(({ format }) => format === 'osv')
  const id = own === undefined ? ids[0]! : identifiersOf(own)[0]!
  const cve = ids.find((each) => each.startsWith('CVE-'))
  const aliases = ids.filter((each) => each !== id && each !== cve)

  const conflicts: ImportConflict[] = contested.map((each) => ({
    field: 'aliases',
    kept: each.id,
    from: each.by,
    other: each.id,
    otherFrom: sources[0]!.name,
  }))
  const single = (field: string): Json | undefined => {
    const said = parts.flatMap(({ from, single: values }) =>
      values[field] === undefined ? [] : [{ from, value: values[field] }],
    )
    const [first, ...others] = said
    for (const other of others) {
      if (first === undefined || JSON.stringify(other.value) === JSON.stringify(first.value)) continue
      conflicts.push({
        field,
        kept: show(first.value),
        from: first.from,
        other: show(other.value),
        otherFrom: other.from,
      })
    }
    return first?.value
  }
  const joined = (field: string): readonly Json[] => {
    const seen = new Map<string, Json>()
    for (const item of parts.flatMap(({ lists }) => lists[field] ?? [])) {
      const key = JSON.stringify(item)
      if (!seen.has(key)) seen.set(key, item)
    }
    return [...seen.values()]
  }
  const commits = joined('fixes') as readonly string[]
  const published = single('published')
  const state = single('state')
  const rejected = single('rejected-reason')
  const discovery = single('discovery')
  const record = single('record')
  const fields: Record<string, Json> = {
    id,
    ...(cve !== undefined && { cve }),
    ...(aliases.length > 0 && { aliases }),
    title: single('title') ?? id,
    state: state ?? 'published',
    ...(published !== undefined && { published }),
    ...(rejected !== undefined && { 'rejected-reason': rejected }),
    introduced: single('introduced') ?? '0',
    fixes: commits.map((commit) => ({ commits: [commit] })),
    ...unlessEmpty('stated', joined('stated')),
    ...unlessEmpty('weaknesses', joined('weaknesses')),
    ...unlessEmpty('attack-patterns', joined('attack-patterns')),
    ...unlessEmpty('severity', joined('severity')),
    ...unlessEmpty('references', byUrl(joined('references'))),
    ...unlessEmpty('credits', joined('credits')),
    ...unlessEmpty('timeline', joined('timeline')),
    ...unlessEmpty('modules', joined('modules')),
    ...unlessEmpty('platforms', joined('platforms')),
    ...(discovery !== undefined && { discovery }),
    ...(record !== undefined && { record }),
  }
  const description = String(single('description') ?? '')
  const year = /\d{4}/.exec(id)?.[0] ?? String(published ?? '').slice(0, 4)
  return {
    id,
    year,
    fields,
    description,
    markdown: joinProse({ description, workarounds: String(single('workarounds') ?? '') }),
    conflicts,
    leftOut: sources.flatMap((each) => leftOut(scheme, each)),
  }
}

function partOfCve(scheme: Scheme, record: CveRecord, from: string): Part {
  const { cna } = record.containers
  const stated = statementOfCve(scheme, record, `${record.cveMetadata.cveId} in ${from}`)
  const english = (
    texts: readonly { readonly lang: string; readonly value: string }[] | undefined,
  ): string | undefined => (texts?.find(({ lang }) => lang.startsWith('en')) ?? texts?.[0])?.value
  const references = (cna.references ?? []).map(({ url, tags, name }) => ({
    url,
    tags: [...(tags ?? [])],
    ...(name !== undefined && { name }),
  }))
  return {
    from,
    single: {
      title: cna.title,
      description: english(cna.descriptions),
      workarounds: english(cna.workarounds),
      published: record.cveMetadata.datePublished,
      state: record.cveMetadata.state === 'REJECTED' ? 'rejected' : undefined,
      'rejected-reason': english(cna.rejectedReasons),
      discovery: discoveryOf(cna),
      record: beyondFacts(cna),
    },
    lists: {
      fixes: references.filter(({ tags }) => tags.includes('patch')).flatMap(({ url }) => commitInLink(url) ?? []),
      references: references.filter(({ url }) => commitInLink(url) === undefined),
      stated: stated === undefined ? [] : [{ ...stated }],
      weaknesses: (cna.problemTypes ?? []).flatMap(({ descriptions }) =>
        descriptions.flatMap(({ cweId }) => cweId ?? []),
      ),
      'attack-patterns': (cna.impacts ?? []).flatMap((impact) =>
        isObject(impact) && typeof impact.capecId === 'string' && parseCapecId(impact.capecId).ok
          ? [impact.capecId]
          : [],
      ),
      severity: (cna.metrics ?? []).flatMap((metric) =>
        [metric.cvssV4_0, metric.cvssV3_1, metric.cvssV3_0, metric.cvssV2_0].flatMap(
          (each) => each?.vectorString ?? [],
        ),
      ),
      credits: (cna.credits ?? []).map(({ value, type }) => ({ name: value, type: type ?? 'other', consent: true })),
      timeline: (cna.timeline ?? []).map(({ time, value }) => ({ date: time, event: value })),
      // Of the product that the project is; the others are told as left out.
      modules: cna.affected?.[0]?.modules ?? [],
      platforms: cna.affected?.[0]?.platforms ?? [],
    },
  }
}

const DISCOVERIES: ReadonlySet<Json | undefined> = new Set(['INTERNAL', 'EXTERNAL', 'USER'])

/** `UNKNOWN` is what a record says that says nothing. */
function discoveryOf({ source }: CnaContainer): Json | undefined {
  return DISCOVERIES.has(source?.discovery) ? source?.discovery : undefined
}

/** What a container says for which the facts have no word: it stays with them, and goes into the next record. */
export function beyondFacts(cna: CnaContainer): JsonObject | undefined {
  const fields = Object.entries(cna as JsonObject).filter(
    ([key]) => key !== 'affected' && key !== 'source' && !GIVEN_BY_FACTS.has(key),
  )
  const product = Object.entries((cna.affected?.[0] ?? {}) as JsonObject).filter(
    ([key]) => !PRODUCT_GIVEN_BY_FACTS.has(key),
  )
  const source = Object.entries(cna.source ?? {}).filter(([key]) => key !== 'discovery')
  const all = [
    ...(product.length === 0 ? [] : [['affected', Object.fromEntries(product)] as const]),
    ...(source.length === 0 ? [] : [['source', Object.fromEntries(source)] as const]),
    ...fields,
  ]
  return all.length === 0 ? undefined : Object.fromEntries(all)
}

/** OSV reference types as tags of the CVE Record Format; WEB and the rest have none. */
const TAG_OF_TYPE: Readonly<Record<string, string>> = {
  FIX: 'patch',
  ADVISORY: 'vendor-advisory',
  REPORT: 'issue-tracking',
  EVIDENCE: 'exploit',
  ARTICLE: 'technical-description',
  PACKAGE: 'product',
}

function partOfOsv(scheme: Scheme, record: OsvRecord, from: string): Part {
  const events = (record.affected ?? []).flatMap(({ ranges }) =>
    (ranges ?? []).filter(({ type }) => type === 'GIT').flatMap((range) => range.events),
  )
  const introduced = [...new Set(events.flatMap((event) => event.introduced ?? []))]
  const stated = statementOfOsv(scheme, record, `${record.id} in ${from}`)
  const cwes = record.database_specific?.cwe_ids
  return {
    from,
    single: {
      title: record.summary,
      description: record.details,
      published: record.published,
      introduced: introduced.length === 0 ? undefined : introduced.includes('0') ? '0' : introduced,
      ...(record.withdrawn !== undefined && {
        state: 'rejected',
        'rejected-reason': `withdrawn on ${record.withdrawn}`,
      }),
    },
    lists: {
      fixes: events.flatMap((event) => event.fixed ?? []),
      references: (record.references ?? [])
        .filter(({ url }) => commitInLink(url) === undefined)
        .map(({ type, url }) => ({ url, tags: TAG_OF_TYPE[type] === undefined ? [] : [TAG_OF_TYPE[type]] })),
      stated: stated === undefined ? [] : [{ ...stated }],
      weaknesses: Array.isArray(cwes) ? (cwes as readonly Json[]).filter((each) => typeof each === 'string') : [],
      severity: (record.severity ?? []).filter(({ type }) => type.startsWith('CVSS_')).map(({ score }) => score),
      credits: (record.credits ?? []).map(({ name, type }) => ({
        name,
        type: (type ?? 'other').toLowerCase().replaceAll('_', ' '),
        consent: true,
      })),
    },
  }
}

/** References to one address are one, with the tags of all. */
function byUrl(references: readonly Json[]): readonly Json[] {
  const merged = new Map<string, { url: string; tags: string[]; name?: string }>()
  for (const each of references as unknown as readonly { url: string; tags: string[]; name?: string }[]) {
    const known = merged.get(each.url)
    if (known === undefined) merged.set(each.url, { ...each, tags: [...each.tags] })
    else known.tags = [...new Set([...known.tags, ...each.tags])]
  }
  return [...merged.values()]
}

function unlessEmpty(field: string, items: readonly Json[]): Record<string, Json> {
  return items.length === 0 ? {} : { [field]: items }
}

function show(value: Json): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 80)}...` : text
}
