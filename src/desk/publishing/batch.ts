import { type Found, findVulnerability, resourceOf } from '#desk/advisories'
import type { Target } from '#desk/cna'
import { type Actor, auditActorOf, notFound, permit } from '#desk/people'
import { type Fault, fail, failAll, ok, type Result } from '#fault'
import { checkConfirmation } from './gate.ts'
import type { BatchRow, PublicationRow, PublishingDesk, PublishingTx } from './ports.ts'
import { batchChanged, publicationChanged } from './publication-changed.ts'
import { batchView } from './publication-view.ts'
import { withAnswers } from './read-publications.ts'
import { auditStart, type Drafted, draftFor, newRow, whyNot } from './start-publication.ts'
import type { BatchView } from './view.ts'

/** The kind of the job that sends a batch; its payload is `{ batch }`. */
export const BATCH_JOB = 'batch.send'

export interface BulkWish {
  readonly target: Target
  readonly publications: readonly { readonly vulnerability: string; readonly version: number }[]
  readonly confirm?: string
  readonly at?: string
}

/**
 * Publishes many records one after the other. All of them must be ready, or none is taken: every reason is told. Codes are those of one
 * publication, each with the place of its record in the list.
 */
export async function startBulk(desk: PublishingDesk, actor: Actor, wish: BulkWish): Promise<Result<string>> {
  const { target, publications, confirm, at } = wish
  const now = desk.around.moment()
  if (at !== undefined && Date.parse(at) <= Date.parse(now)) {
    return fail({ code: 'PUBLICATION_PAST', kind: 'invalid', message: `${at} is not in the future`, at: '/at' })
  }
  const drafts: Drafted[] = []
  const faults: Fault[] = []
  for (const [i, each] of publications.entries()) {
    const opened = await desk.store.read((tx) => findVulnerability(tx, actor, 'publication.start', each.vulnerability))
    const drafted = opened.ok ? await draftFor(desk, opened.value.row, target, at ?? now) : opened
    if (drafted.ok) drafts.push(drafted.value)
    else faults.push(placed(i, drafted.fault))
  }
  if (faults.length > 0) return failAll(faults)
  return desk.store.write(async (tx) => {
    const found: Found[] = []
    for (const [i, each] of publications.entries()) {
      const opened = await findVulnerability(tx, actor, 'publication.start', each.vulnerability)
      const fault = opened.ok
        ? found.some(({ row }) => row.id === opened.value.row.id)
          ? named(each.vulnerability)
          : await whyNot(tx, opened.value.row, { target, version: each.version }, at ?? now)
        : opened.fault
      if (fault !== undefined) faults.push(placed(i, fault))
      else if (opened.ok) found.push(opened.value)
    }
    if (faults.length > 0) return failAll(faults)
    const confirmed = checkConfirmation(
      target,
      drafts.map(({ draft }) => draft.id),
      confirm,
    )
    if (!confirmed.ok) return confirmed
    const items = found.map((opened, i) => ({ opened, drafted: drafts[i]! }))
    return ok(await insertBatch(tx, desk, actor, items, { target, basis: 'review', ...(at !== undefined && { at }) }))
  })
}

export interface BatchItem {
  readonly opened: Found
  readonly drafted: Drafted
}

/** A new batch with its publications, its job and its entries in the audit trail. */
export async function insertBatch(
  tx: PublishingTx,
  desk: PublishingDesk,
  actor: Actor,
  items: readonly BatchItem[],
  { target, basis, at }: { readonly target: Target; readonly basis: PublicationRow['basis']; readonly at?: string },
): Promise<string> {
  const { around } = desk
  const now = around.moment()
  const id = around.ids()
  const projects = [...new Set(items.map(({ opened }) => opened.row.project))]
  const { id: person, name } = auditActorOf(actor)
  const job = await tx.jobs.enqueue({
    kind: BATCH_JOB,
    payload: { batch: id },
    key: `batch ${id}`,
    ...(at !== undefined && { runAt: at }),
  })
  const batch: BatchRow = {
    id,
    ...(projects.length === 1 && { project: projects[0]! }),
    target,
    url: items[0]?.drafted.address.url ?? '',
    state: 'running',
    requestedBy: { id: person, name },
    requestedAt: now,
    ...(at !== undefined && { runAt: at }),
    job,
    version: 1,
  }
  await tx.publications.insertBatch(batch)
  for (const [position, { opened, drafted }] of items.entries()) {
    const publication: PublicationRow = {
      ...newRow(opened.row, drafted, { id: around.ids(), actor, now, waivers: [], basis, position }),
      batch: id,
      ...(at !== undefined && { state: 'scheduled', runAt: at }),
    }
    await tx.publications.insert(publication)
    await auditStart(tx, actor, opened, publication)
    tx.events.emit(publicationChanged(publication))
  }
  tx.events.emit(batchChanged(batch))
  return id
}

