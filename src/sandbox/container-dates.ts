import type { Json, JsonObject } from '#json'
import { isList, isObject } from './json-object.ts'

/**
 * A container that was submitted alone, with its dates as CVE Services store them: UTC with milliseconds. A date without an offset is
 * UTC; what is no date stays as it is. So do the times of `timeline`, which are converted in whole records only.
 */
export function utcContainer(container: JsonObject): JsonObject {
  return mapped(container, {
    providerMetadata: (provider) => mapped(provider, { dateUpdated: utc }),
    datePublic: utc,
    dateAssigned: utc,
  })
}

/** A whole record with every date converted. */
export function utcRecord(record: JsonObject): JsonObject {
  const whole: Change = (container) =>
    mapped(isObject(container) ? utcContainer(container) : container, {
      timeline: (events) => (isList(events) ? events.map((event) => mapped(event, { time: utc })) : events),
    })
  return mapped(record, {
    cveMetadata: (metadata) =>
      mapped(metadata, { datePublished: utc, dateUpdated: utc, dateReserved: utc, dateRejected: utc }),
    containers: (containers) => mapped(containers, { cna: whole, adp: (adp) => (isList(adp) ? adp.map(whole) : adp) }),
  })
}

type Change = (value: Json) => Json

/** The same fields in the same order, some of them changed; what is no object stays as it is. */
function mapped<T extends Json>(value: T, changes: Readonly<Record<string, Change>>): T
function mapped(value: Json, changes: Readonly<Record<string, Change>>): Json {
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      Object.hasOwn(changes, name) ? (changes[name]?.(each) ?? each) : each,
    ]),
  )
}

const utc: Change = (value) => {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT/.test(value)) return value
  const moment = new Date(/(Z|[+-]\d\d:\d\d)$/.test(value) ? value : `${value}Z`)
  return Number.isNaN(moment.getTime()) ? value : moment.toISOString()
}
