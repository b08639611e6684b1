/**
 * What servers were last seen to hold: for each vulnerability and target the record as it was read back, and the edition of the facts
 * that it came from. Only what was read back and found equal is kept here, so that "published" is an observation and no intention.
 *
 * @module
 */
import type { CveRecord } from '#cve'
import type { Target } from '#desk/cna'

export interface PublishedRecord {
  /** The project's own identifier of the vulnerability. */
  readonly vulnerability: string
  /** Slug. */
  readonly project: string
  readonly target: Target
  readonly cve: string
  /** The edition of the facts. */
  readonly version: number
  /** The facts file of that edition, whole. */
  readonly facts: string
  /** When it was read back, RFC 3339, UTC. */
  readonly at: string
  readonly record: CveRecord
  /** The OSV record that went with it, JSON; absent where the project writes none. */
  readonly osv?: string
}

export interface PublishedTable {
  find(vulnerability: string, target: Target): Promise<PublishedRecord | undefined>
  /** For all targets, production first. */
  ofVulnerability(vulnerability: string): Promise<readonly PublishedRecord[]>
  /** By vulnerability. */
  ofProject(project: string, target: Target): Promise<readonly PublishedRecord[]>
  /** Takes the place of what was kept for the same vulnerability and target. */
  put(record: PublishedRecord): Promise<void>
}

/** The setting that every change which this desk makes at a target changes: lists that were read before it are read again. */
export function changesKey(target: Target): string {
  return `changes-at ${target}`
}
