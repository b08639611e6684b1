/**
 * `POST` and `PUT /cve/{id}/cna`: what a CNA says about its ID, published and updated.
 *
 * Source: `submitCna` and `updateCna` of cve.controller.js, in the order of their checks.
 *
 * @module
 */
import type { JsonObject } from '#json'
import { done, type Outcome, refuse } from '../answer.ts'
import { hasUnstorableName, isEnriched, schemaErrors } from '../container-checks.ts'
import { utcContainer } from '../container-dates.ts'
import { ERRORS } from '../errors.ts'
import { field, isObject, without } from '../json-object.ts'
import { isTrue, one } from '../parameters.ts'
import type { RegisteredCall } from '../route.ts'
import type { IdEntry } from '../state.ts'
import { DATA_VERSION, newRecord, objectAt, providerMetadata, SOON, stored } from './record.ts'

export function publishRecord(call: RegisteredCall): Outcome {
  const { state, path, now } = call
  const id = state.id(path.id ?? '')
  if (id === undefined || id.state === 'AVAILABLE') return refuse(400, ERRORS.cveIdDne())
  // Whether the ID is REJECTED is not asked: only a record is in the way. So do CVE Services.
  if (state.record(id.cve_id) !== undefined) return refuse(403, ERRORS.cveRecordExists())
  const container = containerOf(call)
  if (isTrue(one(call.query, 'erlcheck')) && !isEnriched(container)) return refuse(403, ERRORS.erlCheckFailed())

  const date = now.toISOString()
  const record = newRecord(
    {
      cveId: id.cve_id,
      assignerOrgId: id.owning_cna,
      state: 'PUBLISHED',
      assignerShortName: state.org(id.owning_cna)?.short_name ?? '',
      dateReserved: id.reserved,
      datePublished: date,
      dateUpdated: date,
    },
    { cna: { ...container, providerMetadata: providerMetadata(call) } },
  )
  return keep(call, id, record, 'created')
}

export function updateRecord(call: RegisteredCall): Outcome {
  const { state, path, now } = call
  const id = state.id(path.id ?? '')
  if (id === undefined || id.state === 'AVAILABLE') return refuse(400, ERRORS.cveIdDne())
  const before = state.record(id.cve_id)
  if (before === undefined) return refuse(403, ERRORS.cveRecordDne())
  const container = containerOf(call)
  if (isTrue(one(call.query, 'erlcheck')) && !isEnriched(container)) return refuse(403, ERRORS.erlCheckFailed())

  const date = now.toISOString()
  const metadata = objectAt(before.cve, 'cveMetadata')
  const isBack = metadata.state === 'REJECTED'
  const record: JsonObject = {
    ...before.cve,
    dataVersion: DATA_VERSION,
    cveMetadata: {
      ...(isBack ? without(metadata, 'dateRejected') : metadata),
      state: 'PUBLISHED',
      ...(isBack && metadata.datePublished === undefined && { datePublished: date }),
      dateUpdated: date,
    },
    containers: {
      ...objectAt(before.cve, 'containers'),
      cna: { ...container, providerMetadata: providerMetadata(call) },
    },
  }
  return keep(call, id, record, 'updated')
}

function containerOf({ body }: RegisteredCall): JsonObject {
  const container = field(body, 'cnaContainer')
  return isObject(container) ? utcContainer(container) : {}
}

function keep(call: RegisteredCall, id: IdEntry, record: JsonObject, as: 'created' | 'updated'): Outcome {
  const errors = schemaErrors(record, 'record', '', call.options.allErrors)
  if (errors.length > 0) return refuse(400, ERRORS.invalidContainer(errors))
  if (hasUnstorableName(record)) return refuse(400, ERRORS.unableToStore())
  const message = `${id.cve_id} record was successfully ${as}. ${SOON}`
  return done({ message, [as]: record }, stored(call, id, record, 'PUBLISHED'))
}
