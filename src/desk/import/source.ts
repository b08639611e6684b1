import { type CveRecord, parseCveRecord } from '#cve'
import { type Fault, fail, from, ok, type Result } from '#fault'
import { type Json, parseJson, parseYaml } from '#json'
import { type OsvRecord, parseOsv } from '#osv'

/** One record to import, as its format. */
export type Source =
  | { readonly format: 'cve'; readonly name: string; readonly record: CveRecord }
  | { readonly format: 'osv'; readonly name: string; readonly record: OsvRecord }

/** Reads a CVE record (JSON) or an OSV record (JSON or YAML); the format is seen in the record, not in the name. */
export function readSource(text: string, name: string): Result<Source> {
  const document = /\.ya?ml$/i.test(name) ? parseYaml(text) : parseJson(text)
  if (!document.ok) return fail(from(name, document.fault))
  const place = (fault: Fault): Fault => from(name, fault)
  if (isCve(document.value.value)) {
    const record = parseCveRecord(document.value.value)
    return record.ok ? ok({ format: 'cve', name, record: record.value }) : fail(place(record.fault))
  }
  const record = parseOsv(document.value.value)
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
  return [source.record.id, ...(source.record.aliases ?? [])]
}

/** Records that share an identifier speak of one vulnerability. */
export function groupByIdentity(sources: readonly Source[]): readonly (readonly Source[])[] {
  const groups: { ids: Set<string>; sources: Source[] }[] = []
  for (const source of sources) {
    const ids = identifiersOf(source)
    const touching = groups.filter((group) => ids.some((id) => group.ids.has(id)))
    const merged = {
      ids: new Set([...touching.flatMap((group) => [...group.ids]), ...ids]),
      sources: [...touching.flatMap((group) => group.sources), source],
    }
    for (const group of touching) groups.splice(groups.indexOf(group), 1)
    groups.push(merged)
  }
  return groups.map((group) => group.sources)
}
