import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { commandLine } from '../worlds/command-line.ts'
import { send } from './lsf.ts'

/* `steward sandbox` as a person runs it. */

const PROGRAM = fileURLToPath(new URL('../../src/main/steward.ts', import.meta.url))
const folder = mkdtempSync(path.join(os.tmpdir(), 'steward-sandbox-'))
after(() => rmSync(folder, { recursive: true, force: true }))

interface Running {
  readonly child: ChildProcess
  readonly port: number
  /** Everything printed so far. */
  readonly out: () => string
  readonly ended: Promise<number | null>
}

function start(...words: readonly string[]): Promise<Running> {
  const child = spawn(process.execPath, [PROGRAM, 'sandbox', '--port', '0', ...words], { cwd: folder })
  let text = ''
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve))
  return new Promise((resolve, reject) => {
    ended.then((code) => reject(new Error(`ended with ${code}: ${text}`)))
    const hear = (chunk: Buffer): void => {
      text += chunk.toString()
      const port = /http:\/\/127\.0\.0\.1:(\d+)\/api\//.exec(text)?.[1]
      if (port !== undefined) resolve({ child, port: Number(port), out: () => text, ended })
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
  })
}

test('it prints what clients need, then a line for each request, and ends when it is asked to', async () => {
  const { child, port, out, ended } = await start('--org', 'lsf', '--user', 'anna@lsf.example', '--key', 'l4ntern key')
  const headers = { 'CVE-API-ORG': 'lsf', 'CVE-API-USER': 'anna@lsf.example', 'CVE-API-KEY': 'l4ntern key' }
  await send(port, '/api/cve-id?short_name=lsf&cve_year=1900&amount=1', 'POST', headers)
  await send(port, '/api/cve/CVE-1900-0001?a=b', 'GET', {})
  child.kill('SIGINT')
  assert.equal(await ended, 0)
  const [head = '', ...lines] = out()
    .replaceAll(String(port), 'PORT')
    .split('\n')
    .map((line) => line.replace(/\d+ ms$/, 'N ms'))
  assert.equal(head, 'CVE Services sandbox  http://127.0.0.1:PORT/api/')
  assert.deepEqual(lines, [
    '  CNA lsf, administrator anna@lsf.example; Secretariat mitre with the same user and key',
    '',
    '# for steward cna and for cvelib',
    'export CVE_API_URL=http://127.0.0.1:PORT/api/',
    'export CVE_ORG=lsf CVE_USER=anna@lsf.example',
    "export CVE_API_KEY='l4ntern key'",
    '',
    'POST /api/cve-id 200 N ms',
    'GET /api/cve/CVE-1900-0001 404 N ms',
    '',
  ])
})

test('SIGTERM ends it too, also while a client is connected', async () => {
  const { child, port, ended } = await start('--quiet')
  await fetch(`http://127.0.0.1:${port}/api/health-check`)
  child.kill('SIGTERM')
  assert.equal(await ended, 0)
})

test('without a key there is a new one each time; with --json it is in the one document', async () => {
  const keys = []
  for (let i = 0; i < 2; i++) {
    const { child, port, out, ended } = await start('--json')
    const said = JSON.parse(out()) as { url: string; org: string; user: string; key: string }
    keys.push(said.key)
    const headers = { 'CVE-API-ORG': said.org, 'CVE-API-USER': said.user, 'CVE-API-KEY': said.key }
    assert.equal((await send(port, '/api/cve-id', 'GET', headers)).status, 200)
    child.kill('SIGINT')
    assert.equal(await ended, 0)
    assert.equal(out().trim().split('\n').length, 1)
  }
  assert.notEqual(keys[0], keys[1])
})

test('a port that is taken is a conflict', async () => {
  const taken = createServer()
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
  const { port } = taken.address() as { port: number }
  const said = await commandLine(folder).run(`sandbox --port ${port}`)
  assert.equal(said.exit, 5)
  assert.match(said.err, /cannot listen on 127\.0\.0\.1:\d+: something else does \[SANDBOX_PORT_IN_USE\]\n.*--port 0/)
  await new Promise((resolve) => taken.close(resolve))
})

