import { faultsOf, quote } from '#fault'
import { isUri, OSV_PREFIXES } from '#ids'
import { type Json, type JsonObject, list, oneOf, optional, pointer, readShape, refine, type Shape, text } from '#json'
import { OSV_CREDIT_TYPES } from '../credit-types.ts'
import { nullable } from '../open-object.ts'
import { ecosystem } from './ecosystem.ts'
import { moment } from './moment.ts'
import { anyObject, broken, isList, isObject, objectWith } from './object-with.ts'
import { range } from './range.ts'
import { severities } from './severity.ts'

/** One way in which a value is not what the OSV schema says. */
export interface OsvSchemaError {
  /** JSON Pointer of the value that is wrong; for a missing field, of the object. */
  readonly at: string
  /** Plain words, lower case, no full stop. */
  readonly message: string
  readonly hint?: string
}

/**
 * Everything in which a value is not what the OSV schema 1.7.5 says; nothing where it is valid. The verdict is that of the official
 * JSON Schema. It is stricter than `parseOsv` in what is written (ecosystems, types of references, whole hashes), and laxer in
 * places where that schema forgets to look. After a hundred errors, one more says that there are others.
 */
export function validateOsv(value: Json): readonly OsvSchemaError[] {
  const read = readShape(record, value)
  if (read.ok) return []
  return faultsOf(read.fault).map(({ at = '', message, hint }) => ({
    at,
    message,
    ...(hint !== undefined && { hint }),
  }))
}

const texts = list(text)

const id: Shape<string> = refine(text, (value) =>
  value.startsWith('x_') || OSV_PREFIXES.some((prefix) => value.startsWith(`${prefix}-`))
    ? undefined
    : {
        code: 'SHAPE_VALUE',
        kind: 'invalid',
        message: `${quote(value)} does not begin with the prefix of a database that the OSV schema lists`,
        hint: 'the prefix of a database of your own begins with x_',
      },
)

const affected: Shape<JsonObject> = objectWith({
  package: optional(objectWith({ ecosystem, name: text, purl: optional(text) })),
  severity: optional(severities),
  ranges: optional(list(range)),
  versions: optional(texts),
  ecosystem_specific: optional(anyObject),
  database_specific: optional(anyObject),
})

const reference: Shape<JsonObject> = objectWith({
  type: oneOf(
    'ADVISORY',
    'ARTICLE',
    'DETECTION',
    'DISCUSSION',
    'REPORT',
    'FIX',
    'INTRODUCED',
    'GIT',
    'PACKAGE',
    'EVIDENCE',
    'WEB',
  ),
  url: refine(text, (value) => (isUri(value) ? undefined : 'is no URI such as https://lantern.example/advisories/4')),
})

const credit: Shape<JsonObject> = objectWith({
  name: text,
  contact: optional(texts),
  type: optional(oneOf(...OSV_CREDIT_TYPES)),
})

const FIELDS = {
  schema_version: optional(text),
  id,
  modified: moment,
  published: optional(moment),
  withdrawn: optional(moment),
  aliases: optional(nullable(texts)),
  upstream: optional(texts),
  related: optional(texts),
  summary: optional(text),
  details: optional(text),
  severity: optional(severities),
  affected: optional(nullable(list(affected))),
  references: optional(nullable(list(reference))),
  credits: optional(list(credit)),
  database_specific: optional(anyObject),
}

const record: Shape<JsonObject> = objectWith(FIELDS, (value, at, report) => {
  for (const key of Object.keys(value)) {
    if (Object.hasOwn(FIELDS, key)) continue
    const hint = 'fields of your own stand in database_specific'
    report(broken(`a record has no field ${quote(key)}`, at + pointer(key), hint))
  }
  if (value.severity === undefined || !isList(value.affected)) return
  for (const [i, entry] of value.affected.entries()) {
    if (isObject(entry) && entry.severity !== undefined && entry.severity !== null) {
      const message = 'the severity stands here and at the whole record'
      report(broken(message, `${at}/affected/${i}/severity`, 'keep one of them'))
    }
  }
})
