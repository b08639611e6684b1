import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { realSurroundings } from '#adapters/clock'
import { openDatabase } from '#adapters/database'
import { everyEntry, verifyChain } from '#desk/audit'
import { type Postgres, startPostgres } from '../postgres.ts'
import { Editor, type Place, plant, start } from './desk-process.ts'

/** Times that the server is killed, on each database. A release is held against 50: `STEWARD_KILL_ROUNDS=50`. */
const ROUNDS = Number(process.env.STEWARD_KILL_ROUNDS ?? 2)

/** Connections that edit at the same time, each its own vulnerability. */
const CONNECTIONS = 20

let top: string
let postgres: Postgres | undefined
before(async () => {
  top = mkdtempSync(path.join(os.tmpdir(), 'steward-kill-'))
  postgres = await startPostgres({ fsync: true })
})
after(async () => {
  await postgres?.stop()
  rmSync(top, { recursive: true, force: true })
})

const PLACES: readonly (readonly [database: string, place: () => Promise<Place | undefined>])[] = [
  ['SQLite', async () => ({ data: path.join(top, 'sqlite'), at: path.join(top, 'sqlite/desk.db') })],
  ['PostgreSQL', async () => postgres && { data: path.join(top, 'postgres'), at: await postgres.database() }],
]

/** What was acknowledged to one connection last. */
interface Acknowledged {
  version: number
  title: string
}

for (const [name, placeOf] of PLACES) {
  test(`no acknowledged edit is lost and the audit log stays whole, ${ROUNDS} times killed (${name})`, async (t) => {
    const place = await placeOf()
    if (place === undefined) return t.skip('no PostgreSQL binaries for this platform')
    const ids = await plant(place, CONNECTIONS)
    const acknowledged = new Map<string, Acknowledged>(ids.map((id) => [id, { version: 1, title: '' }]))
    let desk = await start(place, 'serve')
    const editor = new Editor(desk.url)
    await editor.setUp(desk.setUpLink ?? '')
    const edits = { count: 0 }
    for (let round = 0; round < ROUNDS; round++) {
      const before = edits.count
      const editing = ids.map((id) => editUntilGone(editor, id, acknowledged.get(id)!, round, edits))
      const enough = before + 40 + 7 * (round % 17)
      while (edits.count < enough) await Promise.race([delay(1), ...editing])
      await desk.kill()
      await Promise.all(editing)
      desk = await start(place, 'serve')
      editor.moveTo(desk.url)
      for (const id of ids) await holds(editor, id, acknowledged.get(id)!)
    }
    await desk.stop()
    editor.close()
    await auditHolds(place, acknowledged)
    t.diagnostic(`${edits.count} acknowledged edits in ${ROUNDS} rounds`)
  })
}

/** Edits one after the other until the connection breaks. */
async function editUntilGone(
  editor: Editor,
  id: string,
  last: Acknowledged,
  round: number,
  edits: { count: number },
): Promise<void> {
  for (let i = 0; ; i++) {
    const title = `Round ${round}, edit ${i} of ${id}`
    const change = { base: last.version, changes: [{ field: 'title', value: title }] }
    const answer = await editor.ask('PATCH', `/vulnerabilities/${id}`, change).catch(() => undefined)
    if (answer === undefined) return
    if (answer.status !== 200) throw new Error(answer.text)
    last.version = (JSON.parse(answer.text) as { readonly version: number }).version
    last.title = title
    edits.count++
  }
}

/** The edit that was under way when the server was killed may be there or not; what was acknowledged is. */
async function holds(editor: Editor, id: string, last: Acknowledged): Promise<void> {
  const answer = await editor.ask('GET', `/vulnerabilities/${id}`)
  assert.equal(answer.status, 200, answer.text)
  const found = JSON.parse(answer.text) as { readonly version: number; readonly title: string }
  assert(
    found.version === last.version || found.version === last.version + 1,
    `${id}: ${found.version}, acknowledged ${last.version}`,
  )
  if (found.version === last.version && last.title !== '') assert.equal(found.title, last.title)
  last.version = found.version
  last.title = found.title
}

/** The chain is whole, and has one entry for each version of each vulnerability. */
async function auditHolds({ at }: Place, acknowledged: ReadonlyMap<string, Acknowledged>): Promise<void> {
  const opened = await openDatabase({ at, around: realSurroundings })
  assert(opened.ok)
  const { store, sealAudit, close } = opened.value
  assert((await sealAudit()).ok)
  const entries = () => everyEntry((seq, limit) => store.read(({ auditTrail }) => auditTrail.after(seq, limit)))
  const found = await verifyChain(entries())
  assert.deepEqual([found.intact, found.broken], [true, undefined])
  const counts = new Map<string, number>()
  for await (const { filed } of entries()) {
    if (filed?.action === 'vulnerability.edit') counts.set(filed.subjectId, (counts.get(filed.subjectId) ?? 0) + 1)
  }
  for (const [id, { version }] of acknowledged) assert.equal(counts.get(id) ?? 0, version - 1, id)
  await close()
}
