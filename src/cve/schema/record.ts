import type { Json } from '#json'
import { isObject } from './check.ts'
import { publishedContainers, rejectedContainers } from './containers.ts'
import { type Definition, type Fields, object, whole, word } from './definition.ts'
import { cveId, dataVersion, shortName, uuid } from './identifiers.ts'
import { timestamp } from './timestamp.ts'

const STATES = { published: 'PUBLISHED', rejected: 'REJECTED' } as const

/** The metadata that records of both states have. */
const METADATA: Fields = {
  assignerShortName: shortName,
  serial: whole(1),
  dateUpdated: timestamp,
  dateReserved: timestamp,
  datePublished: timestamp,
}

// Any of the two states is taken here: which one it is has decided on the definition.
const state: Definition = word(STATES.published, STATES.rejected)

/** Source: `cveMetadataPublished`. */
const publishedMetadata: Definition = object('the metadata of a published record', {
  required: { cveId, assignerOrgId: uuid, state },
  optional: { ...METADATA, requesterUserId: uuid },
})

/** Source: `cveMetadataRejected`. */
const rejectedMetadata: Definition = object('the metadata of a rejected record', {
  required: { cveId, assignerOrgId: uuid, state },
  optional: { ...METADATA, dateRejected: timestamp },
})

function record(cveMetadata: Definition, containers: Definition): Definition {
  return object('a CVE record', { required: { dataType: word('CVE_RECORD'), dataVersion, cveMetadata, containers } })
}

const publishedRecord: Definition = record(publishedMetadata, publishedContainers)
const rejectedRecord: Definition = record(rejectedMetadata, rejectedContainers)

/**
 * The definition that a record has to meet, by `cveMetadata.state`. Where that is missing or unknown, which is an error of its own,
 * the one that the CNA container looks like.
 */
export function recordDefinition(value: Json): Definition {
  const given = field(field(value, 'cveMetadata'), 'state')
  if (given === STATES.rejected) return rejectedRecord
  if (given === STATES.published) return publishedRecord
  const cna = field(field(value, 'containers'), 'cna')
  return field(cna, 'rejectedReasons') === undefined ? publishedRecord : rejectedRecord
}

function field(value: Json | undefined, key: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined
}
