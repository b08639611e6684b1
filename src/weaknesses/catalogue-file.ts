import { fail, ok, type Result } from '#fault'
import { type CapecId, type CweId, parseCapecId, parseCweId } from '#ids'
import {
  atMost,
  boolean,
  constant,
  type Json,
  list,
  nonEmpty,
  object,
  oneOf,
  optional,
  parsed,
  parseJson,
  placeFaults,
  readShape,
  type Shape,
  text,
  writeJson,
} from '#json'
import { builtInCatalogue } from './built-in.ts'
import { type AttackPattern, type Catalogue, type Listing, MOST_ENTRIES, type Weakness } from './catalogue.ts'
import { OFFICIAL_MAPPINGS, VAGUE_MAPPINGS } from './mapping.ts'

/** What was read from official files and is kept beside a project: one of the catalogues, or both. */
export interface CatalogueFile {
  readonly cwe?: Listing<CweId, Weakness>
  readonly capec?: Listing<CapecId, AttackPattern>
}

const FORMAT = 'steward-catalog-1'

/** Stands in every file, since files travel without what they came with. */
const NOTICE =
  'CWE and CAPEC are (c) The MITRE Corporation, used under their terms of use: https://cwe.mitre.org/about/termsofuse.html and https://capec.mitre.org/about/termsofuse.html'

/** The catalogue with what a file knows, and the built-in lists for what it does not hold. */
export function withCatalogueFile(file: CatalogueFile): Catalogue {
  return { ...builtInCatalogue(), ...file }
}

const cweId: Shape<CweId> = parsed(text, parseCweId)
const capecId: Shape<CapecId> = parsed(text, parseCapecId)

const about = {
  name: nonEmpty,
  deprecated: optional(boolean),
  abstraction: optional(text),
  description: optional(text),
  terms: optional(list(text)),
} as const

const weakness = object({
  id: cweId,
  kind: oneOf('weakness', 'category', 'view'),
  ...about,
  mapping: oneOf(...OFFICIAL_MAPPINGS, ...VAGUE_MAPPINGS),
  rationale: optional(text),
  suggestions: optional(list(object({ id: cweId, comment: optional(text) }))),
  parents: optional(list(cweId)),
  attackPatterns: optional(list(capecId)),
})

const attackPattern = object({
  id: capecId,
  kind: oneOf('attack pattern', 'category', 'view'),
  ...about,
  parents: optional(list(capecId)),
  weaknesses: optional(list(cweId)),
})

const catalogueFile = object({
  format: constant(FORMAT),
  notice: text,
  cwe: optional(object({ version: nonEmpty, date: optional(text), entries: atMost(MOST_ENTRIES, list(weakness)) })),
  capec: optional(
    object({ version: nonEmpty, date: optional(text), entries: atMost(MOST_ENTRIES, list(attackPattern)) }),
  ),
})

/** Reads the text of a catalogue file. `source` names it in faults. */
export function parseCatalogueFile(input: string, source: string): Result<CatalogueFile> {
  const document = parseJson(input)
  if (!document.ok) return fail({ ...document.fault, place: { ...document.fault.place, source } })
  const read = readShape(catalogueFile, document.value.value)
  if (!read.ok) return fail(placeFaults(source, document.value, read.fault))
  const { cwe, capec } = read.value
  return ok({
    ...(cwe !== undefined && { cwe: listingOf<CweId, Weakness>(cwe, cwe.entries.map(restored)) }),
    ...(capec !== undefined && { capec: listingOf<CapecId, AttackPattern>(capec, capec.entries.map(restored)) }),
  })
}

/** The text of a catalogue file: the same entries give the same bytes. */
export function writeCatalogueFile({ cwe, capec }: CatalogueFile): string {
  return writeJson({
    format: FORMAT,
    notice: NOTICE,
    ...(cwe !== undefined && { cwe: jsonOf(cwe) }),
    ...(capec !== undefined && { capec: jsonOf(capec) }),
  })
}

/** Fields that a file does not spell out: official names, and what is not deprecated. */
function restored<Stored extends { readonly deprecated?: boolean }>(
  stored: Stored,
): Stored & { readonly nameCase: 'official'; readonly deprecated: boolean } {
  return { ...stored, nameCase: 'official', deprecated: stored.deprecated ?? false }
}

/** Entries come from an official file, which has each once: of two in an edited file the last one counts. */
function listingOf<Id, Entry extends { readonly id: Id }>(
  { version, date }: { readonly version: string; readonly date?: string },
  entries: readonly Entry[],
): Listing<Id, Entry> {
  return {
    version,
    ...(date !== undefined && { date }),
    whole: true,
    entries: new Map(entries.map((entry) => [entry.id, entry])),
  }
}

function jsonOf({ version = '', date, entries }: Listing<unknown, Weakness | AttackPattern>): Json {
  return { version, ...(date !== undefined && { date }), entries: [...entries.values()].map(entryJson) }
}

/** The order of the fields, whatever order they were read in: the same facts give the same bytes. */
const FIELDS: readonly string[] = [
  ...['id', 'kind', 'name', 'deprecated', 'abstraction', 'mapping', 'rationale', 'suggestions', 'parents'],
  ...['terms', 'attackPatterns', 'weaknesses', 'description'],
]

function entryJson({ nameCase: _official, deprecated, ...rest }: Weakness | AttackPattern): Json {
  const fields = new Map<string, Json>(Object.entries({ ...rest, ...(deprecated && { deprecated }) }))
  return Object.fromEntries([...fields].sort(([a], [b]) => FIELDS.indexOf(a) - FIELDS.indexOf(b)))
}
