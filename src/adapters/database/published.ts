import type { Selectable } from 'kysely'
import type { CveRecord } from '#cve'
import type { Target } from '#desk/cna'
import type { PublishedRecord, PublishedTable } from '#desk/published'
import type { Queries, Statement } from './tables.ts'

export interface PublishedTables {
  readonly published: {
    readonly vulnerability: string
    readonly target: Target
    readonly project: string
    readonly cve: string
    readonly version: number
    /** A whole facts file. */
    readonly facts: string
    readonly at: string
    /** JSON, as is `osv`. */
    readonly record: string
    readonly osv: string | null
  }
}

export function publishedSchema({ schema }: Queries): readonly Statement[] {
  return [
    schema
      .createTable('published')
      .addColumn('vulnerability', 'text', (column) => column.notNull())
      .addColumn('target', 'text', (column) => column.notNull())
      .addColumn('project', 'text', (column) => column.notNull())
      .addColumn('cve', 'text', (column) => column.notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('facts', 'text', (column) => column.notNull())
      .addColumn('at', 'text', (column) => column.notNull())
      .addColumn('record', 'text', (column) => column.notNull())
      .addColumn('osv', 'text')
      .addPrimaryKeyConstraint('published_key', ['vulnerability', 'target']),
    schema.createIndex('published_project').on('published').columns(['project', 'target']),
  ]
}

export function publishedTable(db: Queries): PublishedTable {
  const rows = db.selectFrom('published').selectAll()
  return {
    async find(vulnerability, target) {
      const row = await rows.where('vulnerability', '=', vulnerability).where('target', '=', target).executeTakeFirst()
      return row === undefined ? undefined : fromRow(row)
    },
    async ofVulnerability(vulnerability) {
      const found = await rows.where('vulnerability', '=', vulnerability).orderBy('target').execute()
      return found.map(fromRow)
    },
    async ofProject(project, target) {
      const found = await rows
        .where('project', '=', project)
        .where('target', '=', target)
        .orderBy('vulnerability')
        .execute()
      return found.map(fromRow)
    },
    async put({ record, osv, ...rest }) {
      const values = { ...rest, record: JSON.stringify(record), osv: osv ?? null }
      const { vulnerability: _, target: __, ...changed } = values
      await db
        .insertInto('published')
        .values(values)
        .onConflict((conflict) => conflict.columns(['vulnerability', 'target']).doUpdateSet(changed))
        .execute()
    },
  }
}

function fromRow({ record, osv, ...rest }: Selectable<PublishedTables['published']>): PublishedRecord {
  return { ...rest, record: JSON.parse(record) as CveRecord, ...(osv !== null && { osv }) }
}
