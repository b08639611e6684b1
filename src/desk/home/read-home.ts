import { factsIn, type VulnerabilityRow } from '#desk/advisories'
import { type BoardRound, listBoard } from '#desk/board'
import { caseFilter, caseNumber, clocksFor, isOpen } from '#desk/cases'
import { type Actor, mayDo, permitSomewhere, personOf, projectsOf } from '#desk/people'
import { readerOf } from '#desk/projects'
import { reviewHistoryOf, standingOf } from '#desk/review'
import { ok, type Result } from '#fault'
import { isObject } from '#json'
import { activityFor } from './activity.ts'
import { boardNeed, byClock, caseNeeds, type Looker, staleNeed, type Work, workNeeds } from './needs.ts'
import type { HomeDesk, HomeTx } from './ports.ts'
import type { HomeView, Need } from './view.ts'

/** Vulnerabilities and cases that are looked at for needs: more than anybody works on at a time. */
const LOOKED_AT = 300

/** What needs the reader now, and how things stand. */
export async function readHome(desk: HomeDesk, actor: Actor): Promise<Result<HomeView>> {
  const may = permitSomewhere(actor, 'home.read')
  if (!may.ok) return may
  const rounds = await listBoard(desk, actor)
  const board = rounds.ok ? rounds.value : []
  const now = desk.around.moment()
  const looker: Looker = {
    person: personOf(actor) ?? '',
    may: (operation, project) => mayDo(actor, operation, { project }) === 'allowed',
  }
  return desk.store.read(async (tx) => {
    const reader = readerOf(actor)
    const work = await workOf(tx, actor)
    const cases = await caseWork(tx, actor, looker, now)
    const needs: readonly Need[] = [
      ...work.flatMap((each) => workNeeds(looker, each, now)),
      ...cases.needs,
      ...board.flatMap((round) => boardNeed(looker, round)),
      ...(await staleNeeds(tx, actor, looker)),
    ].toSorted(byClock)
    const tally = await tx.vulnerabilities.tally(reader)
    const count = (is: (stage: string) => boolean): number =>
      tally.filter(({ stage }) => is(stage)).reduce((sum, each) => sum + each.count, 0)
    return ok({
      now,
      needs,
      counts: {
        needs: needs.length,
        vulnerabilities: count((stage) => stage !== 'published' && stage !== 'rejected'),
        cases: cases.open,
        board: board.filter(({ counts }) => counts.open + counts.conflicts + counts.approved > 0).length,
        published: count((stage) => stage === 'published'),
      },
      board: board.slice(0, 5).map(lineOf),
      activity: await activityFor(tx, actor),
    })
  })
}

async function workOf(tx: HomeTx, actor: Actor): Promise<readonly Work[]> {
  const order = { by: 'updated', descending: true, limit: LOOKED_AT } as const
  const open = await tx.vulnerabilities.list(
    readerOf(actor),
    { stages: ['draft', 'review', 'approved', 'scheduled'] },
    order,
  )
  // Of what is public, only an edition that waits for a review, or a publication that was refused, wants anybody.
  const out = await tx.vulnerabilities.list(readerOf(actor), { stages: ['published'] }, { ...order, limit: 50 })
  const work: Work[] = []
  for (const row of [...open.rows, ...out.rows]) {
    const [publication] = await tx.publications.ofVulnerability(row.id, 1)
    work.push({
      row,
      standing: standingOf(await reviewHistoryOf(tx, row.id)),
      ...(publication !== undefined && { publication }),
      unasked: unaskedIn(row),
    })
  }
  return work
}

function unaskedIn(row: VulnerabilityRow): number {
  return factsIn(row).credits.filter(({ consent }) => !consent).length
}

async function caseWork(
  tx: HomeTx,
  actor: Actor,
  looker: Looker,
  now: string,
): Promise<{ readonly needs: readonly Need[]; readonly open: number }> {
  const filter = caseFilter(actor)
  if (filter === undefined) return { needs: [], open: 0 }
  const rows = (await tx.cases.list({ ...filter, limit: LOOKED_AT })).filter(({ state }) => isOpen(state))
  const needs: Need[] = []
  for (const row of rows) needs.push(...caseNeeds(looker, row, caseNumber(row), await clocksFor(tx, row, now), now))
  return { needs, open: rows.length }
}

/** As the ID desk found it when somebody looked last: home asks no other machine. */
async function staleNeeds(tx: HomeTx, actor: Actor, looker: Looker): Promise<readonly Need[]> {
  const mine = projectsOf(actor)
  const needs: Need[] = []
  for (const { slug } of await tx.projects.list()) {
    if (mine !== 'all' && !mine.includes(slug)) continue
    for (const { target } of await tx.credentials.ofProject(slug)) {
      const kept = await tx.settings.get(`stale-ids ${slug} ${target}`)
      if (isObject(kept) && typeof kept.stale === 'number') needs.push(...staleNeed(looker, slug, target, kept.stale))
    }
  }
  return needs
}

function lineOf({ project, tag, version, seen, counts }: BoardRound): HomeView['board'][number] {
  const { all, published, open, conflicts } = counts
  return { project, tag, version, seen, all, published, open, conflicts }
}
