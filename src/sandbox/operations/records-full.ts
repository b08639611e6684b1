/**
 * `POST` and `PUT /cve/{id}`: whole records, written by the Secretariat as they are. Codes that are a 400 elsewhere are a 403 here.
 *
 * Source: `submitCve` and `updateCve` of cve.controller.js. CVE Services also have an error for the state RESERVED
 * (CVE_UNSUPPORTED_RECORD_STATE), behind a schema that knows only PUBLISHED and REJECTED: it can never be seen.
 *
 * @module
 */
import type { JsonObject } from '#json'
import { done, type Outcome, refuse } from '../answer.ts'
import { hasUnstorableName } from '../container-checks.ts'
import { utcRecord } from '../container-dates.ts'
import { ERRORS } from '../errors.ts'
import { field, isObject } from '../json-object.ts'
import type { RegisteredCall } from '../route.ts'
import type { IdEntry } from '../state.ts'
import { objectAt, stored } from './record.ts'

export function createFullRecord(call: RegisteredCall): Outcome {
  const { state, path, body } = call
  if (!isAbout(body, path.id)) return refuse(400, ERRORS.cveIdMismatch())
  const id = state.id(path.id ?? '')
  if (id === undefined || id.state === 'AVAILABLE') return refuse(403, ERRORS.cveIdDne())
  if (state.record(id.cve_id) !== undefined) return refuse(400, ERRORS.cveRecordExists())
  return keep(call, id, 'created')
}

export function updateFullRecord(call: RegisteredCall): Outcome {
  const { state, path, body } = call
  if (!isAbout(body, path.id)) return refuse(400, ERRORS.cveIdMismatch())
  const id = state.id(path.id ?? '')
  if (id === undefined || id.state === 'AVAILABLE') return refuse(403, ERRORS.cveIdDne())
  if (state.record(id.cve_id) === undefined) return refuse(403, ERRORS.cveRecordDne())
  return keep(call, id, 'updated')
}

function isAbout(body: RegisteredCall['body'], id: string | undefined): boolean {
  return field(field(body, 'cveMetadata'), 'cveId') === id
}

function keep(call: RegisteredCall, id: IdEntry, as: 'created' | 'updated'): Outcome {
  const given: JsonObject = isObject(call.body) ? call.body : {}
  if (hasUnstorableName(given)) return refuse(400, ERRORS.unableToStore())
  const record = utcRecord(given)
  const state = objectAt(record, 'cveMetadata').state === 'REJECTED' ? 'REJECTED' : 'PUBLISHED'
  return done({ message: `${id.cve_id} record was successfully ${as}.`, [as]: record }, stored(call, id, record, state))
}
