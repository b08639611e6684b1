import type { AdvisoryTables, Edit, Edited } from '#desk/advisories'
import type { Actor } from '#desk/people'
import type { ProjectTable, Vault } from '#desk/projects'
import type { PublishedTable } from '#desk/published'
import type { PublishingDesk, PublishingTx } from '#desk/publishing'
import type { SettingTable, Store } from '#desk/store'
import type { Result } from '#fault'
import type { BoardDecisionKind, BoardItem } from './view.ts'

/** What the use cases of this room work with. */
export interface BoardDesk extends Omit<PublishingDesk, 'store'> {
  readonly store: Store<BoardTx>
  readonly vault: Vault
  /** Brings the clone of a project up to date. */
  readonly fetch: (project: string) => Promise<Result<unknown>>
  /** Changes facts as the editor does: with permission, history and audit. */
  readonly edit: (actor: Actor, vulnerability: string, edit: Edit) => Promise<Result<Edited>>
}

export interface BoardTx extends PublishingTx, AdvisoryTables {
  readonly board: BoardTable
  readonly projects: ProjectTable
  readonly published: PublishedTable
  readonly settings: SettingTable
}

/** A release tag that the desk has seen. */
export interface SeenTag {
  readonly project: string
  readonly tag: string
  readonly version: string
  /** Full hash. */
  readonly commit: string
  /** Day of the tagged commit, YYYY-MM-DD. */
  readonly tagged?: string
  readonly seenAt: string
  /** Came while the desk was looking; those that were there before have no page of their own. */
  readonly isNew: boolean
}

/** What a tag changed in one record, as it was computed last. */
export interface BoardItemRow {
  readonly project: string
  readonly tag: string
  readonly vulnerability: string
  readonly item: StoredItem
  /** When it stopped to be wrong. */
  readonly settledAt?: string
  /** Whether a publication settled it; else it went away by itself: another tag, other facts. */
  readonly published: boolean
}

/** The part of an item that does not depend on who reads it. */
export type StoredItem = Omit<BoardItem, 'may' | 'state' | 'decision' | 'problem' | 'since'>

export interface BoardDecisionRow {
  readonly id: string
  readonly project: string
  readonly vulnerability: string
  readonly plan: string
  readonly kind: BoardDecisionKind
  readonly by: { readonly id: string; readonly name: string }
  readonly at: string
  readonly reason?: string
  /** The edition of the facts that the decision led to, where it changed them. */
  readonly edition?: number
}

/** One version about which a public record was wrong. */
export interface DriftRow {
  readonly project: string
  readonly vulnerability: string
  readonly version: string
  readonly since: string
  readonly until?: string
}

export interface BoardTable {
  /** The newest first. */
  tags(project: string): Promise<readonly SeenTag[]>
  /** All that are new, of some projects or all; the newest first. */
  newTags(projects: 'all' | readonly string[], limit: number): Promise<readonly SeenTag[]>
  putTag(tag: SeenTag): Promise<void>
  items(project: string, tag?: string): Promise<readonly BoardItemRow[]>
  putItem(row: BoardItemRow): Promise<void>
  /** The newest last. */
  decisions(project: string): Promise<readonly BoardDecisionRow[]>
  addDecision(row: BoardDecisionRow): Promise<void>
  removeDecision(id: string): Promise<void>
  drift(projects: 'all' | readonly string[]): Promise<readonly DriftRow[]>
  putDrift(row: DriftRow): Promise<void>
}
