/**
 * `POST` and `PUT /cve/{id}/reject`: a rejection with its reasons, for an ID without and with a record.
 *
 * Source: `rejectCVE` and `rejectExistingCve` of cve.controller.js, `newRejectedCve` and `updateCveToRejected` of model/cve.js.
 *
 * @module
 */
import type { JsonObject } from '#json'
import { done, type Outcome, refuse } from '../answer.ts'
import { schemaErrors } from '../container-checks.ts'
import { utcRecord } from '../container-dates.ts'
import { ERRORS } from '../errors.ts'
import { isObject, without } from '../json-object.ts'
import type { RegisteredCall } from '../route.ts'
import type { IdEntry } from '../state.ts'
import { DATA_VERSION, newRecord, objectAt, providerMetadata, stored } from './record.ts'

export function rejectId(call: RegisteredCall): Outcome {
  const { state, path, now } = call
  const id = state.id(path.id ?? '')
  if (id === undefined || id.state === 'AVAILABLE') return refuse(400, ERRORS.cveIdDne())
  if (state.record(id.cve_id) !== undefined) return refuse(400, ERRORS.cveRecordExists())
  const date = now.toISOString()
  const { rejectedReasons, replacedBy } = submitted(call)
  const record = newRecord(
    {
      cveId: id.cve_id,
      assignerOrgId: id.owning_cna,
      state: 'REJECTED',
      dateReserved: id.reserved,
      dateUpdated: date,
      dateRejected: date,
      assignerShortName: state.org(id.owning_cna)?.short_name ?? '',
    },
    {
      // Of what was sent only these two are taken.
      cna: {
        providerMetadata: providerMetadata(call),
        ...(rejectedReasons !== undefined && { rejectedReasons }),
        ...(replacedBy !== undefined && { replacedBy }),
      },
    },
  )
  return keep(call, id, record, 'created')
}

export function rejectRecord(call: RegisteredCall): Outcome {
  const { state, path, now } = call
  const id = state.id(path.id ?? '')
  if (id === undefined || id.state === 'AVAILABLE') return refuse(400, ERRORS.cveIdDne())
  const before = state.record(id.cve_id)
  if (before === undefined) return refuse(400, ERRORS.cveRecordDne())
  const date = now.toISOString()
  const metadata = objectAt(before.cve, 'cveMetadata')
  const record: JsonObject = {
    ...before.cve,
    dataVersion: DATA_VERSION,
    cveMetadata: {
      ...metadata,
      dateUpdated: date,
      // A second rejection keeps the date of the first; `datePublished` stays in any case.
      ...(metadata.state !== 'REJECTED' && { state: 'REJECTED', dateRejected: date }),
    },
    containers: {
      ...without(objectAt(before.cve, 'containers'), 'adp'),
      cna: { ...submitted(call), providerMetadata: providerMetadata(call) },
    },
  }
  return keep(call, id, record, 'updated')
}

function submitted({ body }: RegisteredCall): JsonObject {
  return isObject(body) ? objectAt(body, 'cnaContainer') : {}
}

function keep(call: RegisteredCall, id: IdEntry, given: JsonObject, as: 'created' | 'updated'): Outcome {
  const record = utcRecord(given)
  const errors = schemaErrors(record, 'record', '', call.options.allErrors)
  if (errors.length > 0) return refuse(400, ERRORS.invalidContainer(errors))
  const message = `${id.cve_id} record was successfully submitted.`
  return done({ message, [as]: record }, stored(call, id, record, 'REJECTED'))
}
