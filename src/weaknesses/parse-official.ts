import { type Fault, fail, from, ok, quote, type Result } from '#fault'
import { type CapecId, type CweId, parseCapecId, parseCweId } from '#ids'
import { type AttackPattern, type Listing, MOST_ENTRIES, type Suggestion, type Weakness } from './catalogue.ts'
import { type Mapping, OFFICIAL_MAPPINGS } from './mapping.ts'
import { LINKS, type OfficialEntry, officialReader, TEXTS } from './official-entries.ts'
import { readXml, type XmlElement } from './read-xml.ts'

/** What one official file holds: the whole of one version of one of the two catalogues. */
export type OfficialCatalogue =
  | { readonly name: 'cwe'; readonly listing: Listing<CweId, Weakness> }
  | { readonly name: 'capec'; readonly listing: Listing<CapecId, AttackPattern> }

/** The Research Concepts: the view that holds every weakness once, by what it is. */
const RESEARCH_CONCEPTS = '1000'

/**
 * Reads an official catalogue, `cwec_v4.19.xml` or `capec_v3.9.xml`. Source: CWE schema 6 (CWE 3.0) to 8 (CWE 5.0), CAPEC schema 3.
 * What the schemas know and Steward does not use is passed over.
 */
export async function parseOfficialCatalogue(
  lines: AsyncIterable<Result<string>>,
  source: string,
): Promise<Result<OfficialCatalogue>> {
  const weaknesses = new Map<CweId, Weakness>()
  const attackPatterns = new Map<CapecId, AttackPattern>()
  let head: Head | undefined
  const fault = await readXml(
    lines,
    officialReader(
      (root) => {
        const read = headOf(root)
        if (!read.ok) return read.fault
        head = read.value
        return undefined
      },
      (entry) =>
        head?.name === 'cwe' ? add(weaknesses, weaknessOf(entry)) : add(attackPatterns, attackPatternOf(entry)),
    ),
  )
  if (fault !== undefined) return fail(from(source, fault))
  if (head === undefined) throw new Error('a document without a root was read')
  const { name, version, date } = head
  const about = { version, ...(date !== undefined && { date }), whole: true }
  const size = name === 'cwe' ? weaknesses.size : attackPatterns.size
  if (size === 0) return fail(from(source, empty()))
  return ok(
    name === 'cwe'
      ? { name, listing: { ...about, entries: sorted(weaknesses) } }
      : { name, listing: { ...about, entries: sorted(attackPatterns) } },
  )
}

interface Head {
  readonly name: 'cwe' | 'capec'
  readonly version: string
  readonly date?: string
}

function headOf({ name, attributes }: XmlElement): Result<Head> {
  const catalogue = name === 'Weakness_Catalog' ? 'cwe' : name === 'Attack_Pattern_Catalog' ? 'capec' : undefined
  if (catalogue === undefined) {
    return fail({
      code: 'CATALOG_OTHER_ROOT',
      kind: 'invalid',
      message: `it begins with ${quote(name)}, and a catalogue with Weakness_Catalog or Attack_Pattern_Catalog`,
      hint: 'cwe.mitre.org and capec.mitre.org have the files under Downloads, as XML',
    })
  }
  const version = attributes.get('Version') ?? ''
  const date = attributes.get('Date') ?? ''
  if (!/^[0-9]{1,4}(\.[0-9]{1,8}){0,3}$/.test(version)) {
    return fail({
      code: 'CATALOG_NO_VERSION',
      kind: 'invalid',
      message: 'the catalogue does not name its version as those since CWE 3.0 and CAPEC 3.0 do',
      hint: 'take a newer file',
    })
  }
  return ok({ name: catalogue, version, ...(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(date) && { date }) })
}

function add<Id extends string, Entry extends { readonly id: Id }>(
  into: Map<Id, Entry>,
  entry: Result<Entry>,
): Fault | undefined {
  if (!entry.ok) return entry.fault
  const { id } = entry.value
  if (into.has(id)) return { code: 'CATALOG_SAME_ID', kind: 'invalid', message: `${id} is listed twice` }
  if (into.size === MOST_ENTRIES) {
    return {
      code: 'CATALOG_TOO_MANY',
      kind: 'invalid',
      message: `no catalogue has more than ${MOST_ENTRIES} entries`,
    }
  }
  into.set(id, entry.value)
  return undefined
}

function weaknessOf(entry: OfficialEntry): Result<Weakness> {
  const { kind, attributes } = entry
  if (kind === 'attack pattern') return fail(otherKind('CWE', kind))
  const id = idOf(parseCweId, attributes.get('ID'))
  if (!id.ok) return id
  const about = aboutOf(entry, id.value)
  if (!about.ok) return about
  const mapping = mappingOf(entry, id.value)
  if (!mapping.ok) return mapping
  const related = entry.links(LINKS.weakness)
  const parents = idsOf(
    parseCweId,
    'CWE',
    related.filter((link) => link.get('Nature') === 'ChildOf' && link.get('View_ID') === RESEARCH_CONCEPTS),
  )
  if (!parents.ok) return parents
  const attackPatterns = idsOf(parseCapecId, 'CAPEC', entry.links(LINKS.attackPattern))
  if (!attackPatterns.ok) return attackPatterns
  const suggestions = suggestionsOf(entry)
  if (!suggestions.ok) return suggestions
  const rationale = entry.texts(TEXTS.rationale)[0]
  return ok({
    ...about.value,
    kind,
    mapping: mapping.value,
    ...(rationale !== undefined && { rationale }),
    ...(suggestions.value.length > 0 && { suggestions: suggestions.value }),
    ...(parents.value.length > 0 && { parents: parents.value }),
    ...(attackPatterns.value.length > 0 && { attackPatterns: attackPatterns.value }),
  })
}

