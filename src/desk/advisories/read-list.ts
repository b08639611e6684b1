import { type Actor, permitSomewhere } from '#desk/people'
import { readerOf } from '#desk/projects'
import { fail, ok, type Result } from '#fault'
import type { AdvisoryDesk } from './desk.ts'
import type { ListFilter, ListOrder } from './ports.ts'
import { summaryOf } from './read-vulnerability.ts'
import { type ListQuery, STAGES, type Stage, type VulnerabilitySummary } from './views.ts'

const OPEN: readonly Stage[] = ['draft', 'review', 'approved', 'scheduled']

/** Rows on one page when nobody says. */
const USUAL = 50

export interface SummaryPage {
  readonly items: readonly VulnerabilitySummary[]
  readonly total: number
  readonly next?: readonly (string | number)[]
}

/** The vulnerabilities that the actor may know of and that fit, page by page. Code: `LIST_STAGE`. */
export async function listVulnerabilities(
  desk: AdvisoryDesk,
  actor: Actor,
  query: Omit<ListQuery, 'cursor'>,
  after: readonly (string | number)[] | undefined,
): Promise<Result<SummaryPage>> {
  const may = permitSomewhere(actor, 'vulnerability.read')
  if (!may.ok) return may
  const filter = filterOf(query)
  if (!filter.ok) return filter
  const by = query.sort ?? 'updated'
  const order: ListOrder = {
    by,
    descending: query.order === undefined ? by !== 'title' && by !== 'embargo' : query.order === 'descending',
    limit: query.limit ?? USUAL,
    ...(after !== undefined && { after }),
  }
  const reader = readerOf(actor)
  return await desk.store.read(async ({ vulnerabilities }) => {
    const { rows, next } = await vulnerabilities.list(reader, filter.value, order)
    // A first page that holds all is counted already.
    const isWhole = after === undefined && next === undefined
    const total = isWhole ? rows.length : await vulnerabilities.count(reader, filter.value)
    return ok({ items: rows.map(summaryOf), total, ...(next !== undefined && { next }) })
  })
}

function filterOf(query: Omit<ListQuery, 'cursor'>): Result<ListFilter> {
  const stages: Stage[] = []
  for (const word of query.stage?.split(',') ?? []) {
    const named = word === 'open' ? OPEN : STAGES.filter((stage) => stage === word)
    if (named.length === 0) {
      return fail({
        code: 'LIST_STAGE',
        kind: 'invalid',
        message: `${JSON.stringify(word)} is no stage`,
        at: 'stage',
        hint: `the stages are open, ${STAGES.join(', ')}`,
      })
    }
    stages.push(...named)
  }
  return ok({
    ...(query.q !== undefined && { q: query.q }),
    ...(query.project !== undefined && { project: query.project }),
    ...(query.stage !== undefined && { stages }),
    ...(query.severity !== undefined && { severity: query.severity }),
    ...(query.year !== undefined && { year: query.year }),
    ...(query.embargoed !== undefined && { embargoed: query.embargoed === 'true' }),
    ...(query.behind !== undefined && { behind: true as const }),
  })
}
