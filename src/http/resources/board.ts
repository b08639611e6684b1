import { z } from 'zod'
import { type BoardDesk, decideBoard, listBoard, publishBoard, readBoardPage, refreshBoard } from '#desk/board'
import { readBatch } from '#desk/publishing'
import type { App } from '../app.ts'
import { actorOf } from '../authenticate.ts'
import { answer, refuse } from '../problem.ts'
import { boardPage, boardRefresh, board as boardShape, newBoardBatch, newBoardDecisions } from '../shapes/board.ts'
import { batch } from '../shapes/publications.ts'

const byTag = z.object({ project: z.string().max(64), tag: z.string().max(200) })
const byProject = z.object({ project: z.string().max(64) })

/** The release board. */
export function board(app: App, desk: BoardDesk): void {
  const tags = ['Release board']

  app.get(
    '/board',
    {
      config: { access: 'board.read' },
      schema: { tags, summary: 'What the newest tags changed', response: { 200: boardShape } },
    },
    async (request, reply) => {
      const rounds = await listBoard(desk, actorOf(request))
      return rounds.ok ? { rounds: rounds.value } : refuse(reply, rounds.fault)
    },
  )

  app.get(
    '/board/:project/:tag',
    {
      config: { access: 'board.read' },
      schema: { tags, summary: 'What one tag changed, record by record', params: byTag, response: { 200: boardPage } },
    },
    async (request, reply) => {
      const { project, tag } = request.params
      return answer(reply, await readBoardPage(desk, actorOf(request), project, tag))
    },
  )

  app.post(
    '/board/:project/refresh',
    {
      config: { access: 'board.refresh' },
      schema: { tags, summary: 'Look again: fetch and compute', params: byProject, response: { 202: boardRefresh } },
    },
    async (request, reply) => {
      const job = await refreshBoard(desk, actorOf(request), request.params.project)
      return job.ok ? reply.code(202).send({ job: job.value }) : refuse(reply, job.fault)
    },
  )

  app.post(
    '/board/decisions',
    {
      config: { access: 'board.decide' },
      schema: {
        tags,
        summary: 'Approve, or settle conflicts: one, many or all',
        body: newBoardDecisions,
        response: { 204: z.undefined() },
      },
    },
    async (request, reply) => {
      const { project, decisions } = request.body
      const done = await decideBoard(desk, actorOf(request), project, decisions)
      return done.ok ? reply.code(204).send() : refuse(reply, done.fault)
    },
  )

  app.post(
    '/board/batches',
    {
      config: { access: 'board.publish' },
      schema: { tags, summary: 'Publish what is approved', body: newBoardBatch, response: { 202: batch } },
    },
    async (request, reply) => {
      const actor = actorOf(request)
      const started = await publishBoard(desk, actor, request.body)
      const view = started.ok ? await readBatch(desk, actor, started.value, 'board.publish') : started
      return view.ok ? reply.code(202).send(view.value) : refuse(reply, view.fault)
    },
  )
}
