import { z } from 'zod'
import {
  cancelPublication,
  type PublishingDesk,
  pauseBatch,
  readBatch,
  readPublication,
  readPublications,
  resumeBatch,
  startBulk,
  startPublication,
} from '#desk/publishing'
import type { App } from '../app.ts'
import { actorOf } from '../authenticate.ts'
import { answer, refuse } from '../problem.ts'
import {
  batch,
  newBulk,
  newPublication,
  publication,
  publications as publicationsShape,
} from '../shapes/publications.ts'

const byId = z.object({ id: z.string().max(64) })

/** Publications and batches of them. Sending is the work of jobs: what is answered here is how far they are. */
export function publications(app: App, desk: PublishingDesk): void {
  const tags = ['Publishing']
  const read = { access: 'publication.read' } as const
  const start = { access: 'publication.start' } as const
  const steer = { access: 'board.publish' } as const

  app.get(
    '/vulnerabilities/:id/publications',
    {
      config: read,
      schema: {
        tags,
        summary: 'Where it may be sent, and what became of what was sent',
        params: byId,
        response: { 200: publicationsShape },
      },
    },
    async (request, reply) => answer(reply, await readPublications(desk, actorOf(request), request.params.id)),
  )

  app.post(
    '/vulnerabilities/:id/publications',
    {
      config: start,
      schema: {
        tags,
        summary: 'Publish one edition, now or later',
        params: byId,
        body: newPublication,
        response: { 202: publication },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request)
      const started = await startPublication(desk, actor, request.params.id, request.body)
      const view = started.ok ? await readPublication(desk, actor, started.value, 'publication.start') : started
      return view.ok ? reply.code(202).send(view.value) : refuse(reply, view.fault)
    },
  )

  app.get(
    '/publications/:id',
    {
      config: read,
      schema: { tags, summary: 'One publication with every answer', params: byId, response: { 200: publication } },
    },
    async (request, reply) => answer(reply, await readPublication(desk, actorOf(request), request.params.id)),
  )

  app.delete(
    '/publications/:id',
    {
      config: start,
      schema: { tags, summary: 'Take it back before it is sent', params: byId, response: { 204: z.undefined() } },
    },
    async (request, reply) => {
      const done = await cancelPublication(desk, actorOf(request), request.params.id)
      return done.ok ? reply.code(204).send() : refuse(reply, done.fault)
    },
  )

  app.post(
    '/publications',
    {
      config: start,
      schema: { tags, summary: 'Publish many, one after the other', body: newBulk, response: { 202: batch } },
    },
    async (request, reply) => {
      const actor = actorOf(request)
      const started = await startBulk(desk, actor, request.body)
      const view = started.ok ? await readBatch(desk, actor, started.value, 'publication.start') : started
      return view.ok ? reply.code(202).send(view.value) : refuse(reply, view.fault)
    },
  )

  app.get(
    '/batches/:id',
    {
      config: read,
      schema: { tags, summary: 'How far a batch is', params: byId, response: { 200: batch } },
    },
    async (request, reply) => answer(reply, await readBatch(desk, actorOf(request), request.params.id)),
  )

  app.post(
    '/batches/:id/pause',
    {
      config: steer,
      schema: { tags, summary: 'Stop after the record that is on its way', params: byId, response: { 200: batch } },
    },
    async (request, reply) => {
      const done = await pauseBatch(desk, actorOf(request), request.params.id)
      return done.ok
        ? answer(reply, await readBatch(desk, actorOf(request), request.params.id, 'board.publish'))
        : refuse(reply, done.fault)
    },
  )

  app.post(
    '/batches/:id/resume',
    {
      config: steer,
      schema: { tags, summary: 'Go on with what is left', params: byId, response: { 200: batch } },
    },
    async (request, reply) => {
      const done = await resumeBatch(desk, actorOf(request), request.params.id)
      return done.ok
        ? answer(reply, await readBatch(desk, actorOf(request), request.params.id, 'board.publish'))
        : refuse(reply, done.fault)
    },
  )
}
