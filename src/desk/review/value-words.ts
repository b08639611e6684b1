import { type AffectedProduct, describeEntry, type ProblemTypeDescription, type VersionEntry } from '#cve'
import { isObject, type Json, type JsonObject } from '#json'
import { nameAttackPattern, nameWeakness } from '#weaknesses'
import type { ReviewField } from './changed-field.ts'

/** Characters of a value that is shown as JSON. */
const LONGEST_JSON = 600

/**
 * One value of a record as a reviewer reads it: a text for each item, which may have several lines. `key` is the name of the field that
 * holds the value, for fields that have no place of their own on the page.
 */
export function valueWords(field: ReviewField, key: string, value: Json): readonly string[] {
  switch (field) {
    case 'references':
      return each(value, reference)
    case 'credits':
      return each(value, ({ value: name, type }) => [name, type].filter(isText).join(', '))
    case 'timeline':
      return each(value, ({ time, value: event }) => `${dateWords(time)}: ${textOf(event)}`)
    case 'weaknesses':
      return each(value, ({ cweId, description }) => textOf(cweId ?? description)).map(nameWeakness)
    case 'severity':
      return each(value, severity)
    case 'product':
      return key === 'affected' ? each(value, product) : labelled(key, value)
    case 'state':
      return each(value, ({ value: reason }) => textOf(reason)).map((text) => STATES[text] ?? text)
    default:
      return labelled(key, value)
  }
}

const STATES: Readonly<Record<string, string>> = { PUBLISHED: 'published', REJECTED: 'rejected' }

/** Items of a list, or the one value, each in words; a text stands for itself. */
function each(value: Json, words: (item: JsonObject) => string): readonly string[] {
  const items = Array.isArray(value) ? (value as readonly Json[]) : [value]
  return items.map((item) => (isObject(item) ? words(item) : textOf(item)))
}

function reference({ url, name, tags }: JsonObject): string {
  const said = [name, ...(Array.isArray(tags) ? tags : [])].filter(isText)
  return `${textOf(url)}${said.length === 0 ? '' : ` (${said.join(', ')})`}`
}

/** The vector, which the page takes apart; a rating of another kind by its name. A metric that came or went has its name around it. */
function severity(value: JsonObject): string {
  const rating = [value, ...Object.values(value)].filter(isObject).find(({ vectorString }) => isText(vectorString))
  if (rating !== undefined) return textOf(rating.vectorString)
  const { type, content } = value
  return isText(type) ? `${type}: ${jsonWords(content ?? null)}` : jsonWords(value)
}

/** Lines about a product: its names, what of it is affected, and each of its ranges. */
function product(value: JsonObject): string {
  const { vendor, product: name, versions, defaultStatus, ...rest } = value as AffectedProduct
  const others = Object.entries(rest as JsonObject).flatMap(([key, said]) => labelled(key, said))
  return [
    ...(vendor === undefined ? [] : [`Vendor: ${vendor}`]),
    ...(name === undefined ? [] : [`Product: ${name}`]),
    ...others,
    ...(versions ?? []).map(range),
    ...(defaultStatus === undefined ? [] : [`Every other version: ${defaultStatus}`]),
  ].join('\n')
}

/** `3.12.0a1 and later, before 3.12.9: affected` */
function range(entry: VersionEntry): string {
  const changes = (entry.changes ?? []).map(({ at, status }) => `, ${status} from ${at} on`)
  return `${describeEntry(entry)}: ${entry.status}${changes.join('')}`
}

/** Names of fields as people say them. */
const LABELS: Readonly<Record<string, string>> = {
  affected: 'Product',
  assignerOrgId: 'Assigner',
  assignerShortName: 'Assigner',
  collectionURL: 'Collection',
  configurations: 'Needed configuration',
  cpes: 'CPE',
  cveId: 'CVE ID',
  dateAssigned: 'Assigned',
  datePublic: 'Made public',
  exploits: 'Exploits',
  impacts: 'Attack pattern',
  modules: 'Modules',
  packageName: 'Package',
  packageURL: 'Package URL',
  platforms: 'Platforms',
  product: 'Product',
  programFiles: 'Files',
  programRoutines: 'Routines',
  replacedBy: 'Replaced by',
  repo: 'Repository',
  solutions: 'Solution',
  source: 'Source',
  tags: 'Tags',
  vendor: 'Vendor',
  workarounds: 'Workaround',
}

/** A value with the name of its field. Extensions and whatever else nobody knows the meaning of are shown as JSON. */
function labelled(key: string, value: Json): readonly string[] {
  const label = LABELS[key]
  if (label === undefined) return [`${key}: ${jsonWords(value)}`]
  if (key === 'source' && isObject(value)) return source(value)
  if (key.startsWith('date')) return [`${label}: ${dateWords(value)}`]
  if (!Array.isArray(value)) return [`${label}: ${isObject(value) ? jsonWords(value) : textOf(value)}`]
  const items = value as readonly Json[]
  if (key === 'impacts') return items.map((item) => `${label}: ${attackPattern(item)}`)
  if (TEXTS.has(key)) return each(items, ({ value: text }) => textOf(text)).map((text) => `${label}: ${text}`)
  return [`${label}: ${each(items, ({ name, ...rest }) => (isText(name) ? name : jsonWords(rest))).join(', ')}`]
}

/** Fields that hold a text for each language. */
const TEXTS: ReadonlySet<string> = new Set(['configurations', 'exploits', 'solutions', 'workarounds'])

function attackPattern(impact: Json): string {
  const { capecId, descriptions } = isObject(impact) ? impact : {}
  if (isText(capecId)) return nameAttackPattern(capecId)
  const [first] = Array.isArray(descriptions) ? (descriptions as unknown as readonly ProblemTypeDescription[]) : []
  return first?.description ?? jsonWords(impact)
}

const DISCOVERIES: Readonly<Record<string, string>> = {
  INTERNAL: 'Found by the project itself',
  EXTERNAL: 'Found outside the project',
  USER: 'Found by a user',
  UNKNOWN: 'How it was found is not known',
}

function source({ discovery, ...rest }: JsonObject): readonly string[] {
  const found = isText(discovery) ? [DISCOVERIES[discovery] ?? `Found: ${discovery}`] : []
  return [
    ...found,
    ...Object.entries(rest).map(([key, value]) => `Source, ${key}: ${isText(value) ? value : jsonWords(value)}`),
  ]
}

const DATE = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })

/** `2 October 2026`: the day in UTC. What is no date stands as it is. */
function dateWords(value: Json | undefined): string {
  const text = textOf(value)
  const moment = Date.parse(/^\d{4}-\d\d-\d\dT[\d:.]+$/.test(text) ? `${text}Z` : text)
  return Number.isNaN(moment) ? text : DATE.format(moment)
}

function jsonWords(value: Json): string {
  const text = JSON.stringify(value, undefined, 2)
  return text.length <= LONGEST_JSON ? text : `${text.slice(0, LONGEST_JSON)}… (${text.length} characters)`
}

function textOf(value: Json | undefined): string {
  return isText(value) ? value : jsonWords(value ?? null)
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}
