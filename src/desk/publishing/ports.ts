import type { CnaContainer } from '#cve'
import type { AccessTable, Assessments, ChangeTable, VulnerabilityTable } from '#desk/advisories'
import type { ReadingNotes } from '#desk/audit'
import type { Deed, Target, Waiver } from '#desk/cna'
import type { ProjectServices } from '#desk/projects'
import type { PublishedTable } from '#desk/published'
import type { GroundOf, ReviewTable } from '#desk/review'
import type { Effects, SettingTable, Store, Surroundings, Written } from '#desk/store'
import type { BatchState, Problem, PublicationState, ServerAnswer } from './view.ts'

/** What the use cases of this room work with. */
export interface PublishingDesk {
  readonly store: Store<PublishingTx>
  readonly around: Surroundings
  readonly services: ProjectServices
  readonly groundOf: GroundOf
  readonly assessments: Assessments
  readonly readings: ReadingNotes
}

export interface PublishingTx extends Effects {
  readonly vulnerabilities: VulnerabilityTable
  readonly access: AccessTable
  readonly changes: ChangeTable
  readonly reviews: ReviewTable
  readonly publications: PublicationTable
  readonly published: PublishedTable
  readonly settings: SettingTable
}

/** A publication as it is kept. Moments are RFC 3339, UTC. */
export interface PublicationRow {
  readonly id: string
  /** The project's own identifier of the vulnerability. */
  readonly vulnerability: string
  /** Slug. */
  readonly project: string
  readonly cve: string
  readonly title: string
  readonly target: Target
  readonly url: string
  /** The edition of the facts, and their text. */
  readonly edition: number
  readonly facts: string
  /** What was drafted for this target when it was asked for; what is sent says the same, or nothing is sent. */
  readonly container: CnaContainer
  readonly waivers: readonly Waiver[]
  /** `review`: an approval of this edition. `board`: an approval of what a release changed. */
  readonly basis: 'review' | 'board'
  readonly state: PublicationState
  readonly requestedBy: { readonly id: string; readonly name: string }
  readonly requestedAt: string
  readonly runAt?: string
  /** The job that sends it; absent within a batch. */
  readonly job?: string
  readonly batch?: string
  readonly position: number
  /** What is about to be done, or was: written before the server is asked, so that a second try knows of the first. */
  readonly deed?: Deed
  readonly changes: readonly string[]
  readonly problem?: Problem
  readonly finishedAt?: string
  readonly version: number
}

export interface BatchRow {
  readonly id: string
  /** Slug, where all of it is of one project. */
  readonly project?: string
  readonly target: Target
  readonly url: string
  readonly state: BatchState
  readonly requestedBy: { readonly id: string; readonly name: string }
  readonly requestedAt: string
  readonly runAt?: string
  /** The job that is at work, or will be: there is never a second one. */
  readonly job?: string
  readonly problem?: Problem
  readonly finishedAt?: string
  readonly version: number
}

export interface PublicationTable {
  find(id: string): Promise<PublicationRow | undefined>
  insert(row: PublicationRow): Promise<void>
  /** Writes the row over its own version, which counts up. */
  update(row: PublicationRow): Promise<Written>
  /** The newest first. */
  ofVulnerability(vulnerability: string, limit: number): Promise<readonly PublicationRow[]>
  /** In the order in which they are sent. */
  ofBatch(batch: string): Promise<readonly PublicationRow[]>
  /** Those of a project in some states, the newest first. */
  inStates(project: string, states: readonly PublicationState[]): Promise<readonly PublicationRow[]>
  addAnswer(publication: string, id: string, answer: ServerAnswer): Promise<void>
  /** In the order in which they came, by publication. */
  answers(publications: readonly string[]): Promise<ReadonlyMap<string, readonly ServerAnswer[]>>
  findBatch(id: string): Promise<BatchRow | undefined>
  insertBatch(row: BatchRow): Promise<void>
  updateBatch(row: BatchRow): Promise<Written>
  /** The newest batch of a project that has something of it. */
  lastBatch(project: string): Promise<BatchRow | undefined>
}
