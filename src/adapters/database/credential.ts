import type { CreateTableBuilder, Selectable } from 'kysely'
import type { Target } from '#desk/cna'
import type { CredentialRow, CredentialTable } from '#desk/projects'
import type { Queries, Statement } from './tables.ts'

export interface CredentialTables {
  /** Keys for CVE Services; `sealed` is no use without the desk's own key, which is in no database. */
  readonly credential: {
    readonly project: string
    readonly target: Target
    readonly url: string
    readonly org: string
    readonly username: string
    readonly sealed: string
    readonly set_at: string
    readonly set_by: string
  }
}

export function credentialSchema({ schema }: Queries): readonly Statement[] {
  const columns = ['project', 'target', 'url', 'org', 'username', 'sealed', 'set_at', 'set_by'] as const
  let table: CreateTableBuilder<string, string> = schema.createTable('credential')
  for (const name of columns) table = table.addColumn(name, 'text', (column) => column.notNull())
  return [table.addPrimaryKeyConstraint('credential_key', ['project', 'target'])]
}

export function credentialTable(db: Queries): CredentialTable {
  const rows = db.selectFrom('credential').selectAll()
  return {
    async ofProject(project) {
      return (await rows.where('project', '=', project).orderBy('target').execute()).map(fromRow)
    },
    async find(project, target) {
      const found = await rows.where('project', '=', project).where('target', '=', target).executeTakeFirst()
      return found === undefined ? undefined : fromRow(found)
    },
    async put({ user, setAt, setBy, ...rest }) {
      const values = { ...rest, username: user, set_at: setAt, set_by: setBy }
      const { project: _, target: __, ...changed } = values
      await db
        .insertInto('credential')
        .values(values)
        .onConflict((conflict) => conflict.columns(['project', 'target']).doUpdateSet(changed))
        .execute()
    },
    async remove(project, target) {
      const done = await db
        .deleteFrom('credential')
        .where('project', '=', project)
        .where('target', '=', target)
        .executeTakeFirst()
      return done.numDeletedRows === 1n
    },
  }
}

function fromRow({ username, set_at, set_by, ...rest }: Selectable<CredentialTables['credential']>): CredentialRow {
  return { ...rest, user: username, setAt: set_at, setBy: set_by }
}
