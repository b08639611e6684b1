import type { AdvisoryTables } from '#desk/advisories'
import type { AuditTrail } from '#desk/audit'
import type { BoardTable } from '#desk/board'
import type { CaseTable } from '#desk/cases'
import type { PeopleTx } from '#desk/people'
import type { ProjectTables } from '#desk/projects'
import type { PublishedTable } from '#desk/published'
import type { PublicationTable } from '#desk/publishing'
import type { ReviewTable } from '#desk/review'
import type { DeskEvent, Effects, EventSink, JobRuns, SettingTable, Surroundings } from '#desk/store'
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

export function repositories(db: Queries, ground: Ground, after: Aftermath): Tx {
  return new Repositories(db, ground, after)
}

/** A table is made when it is asked for: most transactions need three of them. Each transaction has an object of this, so it is a class. */
class Repositories implements Tx {
  readonly #db: Queries
  readonly #ground: Ground
  readonly #after: Aftermath
  readonly events: EventSink

  constructor(db: Queries, ground: Ground, after: Aftermath) {
    this.#db = db
    this.#ground = ground
    this.#after = after
    this.events = { emit: this.#emit }
  }

  readonly #emit = (event: DeskEvent): void => void this.#after.events.push(event)

  readonly #audited = (): void => {
    this.#after.auditEntries++
  }

  get audit(): Tx['audit'] {
    return auditLog(this.#db, this.#ground.around, this.#audited)
  }

  get jobs(): Tx['jobs'] {
    return jobQueue(this.#db, this.#ground.around, this.#ground.deliver, this.#emit)
  }

  get jobRuns(): Tx['jobRuns'] {
    return jobRuns(this.#db, this.#emit)
  }

  get auditTrail(): Tx['auditTrail'] {
    return auditTrail(this.#db)
  }

  get settings(): Tx['settings'] {
    return settingTable(this.#db)
  }

  get board(): Tx['board'] {
    return boardTable(this.#db)
  }

  get people(): Tx['people'] {
    return peopleTable(this.#db)
  }

  get sessions(): Tx['sessions'] {
    return sessionTable(this.#db)
  }

  get passkeys(): Tx['passkeys'] {
    return passkeyTable(this.#db)
  }

  get tokens(): Tx['tokens'] {
    return tokenTable(this.#db)
  }

  get invitations(): Tx['invitations'] {
    return invitationTable(this.#db)
  }

  get ceremonies(): Tx['ceremonies'] {
    return ceremonyTable(this.#db)
  }

  get attempts(): Tx['attempts'] {
    return attemptTable(this.#db)
  }

  get foundation(): Tx['foundation'] {
    return foundationTable(this.#db)
  }

  get publications(): Tx['publications'] {
    return publicationTable(this.#db)
  }

  get projects(): Tx['projects'] {
    return projectTable(this.#db)
  }

  get proposals(): Tx['proposals'] {
    return proposalTable(this.#db)
  }

  get templates(): Tx['templates'] {
    return templateTable(this.#db)
  }

  get credentials(): Tx['credentials'] {
    return credentialTable(this.#db)
  }

  get vulnerabilities(): Tx['vulnerabilities'] {
    return vulnerabilityTable(this.#db)
  }

  get access(): Tx['access'] {
    return accessTable(this.#db)
  }

  get changes(): Tx['changes'] {
    return changeTable(this.#db)
  }

  get edits(): Tx['edits'] {
    return editTable(this.#db, this.#ground.dialect, this.#ground.around, this.#audited)
  }

  get reviews(): Tx['reviews'] {
    return reviewTable(this.#db)
  }

  get cases(): Tx['cases'] {
    return caseTable(this.#db)
  }

  get published(): Tx['published'] {
    return publishedTable(this.#db)
  }
}
