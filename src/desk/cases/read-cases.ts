import { auditReading, type Reading } from '#desk/audit'
import { type Actor, auditActorOf, type Operation, permitSomewhere, personOf, projectsWhere } from '#desk/people'
import { ok, type Result } from '#fault'
import { caseSearch } from './case-search.ts'
import { caseSummary, caseView } from './case-view.ts'
import { findCase } from './find-case.ts'
import type { CaseFilter, CasesDesk } from './ports.ts'
import type { CaseState, CaseSummary, CaseView } from './view.ts'

export interface CaseQuery {
  readonly q?: string
  readonly project?: string
  readonly states?: readonly CaseState[]
  /** Disputes only. */
  readonly disputes?: true
  /** Disputes of one record only: by its CVE ID, or the identifier of its vulnerability. */
  readonly disputed?: string
  readonly after?: string
  readonly limit: number
}

/** The cases that the actor may know of, the newest first; `next` is what the next page begins after. */
export async function listCases(
  desk: CasesDesk,
  actor: Actor,
  { q, project, states, disputes, disputed, after, limit }: CaseQuery,
): Promise<Result<{ readonly items: readonly CaseSummary[]; readonly next?: string }>> {
  const may = permitSomewhere(actor, 'case.read')
  if (!may.ok) return may
  const filter = caseFilter(actor)
  if (filter === undefined) return ok({ items: [] })
  return desk.store.read(async (tx) => {
    const rows = await tx.cases.list({
      ...filter,
      ...(project !== undefined && { projects: (filter.projects ?? [project]).filter((slug) => slug === project) }),
      ...(states !== undefined && { states }),
      ...(disputes !== undefined && { disputes }),
      ...(disputed !== undefined && { disputed }),
      ...(q !== undefined && (await caseSearch(tx, actor, q))),
      ...(after !== undefined && { after }),
      limit: limit + 1,
    })
    const page = rows.slice(0, limit)
    const now = desk.around.moment()
    const items: CaseSummary[] = []
    for (const row of page) items.push(await caseSummary(tx, row, now))
    const last = rows.length > limit ? page.at(-1) : undefined
    return ok({ items, ...(last !== undefined && { next: last.id }) })
  })
}

/** Which cases an actor may know of; undefined for none: a token without embargoed work. */
export function caseFilter(actor: Actor): Pick<CaseFilter, 'person' | 'projects'> | undefined {
  if (actor.kind === 'system') return { person: undefined }
  if (actor.kind === 'token' && !actor.scope.embargoed) return undefined
  const projects = projectsWhere(actor, 'case.read')
  return { person: personOf(actor), ...(projects !== 'all' && { projects }) }
}

/** One case, whole. Whoever reads it is written down; so is whoever is shown what came of what they did (`after`). */
export async function readCase(
  desk: CasesDesk,
  actor: Actor,
  id: string,
  after: Operation = 'case.read',
): Promise<Result<CaseView>> {
  const read = await desk.store.write(async (tx) => {
    const row = await findCase(tx, actor, after, id)
    if (!row.ok) return row
    const { project } = row.value
    const subject = { kind: 'case', id: row.value.id, project }
    const reading: Reading = { actor: auditActorOf(actor), action: 'case.read', subject }
    await auditReading(tx, desk.readings, reading)
    return ok({ reading, view: await caseView(tx, actor, row.value, desk.around.moment()) })
  })
  if (!read.ok) return read
  desk.readings.keep(read.value.reading)
  return ok(read.value.view)
}
