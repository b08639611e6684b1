import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Json, JsonObject } from '#json'
import { startSandbox } from '#sandbox'
import { at, container, type Headers, rejection, type Said, send } from './lsf.ts'

/* An answer is a promise: what it says must be there after `kill -9`, at whatever moment that comes. */

const RUNS = Number(process.env.SANDBOX_KILLS ?? 3)
const PROGRAM = fileURLToPath(new URL('../../src/main/steward.ts', import.meta.url))
const HEADERS: Headers = { 'CVE-API-ORG': 'lsf', 'CVE-API-USER': 'anna@lsf.example', 'CVE-API-KEY': 'lantern' }
const OPTIONS = ['--org', 'lsf', '--user', 'anna@lsf.example', '--key', 'lantern', '--port', '0', '--json']

/** What the answers of one run promised. */
interface Promised {
  /** States by ID; a state whose answer did not come is not here. */
  readonly states: Map<string, string>
  /** Whole records as they were answered. */
  readonly records: Map<string, Json>
  /** Answers that changed something. */
  count: number
}

for (let run = 1; run <= RUNS; run++) {
  test(`kill -9 under load, run ${run} of ${RUNS}: no acknowledged change is lost`, async (t) => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'steward-kill-'))
    const state = path.join(folder, 'state.db')
    let server: Server | undefined
    try {
      const promised: Promised = { states: new Map(), records: new Map(), count: 0 }
      // Three times on the same file: recovery from a recovered state too.
      for (let life = 1; life <= 3; life++) {
        server = await startServer(state)
        await checkAll(server.port, promised)
        const clients = Array.from({ length: 8 }, () => load(server?.port ?? 0, promised))
        await new Promise((resolve) => setTimeout(resolve, 60 + Math.random() * 240))
        server.child.kill('SIGKILL')
        await Promise.all(clients)
      }
      server = await startServer(state)
      await checkAll(server.port, promised)
      assert(promised.count > 10, `only ${promised.count} changes were acknowledged`)
      t.diagnostic(`${promised.count} acknowledged changes are all there`)
    } finally {
      server?.child.kill('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    }
  })
}

test('a restart keeps everything, the key included', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'steward-restart-'))
  const options = { org: 'lsf', user: 'anna@lsf.example', state: path.join(folder, 'state.db') }
  try {
    const first = await startSandbox({ ...options, key: 'lantern' })
    assert(first.ok)
    const reserved = await send(first.value.port, '/api/cve-id?short_name=lsf&cve_year=1900&amount=1', 'POST', HEADERS)
    const id = at(reserved.body, 'cve_ids.0.cve_id')
    const created = await send(first.value.port, `/api/cve/${id}/cna`, 'POST', HEADERS, container())
    const users = (await send(first.value.port, '/api/org/lsf/users', 'GET', HEADERS)).body
    // While it runs, nobody else gets the file.
    const second = await startSandbox(options)
    assert(!second.ok)
    assert.equal(second.fault.code, 'SANDBOX_STATE_IN_USE')
    await first.value.close()

    const again = await startSandbox(options)
    assert(again.ok, JSON.stringify(again))
    assert.equal(again.value.key, undefined, 'the key is the one that the state has')
    assert.deepEqual((await send(again.value.port, `/api/cve/${id}`, 'GET', {})).body, at(created.body, 'created'))
    assert.deepEqual((await send(again.value.port, '/api/org/lsf/users', 'GET', HEADERS)).body, users)
    const next = await send(again.value.port, '/api/cve-id?short_name=lsf&cve_year=1900&amount=1', 'POST', HEADERS)
    assert.equal(at(next.body, 'cve_ids.0.cve_id'), 'CVE-1900-0002')
    await again.value.close()

    // Another key at the start replaces the old one.
    const rekeyed = await startSandbox({ ...options, key: 'candle' })
    assert(rekeyed.ok)
    assert.equal((await send(rekeyed.value.port, '/api/cve-id', 'GET', HEADERS)).status, 401)
    const fresh = { ...HEADERS, 'CVE-API-KEY': 'candle' }
    assert.equal((await send(rekeyed.value.port, '/api/cve-id', 'GET', fresh)).status, 200)
    await rekeyed.value.close()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

interface Server {
  readonly child: ChildProcess
  readonly port: number
}

function startServer(state: string): Promise<Server> {
  const child = spawn(process.execPath, [PROGRAM, 'sandbox', ...OPTIONS, '--state', state], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      if (!text.includes('\n')) return
      const { url } = JSON.parse(text) as { url: string }
      resolve({ child, port: Number(new URL(url).port) })
    })
    child.on('exit', (code) => reject(new Error(`the sandbox ended with ${code}`)))
  })
}

