import { type Actor, mayDo, notFound, permitSomewhere, personOf, projectsOf } from '#desk/people'
import { findProject } from '#desk/projects'
import { readBatch } from '#desk/publishing'
import type { Permission } from '#desk/review'
import { together } from '#desk/store'
import { fail, ok, type Result } from '#fault'
import { type ComputedBoard, computeBoard, roundsOf } from './compute-board.ts'
import { driftOf } from './drift.ts'
import type { PlannedItem } from './plan-board.ts'
import type { BoardDecisionRow, BoardDesk, BoardItemRow, BoardTx, SeenTag } from './ports.ts'
import { keepUp } from './refresh-board.ts'
import type { BoardCounts, BoardItem, BoardItemState, BoardPage, BoardRound } from './view.ts'

/** Rounds that the list of the board has: the newest. */
const SHOWN = 20

/** What the newest tags of the reader's projects changed. */
export async function listBoard(desk: BoardDesk, actor: Actor): Promise<Result<readonly BoardRound[]>> {
  const may = permitSomewhere(actor, 'board.read')
  if (!may.ok) return may
  const projects = await desk.store.read((tx) => tx.projects.list())
  const mine = projectsOf(actor)
  for (const { slug } of projects) {
    // A clone that cannot be read is told on its own page; the others are shown.
    if (mine === 'all' || mine.includes(slug)) await keepUp(desk, slug)
  }
  const now = desk.around.moment()
  return desk.store.read(async (tx) => {
    const tags = await tx.board.newTags(mine, SHOWN)
    const rounds: BoardRound[] = []
    for (const tag of tags) {
      const items = await statesOf(
        tx,
        await tx.board.items(tag.project, tag.tag),
        await tx.board.decisions(tag.project),
      )
      const project = projects.find(({ slug }) => slug === tag.project)
      rounds.push({
        ...headOf(tag, project?.title ?? tag.project),
        counts: countsOf(items),
        drift: await driftFor(tx, tag, items, now),
      })
    }
    return ok(rounds)
  })
}

/** What one tag changed, whole: computed at this moment, beside what was published already. */
export async function readBoardPage(
  desk: BoardDesk,
  actor: Actor,
  project: string,
  tagName: string,
): Promise<Result<BoardPage>> {
  const row = await desk.store.read((tx) => findProject(tx, actor, 'board.read', project))
  if (!row.ok) return row
  const kept = await keepUp(desk, project)
  const board = kept.ok ? await computeBoard(desk, project) : kept
  const address = (await desk.services.addresses(project)).at(-1)
  const now = desk.around.moment()
  const read = await desk.store.read(async (tx) => {
    const tag = (await tx.board.tags(project)).find((each) => each.tag === tagName && each.isNew)
    if (tag === undefined) return fail(notFound(`tag ${JSON.stringify(tagName.slice(0, 200))} on the board`))
    const decisions = await tx.board.decisions(project)
    const stored = await statesOf(tx, await tx.board.items(project, tagName), decisions)
    const drift = await driftFor(tx, tag, stored, now)
    const last = await tx.publications.lastBatch(project)
    const items = await together(
      stored.map((each) => itemView(tx, actor, each, planned(board, tag, each.row), drift.since)),
    )
    return ok({ tag, stored, items, drift, last })
  })
  if (!read.ok) return read
  const { tag, stored, items, drift, last } = read.value
  const batch = last === undefined ? undefined : await readBatch(desk, actor, last.id)
  return ok({
    ...headOf(tag, row.value.title),
    counts: countsOf(stored),
    drift,
    target: address?.target ?? 'sandbox',
    url: address?.url ?? '',
    unchanged: board.ok ? board.value.plan.unchanged : 0,
    conflicts: items.filter(({ state }) => state === 'conflict'),
    changes: items.filter(({ state }) => state !== 'conflict'),
    ...(batch?.ok === true && { batch: batch.value }),
    ...(!board.ok && { problem: { code: board.fault.code, message: board.fault.message } }),
  })
}

function planned(board: Result<ComputedBoard>, tag: SeenTag, row: BoardItemRow): PlannedItem | undefined {
  if (!board.ok) return undefined
  const rounds = board.value.tags.filter(({ isNew }) => isNew)
  return board.value.plan.items.find(
    (each) =>
      each.item.vulnerability === row.vulnerability && roundsOf(each, rounds).some(({ tag: name }) => name === tag.tag),
  )
}

function headOf(
  { project, tag, version, commit, tagged, seenAt }: SeenTag,
  title: string,
): Omit<BoardRound, 'counts' | 'drift'> {
  return { project, title, tag, version, commit, ...(tagged !== undefined && { tagged }), seen: seenAt }
}

/** An item with how far it is. */
interface ItemState {
  readonly row: BoardItemRow
  readonly state: BoardItemState
  readonly decision?: BoardDecisionRow
  readonly problem?: BoardItem['problem']
}

