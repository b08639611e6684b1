import { z } from 'zod'
import { type HomeDesk, readHome, readStatistics, search } from '#desk/home'
import type { App } from '../app.ts'
import { actorOf } from '../authenticate.ts'
import { answer, refuse } from '../problem.ts'
import { found, home as homeShape, statistics } from '../shapes/home.ts'

/** Home, statistics and search. */
export function home(app: App, desk: HomeDesk): void {
  const tags = ['Home']
  const config = { access: 'home.read' } as const

  app.get(
    '/home',
    { config, schema: { tags, summary: 'What needs you now, and how things stand', response: { 200: homeShape } } },
    async (request, reply) => answer(reply, await readHome(desk, actorOf(request))),
  )

  app.get(
    '/statistics',
    { config, schema: { tags, summary: 'The numbers people ask for', response: { 200: statistics } } },
    async (request, reply) => answer(reply, await readStatistics(desk, actorOf(request))),
  )

  app.get(
    '/search',
    {
      config,
      schema: {
        tags,
        summary: 'Search everything that you may know',
        querystring: z.object({ q: z.string().min(1).max(200) }),
        response: { 200: found },
      },
    },
    async (request, reply) => {
      const items = await search(desk, actorOf(request), request.query.q)
      return items.ok ? { items: items.value } : refuse(reply, items.fault)
    },
  )
}
