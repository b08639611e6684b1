/**
 * The answers of CVE Services as schemas, and the way from an operation and a status to the right one.
 *
 * The OpenAPI document of CVE Services 2.6.2 says which statuses an operation has and names the schema of each; the schema files
 * themselves are not part of it. Those are written here, under the names that the document uses, and stricter than the original
 * ones, which require nothing and allow everything: every field of an answer must be known, and those that are always there must
 * be there. CVE records in answers are held against the official schema where it is at hand.
 *
 * @module
 */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { Ajv, type ValidateFunction } from 'ajv'
import formats from 'ajv-formats'
import type { Json } from '#json'

const DATA = new URL('../../../shared/data/', import.meta.url)
const OPENAPI = new URL('cve-services/openapi-2.6.2.json', DATA)
const RECORD = new URL('schemas/cve-5.2.0/CVE_Record_Format_bundled.json', DATA)

/** Why answers cannot be held against the document; false where they can. */
export const skip: false | string = existsSync(OPENAPI) && existsSync(RECORD) ? false : 'no ../shared/data/cve-services'

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly responses: Responses }>>>>
}
type Responses = Readonly<
  Record<string, { readonly content?: { readonly 'application/json'?: { readonly schema?: Ref } } }>
>
interface Ref {
  readonly $ref?: string
  readonly oneOf?: readonly Ref[]
}

const document: OpenApi | undefined = skip ? undefined : JSON.parse(readFileSync(OPENAPI, 'utf8'))

/** The operations of the document: `GET /cve/{id}`. */
export const OPERATIONS: readonly string[] = Object.entries(document?.paths ?? {}).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
)

/**
 * Statuses that the document does not have for an operation, though CVE Services give them: 413 and the 404 of an unknown path come
 * before any operation, and the list of records answers 401 with a body where the document has none.
 */
const BESIDE = new Set([413])

/** Throws when an answer is not one that the operation can give. */
export function checkAnswer(operation: string, status: number, body: Json | undefined): void {
  if (document === undefined) return
  const [method = '', path = ''] = operation.split(' ')
  const responses = document.paths[path]?.[method.toLowerCase()]?.responses
  assert(responses, `${operation} is no operation of CVE Services`)
  if (BESIDE.has(status)) {
    assertValid('errors/generic', body, operation, status)
    return
  }
  const response = responses[String(status)]
  assert(response, `${operation} answers ${status}, which the document does not have`)
  const schema = response.content?.['application/json']?.schema
  if (schema === undefined) {
    if (status >= 400) assertValid('errors/generic', body, operation, status)
    else assert.equal(body, undefined, `${operation} ${status} has a body`)
    return
  }
  const names = (schema.oneOf ?? [schema]).map(({ $ref = '' }) => $ref.replace(/^.*schemas\/(.*)\.json$/, '$1'))
  const fits = names.filter((name) => validator(name)(body))
  if (fits.length === 0) assertValid(names[0] ?? '', body, operation, status)
}

function assertValid(name: string, body: Json | undefined, operation: string, status: number): void {
  const validate = validator(name)
  const words = (): string => JSON.stringify(validate.errors?.slice(0, 3))
  assert(validate(body), `${operation} ${status} is no ${name}: ${words()} in ${JSON.stringify(body)?.slice(0, 400)}`)
}

const validators = new Map<string, ValidateFunction>()

function validator(name: string): ValidateFunction {
  const known = validators.get(name)
  if (known !== undefined) return known
  const schema = SCHEMAS[name]
  assert(schema, `no schema is written for ${name}`)
  const ajv = new Ajv({ allErrors: true, strict: false })
  formats.default(ajv)
  ajv.addSchema(JSON.parse(readFileSync(RECORD, 'utf8')), 'record')
  const made = ajv.compile(schema)
  validators.set(name, made)
  return made
}

type Schema = Readonly<Record<string, unknown>>

/** An object with all of `fields` and perhaps some of `more`, and nothing else. */
function shape(fields: Readonly<Record<string, Schema>>, more: Readonly<Record<string, Schema>> = {}): Schema {
  return {
    type: 'object',
    properties: { ...fields, ...more },
    required: Object.keys(fields),
    additionalProperties: false,
  }
}
const list = (items: Schema): Schema => ({ type: 'array', items })

const text: Schema = { type: 'string' }
const count: Schema = { type: 'integer', minimum: 0 }
const time: Schema = { type: 'string', format: 'date-time', pattern: '^.{19}\\.\\d{3}Z$' }
const uuid: Schema = { type: 'string', format: 'uuid' }
const cveId: Schema = { type: 'string', pattern: '^CVE-[0-9]{4}-[0-9]{4,19}$' }
const times: Schema = shape({ created: time, modified: time })
const record: Schema = { $ref: 'record' }

