import { z } from 'zod'
import { type BoardDesk, receiveHook, renewHookSecret } from '#desk/board'
import type { App } from '../app.ts'
import { actorOf } from '../authenticate.ts'
import { refuse } from '../problem.ts'
import { boardRefresh, hookSecret } from '../shapes/board.ts'

/** Webhooks of the hosts of repositories: signed, and believed only that far that the desk looks by itself. */
export function hooks(app: App, desk: BoardDesk): void {
  const tags = ['Release board']

  app.post(
    '/projects/:slug/hook',
    {
      config: { access: 'project.edit' },
      schema: {
        tags,
        summary: 'A new secret for the webhook of a project; it is in the answer and never again',
        params: z.object({ slug: z.string().max(64) }),
        response: { 201: hookSecret },
      },
    },
    async (request, reply) => {
      const { slug } = request.params
      const secret = await renewHookSecret(desk, actorOf(request), slug)
      if (!secret.ok) return refuse(reply, secret.fault)
      return reply.code(201).send({ path: `/api/v1/hooks/${slug}`, secret: secret.value })
    },
  )

  app.post(
    '/hooks/:project',
    {
      config: { access: 'public', proofInRequest: true, perMinute: 60 },
      schema: {
        tags,
        summary: 'Something was pushed: X-Hub-Signature-256 proves who says so',
        params: z.object({ project: z.string().max(64) }),
        body: z.unknown(),
        response: { 202: boardRefresh },
      },
    },
    async (request, reply) => {
      const signature = request.headers['x-hub-signature-256']
      const body = request.signedBytes ?? new Uint8Array()
      const job = await receiveHook(
        desk,
        request.params.project,
        body,
        typeof signature === 'string' ? signature : undefined,
      )
      return job.ok ? reply.code(202).send({ job: job.value }) : refuse(reply, job.fault)
    },
  )
}
