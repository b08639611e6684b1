/**
 * `PUT /cve/{id}/adp`: what an Authorized Data Publisher adds to a published record of anybody.
 *
 * Source: `insertAdp` of cve.controller.js.
 *
 * @module
 */
import type { JsonObject } from '#json'
import { done, type Outcome, refuse } from '../answer.ts'
import { schemaErrors } from '../container-checks.ts'
import { utcRecord } from '../container-dates.ts'
import { ERRORS } from '../errors.ts'
import { field, isList, isObject } from '../json-object.ts'
import type { RegisteredCall } from '../route.ts'
import { DATA_VERSION, objectAt, providerMetadata, SOON, stored } from './record.ts'

export function putAdpContainer(call: RegisteredCall): Outcome {
  const { state, path, body, caller, now } = call
  const id = state.id(path.id ?? '')
  if (id === undefined || id.state === 'AVAILABLE') return refuse(400, ERRORS.cveIdDne())
  const before = state.record(id.cve_id)
  if (before === undefined) return refuse(403, ERRORS.cveRecordDne())
  const metadata = objectAt(before.cve, 'cveMetadata')
  if (metadata.state === 'REJECTED') return refuse(403, ERRORS.cveRecordRejected())
  const given = field(body, 'adpContainer')
  if (given === undefined) return refuse(400, ERRORS.badAdpFormat())

  const container: JsonObject = { ...(isObject(given) ? given : {}), providerMetadata: providerMetadata(call) }
  const containers = objectAt(before.cve, 'containers')
  const adp = isList(containers.adp) ? containers.adp : []
  const own = adp.findLastIndex((each) => field(field(each, 'providerMetadata'), 'orgId') === caller.org.UUID)
  const record = utcRecord({
    ...before.cve,
    dataVersion: DATA_VERSION,
    cveMetadata: { ...metadata, dateUpdated: now.toISOString() },
    containers: { ...containers, adp: own < 0 ? [...adp, container] : adp.with(own, container) },
  })
  // The whole record is held against the schema: an old CNA container that is no longer right stops the ADP.
  const errors = schemaErrors(record, 'record', '', call.options.allErrors)
  if (errors.length > 0) return refuse(400, ERRORS.badAdpJson(errors))
  const kind = own < 0 ? 'new' : 'replacement'
  const message = `${id.cve_id} record had ${kind} ADP container for org ${caller.org.short_name} successfully inserted. ${SOON}`
  return done({ message, updated: record }, stored(call, id, record, 'PUBLISHED'))
}
