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
import type { Dialect, Queries } from './tables.ts'
import { tokenTable } from './token.ts'
import { vulnerabilityTable } from './vulnerability.ts'
import { accessTable } from './vulnerability-access.ts'
import { changeTable } from './vulnerability-change.ts'
import { editTable } from './vulnerability-edit.ts'

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

/** What the tables of a transaction are made with. */
export interface Ground {
  readonly dialect: Dialect
  readonly around: Surroundings
  readonly deliver: Deliver
}

/** A table is made when it is asked for: most transactions need three of them. */
export function repositories(db: Queries, { dialect, around, deliver }: Ground, after: Aftermath): Tx {
  const emit = (event: DeskEvent): void => void after.events.push(event)
  const audited = (): void => {
    after.auditEntries++
  }
  return {
    events: { emit },
    get audit() {
      return auditLog(db, around, audited)
    },
    get jobs() {
      return jobQueue(db, around, deliver, emit)
    },
    get jobRuns() {
      return jobRuns(db, emit)
    },
    get auditTrail() {
      return auditTrail(db)
    },
    get settings() {
      return settingTable(db)
    },
    get board() {
      return boardTable(db)
    },
    get people() {
      return peopleTable(db)
    },
    get sessions() {
      return sessionTable(db)
    },
    get passkeys() {
      return passkeyTable(db)
    },
    get tokens() {
      return tokenTable(db)
    },
    get invitations() {
      return invitationTable(db)
    },
    get ceremonies() {
      return ceremonyTable(db)
    },
    get attempts() {
      return attemptTable(db)
    },
    get foundation() {
      return foundationTable(db)
    },
    get publications() {
      return publicationTable(db)
    },
    get projects() {
      return projectTable(db)
    },
    get proposals() {
      return proposalTable(db)
    },
    get templates() {
      return templateTable(db)
    },
    get credentials() {
      return credentialTable(db)
    },
    get vulnerabilities() {
      return vulnerabilityTable(db)
    },
    get access() {
      return accessTable(db)
    },
    get changes() {
      return changeTable(db)
    },
    get edits() {
      return editTable(db, dialect, around, audited)
    },
    get reviews() {
      return reviewTable(db)
    },
    get cases() {
      return caseTable(db)
    },
    get published() {
      return publishedTable(db)
    },
  }
}
