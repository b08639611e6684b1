import { type Actor, auditActorOf } from '#desk/people'
import { findProject } from '#desk/projects'
import type { JobHandler } from '#desk/store'
import { ok, type Result } from '#fault'
import { computeBoard, readKey, recordBoard, sourcesOf } from './compute-board.ts'
import type { BoardDesk } from './ports.ts'

const REFRESH = 'board.refresh'
const POLL = 'board.poll'

/** Time between two looks at the repositories. Milliseconds. */
const POLL_EVERY = 60 * 60 * 1000

/** Looks again: fetches the clone and computes the board anew. Gives the job that does it. */
export async function refreshBoard(desk: BoardDesk, actor: Actor, project: string): Promise<Result<string>> {
  return desk.store.write(async (tx) => {
    const row = await findProject(tx, actor, 'board.refresh', project)
    if (!row.ok) return row
    await tx.audit.append({
      actor: auditActorOf(actor),
      action: 'board.refresh',
      subject: { kind: 'project', id: project, project },
      embargoed: false,
    })
    return ok(await tx.jobs.enqueue(refreshJob(project)))
  })
}

export function refreshJob(project: string): {
  readonly kind: string
  readonly payload: { readonly project: string }
  readonly key: string
} {
  return { kind: REFRESH, payload: { project }, key: `${REFRESH} ${project}` }
}

/** Computes and writes down what the clone says, if it was read again, or a record published, since that was done last. */
export async function keepUp(desk: BoardDesk, project: string): Promise<Result<void>> {
  const ground = await desk.groundOf(project)
  if (!ground.ok) return ground
  const live = (await desk.services.addresses(project)).at(-1)
  const isSame = await desk.store.read(
    async (tx) =>
      (await tx.settings.get(readKey(project))) === (await sourcesOf(tx, project, ground.value.readAt, live)),
  )
  if (isSame) return ok(undefined)
  const board = await computeBoard(desk, project)
  return board.ok ? recordBoard(desk, project, board.value) : board
}

/** Sees to it that somebody looks from time to time; asked at each start, done once. */
export function beginPolling({ store, around }: BoardDesk): Promise<Result<string>> {
  return store.write(async ({ jobs }) => {
    const runAt = new Date(Date.parse(around.moment()) + POLL_EVERY).toISOString()
    return ok(await jobs.enqueue({ kind: POLL, payload: {}, key: POLL, runAt }))
  })
}

export function boardJobs(desk: BoardDesk): readonly JobHandler[] {
  return [
    {
      kind: REFRESH,
      async run({ payload }) {
        const project = String(payload.project)
        const fetched = await desk.fetch(project)
        if (!fetched.ok) return fetched
        const board = await computeBoard(desk, project)
        if (!board.ok) return board
        const recorded = await recordBoard(desk, project, board.value)
        return recorded.ok ? ok({ records: board.value.plan.items.length }) : recorded
      },
    },
    {
      kind: POLL,
      async run() {
        const asked = await desk.store.write(async (tx) => {
          const all = await tx.projects.list()
          for (const { slug } of all) await tx.jobs.enqueue(refreshJob(slug))
          return ok(all.length)
        })
        if (!asked.ok) return asked
        const next = await beginPolling(desk)
        return next.ok ? ok({ projects: asked.value }) : next
      },
    },
  ]
}
