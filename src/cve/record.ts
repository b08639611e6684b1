/**
 * The CVE Record Format 5.2.0 as it stands on the wire: fields are spelled and ordered as the schema does it.
 *
 * These are views of a JSON value, not copies of it. A record that was read keeps every field that is not named here, in its
 * place, so that writing it gives the same value again. They are type aliases and not interfaces because an alias may be used
 * as a `JsonObject` without a cast.
 *
 * Only what {@link parseCveRecord} insists on is required here; the schema requires more.
 *
 * Source: CVE_Record_Format.json 5.2.0 (2025-10-29).
 *
 * @module
 */
import type { Json, JsonObject } from '#json'

export type CveRecord = {
  readonly dataType: 'CVE_RECORD'
  readonly dataVersion: string
  readonly cveMetadata: CveMetadata
  readonly containers: Containers
}

/** `assignerOrgId` and `state` are required by the schema, and missing in the drafts of some CNAs. */
export type CveMetadata = {
  readonly cveId: string
  readonly assignerOrgId?: string
  readonly assignerShortName?: string
  readonly requesterUserId?: string
  readonly dateUpdated?: string
  readonly serial?: number
  readonly dateReserved?: string
  readonly datePublished?: string
  readonly dateRejected?: string
  readonly state?: 'PUBLISHED' | 'REJECTED'
}

export type Containers = {
  readonly cna: CnaContainer
  readonly adp?: readonly AdpContainer[]
}

/** What the assigning CNA states. Published containers have `descriptions` and `affected`, rejected ones `rejectedReasons`. */
export type CnaContainer = Container & {
  readonly rejectedReasons?: readonly Description[]
  readonly replacedBy?: readonly string[]
}

/** What an authorised data publisher adds. */
export type AdpContainer = Container

export type Container = {
  readonly providerMetadata?: ProviderMetadata
  readonly dateAssigned?: string
  readonly datePublic?: string
  readonly title?: string
  readonly descriptions?: readonly Description[]
  readonly affected?: readonly AffectedProduct[]
  readonly cpeApplicability?: readonly Json[]
  readonly problemTypes?: readonly ProblemType[]
  readonly references?: readonly RecordReference[]
  readonly impacts?: readonly Json[]
  readonly metrics?: readonly Metric[]
  readonly configurations?: readonly Description[]
  readonly workarounds?: readonly Description[]
  readonly solutions?: readonly Description[]
  readonly exploits?: readonly Description[]
  readonly timeline?: readonly TimelineEntry[]
  readonly credits?: readonly RecordCredit[]
  readonly source?: JsonObject
  readonly tags?: readonly string[]
  readonly taxonomyMappings?: readonly Json[]
  /** Extensions: the only names that the schema leaves to others. */
  readonly [extension: `x_${string}`]: Json
}

export type ProviderMetadata = {
  readonly orgId?: string
  readonly shortName?: string
  readonly dateUpdated?: string
}

export type Description = {
  readonly lang: string
  readonly value: string
  readonly supportingMedia?: readonly SupportingMedia[]
}

export type SupportingMedia = {
  readonly type: string
  readonly base64?: boolean
  readonly value: string
}

export type ProductStatus = 'affected' | 'unaffected' | 'unknown'

export type AffectedProduct = {
  readonly vendor?: string
  readonly product?: string
  readonly collectionURL?: string
  readonly packageName?: string
  readonly cpes?: readonly string[]
  readonly modules?: readonly string[]
  readonly programFiles?: readonly string[]
  readonly programRoutines?: readonly { readonly name: string }[]
  readonly platforms?: readonly string[]
  readonly repo?: string
  readonly defaultStatus?: ProductStatus
  readonly versions?: readonly VersionEntry[]
  readonly packageURL?: string
}

/** One version, or a range of versions when one of `lessThan` and `lessThanOrEqual` is there. */
export type VersionEntry = {
  readonly version: string
  readonly status: ProductStatus
  readonly versionType?: string
  readonly lessThan?: string
  readonly lessThanOrEqual?: string
  readonly changes?: readonly StatusChange[]
}

export type StatusChange = {
  readonly at: string
  readonly status: ProductStatus
}

export type ProblemType = {
  readonly descriptions: readonly ProblemTypeDescription[]
}

export type ProblemTypeDescription = {
  readonly lang: string
  readonly description: string
  readonly cweId?: string
  readonly type?: string
  readonly references?: readonly RecordReference[]
}

export type RecordReference = {
  readonly url: string
  readonly name?: string
  readonly tags?: readonly string[]
}

export type Metric = {
  readonly format?: string
  readonly scenarios?: readonly { readonly lang: string; readonly value: string }[]
  readonly cvssV4_0?: CvssMetric
  readonly cvssV3_1?: CvssMetric
  readonly cvssV3_0?: CvssMetric
  readonly cvssV2_0?: CvssMetric
  readonly other?: { readonly type: string; readonly content: JsonObject }
}

/** The fields of single metrics (`attackVector`, ...) say again what `vectorString` says, and stand beside these. */
export type CvssMetric = {
  readonly version: string
  readonly vectorString: string
  readonly baseScore: number // 0.0 to 10.0, one decimal
  readonly baseSeverity?: string
}

export type TimelineEntry = {
  readonly time: string
  readonly lang: string
  readonly value: string
}

export type RecordCredit = {
  readonly lang: string
  readonly value: string
  readonly user?: string
  readonly type?: string
}
