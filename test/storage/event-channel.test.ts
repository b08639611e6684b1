import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { eventChannel } from '../../src/adapters/database/event-channel.ts'
import type { DeskEvent } from '../../src/desk/store/index.ts'
import { startPostgres } from '../postgres.ts'

test('another process is told every event that fits a notification, in order; the one who told is not', async (t) => {
  const server = await startPostgres()
  if (server === undefined) return t.skip('no PostgreSQL binaries for this platform')
  const url = await server.database()
  const [toSelf, toOther]: [DeskEvent[], DeskEvent[]] = [[], []]
  const self = eventChannel(url, 'self', (events) => toSelf.push(...events))
  const other = eventChannel(url, 'other', (events) => toOther.push(...events))
  const until = async (topic: string): Promise<void> => {
    for (let i = 0; i < 200 && toOther.at(-1)?.topic !== topic; i++) await delay(25)
    assert.equal(toOther.at(-1)?.topic, topic, 'it never came')
  }
  try {
    for (let i = 0; i < 200 && toOther.length === 0; i++) {
      self.send([{ topic: 'listening', data: {} }])
      await delay(50)
    }
    await until('listening')
    toOther.length = 0
    // Letters of three bytes: the server counts bytes.
    const sizes = Array.from({ length: 400 }, (_, i) => (i * 37) % 2500)
    const events = sizes.map((size, i): DeskEvent => ({ topic: `event ${i}`, data: { text: '\u20ac'.repeat(size) } }))
    const tooLarge: DeskEvent = { topic: 'too large', data: { text: '\u20ac'.repeat(2700) } }
    self.send([...events.slice(0, 200), tooLarge])
    self.send(events.slice(200))
    await until('event 399')
    assert.deepEqual(toOther, events)
    assert.deepEqual(toSelf, [])
  } finally {
    await self.close()
    await other.close()
    await server.stop()
  }
})
