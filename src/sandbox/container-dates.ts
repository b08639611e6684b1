import type { Json, JsonObject } from '#json'
import { field, isList, isObject } from './json-object.ts'

/**
 * Dates as CVE Services store them: UTC with milliseconds. A date without an offset is UTC; what is no date stays as it is.
 *
 * In a container that is submitted alone the times of `timeline` stay as they are; in a whole record they are converted too.
 */
export function utcContainer(container: JsonObject, timeline: boolean): JsonObject {
  const { datePublic, dateAssigned, providerMetadata, timeline: events, ...rest } = container
  return {
    ...(providerMetadata !== undefined && { providerMetadata: utcField(providerMetadata, 'dateUpdated') }),
    ...(dateAssigned !== undefined && { dateAssigned: utc(dateAssigned) }),
    ...(datePublic !== undefined && { datePublic: utc(datePublic) }),
    ...rest,
    ...(events !== undefined && {
      timeline: timeline && isList(events) ? events.map((event) => utcField(event, 'time')) : events,
    }),
  }
}

/** A whole record with every date converted. */
export function utcRecord(record: JsonObject): JsonObject {
  const [metadata, containers] = [field(record, 'cveMetadata'), field(record, 'containers')]
  const [cna, adp] = [field(containers, 'cna'), field(containers, 'adp')]
  return {
    ...record,
    ...(isObject(metadata) && {
      cveMetadata: ['datePublished', 'dateUpdated', 'dateReserved', 'dateRejected'].reduce(utcField, metadata),
    }),
    ...(isObject(containers) && {
      containers: {
        ...containers,
        ...(isObject(cna) && { cna: utcContainer(cna, true) }),
        ...(isList(adp) && { adp: adp.map((each) => (isObject(each) ? utcContainer(each, true) : each)) }),
      },
    }),
  }
}

function utcField<T extends Json>(value: T, name: string): T {
  const date = field(value, name)
  return date === undefined ? value : ({ ...(value as JsonObject), [name]: utc(date) } as Json as T)
}

function utc(value: Json): Json {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT/.test(value)) return value
  const moment = new Date(/(Z|[+-]\d\d:\d\d)$/.test(value) ? value : `${value}Z`)
  return Number.isNaN(moment.getTime()) ? value : moment.toISOString()
}