/** Reserves, publishes, rejects, withdraws and hands over until the server is gone; notes what was answered. */
async function load(port: number, promised: Promised): Promise<void> {
  const ask = async (method: string, target: string, body?: Json): Promise<Said> => {
    const said = await send(port, `/api${target}`, method, HEADERS, body)
    if (said.status === 200) promised.count++
    return said
  }
  const publish = async (id: string, method: string, way: string, body: Json): Promise<void> => {
    promised.states.delete(id)
    promised.records.delete(id)
    const { body: said } = await ask(method, `/cve/${id}/${way}`, body)
    const record = at(said, 'created') ?? at(said, 'updated') ?? null
    promised.records.set(id, record)
    promised.states.set(id, String(at(record, 'cveMetadata.state')))
  }
  try {
    for (;;) {
      const way = Math.random() < 0.5 ? 'amount=1' : 'amount=3&batch_type=nonsequential'
      const { body } = await ask('POST', `/cve-id?short_name=lsf&cve_year=1900&${way}`)
      const ids = ((at(body, 'cve_ids') ?? []) as readonly JsonObject[]).map(({ cve_id }) => String(cve_id))
      for (const id of ids) promised.states.set(id, 'RESERVED')
      const [first, second, third] = ids
      if (first === undefined) return
      await publish(first, 'POST', 'cna', container())
      if (Math.random() < 0.5) await publish(first, 'PUT', 'reject', rejection())
      else await publish(first, 'PUT', 'cna', container({ title: 'A lamp goes out, again' }))
      if (second !== undefined) {
        promised.states.delete(second)
        await ask('PUT', `/cve-id/${second}?state=REJECTED`)
        promised.states.set(second, 'REJECTED')
      }
      if (third !== undefined) await publish(third, 'POST', 'reject', rejection())
    }
  } catch (cause) {
    // The server was killed: whatever was not answered is not promised.
    if ((cause as NodeJS.ErrnoException).code === undefined) throw cause
  }
}

/** Everything that was promised is there, and the numbers add up. */
async function checkAll(port: number, promised: Promised): Promise<void> {
  const state = (await send(port, '/sandbox/state', 'GET', HEADERS)).body
  const ids = at(state, 'ids') as readonly JsonObject[]
  const states = new Map(ids.map(({ cve_id, state: its }) => [String(cve_id), String(its)]))
  for (const [id, wanted] of promised.states) assert.equal(states.get(id), wanted, id)
  const records = new Map(
    (at(state, 'records') as readonly Json[]).map((record) => [String(at(record, 'cveMetadata.cveId')), record]),
  )
  for (const [id, wanted] of promised.records) assert.deepEqual(records.get(id), wanted, id)
  // A record and the state of its ID never differ: both are in one transaction.
  for (const [id, record] of records) assert.equal(states.get(id), at(record, 'cveMetadata.state'), id)
  const reserved = [...states.values()].filter((its) => its === 'RESERVED').length
  const { body: quota } = await send(port, '/api/org/lsf/id_quota', 'GET', HEADERS)
  assert.equal(at(quota, 'total_reserved'), reserved)
}
