import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { Editor } from '../durability/desk-process.ts'
import { type Postgres, startPostgres } from '../postgres.ts'
import { COMMITS, TAGS } from '../publishing/rehearsal-desk.ts'
import { repository } from '../worlds/repository.ts'
import { healthOf, type Instead, readCompose, run, type Started } from './compose.ts'
import { type Gate, gateBefore } from './gate.ts'

const ROOT = path.join(import.meta.dirname, '../..')

const folder = mkdtempSync(path.join(os.tmpdir(), 'steward-deploy-'))
const compose = readCompose()
const running: Started[] = []
let postgres: Postgres | undefined
let gate: Gate | undefined

before(async () => {
  postgres = await startPostgres()
})
after(async () => {
  for (const each of running) await each.stop()
  await gate?.close()
  await postgres?.stop()
  rmSync(folder, { recursive: true, force: true })
})

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as net.AddressInfo
      probe.close(() => resolve(port))
    })
  })
}

async function until(what: string, seconds: number, holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + seconds * 1000
  while (!(await holds().catch(() => false))) {
    assert(Date.now() < end, `after ${seconds} s: ${what}\n${running.map((each) => each.printed()).join('\n')}`)
    await delay(100)
  }
}

test('the commands of the compose file make a desk that an operator can begin with, and that tells how it is', async (t) => {
  if (postgres === undefined) return t.skip('no PostgreSQL binaries for this platform')
  const database = new URL(await postgres.database())
  gate = await gateBefore(Number(database.port))
  const [port, second, sandbox] = [await freePort(), await freePort(), await freePort()]
  const origin = `http://127.0.0.1:${port}`
  // What git would clone from the internet lies in the folder that the demo foundation has, which needs no leave.
  const repositoryFolder = path.join(folder, 'data/steward/demo/lantern')
  repository(repositoryFolder, COMMITS, { tags: TAGS })
  // biome-ignore-start lint/suspicious/noTemplateCurlyInString: as the compose file has it
  const instead: Instead = [
    ['/steward/bin/', `${ROOT}/bin/`],
    ['/home/node', path.join(folder, 'data')],
    ['${POSTGRES_PASSWORD:?}@database/steward', `secret@127.0.0.1:${gate.port}${database.pathname}`],
    ['${STEWARD_ORIGIN:?}', origin],
    ['127.0.0.1:3000', `127.0.0.1:${sandbox}`],
    ['3000', String(sandbox)],
    ['127.0.0.1:4310', `127.0.0.1:${port}`],
  ]
  // biome-ignore-end lint/suspicious/noTemplateCurlyInString: as the compose file has it
  running.push(run(compose, 'sandbox', instead))
  running.push(run(compose, 'serve', instead, '--port', String(port)))
  const serve = running[1]!
  const other = run(compose, 'serve', instead, '--port', String(second))
  running.push(other)
  assert.equal(compose.services.worker?.deploy?.replicas, 2)
  for (let i = 0; i < 2; i++) running.push(run(compose, 'worker', instead))
  const healthy = async (): Promise<boolean> => (await healthOf(compose, 'serve', instead)) === 0
  await until('the health check of the file does not pass', 120, healthy)
  await until('the workers do not work', 120, async () =>
    running.slice(3).every((each) => each.printed().includes('working')),
  )

  const link = new RegExp(`${origin}/set-up#\\S+(?=\\n)`)
  const linkOf = (each: Started): string => link.exec(each.printed())?.[0] ?? ''
  const serving = [serve, other]
  await until('there is no link to the first account', 60, async () => serving.every((each) => linkOf(each) !== ''))
  // Each process makes one, and the one that was made last leads in: either may have been the later.
  const founder = new Editor(origin)
  const led = await Promise.allSettled(serving.map((each) => founder.setUp(linkOf(each))))
  assert.equal(led.filter(({ status }) => status === 'fulfilled').length, 1, JSON.stringify(led))

  const ask = async (method: string, route: string, body?: unknown) => {
    const answer = await founder.ask(method, route, body)
    assert(answer.status < 300, `${method} ${route}: ${answer.status} ${answer.text}`)
    return JSON.parse(answer.text)
  }
  const { id } = await ask('POST', '/projects/proposals', { repository: repositoryFolder })
  await until(
    'the repository is not read',
    30,
    async () => (await ask('GET', `/projects/proposals/${id}`)).state === 'ready',
  )
  const project = { proposal: id, vendor: 'LSF', product: 'Lantern', prefix: 'LNTRN' }
  const { slug } = await ask('POST', '/projects', project)
  const reserved = await ask('POST', `/ids/reservations?project=${slug}&target=sandbox`, {
    mode: 'sequential',
    year: new Date().getUTCFullYear(),
    amount: 2,
  })
  assert.equal(reserved.ids?.length, 2, 'no target was set: the sandbox')

  const { token } = await ask('POST', '/me/tokens', {
    name: 'prometheus',
    verbs: ['read', 'administer'],
    projects: 'all',
    embargoed: false,
    days: 30,
  })
  const metrics = (authorization?: string, at = port) =>
    fetch(`http://127.0.0.1:${at}/metrics`, { headers: { ...(authorization !== undefined && { authorization }) } })
  assert.equal((await metrics()).status, 401)
  const figures = await metrics(`Bearer ${token}`)
  assert.equal(figures.status, 200, await figures.clone().text())
  assert.equal((await metrics(`Bearer ${token}`, second)).status, 200, 'both processes are one desk')
  const text = await figures.text()
  assert.match(
    text,
    /^steward_http_request_duration_seconds_count\{method="POST",route="\/api\/v1\/projects",status="201"\} 1$/m,
  )
  assert.match(text, /^steward_jobs\{state="done"\} [1-9]/m)

  const health = async (kind: string): Promise<readonly [number, string]> => {
    const answer = await fetch(`${origin}/health/${kind}`)
    const body = (await answer.json()) as { readonly status?: string; readonly code?: string; readonly detail?: string }
    assert(!JSON.stringify(body).includes(String(gate?.port)), 'strangers do not learn where the database is')
    return [answer.status, body.code ?? body.status ?? '']
  }
  assert.deepEqual(await health('live'), [200, 'ok'])
  assert.deepEqual(await health('ready'), [200, 'ok'])
  await gate.shut()
  assert.deepEqual(await health('ready'), [503, 'STORE_UNREACHABLE'])
  assert.deepEqual(await health('live'), [200, 'ok'])
  assert.equal(await healthOf(compose, 'serve', instead), 1)
  assert.equal((await metrics(`Bearer ${token}`)).status, 503)
  await gate.open()
  await until('the desk does not come back', 120, healthy)
  assert.equal((await metrics(`Bearer ${token}`)).status, 200)

  gate.silence()
  const begun = Date.now()
  assert.deepEqual(await health('ready'), [503, 'STORE_UNREACHABLE'])
  assert(Date.now() - begun < 9000, 'a probe is answered before those who ask lose patience')
  await gate.open()
  await until('the desk does not come back', 120, healthy)
  for (const each of running) assert.equal(each.child.exitCode, null, each.printed())
})