async function statesOf(
  tx: BoardTx,
  rows: readonly BoardItemRow[],
  decisions: readonly BoardDecisionRow[],
): Promise<readonly ItemState[]> {
  const states: ItemState[] = []
  for (const row of rows) {
    // What went away by itself is no news any more.
    if (row.settledAt !== undefined && !row.published) continue
    states.push(await stateOf(tx, row, decisions))
  }
  return states
}

async function stateOf(tx: BoardTx, row: BoardItemRow, decisions: readonly BoardDecisionRow[]): Promise<ItemState> {
  const own = decisions.filter(({ vulnerability }) => vulnerability === row.vulnerability)
  const decision = own.findLast(({ plan }) => plan === row.item.plan) ?? own.findLast(({ kind }) => kind !== 'approve')
  const shown = decision === undefined ? {} : { decision }
  if (row.settledAt !== undefined) return { row, state: 'published', ...shown }
  const [publication] = await tx.publications.ofVulnerability(row.vulnerability, 1)
  const vulnerability = await tx.vulnerabilities.find(row.vulnerability)
  const isCurrent = publication?.basis === 'board' && publication.edition === vulnerability?.version
  const approved = own.some(({ kind, plan }) => kind === 'approve' && plan === row.item.plan)
  if (isCurrent && approved) {
    if (publication.state === 'sending' || publication.state === 'waiting' || publication.state === 'scheduled') {
      return { row, state: 'sending', ...shown }
    }
    if (publication.state === 'refused' || publication.state === 'differs') {
      return {
        row,
        state: 'refused',
        ...shown,
        ...(publication.problem !== undefined && { problem: publication.problem }),
      }
    }
  }
  if (row.item.conflicts.length > 0) return { row, state: 'conflict', ...shown }
  return { row, state: approved ? 'approved' : 'open', ...shown }
}

function countsOf(items: readonly ItemState[]): BoardCounts {
  const count = (...states: readonly BoardItemState[]): number =>
    items.filter(({ state }) => states.includes(state)).length
  return {
    all: items.length,
    conflicts: count('conflict'),
    open: count('open'),
    approved: count('approved', 'sending'),
    published: count('published'),
    refused: count('refused'),
  }
}

async function driftFor(
  tx: BoardTx,
  { project }: SeenTag,
  items: readonly ItemState[],
  now: string,
): Promise<BoardPage['drift'] & { readonly since: ReadonlyMap<string, string> }> {
  const names = new Set(items.map(({ row }) => row.vulnerability))
  const versions = new Map(
    items.map(({ row }) => [row.vulnerability, new Set(row.item.versions.map(({ version }) => version))]),
  )
  const rows = (await tx.board.drift([project])).filter(
    ({ vulnerability, version }) => names.has(vulnerability) && versions.get(vulnerability)?.has(version) === true,
  )
  const since = new Map(rows.toReversed().map((row) => [row.vulnerability, row.since]))
  return { ...driftOf(rows, now), since }
}

async function itemView(
  tx: BoardTx,
  actor: Actor,
  { row, state, decision, problem }: ItemState,
  current: PlannedItem | undefined,
  since: ReadonlyMap<string, string>,
): Promise<BoardItem> {
  const item = current?.item ?? row.item
  const from = since.get(row.vulnerability)
  const published = current?.published.version ?? 0
  const authors = await tx.changes.authorsSince(row.vulnerability, published)
  return {
    ...item,
    state,
    ...(decision !== undefined && {
      decision: {
        kind: decision.kind,
        by: decision.by,
        at: decision.at,
        ...(decision.reason !== undefined && { reason: decision.reason }),
      },
    }),
    may: permissions(actor, row.project, state, authors, (current?.statements.length ?? 0) > 0 || isStated(item)),
    ...(from !== undefined && state !== 'published' && { since: from }),
    ...(problem !== undefined && { problem }),
  }
}

function isStated({ conflicts }: Pick<BoardItem, 'conflicts'>): boolean {
  return conflicts.some(({ code }) => code === 'STATED_DIFFERS')
}

function permissions(
  actor: Actor,
  project: string,
  state: BoardItemState,
  changedBy: readonly string[],
  isDecidable: boolean,
): BoardItem['may'] {
  const isAuthor = changedBy.includes(personOf(actor) ?? '')
  const mayApprove = mayDo(actor, 'review.approve', { project, changedBy }) === 'allowed'
  const mayDecide = mayDo(actor, 'vulnerability.edit', { project }) === 'allowed'
  const approve: Permission =
    state !== 'open'
      ? no(state === 'conflict' ? 'Git and a person disagree: that is decided first.' : 'There is nothing to approve.')
      : isAuthor
        ? no('You decided what it says: somebody else approves it.')
        : mayApprove
          ? yes('You did not write any of these changes.')
          : no('Approving takes the role reviewer.')
  const decide: Permission =
    state !== 'conflict'
      ? no('There is nothing to decide.')
      : !isDecidable
        ? no('This is mended in the facts: open the vulnerability.')
        : mayDecide
          ? yes('The statement goes into the facts with your name.')
          : no('Deciding changes facts: it takes the role coordinator or editor.')
  return { approve, decide }
}

function yes(why: string): Permission {
  return { allowed: true, why }
}

function no(why: string): Permission {
  return { allowed: false, why }
}
