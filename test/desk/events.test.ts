import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { ok } from '#fault'
import { onBothDatabases } from '../storage/both-databases.ts'
import { join, outcome, startDesk, type TestDesk, type Visitor } from './desk-under-test.ts'

/** A stream that is being read, over a real connection. */
interface Listening {
  readonly status: number
  /** The next `count` events. */
  next(count: number): Promise<readonly string[]>
  /** Resolves when the server ends the stream. */
  readonly ended: Promise<void>
  stop(): void
}

async function listen(desk: TestDesk, visitor: Visitor): Promise<Listening> {
  const { port } = desk.app.server.address() as AddressInfo
  const cut = new AbortController()
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const response = await fetch(`http://localhost:${port}/api/v1/events`, { headers: { cookie }, signal: cut.signal })
  const events: string[] = []
  const waiting: (() => void)[] = []
  const ended = (async () => {
    const decoder = new TextDecoder()
    let text = ''
    try {
      for await (const chunk of response.body ?? []) {
        text += decoder.decode(chunk, { stream: true })
        const parts = text.split('\n\n')
        text = parts.pop() ?? ''
        events.push(...parts.filter((part) => part.startsWith('data: ')).map((part) => part.slice(6)))
        for (const wake of waiting.splice(0)) wake()
      }
    } catch {
      // Cut by us, or by the server that closes.
    }
  })()
  return {
    status: response.status,
    async next(count) {
      while (events.length < count) await new Promise<void>((resolve) => waiting.push(resolve))
      return events.splice(0, count)
    },
    ended,
    stop: () => cut.abort(),
  }
}

onBothDatabases('events are told to those who may know, in order, and to nobody else', async (database) => {
  let port = 0
  const desk = await startDesk(database, {
    door: { origins: () => ['http://localhost:4310', `http://localhost:${port}`] },
  })
  await desk.app.listen({ port: 0, host: 'localhost' })
  port = (desk.app.server.address() as AddressInfo).port
  const founder = await desk.founder()
  const insider = await join(desk, founder, 'Ina', [], { lantern: ['editor'] })
  const outsider = await join(desk, founder, 'Otto', [], { lantern: ['viewer'] })
  const stranger = await join(desk, founder, 'Sam', [], { ember: ['administrator'] })
  const by = { id: insider.person, name: 'Ina' }
  const made = await database.store.write(async (tx) => {
    const row = {
      project: 'lantern',
      version: 1,
      text: '',
      stage: 'draft' as const,
      listed: { title: 'Heap overflow in the parser', weaknesses: [], aliases: [] },
      behind: 0,
      createdAt: desk.clock.moment(),
      createdBy: by,
      updatedAt: desk.clock.moment(),
      updatedBy: by,
    }
    await tx.vulnerabilities.insert({ ...row, id: 'LSF-2030-1', embargoed: true })
    await tx.vulnerabilities.insert({ ...row, id: 'LSF-2030-2', embargoed: false })
    await tx.access.add('LSF-2030-1', by, insider.person, desk.clock.moment())
    return ok(undefined)
  })
  assert(made.ok)
  const streams = await Promise.all([insider, outsider, stranger].map((each) => listen(desk, each)))
  assert.deepEqual(
    streams.map(({ status }) => status),
    [200, 200, 200],
  )
  const tell = (name: string, project: string) =>
    database.bus.publish([{ topic: 'vulnerability.changed', project, vulnerability: name, data: { version: 2 } }])
  tell('LSF-2030-1', 'lantern')
  tell('LSF-2030-2', 'lantern')
  tell('LSF-2030-9', 'lantern')
  database.bus.publish([{ topic: 'project.changed', project: 'ember', data: {} }])
  database.bus.publish([{ topic: 'project.changed', project: 'lantern', data: { case: 'unknown' } }])
  database.bus.publish([{ topic: 'desk.changed', data: {} }])
  const [ina, otto, sam] = streams as [Listening, Listening, Listening]
  const topics = (events: readonly string[]): readonly string[] =>
    events.map((event) => {
      const { topic, project, vulnerability } = JSON.parse(event) as Record<string, string>
      return [topic, project, vulnerability].filter(Boolean).join(' ')
    })
  assert.deepEqual(topics(await ina.next(3)), [
    'vulnerability.changed lantern LSF-2030-1',
    'vulnerability.changed lantern LSF-2030-2',
    'desk.changed',
  ])
  assert.deepEqual(topics(await otto.next(2)), ['vulnerability.changed lantern LSF-2030-2', 'desk.changed'])
  assert.deepEqual(topics(await sam.next(2)), ['project.changed ember', 'desk.changed'])
  assert.equal(outcome(await desk.visitor().get('/events')), '401 NOT_SIGNED_IN')
  await desk.close()
  await Promise.all(streams.map(({ ended }) => ended))
})
