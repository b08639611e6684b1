import { z } from 'zod'
import { notFound, permitSomewhere } from '#desk/people'
import type { JobQueue, JobRow, Store } from '#desk/store'
import type { App } from '../app.ts'
import { actorOf } from '../authenticate.ts'
import { refuse } from '../problem.ts'
import { type JobView, jobView } from '../shapes/jobs.ts'

/** How far a piece of work is. */
export function jobs(app: App, store: Store<{ readonly jobs: JobQueue }>): void {
  app.get(
    '/jobs/:id',
    {
      config: { access: 'job.read' },
      schema: {
        tags: ['Jobs'],
        summary: 'How far a piece of work is that goes on behind the scenes',
        params: z.object({ id: z.string().max(64) }),
        response: { 200: jobView },
      },
    },
    async (request, reply) => {
      const may = permitSomewhere(actorOf(request), 'job.read')
      if (!may.ok) return refuse(reply, may.fault)
      const job = await store.read((tx) => tx.jobs.find(request.params.id))
      return job === undefined ? refuse(reply, notFound('this job')) : viewOf(job)
    },
  )
}

function viewOf({ id, kind, state, runAt, attempts, createdAt, finishedAt, failure }: JobRow): JobView {
  return {
    id,
    kind,
    state,
    runAt,
    attempts,
    createdAt,
    ...(finishedAt !== undefined && { finishedAt }),
    ...(failure !== undefined && { failure: failure.code }),
  }
}