const requestedBy = shape({ cna: text, user: text })
const idFacts = { cve_id: cveId, cve_year: { type: 'string', pattern: '^[0-9]{4}$' } }
const idState: Schema = { enum: ['RESERVED', 'PUBLISHED', 'REJECTED'] }
const freshId = shape({
  ...idFacts,
  state: { const: 'RESERVED' },
  owning_cna: text,
  requested_by: requestedBy,
  reserved: time,
})
const wholeId = shape({
  ...idFacts,
  state: idState,
  owning_cna: text,
  requested_by: requestedBy,
  reserved: time,
  time: times,
})
const paging = {
  totalCount: { type: 'integer', minimum: 500 },
  itemsPerPage: { const: 500 },
  pageCount: count,
  currentPage: count,
  prevPage: { type: ['integer', 'null'] },
  nextPage: { type: ['integer', 'null'] },
}
/** All fields about pages, or none. */
function paged(name: string, items: Schema): Schema {
  return { anyOf: [shape({ [name]: list(items) }), shape({ [name]: list(items), ...paging })] }
}

const org = shape({
  UUID: uuid,
  short_name: { type: 'string', minLength: 2, maxLength: 32 },
  name: text,
  authority: shape({ active_roles: list({ enum: ['CNA', 'SECRETARIAT', 'BULK_DOWNLOAD', 'ROOT_CNA', 'ADP'] }) }),
  policies: shape({ id_quota: { type: 'integer', minimum: 0, maximum: 100_000 } }),
  time: times,
})
const userFields = {
  UUID: uuid,
  org_UUID: uuid,
  username: text,
  name: shape({ first: text, last: text, middle: text, suffix: text }),
  active: { type: 'boolean' },
  authority: shape({ active_roles: list({ enum: ['ADMIN'] }) }),
  time: times,
}
const user = shape(userFields)
const secret: Schema = { type: 'string', minLength: 36, maxLength: 36 }
const error = shape({ error: { type: 'string', pattern: '^[A-Z_]+$' }, message: text }, { details: {} })
const said = (name: string, what: Schema): Schema => shape({ message: text, [name]: what })

const SCHEMAS: Readonly<Record<string, Schema>> = {
  'errors/generic': error,
  'errors/bad-request': error,
  'cve-id/list-cve-ids-response': paged('cve_ids', wholeId),
  'cve-id/create-cve-ids-response': shape({ cve_ids: list(freshId), meta: shape({ remaining_quota: count }) }),
  'cve-id/create-cve-ids-partial-response': shape({
    error: { const: 'RESERVED_PARTIAL_AMOUNT' },
    message: text,
    details: shape({ amount_reserved: count }),
    cve_ids: list(freshId),
  }),
  'cve-id/get-cve-id-response': {
    anyOf: [
      wholeId,
      shape({ ...idFacts, state: { const: 'RESERVED' }, owning_cna: { const: '[REDACTED]' } }),
      shape({ ...idFacts, state: { enum: ['PUBLISHED', 'REJECTED'] }, owning_cna: text, dateUpdated: time }),
    ],
  },
  'cve-id/update-cve-id-response': said('updated', wholeId),
  'cve/get-cve-record-response': record,
  'cve/get-cve-record-count': shape({ totalCount: count }),
  // The document gives these two for `count_only` as well, whose answer is a count.
  'cve/list-cve-records-response': { anyOf: [paged('cveRecords', record), shape({ totalCount: count })] },
  'cve/cursor-cve-records-response': {
    anyOf: [
      shape(
        { cveRecords: list(record), hasNext: { type: 'boolean' }, hasPrevious: { type: 'boolean' } },
        { next: text, previous: text },
      ),
      shape({ totalCount: count }),
    ],
  },
  'cve/create-cve-record-response': said('created', record),
  'cve/update-full-cve-record-response': said('updated', record),
  'cve/create-cve-record-rejection-response': said('created', record),
  'cve/update-cve-record-rejection-response': said('updated', record),
  'org/list-orgs-response': paged('organizations', org),
  'org/create-org-response': said('created', org),
  'org/get-org-response': org,
  'org/update-org-response': said('updated', org),
  'org/get-org-quota-response': shape({ id_quota: count, total_reserved: count, available: { type: 'integer' } }),
  'user/list-users-response': paged('users', user),
  'user/create-user-response': said('created', shape({ ...userFields, secret })),
  'user/get-user-response': user,
  'user/update-user-response': said('updated', user),
  'user/reset-secret-response': shape({ 'API-secret': secret }),
}
