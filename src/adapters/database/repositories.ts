import type { AdvisoryTables } from '#desk/advisories'
import type { AuditTrail } from '#desk/audit'
import type { BoardTable } from '#desk/board'
import type { CaseTable } from '#desk/cases'
import type { PeopleTx } from '#desk/people'
import type { ProjectTables } from '#desk/projects'
import type { PublishedTable } from '#desk/published'
import type { PublicationTable } from '#desk/publishing'
import type { ReviewTable } from '#desk/review'
import type { DeskEvent, Effects, JobRuns, SettingTable, Surroundings } from '#desk/store'
import { auditLog } from './audit.ts'
import { auditTrail } from './audit-trail.ts'
import { boardTable } from './board.ts'
import { caseTable } from './case.ts'
import { credentialTable } from './credential.ts'
import { foundationTable } from './foundation.ts'
import { type Deliver, jobQueue } from './job.ts'
import { jobRuns } from './job-runs.ts'
import { passkeyTable } from './passkey.ts'
import { peopleTable } from './person.ts'
import { projectTable } from './project.ts'
import { proposalTable } from './project-proposal.ts'
import { publicationTable } from './publication.ts'
import { publishedTable } from './published.ts'
import { templateTable } from './record-template.ts'
import { reviewTable } from './review.ts'
import { sessionTable } from './session.ts'
import { settingTable } from './setting.ts'
import { attemptTable, ceremonyTable, invitationTable } from './sign-in.ts'
import type { Queries } from './tables.ts'
import { tokenTable } from './token.ts'
import { vulnerabilityTable } from './vulnerability.ts'
import { accessTable } from './vulnerability-access.ts'
import { changeTable } from './vulnerability-change.ts'

/** The tables of one transaction. One line for each aggregate. */
export interface Tx extends Effects, PeopleTx, ProjectTables, AdvisoryTables {
  readonly auditTrail: AuditTrail
  readonly jobRuns: JobRuns
  readonly settings: SettingTable
  readonly board: BoardTable
  readonly publications: PublicationTable
  readonly reviews: ReviewTable
  readonly cases: CaseTable
  readonly published: PublishedTable
}

/** What a transaction leaves to be done once it is on the disk. */
export interface Aftermath {
  readonly events: DeskEvent[]
  auditEntries: number
}

export function repositories(db: Queries, around: Surroundings, deliver: Deliver, after: Aftermath): Tx {
  const emit = (event: DeskEvent): void => void after.events.push(event)
  return {
    audit: auditLog(db, around, () => {
      after.auditEntries++
    }),
    jobs: jobQueue(db, around, deliver, emit),
    jobRuns: jobRuns(db, emit),
    events: { emit },
    auditTrail: auditTrail(db),
    settings: settingTable(db),
    board: boardTable(db),
    people: peopleTable(db),
    sessions: sessionTable(db),
    passkeys: passkeyTable(db),
    tokens: tokenTable(db),
    invitations: invitationTable(db),
    ceremonies: ceremonyTable(db),
    attempts: attemptTable(db),
    foundation: foundationTable(db),
    publications: publicationTable(db),
    projects: projectTable(db),
    proposals: proposalTable(db),
    templates: templateTable(db),
    credentials: credentialTable(db),
    vulnerabilities: vulnerabilityTable(db),
    access: accessTable(db),
    changes: changeTable(db),
    reviews: reviewTable(db),
    cases: caseTable(db),
    published: publishedTable(db),
  }
}
