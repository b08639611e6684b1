import type { IdentifierRow, IdentifiersView } from '#desk/identifiers'
import { download } from '../../data/download.ts'
import { send, withQuery } from '../../data/request.ts'
import { csv } from '../../words/csv.ts'
import type { Counter } from './ids.tsx'

const HEAD = ['ID', 'State', 'Used for', 'Title', 'Reserved by', 'Reserved', 'Stale']

/** The whole list at this counter, page by page, as a file for a table program. */
export async function exportList(counter: Counter): Promise<number> {
  const rows: IdentifierRow[] = []
  let cursor: string | undefined
  do {
    const page = await send<IdentifiersView>('GET', withQuery('/ids', { ...counter, cursor, limit: 500 }))
    rows.push(...page.items)
    cursor = page.next
  } while (cursor !== undefined)
  const lines = rows.map((row) => [
    row.cve,
    row.state,
    row.usedFor?.id ?? '',
    row.usedFor?.title ?? '',
    row.reservedBy ?? '',
    row.reserved ?? '',
    row.stale ? 'yes' : '',
  ])
  download(`cve-ids-${counter.project}-${counter.target}.csv`, 'text/csv', csv([HEAD, ...lines]))
  return rows.length
}
