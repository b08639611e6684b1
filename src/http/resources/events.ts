import { PassThrough } from 'node:stream'
import { z } from 'zod'
import type { Actor } from '#desk/people'
import type { DeskEvent, EventBus } from '#desk/store'
import type { App } from '../app.ts'
import { actorOf, type Credentials, credentialsOf, type Identify } from '../authenticate.ts'
import { refuse } from '../problem.ts'

export interface EventsDoor {
  readonly bus: EventBus
  readonly identify: Identify
  readonly secure: boolean
  /** Whether an actor may learn that this happened. Asked for each event and each listener, at the moment of the event. */
  readonly mayHear: (actor: Actor, event: DeskEvent) => Promise<boolean>
}

/** Milliseconds between two signs of life. At each, the listener must still be signed in. */
const HEARTBEAT = 25_000

/** Milliseconds after which a browser asks again. */
const RETRY = 3_000

/** A listener who does not read is let go at this point, and reads anew when they are back. Bytes. */
const MOST_UNREAD = 256 * 1024

/** Streams of one person: tabs that are open. */
const MOST_STREAMS = 30

/** What happens at the desk, as server-sent events (HTML Living Standard, 9.2). */
export function events(app: App, { bus, identify, secure, mayHear }: EventsDoor): void {
  const open = new Map<string, number>()

  app.get(
    '/events',
    {
      config: { access: 'signed-in' },
      schema: {
        tags: ['Events'],
        summary: 'Hints that something changed: identifiers and versions, never text',
        response: {
          200: { description: 'server-sent events', content: { 'text/event-stream': { schema: z.string() } } },
        },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request)
      const key = actor.kind === 'system' ? actor.name : actor.person
      const before = open.get(key) ?? 0
      if (before >= MOST_STREAMS) {
        return refuse(reply, {
          code: 'EVENTS_TOO_MANY',
          kind: 'refused',
          message: `${MOST_STREAMS} streams are open`,
          hint: 'close some tabs',
        })
      }
      open.set(key, before + 1)
      const stream = new PassThrough()
      const listener = listen(stream, actor, credentialsOf(request, secure), { bus, identify, mayHear })
      stream.on('close', () => {
        listener.end()
        const left = (open.get(key) ?? 1) - 1
        if (left > 0) open.set(key, left)
        else open.delete(key)
      })
      return reply
        .header('content-type', 'text/event-stream')
        .header('cache-control', 'no-store')
        .header('x-accel-buffering', 'no')
        .send(stream as never)
    },
  )
}

function listen(
  stream: PassThrough,
  first: Actor,
  shown: Credentials,
  { bus, identify, mayHear }: Omit<EventsDoor, 'secure'>,
): { end(): void } {
  let actor = first
  const write = (text: string): void => {
    if (stream.destroyed) return
    stream.write(text)
    if (stream.writableLength > MOST_UNREAD) stream.destroy()
  }
  // Events keep their order though each is asked about: the next one waits for the answer on the one before.
  let told = Promise.resolve()
  const stop = bus.subscribe((event) => {
    told = told
      .then(async () => {
        if (await mayHear(actor, event)) write(`data: ${JSON.stringify(event)}\n\n`)
      })
      // A database that does not answer: the listener comes back and reads anew.
      .catch(() => void stream.destroy())
  })
  const heart = setInterval(() => {
    identify(shown)
      .then((found) => {
        if (!found.ok || found.value === undefined) return void stream.end()
        actor = found.value
        write(': still here\n\n')
      })
      .catch(() => void stream.destroy())
  }, HEARTBEAT)
  heart.unref()
  write(`retry: ${RETRY}\n\n`)
  return {
    end() {
      stop()
      clearInterval(heart)
    },
  }
}
