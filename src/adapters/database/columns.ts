import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Json } from '#json'

/** A value for a text column that holds JSON. */
export function toColumn(value: Json): string {
  return JSON.stringify(value)
}

/** The value of a text column that {@link toColumn} wrote: nobody else writes it, so it is not checked again. */
export function fromColumn<T extends Json>(text: string): T {
  return JSON.parse(text) as T
}

/** A value for an integer column that holds yes or no. */
export function toFlag(value: boolean): number {
  return value ? 1 : 0
}

/** Whether a text column holds `text`, letters of either case (ASCII) being the same; `%` and `_` are themselves. */
export function containing(column: Expression<string | null>, text: string): RawBuilder<SqlBool> {
  return holding(sql<string | null>`lower(${column})`, text)
}

/** The same of a column that is in small letters already. */
export function holding(column: Expression<string | null>, text: string): RawBuilder<SqlBool> {
  const pattern = `%${text.toLowerCase().replaceAll(/[\\%_]/g, (char) => `\\${char}`)}%`
  return sql<SqlBool>`${column} like ${pattern} escape '\\'`
}
