import type { Compilable, Kysely, RawBuilder } from 'kysely'
import type { AuditTables } from './audit.ts'
import type { BoardTables } from './board.ts'
import type { CaseTables } from './case.ts'
import type { CredentialTables } from './credential.ts'
import type { FoundationTables } from './foundation.ts'
import type { JobTables } from './job.ts'
import type { MigrationTables } from './migrate.ts'
import type { PasskeyTables } from './passkey.ts'
import type { PersonTables } from './person.ts'
import type { ProjectTables } from './project.ts'
import type { ProposalTables } from './project-proposal.ts'
import type { PublicationTables } from './publication.ts'
import type { PublishedTables } from './published.ts'
import type { TemplateTables } from './record-template.ts'
import type { ReviewTables } from './review.ts'
import type { SessionTables } from './session.ts'
import type { SettingTables } from './setting.ts'
import type { SignInTables } from './sign-in.ts'
import type { TokenTables } from './token.ts'
import type { VulnerabilityTables } from './vulnerability.ts'
import type { AccessTables } from './vulnerability-access.ts'
import type { ChangeTables } from './vulnerability-change.ts'
import type { SearchTables } from './vulnerability-search.ts'

/** Every table of the database, by name. One line for each aggregate. */
export interface Tables
  extends MigrationTables,
    SettingTables,
    AuditTables,
    JobTables,
    PublishedTables,
    CaseTables,
    ReviewTables,
    PublicationTables,
    ProjectTables,
    ProposalTables,
    TemplateTables,
    CredentialTables,
    VulnerabilityTables,
    AccessTables,
    ChangeTables,
    SearchTables,
    FoundationTables,
    PasskeyTables,
    PersonTables,
    SessionTables,
    SignInTables,
    TokenTables,
    BoardTables {}

/** Queries within a transaction, or outside of one. */
export type Queries = Kysely<Tables>

/** A statement that makes part of the schema: a Kysely builder, or raw SQL by `statement`. */
export type Statement = Pick<Compilable, 'compile'>

export type Dialect = 'sqlite' | 'postgres'

/** Raw SQL as a statement of the schema. */
export function statement(db: Queries, raw: RawBuilder<unknown>): Statement {
  return { compile: () => raw.compile(db) }
}
