import { type Actor, auditActorOf } from '#desk/people'
import { type Fault, fail, ok, type Result } from '#fault'
import type { Json, JsonObject } from '#json'
import type { ProjectDesk } from './desk.ts'
import { findProject } from './find-project.ts'
import { problemOf } from './problem.ts'

/** The kind of the job that brings a clone up to date; its payload is `{ project }`. */
export const FETCH_PROJECT = 'project.fetch'
const FETCH_PROPOSAL = 'project.look'

/** Asks for the clone of a project to be brought up to date; gives the job that does it. */
export async function fetchProject(
  desk: ProjectDesk,
  actor: Actor,
  slug: string,
): Promise<Result<{ readonly job: string }>> {
  return await desk.store.write(async (tx) => {
    const row = await findProject(tx, actor, 'project.fetch', slug)
    if (!row.ok) return row
    const job = await tx.jobs.enqueue({
      kind: FETCH_PROJECT,
      payload: { project: slug },
      key: `${FETCH_PROJECT} ${slug}`,
    })
    await tx.projects.note(slug, { is: 'reading', job })
    await tx.audit.append({
      actor: auditActorOf(actor),
      action: 'project.fetch',
      subject: { kind: 'project', id: slug, project: slug },
      embargoed: false,
    })
    tx.events.emit({ topic: 'project.changed', project: slug, data: { job } })
    return ok({ job })
  })
}

/** The job that looks at the repository of a proposal. */
export function lookJob(proposal: string): {
  readonly kind: string
  readonly payload: { readonly proposal: string }
  readonly key: string
} {
  return { kind: FETCH_PROPOSAL, payload: { proposal }, key: `${FETCH_PROPOSAL} ${proposal}` }
}

/** Does the work of one kind of job, as the desk's queue hands it over. */
export interface ProjectJob {
  readonly kind: string
  run(job: { readonly payload: JsonObject }): Promise<Result<Json>>
}

/** Brings the clone of a project up to date, and notes when, or why not. Nobody is asked for permission here. */
export async function bringUpToDate(desk: ProjectDesk, slug: string): Promise<Result<Json>> {
  const row = await desk.store.read((tx) => tx.projects.find(slug))
  if (row === undefined) return ok({ done: 'the project is gone' })
  const fetched = await fetchClone(desk, row.clone, row.origin, (step, share) =>
    desk.progress({
      topic: 'project.progress',
      project: slug,
      data: { step, ...(share !== undefined && { share }) },
    }),
  )
  await desk.store.write(async (tx) => {
    const at = desk.around.moment()
    const reading = fetched.ok ? ({ is: 'read', at } as const) : failed(fetched.fault)
    await tx.projects.note(slug, reading)
    tx.events.emit({ topic: 'project.read', project: slug, data: { ok: fetched.ok } })
    return ok(undefined)
  })
  return fetched.ok ? ok({ read: slug }) : fetched
}

/** The jobs of this room. Each may run again: a clone that is there is only brought up to date. */
export function projectJobs(desk: ProjectDesk): readonly ProjectJob[] {
  return [
    {
      kind: FETCH_PROJECT,
      run: ({ payload }) => bringUpToDate(desk, String(payload.project)),
    },
    {
      kind: FETCH_PROPOSAL,
      async run({ payload }) {
        const id = String(payload.proposal)
        const row = await desk.store.read((tx) => tx.proposals.find(id))
        if (row === undefined) return ok({ done: 'the proposal is gone' })
        const fetched = await fetchClone(desk, row.clone, row.origin, (step, share) =>
          desk.progress({
            topic: 'proposal.progress',
            data: { proposal: id, step, ...(share !== undefined && { share }) },
          }),
        )
        await desk.store.write(async (tx) => {
          await tx.proposals.note(
            id,
            fetched.ok ? 'ready' : 'failed',
            fetched.ok ? {} : { problem: problemOf(fetched.fault) },
          )
          tx.events.emit({ topic: 'proposal.read', data: { proposal: id, ok: fetched.ok } })
          return ok(undefined)
        })
        return fetched.ok ? ok({ read: id }) : fetched
      },
    },
  ]
}

function failed(fault: Fault): { readonly is: 'failed'; readonly problem: ReturnType<typeof problemOf> } {
  return { is: 'failed', problem: problemOf(fault) }
}

/** Asks again whether the address may be asked: what its name leads to may have changed since it was written down. */
export async function fetchClone(
  desk: ProjectDesk,
  clone: string,
  origin: string,
  progress: (step: string, share?: number) => void,
): Promise<Result<void>> {
  const from = await desk.outbound.repository(origin)
  if (!from.ok) return fail(from.fault)
  return await desk.clones.fetch(clone, from.value, progress)
}
