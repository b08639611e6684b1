import type { Selectable } from 'kysely'
import type { TemplateContent, TemplateRow, TemplateTable } from '#desk/projects'
import { toFlag } from './columns.ts'
import type { Queries, Statement } from './tables.ts'

export interface TemplateTables {
  readonly record_template: {
    readonly id: string
    readonly project: string
    readonly name: string
    readonly about: string
    readonly is_default: number
    readonly used: number
    readonly version: number
    /** JSON. */
    readonly content: string
  }
}

export function templateSchema({ schema }: Queries): readonly Statement[] {
  return [
    schema
      .createTable('record_template')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('project', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('about', 'text', (column) => column.notNull())
      .addColumn('is_default', 'integer', (column) => column.notNull())
      .addColumn('used', 'integer', (column) => column.notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('content', 'text', (column) => column.notNull()),
    schema.createIndex('record_template_project').on('record_template').columns(['project', 'name']),
  ]
}

export function templateTable(db: Queries): TemplateTable {
  const rows = db.selectFrom('record_template').selectAll()
  return {
    async ofProject(project) {
      const found = await rows
        .where('project', '=', project)
        .orderBy('is_default', 'desc')
        .orderBy('name')
        .orderBy('id')
        .execute()
      return found.map(fromRow)
    },
    async find(project, id) {
      const found = await rows.where('project', '=', project).where('id', '=', id).executeTakeFirst()
      return found === undefined ? undefined : fromRow(found)
    },
    async insert(row) {
      await db.insertInto('record_template').values(toRow(row)).execute()
    },
    async update(row, version) {
      const { name, about, is_default, content } = toRow(row)
      const done = await db
        .updateTable('record_template')
        .set({ name, about, is_default, content, version: version + 1 })
        .where('project', '=', row.project)
        .where('id', '=', row.id)
        .where('version', '=', version)
        .executeTakeFirst()
      return done.numUpdatedRows === 1n ? version + 1 : undefined
    },
    async remove(project, id) {
      const done = await db
        .deleteFrom('record_template')
        .where('project', '=', project)
        .where('id', '=', id)
        .executeTakeFirst()
      return done.numDeletedRows === 1n
    },
    async onlyDefault(project, id) {
      await db
        .updateTable('record_template')
        .set({ is_default: 0 })
        .where('project', '=', project)
        .where('id', '!=', id)
        .execute()
    },
    async countUse(project, id) {
      await db
        .updateTable('record_template')
        .set((eb) => ({ used: eb('used', '+', 1) }))
        .where('project', '=', project)
        .where('id', '=', id)
        .execute()
    },
  }
}

function toRow({ isDefault, content, ...rest }: TemplateRow): TemplateTables['record_template'] {
  return { ...rest, is_default: toFlag(isDefault), content: JSON.stringify(content) }
}

function fromRow({ is_default, content, ...rest }: Selectable<TemplateTables['record_template']>): TemplateRow {
  return { ...rest, isDefault: is_default === 1, content: JSON.parse(content) as TemplateContent }
}
