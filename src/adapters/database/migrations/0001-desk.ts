import { auditSchema } from '../audit.ts'
import { caseSchema } from '../case.ts'
import { jobSchema } from '../job.ts'
import { publicationSchema } from '../publication.ts'
import { publishedSchema } from '../published.ts'
import { reviewSchema } from '../review.ts'
import { settingSchema } from '../setting.ts'
import type { Migration } from './index.ts'

export const desk: Migration = {
  name: '0001-desk',
  statements: (db, dialect) => [
    ...settingSchema(db),
    ...auditSchema(db, dialect),
    ...jobSchema(db),
    ...publishedSchema(db),
    ...publicationSchema(db),
    ...reviewSchema(db),
    ...caseSchema(db),
  ],
}