/** What somebody does to a batch. */
type BatchOperation = 'publication.read' | 'publication.start' | 'board.publish'

/** What became of a batch, as far as the reader may know its records; `after` is what they did to it. */
export async function readBatch(
  desk: PublishingDesk,
  actor: Actor,
  id: string,
  after: BatchOperation = 'publication.read',
): Promise<Result<BatchView>> {
  return desk.store.read(async (tx) => {
    const found = await openBatch(tx, actor, id, after)
    if (!found.ok) return found
    return ok(batchView(found.value.batch, await withAnswers(tx, found.value.rows)))
  })
}

/** Stops after the record that is on its way. */
export async function pauseBatch(desk: PublishingDesk, actor: Actor, id: string): Promise<Result<void>> {
  return desk.store.write(async (tx) => {
    const found = await openBatch(tx, actor, id, 'board.publish')
    if (!found.ok) return found
    const { batch } = found.value
    if (batch.state !== 'running') return fail(notIn(batch, 'paused'))
    return move(tx, actor, batch, { ...batch, state: 'paused' })
  })
}

/** Goes on with what is left; a record that was refused, or that differs, is tried once more. */
export async function resumeBatch(desk: PublishingDesk, actor: Actor, id: string): Promise<Result<void>> {
  return desk.store.write(async (tx) => {
    const found = await openBatch(tx, actor, id, 'board.publish')
    if (!found.ok) return found
    const { batch, rows } = found.value
    if (batch.state !== 'paused' && batch.state !== 'stopped') return fail(notIn(batch, 'resumed'))
    for (const row of rows) {
      if (row.state !== 'refused' && row.state !== 'differs') continue
      const { problem: _, finishedAt: __, ...again } = row
      await tx.publications.update({ ...again, state: 'waiting' })
    }
    const { problem: _, finishedAt: __, ...rest } = batch
    // A job that has not noticed the pause yet goes on by itself: a second one beside it would send twice.
    const job = batch.job ?? (await tx.jobs.enqueue({ kind: BATCH_JOB, payload: { batch: id }, key: `batch ${id}` }))
    return move(tx, actor, batch, { ...rest, state: 'running', job })
  })
}

/** A batch with those of its publications that the actor may know of; where there is none, there is no batch. */
async function openBatch(
  tx: PublishingTx,
  actor: Actor,
  id: string,
  operation: BatchOperation,
): Promise<Result<{ readonly batch: BatchRow; readonly rows: readonly PublicationRow[] }>> {
  const what = `the batch ${JSON.stringify(id)}`
  const batch = await tx.publications.findBatch(id)
  if (batch === undefined) return fail(notFound(what))
  const rows: PublicationRow[] = []
  let refused: Fault = notFound(what)
  for (const row of await tx.publications.ofBatch(id)) {
    const vulnerability = await tx.vulnerabilities.find(row.vulnerability)
    if (vulnerability === undefined) continue
    const may = permit(actor, operation, resourceOf(vulnerability, await tx.access.of(vulnerability.id)), what)
    if (may.ok) rows.push(row)
    else if (may.fault.kind === 'refused') refused = may.fault
  }
  return rows.length === 0 ? fail(refused) : ok({ batch, rows })
}

async function move(tx: PublishingTx, actor: Actor, from: BatchRow, to: BatchRow): Promise<Result<void>> {
  await tx.publications.updateBatch(to)
  await tx.audit.append({
    actor: auditActorOf(actor),
    action: 'board.publish',
    subject: { kind: 'batch', id: from.id, ...(from.project !== undefined && { project: from.project }) },
    embargoed: false,
    diff: [{ field: 'state', before: from.state, after: to.state }],
  })
  tx.events.emit(batchChanged(to))
  return ok(undefined)
}

function placed(i: number, fault: Fault): Fault {
  return { ...fault, at: `/publications/${i}` }
}

function named(vulnerability: string): Fault {
  return { code: 'PUBLICATION_TWICE', kind: 'invalid', message: `${vulnerability} is named twice` }
}

function notIn({ state }: BatchRow, wanted: string): Fault {
  return {
    code: 'BATCH_STATE',
    kind: 'conflict',
    message: `the batch is ${state}, and cannot be ${wanted}`,
  }
}