const SEED = { orgs: [{ short_name: 'other-cna', users: [{ username: 'otto', admin: true }] }], ids: [], records: [] }
const seeds: readonly [file: string, seed: unknown, exit: number, says: RegExp][] = [
  ['good', SEED, 0, /^$/],
  ['no-json', '{', 3, /no-json\.json:1:\d+: .*\[JSON_SYNTAX\]/],
  ['misspelt', { org: [] }, 3, /misspelt\.json:1:\d+: .*"org".*\[SHAPE_UNKNOWN_FIELD\]\n.*did you mean orgs\?/],
  ['no-id', { ids: [{ cve_id: 'CVE-1', owner: 'lsf' }] }, 3, /no-id\.json:1:.*\/ids\/0\/cve_id \[CVE_ID_MALFORMED\]/],
  ['no-owner', { ids: [{ cve_id: 'CVE-1900-1000', owner: 'nobody' }] }, 3, /\/ids\/0\/owner \[SANDBOX_SEED_OWNER\]/],
  ['no-record', { records: [{}] }, 3, /\/records\/0 \[SANDBOX_SEED_RECORD\]/],
  ['no-role', { orgs: [{ short_name: 'x-cna', roles: ['BOSS'] }] }, 3, /\/orgs\/0\/roles\/0 \[SHAPE_WORD\]/],
  ['no-time', { ids: [{ cve_id: 'CVE-1900-1000', owner: 'lsf', reserved: 'noon' }] }, 3, /\[SANDBOX_SEED_TIME\]/],
]
for (const [name, seed, exit, says] of seeds) {
  test(`--seed ${name}.json: exit ${exit}`, async () => {
    writeFileSync(path.join(folder, `${name}.json`), typeof seed === 'string' ? seed : JSON.stringify(seed))
    const said = await commandLine(folder).run(`sandbox --port 0 --org lsf --seed ${name}.json`)
    assert.equal(said.exit, exit, said.err)
    assert.match(said.err, says)
  })
}

const usage: readonly [words: string, exit: number, code: string][] = [
  ['--port 70000', 2, 'USAGE_NUMBER'],
  ['--port http', 2, 'USAGE_NUMBER'],
  ['--random-seed x', 2, 'USAGE_NUMBER'],
  ['--fault 500', 3, 'SANDBOX_FAULT'],
  ['--fault 500:0.7,429:0.7', 3, 'SANDBOX_FAULT'],
  ['--fault nothing:0.1', 3, 'SANDBOX_FAULT'],
  ['--clock yesterday', 3, 'SANDBOX_CLOCK'],
  ['--clock =2030-02-30T00:00:00Z', 3, 'SANDBOX_CLOCK'],
  ['--org x', 3, 'SANDBOX_OPTION'],
  ['--user "an na"', 3, 'SANDBOX_OPTION'],
  ['--adp x', 3, 'SANDBOX_OPTION'],
  ['--year 19', 3, 'SANDBOX_OPTION'],
  ['--seed none.json', 4, 'FILE_ABSENT'],
  ['--state .', 6, 'SANDBOX_STATE_UNREADABLE'],
  ['--state none/state.db', 4, 'SANDBOX_STATE_UNREADABLE'],
  ['--state text.db', 3, 'SANDBOX_STATE_FOREIGN'],
  ['--host 192.0.2.1', 3, 'SANDBOX_LISTEN'],
]
for (const [words, exit, code] of usage) {
  test(`${words}: ${code}`, async () => {
    writeFileSync(path.join(folder, 'text.db'), 'This is no database. '.repeat(100))
    const said = await commandLine(folder).run(`sandbox ${words.includes('--port') ? '' : '--port 0'} ${words}`)
    assert.equal(said.exit, exit, said.err)
    assert.match(said.err, new RegExp(`\\[${code}\\]`))
  })
}
