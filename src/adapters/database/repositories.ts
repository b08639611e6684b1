import type { CaseTable } from '#desk/cases'
import type { PublishedTable } from '#desk/published'
import type { PublicationTable } from '#desk/publishing'
import type { ReviewTable } from '#desk/review'
import type { DeskEvent, Effects, SettingTable, Surroundings } from '#desk/store'
import { auditLog } from './audit.ts'
import { caseTable } from './case.ts'
import { type Deliver, jobQueue } from './job.ts'
import { publicationTable } from './publication.ts'
import { publishedTable } from './published.ts'
import { reviewTable } from './review.ts'
import { settingTable } from './setting.ts'
import type { Queries } from './tables.ts'

export type { Deliver } from './job.ts'

/** The tables of one transaction. One line for each aggregate. */
export interface Tx extends Effects {
  readonly settings: SettingTable
  readonly publications: PublicationTable
  readonly reviews: ReviewTable
  readonly cases: CaseTable
  readonly published: PublishedTable
}

/** What a transaction leaves to be done once it is on the disk. */
export interface Aftermath {
  readonly events: DeskEvent[]
  auditEntries: number
  jobs: number
}

export function repositories(db: Queries, around: Surroundings, deliver: Deliver, after: Aftermath): Tx {
  return {
    audit: auditLog(db, around, () => {
      after.auditEntries++
    }),
    jobs: jobQueue(db, around, async (queries, job) => {
      after.jobs++
      await deliver(queries, job)
    }),
    events: { emit: (event) => void after.events.push(event) },
    settings: settingTable(db),
    publications: publicationTable(db),
    reviews: reviewTable(db),
    cases: caseTable(db),
    published: publishedTable(db),
  }
}
