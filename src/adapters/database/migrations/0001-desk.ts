import { auditSchema } from '../audit.ts'
import { boardSchema } from '../board.ts'
import { caseSchema } from '../case.ts'
import { credentialSchema } from '../credential.ts'
import { foundationSchema } from '../foundation.ts'
import { jobSchema } from '../job.ts'
import { passkeySchema } from '../passkey.ts'
import { personSchema } from '../person.ts'
import { projectSchema } from '../project.ts'
import { proposalSchema } from '../project-proposal.ts'
import { publicationSchema } from '../publication.ts'
import { publishedSchema } from '../published.ts'
import { templateSchema } from '../record-template.ts'
import { reviewSchema } from '../review.ts'
import { sessionSchema } from '../session.ts'
import { settingSchema } from '../setting.ts'
import { signInSchema } from '../sign-in.ts'
import { tokenSchema } from '../token.ts'
import { vulnerabilitySchema } from '../vulnerability.ts'
import { accessSchema } from '../vulnerability-access.ts'
import { changeSchema } from '../vulnerability-change.ts'
import { searchSchema } from '../vulnerability-search.ts'
import type { Migration } from './index.ts'

export const desk: Migration = {
  name: '0001-desk',
  statements: (db, dialect) => [
    ...settingSchema(db),
    ...personSchema(db),
    ...sessionSchema(db),
    ...passkeySchema(db),
    ...tokenSchema(db),
    ...signInSchema(db),
    ...foundationSchema(db),
    ...auditSchema(db, dialect),
    ...jobSchema(db),
    ...publishedSchema(db),
    ...boardSchema(db),
    ...publicationSchema(db),
    ...reviewSchema(db),
    ...caseSchema(db),
    ...projectSchema(db),
    ...proposalSchema(db),
    ...templateSchema(db),
    ...credentialSchema(db),
    ...vulnerabilitySchema(db),
    ...accessSchema(db),
    ...changeSchema(db),
    ...searchSchema(db),
  ],
}
