import type { JsonObject } from '#json'

/**
 * One record in the Open Source Vulnerability format, spelled as on the wire.
 *
 * Every object may hold fields that are not named here: those of a later minor version and those of the database that wrote it.
 * They stay where they stand, so that a record that is read and written again keeps its meaning and its key order.
 *
 * Source: OSV schema 1.7.5. `null` for a list is allowed by the schema and means the same as no list.
 */
export type OsvRecord = {
  /** Absent means 1.0.0. */
  readonly schema_version?: string
  readonly id: string
  readonly modified: string // RFC 3339, UTC, ending in Z
  readonly published?: string // RFC 3339, UTC, ending in Z
  readonly withdrawn?: string // RFC 3339, UTC, ending in Z
  /** Identifiers of the same vulnerability in other databases. */
  readonly aliases?: readonly string[] | null
  readonly upstream?: readonly string[]
  readonly related?: readonly string[]
  /** Plain text, one line. */
  readonly summary?: string
  /** Markdown. */
  readonly details?: string
  readonly severity?: readonly OsvSeverity[] | null
  readonly affected?: readonly OsvAffected[] | null
  readonly references?: readonly OsvReference[] | null
  readonly credits?: readonly OsvCredit[]
  readonly database_specific?: JsonObject
}

export type OsvSeverity = {
  /** `CVSS_V2`, `CVSS_V3`, `CVSS_V4`, `Ubuntu`, or what a later version adds. */
  readonly type: string
  readonly score: string
}

/** The affected versions of one package: those listed in `versions`, and those within any one of the `ranges`. */
export type OsvAffected = {
  readonly package?: OsvPackage
  readonly severity?: readonly OsvSeverity[] | null
  readonly ranges?: readonly OsvRange[]
  readonly versions?: readonly string[]
  readonly ecosystem_specific?: JsonObject
  readonly database_specific?: JsonObject
}

export type OsvPackage = {
  /** `PyPI`, or with a suffix `Debian:12`. */
  readonly ecosystem: string
  readonly name: string
  /** A package URL without version. */
  readonly purl?: string
}

export type OsvRangeType = 'SEMVER' | 'ECOSYSTEM' | 'GIT'

export type OsvRange = {
  readonly type: OsvRangeType
  /** Required for the type `GIT`. */
  readonly repo?: string
  /** In any order; the order of the versions decides. */
  readonly events: readonly OsvEvent[]
  readonly database_specific?: JsonObject
}

/** A change of status. Exactly one of the four fields is present. */
export type OsvEvent = {
  /** The first affected version; `0` is before every version. */
  readonly introduced?: string
  /** The first version that is no longer affected. */
  readonly fixed?: string
  /** The last affected version, where no fixed one is known. */
  readonly last_affected?: string
  /** No version from here on is meant; `*` is beyond every version. */
  readonly limit?: string
}

export type OsvReference = {
  /** `ADVISORY`, `ARTICLE`, `FIX`, `REPORT`, `WEB`, ... */
  readonly type: string
  readonly url: string
}

export type OsvCredit = {
  readonly name: string
  readonly contact?: readonly string[]
  /** The credit types of the CVE Record Format in capitals: `FINDER`, `REMEDIATION_DEVELOPER`, ... */
  readonly type?: string
}
