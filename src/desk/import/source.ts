import { type CveRecord, parseCveRecord } from '#cve'
import { type Fault, fail, from, ok, type Result } from '#fault'
import { type Json, parseJson, parseYaml, placeFaults } from '#json'
import { type OsvRecord, parseOsv } from '#osv'

/** One record to import, as its format. */
export type Source =
  | { readonly format: 'cve'; readonly name: string; readonly record: CveRecord }
  | { readonly format: 'osv'; readonly name: string; readonly record: OsvRecord }

/** Reads a CVE record (JSON) or an OSV record (JSON or YAML); the format is seen in the record, not in the name. */
export function readSource(text: string, name: string): Result<Source> {
  const document = /\.ya?ml$/i.test(name) ? parseYaml(text) : parseJson(text)
  if (!document.ok) return fail(from(name, document.fault))
  const place = (fault: Fault): Fault => placeFaults(name, document.value, fault)
  const { value } = document.value
  if (isCve(value)) {
    const record = parseCveRecord(value)
    return record.ok ? ok({ format: 'cve', name, record: record.value }) : fail(place(record.fault))
  }
  // Text is what the reader of records would parse again: a record inside a string is none.
  const record = parseOsv(typeof value === 'string' ? null : value)
  return record.ok ? ok({ format: 'osv', name, record: record.value }) : fail(place(record.fault))
}

function isCve(value: Json): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    ('cveMetadata' in value || 'containers' in value || 'cnaContainer' in value)
  )
}

/** Every identifier that a record claims for its vulnerability, its own first. */
export function identifiersOf(source: Source): readonly string[] {
  if (source.format === 'cve') return [source.record.cveMetadata.cveId]
  // `x_` marks a prefix that OSV has not registered; the project's own identifier goes without it.
  return [source.record.id.replace(/^x_/, ''), ...(source.record.aliases ?? [])]
}

/** The records of one vulnerability, and the identifiers that another group of the same import claims too. */
export interface Group {
  readonly sources: readonly Source[]
  readonly contested: readonly { readonly id: string; readonly by: string }[]
}

/**
 * Records that share an identifier speak of one vulnerability, with one exception: a database gives each vulnerability one record
 * of its own, so two OSV records with the same prefix are two vulnerabilities even where both claim one CVE ID. Then the first
 * keeps the ID, and the others are told who has it.
 */
export function groupByIdentity(sources: readonly Source[]): readonly Group[] {
  const groups: { ids: Set<string>; sources: Source[]; contested: { id: string; by: string }[] }[] = []
  for (const source of sources) {
    const ids = identifiersOf(source)
    const touching = groups.filter((group) => ids.some((id) => group.ids.has(id)))
    const home = touching.find((group) => !group.sources.some((other) => isRival(source, other)))
    const others = touching.filter((group) => group !== home)
    const contested = ids.flatMap((id) => {
      const owner = others.find((group) => group.ids.has(id))
      return owner === undefined ? [] : [{ id, by: owner.sources[0]!.name }]
    })
    const free = ids.filter((id) => !contested.some((each) => each.id === id))
    if (home === undefined) groups.push({ ids: new Set(free), sources: [source], contested })
    else {
      for (const id of free) home.ids.add(id)
      home.sources.push(source)
      home.contested.push(...contested)
    }
  }
  return groups
}

/** Two records of one database that are not the same record. */
function isRival(a: Source, b: Source): boolean {
  if (a.format !== 'osv' || b.format !== 'osv') return false
  return a.record.id !== b.record.id && prefixOf(a.record.id) === prefixOf(b.record.id)
}

function prefixOf(id: string): string {
  return id.slice(0, id.indexOf('-'))
}
