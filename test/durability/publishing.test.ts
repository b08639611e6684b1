import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { type Postgres, startPostgres } from '../postgres.ts'
import { Editor, type Place, start } from './desk-process.ts'
import { cveIds, moreRecords, onceEach, plantPublishable, publishAll, SLOW, slowSandbox } from './publishing-desk.ts'

let top: string
let postgres: Postgres | undefined
before(async () => {
  top = mkdtempSync(path.join(os.tmpdir(), 'steward-publishing-'))
  postgres = await startPostgres({ fsync: true })
})
after(async () => {
  await postgres?.stop()
  rmSync(top, { recursive: true, force: true })
})

test('two that serve and two that work: one is killed while it publishes, and each record is published once', async (t) => {
  if (postgres === undefined) return t.skip('no PostgreSQL binaries for this platform')
  const ids = cveIds(24)
  const slow = await slowSandbox(ids)
  const place: Place = { data: path.join(top, 'several'), at: await postgres.database(), sandbox: slow.sandbox.url }
  const names = await plantPublishable(place, ids)
  const first = await start(place, 'serve', '--no-jobs')
  const second = await start(place, 'serve', '--no-jobs')
  const workers = [await start(place, 'worker'), await start(place, 'worker')] as const
  // The link of the first one ended when the second one printed its own.
  const one = new Editor(second.url)
  await one.setUp(second.setUpLink ?? '')
  const other = one.at(first.url)
  await publishAll([one, other], names)
  await moreRecords(slow, 0)
  // What comes to be while the second one stands still is of the first one, which is killed between the deed and the answer.
  workers[1].child.kill('SIGSTOP')
  await delay(SLOW)
  await moreRecords(slow, await slow.records())
  await workers[0].kill()
  workers[1].child.kill('SIGCONT')
  await onceEach(place, slow, names, ids)
  assert(slow.unheard.length > 0, 'the worker was not killed between the deed and the answer')
  for (const process of [workers[1], first, second]) await process.stop()
  for (const each of [one, other]) each.close()
  await slow.sandbox.close()
})

const PLACES: readonly (readonly [database: string, at: (folder: string) => Promise<string> | undefined])[] = [
  ['SQLite', async (folder) => path.join(folder, 'desk.db')],
  ['PostgreSQL', () => postgres?.database()],
]

for (const [name, atOf] of PLACES) {
  test(`the server is killed while it publishes, and each record is published once (${name})`, async (t) => {
    const data = path.join(top, name)
    const at = await atOf(data)
    if (at === undefined) return t.skip('no PostgreSQL binaries for this platform')
    const ids = cveIds(12)
    const slow = await slowSandbox(ids)
    const place: Place = { data, at, sandbox: slow.sandbox.url }
    const names = await plantPublishable(place, ids)
    let desk = await start(place, 'serve')
    const editor = new Editor(desk.url)
    await editor.setUp(desk.setUpLink ?? '')
    await publishAll([editor], names)
    await moreRecords(slow, 0)
    await desk.kill()
    desk = await start(place, 'serve')
    await onceEach(place, slow, names, ids)
    assert(slow.unheard.length > 0, 'the server was not killed between the deed and the answer')
    await desk.stop()
    editor.close()
    await slow.sandbox.close()
  })
}
