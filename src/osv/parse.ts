import { failAll, faultsOf, type Result } from '#fault'
import {
  type Json,
  type JsonObject,
  list,
  nonEmpty,
  oneOf,
  optional,
  parseJson,
  parseYaml,
  readShape,
  refine,
  text,
} from '#json'
import { nullable, openObject } from './open-object.ts'
import type {
  OsvAffected,
  OsvCredit,
  OsvEvent,
  OsvPackage,
  OsvRange,
  OsvRecord,
  OsvReference,
  OsvSeverity,
} from './record.ts'

/**
 * Reads a record of any 1.x version of the schema from JSON text, from YAML text as the PyPA advisory database keeps it, or from
 * a value. The record is the value that was read: unknown fields and the order of the keys stay.
 *
 * What databases really publish is accepted: no package, no versions, `null` for a list, events in any order, shortened commit
 * hashes, types of references and severities that are not in the schema. Every value of a wrong type is a fault with its JSON
 * Pointer, all at once, and with line and column when text was given.
 */
export function parseOsv(input: string | Json): Result<OsvRecord> {
  if (typeof input !== 'string') return readShape(record, input)
  const read = /^\s*[[{]/.test(input.slice(0, 1000)) ? parseJson(input) : parseYaml(input)
  if (!read.ok) return read
  const document = read.value
  const parsed = readShape(record, document.value)
  if (parsed.ok) return parsed
  return failAll(faultsOf(parsed.fault).map((fault) => ({ ...fault, place: document.locate(fault.at ?? '') })))
}

const texts = list(text)

/** An object whose content belongs to a database or an ecosystem. */
const freeObject = openObject<JsonObject>({})

const timestamp = refine(text, (value) =>
  /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,12})?Z$/.test(value)
    ? undefined
    : 'must be an RFC 3339 time in UTC, like 2030-02-17T09:00:00Z',
)

// A later minor version only adds fields; a later major version may mean something else by the same ones.
const schemaVersion = refine(text, (value) =>
  /^1(\.|$)/.test(value) ? undefined : 'must be a version 1 of the schema',
)

const severities = nullable(list(openObject<OsvSeverity>({ type: nonEmpty, score: text })))

const EVENT_KEYS = ['introduced', 'fixed', 'last_affected', 'limit'] as const

const event = refine(
  openObject<OsvEvent>({
    introduced: optional(text),
    fixed: optional(text),
    last_affected: optional(text),
    limit: optional(text),
  }),
  (value) => {
    const present = EVENT_KEYS.filter((key) => value[key] !== undefined)
    return present.length === 1 ? undefined : `must hold exactly one of ${EVENT_KEYS.join(', ')}`
  },
)

const range = openObject<OsvRange>({
  type: oneOf('SEMVER', 'ECOSYSTEM', 'GIT'),
  repo: optional(text),
  events: list(event),
  database_specific: optional(freeObject),
})

const affected = openObject<OsvAffected>({
  package: optional(openObject<OsvPackage>({ ecosystem: nonEmpty, name: nonEmpty, purl: optional(text) })),
  severity: optional(severities),
  ranges: optional(list(range)),
  versions: optional(texts),
  ecosystem_specific: optional(freeObject),
  database_specific: optional(freeObject),
})

const record = openObject<OsvRecord>({
  schema_version: optional(schemaVersion),
  id: nonEmpty,
  modified: timestamp,
  published: optional(timestamp),
  withdrawn: optional(timestamp),
  aliases: optional(nullable(texts)),
  upstream: optional(texts),
  related: optional(texts),
  summary: optional(text),
  details: optional(text),
  severity: optional(severities),
  affected: optional(nullable(list(affected))),
  references: optional(nullable(list(openObject<OsvReference>({ type: nonEmpty, url: text })))),
  credits: optional(list(openObject<OsvCredit>({ name: text, contact: optional(texts), type: optional(text) }))),
  database_specific: optional(freeObject),
})
