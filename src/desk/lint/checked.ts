import type { Fault } from '#fault'
import type { Level } from '#lint'

/** One file, checked. */
export interface CheckedFile {
  /** As it was named. */
  readonly path: string
  /** The CVE ID, where the file says one. */
  readonly id?: string
  /** Short name of the CNA, where the file says one. */
  readonly cna?: string
  readonly findings: readonly LocatedFinding[]
  readonly waived: readonly LocatedFinding[]
  /** Waivers in the record that do not hold. */
  readonly notes: readonly { readonly message: string; readonly line: number }[]
  /** It is a record of another kind, and was not looked at. */
  readonly passedOver?: 'osv' | 'cve' | 'other'
  /** Why it could not be read as a record at all. */
  readonly faults: readonly Fault[]
}

/** A finding with its place in the text. Lines and columns count from 1. */
export interface LocatedFinding {
  readonly code: string
  readonly name: string
  readonly level: Level
  readonly at: string
  readonly message: string
  readonly line: number
  readonly column: number
  /** The line it stands on, cut around it where that is long. */
  readonly excerpt: Excerpt
  readonly hint?: string
  /** What the fix does, where there is one. */
  readonly fix?: string
  /** The reason, where it is waived. */
  readonly reason?: string
}

export interface Excerpt {
  readonly text: string
  /** Offset in `text` at which the finding stands. */
  readonly at: number
}

/** Findings in numbers, for any number of files. */
export interface Tally {
  /** Files that were read and checked. */
  readonly files: number
  /** Files that could not be read as records; `faults` says why. */
  readonly unread: number
  /** Files with at least one finding. */
  readonly flagged: number
  readonly waived: number
  /** Files that hold a record of another kind. */
  readonly passedOver: number
  readonly faults: readonly Fault[]
  readonly byRule: Readonly<Record<string, Count>>
  readonly byCna: Readonly<Record<string, CnaCount>>
}

export interface Count {
  readonly error: number
  readonly warning: number
  readonly info: number
  /** Files with at least one of them. */
  readonly files: number
}

export interface CnaCount extends Count {
  readonly records: number
}
