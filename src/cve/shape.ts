/**
 * The shapes of the parts of a record that Steward uses.
 *
 * Unlike the shapes of #json these pass over fields they do not know, and give back the very value they were shown: a record
 * of others must come out as it went in.
 */

import { parseCveId } from '#ids'
import {
  aMap,
  anyJson,
  constant,
  type Fields,
  list,
  oneOf,
  optional,
  parsed,
  pointer,
  refine,
  type Shape,
  text,
} from '#json'
import type {
  AdpContainer,
  AffectedProduct,
  CnaContainer,
  Container,
  Containers,
  CveMetadata,
  CveRecord,
  CvssMetric,
  Description,
  Metric,
  ProblemType,
  ProblemTypeDescription,
  ProviderMetadata,
  RecordCredit,
  RecordReference,
  StatusChange,
  SupportingMedia,
  TimelineEntry,
  VersionEntry,
} from './record.ts'

/** The fields of `T` that are looked at. */
type FieldsOf<T> = { readonly [K in keyof T]?: Fields[string] }

const anObject = aMap(anyJson)

/** An object in which these fields, where they are there, have these shapes. */
function having<T>(fields: FieldsOf<T>): Shape<T> {
  return (value, at, report) => {
    const given = anObject(value, at, report)
    if (typeof given === 'symbol') return given
    for (const [key, field] of Object.entries(fields as Fields)) {
      const part = given.get(key)
      if (part !== undefined) {
        const shape = 'optional' in field ? field.optional : field
        shape(part, at + pointer(key), report)
      } else if (!('optional' in field)) {
        report({ code: 'SHAPE_MISSING', kind: 'invalid', message: `the field ${JSON.stringify(key)} is missing`, at })
      }
    }
    // After a report `readShape` gives no value at all, so that what is returned here is never seen.
    return value as T
  }
}

const texts = list(text)
const aNumber = refine(anyJson, (value) => (typeof value === 'number' ? undefined : 'must be a number'))
const status = oneOf('affected', 'unaffected', 'unknown')

const providerMetadata = having<ProviderMetadata>({
  orgId: optional(text),
  shortName: optional(text),
  dateUpdated: optional(text),
})

const supportingMedia = having<SupportingMedia>({ type: text, value: text })
const descriptions = list(
  having<Description>({ lang: text, value: text, supportingMedia: optional(list(supportingMedia)) }),
)

const reference = having<RecordReference>({ url: text, name: optional(text), tags: optional(texts) })

const versionEntry = having<VersionEntry>({
  version: text,
  status,
  versionType: optional(text),
  lessThan: optional(text),
  lessThanOrEqual: optional(text),
  changes: optional(list(having<StatusChange>({ at: text, status }))),
})

const product = having<AffectedProduct>({
  vendor: optional(text),
  product: optional(text),
  collectionURL: optional(text),
  packageName: optional(text),
  cpes: optional(texts),
  modules: optional(texts),
  programFiles: optional(texts),
  programRoutines: optional(list(having<{ readonly name: string }>({ name: text }))),
  platforms: optional(texts),
  repo: optional(text),
  defaultStatus: optional(status),
  versions: optional(list(versionEntry)),
  packageURL: optional(text),
})

const problemType = having<ProblemType>({
  descriptions: list(
    having<ProblemTypeDescription>({ lang: text, description: text, cweId: optional(text), type: optional(text) }),
  ),
})

const cvss = optional(
  having<CvssMetric>({ version: text, vectorString: text, baseScore: aNumber, baseSeverity: optional(text) }),
)
const metric = having<Metric>({
  format: optional(text),
  scenarios: optional(list(having<{ readonly lang: string; readonly value: string }>({ lang: text, value: text }))),
  cvssV4_0: cvss,
  cvssV3_1: cvss,
  cvssV3_0: cvss,
  cvssV2_0: cvss,
  other: optional(having<NonNullable<Metric['other']>>({ type: text, content: anObject })),
})

const containerFields: FieldsOf<Container> = {
  providerMetadata: optional(providerMetadata),
  dateAssigned: optional(text),
  datePublic: optional(text),
  title: optional(text),
  descriptions: optional(descriptions),
  affected: optional(list(product)),
  problemTypes: optional(list(problemType)),
  references: optional(list(reference)),
  metrics: optional(list(metric)),
  configurations: optional(descriptions),
  workarounds: optional(descriptions),
  solutions: optional(descriptions),
  exploits: optional(descriptions),
  timeline: optional(list(having<TimelineEntry>({ time: text, lang: text, value: text }))),
  credits: optional(list(having<RecordCredit>({ lang: text, value: text, type: optional(text) }))),
  source: optional(anObject),
  tags: optional(texts),
}

/** The container of a CNA, as it stands in a record. */
export const cnaContainer: Shape<CnaContainer> = having<CnaContainer>({
  ...containerFields,
  rejectedReasons: optional(descriptions),
  replacedBy: optional(texts),
})

/** A whole record of any 5.x format. */
export const cveRecord: Shape<CveRecord> = recordWith(parsed(text, parseCveId))

/** Likewise, with anything for its CVE ID: for those who look for what is wrong with a record. */
export const recordOfAnyId: Shape<CveRecord> = recordWith(text)

function recordWith(cveId: Shape<string>): Shape<CveRecord> {
  return having<CveRecord>({
    dataType: constant('CVE_RECORD'),
    dataVersion: refine(text, (version) =>
      version.startsWith('5.') ? undefined : 'is not a format that is known here',
    ),
    cveMetadata: having<CveMetadata>({
      cveId,
      assignerOrgId: optional(text),
      assignerShortName: optional(text),
      dateUpdated: optional(text),
      dateReserved: optional(text),
      datePublished: optional(text),
      state: optional(oneOf('PUBLISHED', 'REJECTED')),
    }),
    containers: having<Containers>({
      cna: cnaContainer,
      adp: optional(list(having<AdpContainer>(containerFields))),
    }),
  })
}

/** What CVE Services take: `{"cnaContainer": ...}`. */
export const wrappedContainer: Shape<{ readonly cnaContainer: CnaContainer }> = having<{
  readonly cnaContainer: CnaContainer
}>({ cnaContainer })
