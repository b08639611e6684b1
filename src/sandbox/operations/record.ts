import type { JsonObject } from '#json'
import { field, isObject } from '../json-object.ts'
import type { RegisteredCall } from '../route.ts'
import type { Change, IdEntry } from '../state.ts'

/** The record format as CVE Services write it: the patch level is left out. */
export const DATA_VERSION = '5.2'

export const SOON = 'This submission should appear on https://cve.org/ within 15 minutes.'

export function newRecord(cveMetadata: JsonObject, containers: JsonObject): JsonObject {
  return { dataType: 'CVE_RECORD', dataVersion: DATA_VERSION, cveMetadata, containers }
}

/** Who provides a container: always the caller, whatever the container says. */
export function providerMetadata({ caller, now }: RegisteredCall): JsonObject {
  return { orgId: caller.org.UUID, shortName: caller.org.short_name, dateUpdated: now.toISOString() }
}

/** The object in a field; an empty one where there is none. */
export function objectAt(value: JsonObject, name: string): JsonObject {
  const found = field(value, name)
  return isObject(found) ? found : {}
}

/** A record is stored, and its ID has the state of the record. */
export function stored(
  { state, now }: RegisteredCall,
  id: IdEntry,
  cve: JsonObject,
  idState: 'PUBLISHED' | 'REJECTED',
): readonly Change[] {
  const modified = now.toISOString()
  const created = state.record(id.cve_id)?.time.created ?? modified
  const record: Change = { kind: 'record', entry: { cve_id: id.cve_id, cve, time: { created, modified } } }
  if (id.state === idState) return [record]
  return [record, { kind: 'id', entry: { ...id, state: idState, time: { ...id.time, modified } } }]
}
