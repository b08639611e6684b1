import { z } from 'zod'
import type { Fault, Result } from '#fault'
import type { App } from '../app.ts'
import { refuse } from '../problem.ts'

/** What those who run a desk ask of it. */
export interface OperationDoor {
  /** Whether the database answers. */
  ready(): Promise<Result<void>>
  /** In the text format of Prometheus, version 0.0.4. */
  metrics(): Promise<string>
}

const health = z.object({ status: z.literal('ok') })

/** Health and metrics, outside of the API: probes know a container by its address, not by the name that people use. */
export function operation(app: App, door: OperationDoor): void {
  const open = { access: 'public', anyHost: true } as const

  app.get('/health/live', { config: open, schema: { hide: true, response: { 200: health } } }, () => ({
    status: 'ok' as const,
  }))

  app.get(
    '/health/ready',
    { config: open, schema: { hide: true, response: { 200: health, 503: z.unknown() } } },
    async (_request, reply) => {
      const ready = await door.ready()
      return ready.ok ? { status: 'ok' as const } : refuse(reply.code(503), unready(ready.fault))
    },
  )

  app.get(
    '/metrics',
    { config: { access: 'desk.observe', anyHost: true }, schema: { hide: true, response: { 200: z.string() } } },
    async (_request, reply) => reply.type('text/plain; version=0.0.4; charset=utf-8').send(await door.metrics()),
  )
}

/** Strangers may ask: they learn the code, not the place of the database. */
function unready({ code, kind }: Fault): Fault {
  return { code, kind, message: 'the desk cannot do its work at the moment' }
}
