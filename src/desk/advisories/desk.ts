import type { ReadingNotes } from '#desk/audit'
import type { ProjectDesk, ProjectTables } from '#desk/projects'
import type { PublishedTable } from '#desk/published'
import type { Effects, EventBus, SettingTable, Store, Surroundings } from '#desk/store'
import type { Assessments } from './assessments.ts'
import type { CommitNames } from './commit-names.ts'
import type { AdvisoryTables, ReleaseSeen } from './ports.ts'
import type { Presence } from './presence.ts'

/** What the use cases of this room work with. */
export interface AdvisoryDesk {
  readonly store: Store<AdvisoryTx>
  readonly around: Surroundings
  readonly projects: ProjectDesk
  readonly assessments: Assessments
  readonly commitNames: CommitNames
  readonly presence: Presence
  readonly bus: EventBus
  readonly readings: ReadingNotes
  /** Who is on the desk, by ID: for lists of people who may know. */
  readonly people: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>
}

export interface AdvisoryTx extends AdvisoryTables, ProjectTables, Effects {
  readonly settings: SettingTable
  readonly published: PublishedTable
  readonly board: { tags(project: string): Promise<readonly ReleaseSeen[]> }
}