function attackPatternOf(entry: OfficialEntry): Result<AttackPattern> {
  const { kind, attributes } = entry
  if (kind === 'weakness') return fail(otherKind('CAPEC', kind))
  const id = idOf(parseCapecId, attributes.get('ID'))
  if (!id.ok) return id
  const about = aboutOf(entry, id.value)
  if (!about.ok) return about
  const related = entry.links(LINKS.attackPattern)
  const parents = idsOf(
    parseCapecId,
    'CAPEC',
    related.filter((link) => link.get('Nature') === 'ChildOf'),
  )
  if (!parents.ok) return parents
  const weaknesses = idsOf(parseCweId, 'CWE', entry.links(LINKS.weakness))
  if (!weaknesses.ok) return weaknesses
  return ok({
    ...about.value,
    kind,
    ...(parents.value.length > 0 && { parents: parents.value }),
    ...(weaknesses.value.length > 0 && { weaknesses: weaknesses.value }),
  })
}

/** What entries of both catalogues have. */
function aboutOf<Id extends string>(entry: OfficialEntry, id: Id): Result<About<Id>> {
  const name = (entry.attributes.get('Name') ?? '').trim().split(/\s+/).join(' ')
  if (name === '' || name.length > 500) return fail(refusedEntry(`${id} has no name, or one beyond 500 characters`))
  const abstraction = entry.attributes.get('Abstraction')
  const description = [TEXTS.description, TEXTS.summary, TEXTS.objective].flatMap((path) => entry.texts(path))[0]
  const terms = entry.texts(TEXTS.term)
  return ok({
    id,
    name,
    nameCase: 'official',
    deprecated: entry.attributes.get('Status') === 'Deprecated' || name.startsWith('DEPRECATED'),
    ...(abstraction !== undefined && { abstraction }),
    ...(description !== undefined && { description }),
    ...(terms.length > 0 && { terms }),
  })
}
type About<Id> = Pick<AttackPattern, 'name' | 'nameCase' | 'deprecated' | 'abstraction' | 'description' | 'terms'> & {
  readonly id: Id
}

/** Before CWE 4.12 no entry said it. Categories and views were never for mapping, nor is what is deprecated. */
function mappingOf(entry: OfficialEntry, id: CweId): Result<Mapping> {
  const [usage] = entry.texts(TEXTS.usage)
  if (usage === undefined) {
    return ok(entry.kind === 'weakness' && entry.attributes.get('Status') !== 'Deprecated' ? 'unstated' : 'prohibited')
  }
  const mapping = OFFICIAL_MAPPINGS.find((each) => each === usage.toLowerCase())
  return mapping === undefined
    ? fail(refusedEntry(`the mapping of ${id} is ${quote(usage)}, and not one of ${OFFICIAL_MAPPINGS.join(', ')}`))
    : ok(mapping)
}

function suggestionsOf(entry: OfficialEntry): Result<readonly Suggestion[]> {
  const suggestions: Suggestion[] = []
  for (const link of entry.links(LINKS.suggestion)) {
    const ids = idsOf(parseCweId, 'CWE', [link])
    if (!ids.ok) return ids
    const comment = link.get('Comment')?.trim() ?? ''
    suggestions.push(...ids.value.map((id) => ({ id, ...(comment !== '' && { comment }) })))
  }
  return ok(suggestions)
}

/** The identifiers that links name, each once, in their order. */
function idsOf<Id extends string>(
  parse: (number: number) => Result<Id>,
  catalogue: 'CWE' | 'CAPEC',
  links: readonly ReadonlyMap<string, string>[],
): Result<readonly Id[]> {
  const ids = new Set<Id>()
  for (const link of links) {
    const id = idOf(parse, link.get(`${catalogue}_ID`))
    if (!id.ok) return id
    ids.add(id.value)
  }
  return ok([...ids])
}

/** The files give numbers. */
function idOf<Id extends string>(parse: (number: number) => Result<Id>, number: string | undefined): Result<Id> {
  if (number !== undefined && /^[1-9][0-9]{0,4}$/.test(number)) return parse(Number(number))
  return fail(
    refusedEntry(
      number === undefined ? 'an entry or a link has no number' : `${quote(number)} is not the number of an entry`,
    ),
  )
}

function sorted<Id extends string, Entry>(entries: ReadonlyMap<Id, Entry>): ReadonlyMap<Id, Entry> {
  return new Map([...entries].sort(([a], [b]) => numberOf(a) - numberOf(b)))
}

function numberOf(id: string): number {
  return Number(id.slice(id.indexOf('-') + 1))
}

function otherKind(catalogue: string, kind: string): Fault {
  return refusedEntry(`${catalogue} has no entries of the kind ${kind}`)
}

function refusedEntry(detail: string): Fault<'CATALOG_ENTRY'> {
  return { code: 'CATALOG_ENTRY', kind: 'invalid', message: `cannot read an entry: ${detail}` }
}

function empty(): Fault<'CATALOG_EMPTY'> {
  return { code: 'CATALOG_EMPTY', kind: 'invalid', message: 'the catalogue has no entry' }
}
