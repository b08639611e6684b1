import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import type { DeskEvent } from '#desk/store'

/** Carries events between the processes on one PostgreSQL database. */
export interface EventChannel {
  send(events: readonly DeskEvent[]): void
  close(): Promise<void>
}

const CHANNEL = 'steward_events'

/** Milliseconds in which events are gathered, and before a lost connection is tried again. */
const GATHER = 25
const RECONNECT = 1000

/** Bytes of one notification. Source: PostgreSQL manual, NOTIFY: less than 8000. */
const MOST_BYTES = 7900

/**
 * Listens for events of others, and tells ours. They are sent behind the change and not within it: a transaction that notifies holds a
 * lock of the whole server while it commits, so that changes would reach the disk one by one.
 *
 * `self` names this process, which is told its own events directly.
 */
export function eventChannel(url: string, self: string, arrived: (events: readonly DeskEvent[]) => void): EventChannel {
  let client: pg.Client | undefined
  let gathered: DeskEvent[] = []
  const closing = new AbortController()
  const listening = listen()

  async function listen(): Promise<void> {
    while (!closing.signal.aborted) {
      const next = new pg.Client({ connectionString: url, application_name: 'steward-events', keepAlive: true })
      const lost = new Promise<void>((resolve) => {
        next.on('error', () => resolve())
        next.on('end', () => resolve())
      })
      next.on('notification', ({ payload }) => {
        const told = JSON.parse(payload ?? '') as { readonly from: string; readonly events: readonly DeskEvent[] }
        if (told.from !== self) arrived(told.events)
      })
      try {
        await next.connect()
        await next.query(`listen ${CHANNEL}`)
        client = next
        if (!closing.signal.aborted) await lost
      } catch {
        // The next round tries again.
      }
      client = undefined
      await next.end().catch(() => undefined)
      await delay(RECONNECT, undefined, { signal: closing.signal }).catch(() => undefined)
    }
  }

  let flushed = Promise.resolve()

  async function flush(): Promise<void> {
    const events = gathered
    gathered = []
    for (const payload of payloads(self, events)) {
      // A hint that does not get through is no loss: whoever reconnects reads anew.
      await client?.query('select pg_notify($1, $2)', [CHANNEL, payload]).catch(() => undefined)
    }
  }

  return {
    send(events) {
      // One after the other: a connection carries one query at a time.
      if (gathered.length === 0) flushed = flushed.then(() => delay(GATHER)).then(flush)
      gathered.push(...events)
    },
    async close() {
      closing.abort()
      await client?.end().catch(() => undefined)
      await listening
    },
  }
}

/** As few notifications as possible; an event that alone is too large is left out. */
function payloads(from: string, events: readonly DeskEvent[]): readonly string[] {
  const payload = (written: readonly string[]): string =>
    `{"from":${JSON.stringify(from)},"events":[${written.join()}]}`
  const empty = Buffer.byteLength(payload([]))
  const payloads: string[] = []
  let together: string[] = []
  let bytes = empty
  const finish = (): void => {
    if (together.length > 0) payloads.push(payload(together))
    together = []
    bytes = empty
  }
  for (const event of events) {
    const written = JSON.stringify(event)
    const more = Buffer.byteLength(written) + 1
    if (empty + more > MOST_BYTES) continue
    if (bytes + more > MOST_BYTES) finish()
    together.push(written)
    bytes += more
  }
  finish()
  return payloads
}
