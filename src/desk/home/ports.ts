import type { AdvisoryTables, Assessments } from '#desk/advisories'
import type { AuditTrail } from '#desk/audit'
import type { BoardDesk, BoardTx } from '#desk/board'
import type { CasesTx, CaseTable } from '#desk/cases'
import type { PeopleTable } from '#desk/people'
import type { ProjectTables } from '#desk/projects'
import type { Store } from '#desk/store'

/** What the use cases of this room work with. */
export interface HomeDesk extends Omit<BoardDesk, 'store'> {
  readonly store: Store<HomeTx>
  readonly assessments: Assessments
}

export interface HomeTx extends BoardTx, AdvisoryTables, ProjectTables, Pick<CasesTx, 'people'> {
  readonly cases: CaseTable
  readonly people: PeopleTable
  readonly auditTrail: AuditTrail
}
