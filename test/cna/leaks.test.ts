import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { inspect } from 'node:util'
import { connect } from '#adapters/cve-services'
import { ApiKey, type CveServices, draftFor } from '#desk/cna'
import { commandLine } from '../worlds/command-line.ts'
import { type Answer, type OddServer, oddServer } from './odd-server.ts'
import { containerSaying, idOf, KEY, meansWith, ORG, type Rehearsal, rehearse, rejection, USER } from './rehearsal.ts'

/*
 * The key is in no output, no fault, no plan and no journal: neither where all goes well, nor where a server sends back what it
 * was sent, as some proxies do on their error pages.
 */

let sandbox: Rehearsal
let echo: OddServer
const folder = mkdtempSync(path.join(os.tmpdir(), 'steward-leaks-'))
before(async () => {
  sandbox = await rehearse()
  echo = await oddServer()
})
after(async () => {
  await sandbox.close()
  await echo.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Parts of a key are no better than the whole one. */
const PARTS = [KEY, KEY.slice(0, 12), KEY.slice(-12), Buffer.from(KEY).toString('base64').slice(0, 16)]
function assertHidden(text: string, where: string): void {
  for (const part of PARTS) assert(!text.includes(part), `${where}: ${text}`)
}

test('no command shows the key', async () => {
  const environment = { CVE_API_URL: sandbox.url, CVE_ORG: ORG, CVE_USER: USER, CVE_API_KEY: KEY }
  const { run, world } = commandLine(folder, {}, environment)
  writeFileSync(path.join(folder, 'CVE-2030-0001.json'), JSON.stringify(containerSaying('Link followed')))
  writeFileSync(path.join(folder, 'a-key'), `CVE_API_KEY=${KEY}`, { mode: 0o644 })
  const lines = [
    'reserve --year 2030',
    'publish CVE-2030-0001.json --dry-run --plan plan.json',
    'publish CVE-2030-0001.json --journal journal.jsonl',
    'publish --plan plan.json',
    'list',
    'show CVE-2030-0001',
    'reject CVE-2030-0001 --reason "No."',
    'undo-reject CVE-2030-0001',
    'transfer CVE-2030-0001 nobody',
    'adp publish CVE-2030-0001.json',
    'quota',
    'org',
    'org --registry',
    'user',
    'user create sam@lantern.example',
    'count',
    'ping',
    'org --credentials a-key',
    `org --target ${KEY.slice(0, 3)}`,
  ]
  for (const line of lines) {
    for (const json of ['', ' --json']) {
      const { out, err } = await run(`cna ${line}${json}`)
      assertHidden(out + err, line)
    }
  }
  for (const name of readdirSync(folder).filter((each) => each !== 'a-key')) {
    assertHidden(readFileSync(path.join(folder, name), 'utf8'), name)
  }
  assertHidden(
    inspect((await world.cna()).connect({ target: 'test', url: 'https://test.example' }, credentials()), { depth: 9 }),
    'client',
  )
})

/** Says to the client what the client said, in the shape that `as` gives it. */
function echoing(code: number, as: (headers: string) => string): Answer {
  return (request: IncomingMessage, response: ServerResponse) => {
    response.writeHead(code, { 'content-type': 'application/json' })
    response.end(as(JSON.stringify(request.headers)))
  }
}

const shapes: readonly [why: string, answer: Answer][] = [
  ['an error page', echoing(502, (headers) => `<html>${headers}</html>`)],
  [
    'a refusal with it in the message',
    echoing(403, (headers) => JSON.stringify({ error: 'CNA_ONLY', message: headers })),
  ],
  ['in the code', echoing(400, (headers) => JSON.stringify({ error: headers }))],
  [
    'in the details',
    echoing(400, (headers) => JSON.stringify({ error: 'BAD_INPUT', details: [{ param: headers, msg: headers }] })),
  ],
  [
    'in errors of the schema',
    echoing(400, (headers) =>
      JSON.stringify({
        error: 'INVALID_JSON_SCHEMA',
        details: { errors: [{ instancePath: headers, message: headers }] },
      }),
    ),
  ],
  ['an answer of another shape', echoing(200, (headers) => JSON.stringify(headers))],
  [
    'an answer whose fields have other types',
    echoing(200, (headers) => JSON.stringify({ id_quota: headers, cve_ids: headers })),
  ],
  [
    'the key alone, escaped',
    echoing(
      200,
      () => `{"id_quota": "${[...KEY].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')}"}`,
    ),
  ],
  ['an answer that is no JSON', echoing(200, (headers) => headers.replaceAll('"', ''))],
]

for (const [why, answer] of shapes) {
  test(`a server that sends the key back: ${why}`, async () => {
    const services = client()
    const id = idOf('CVE-2030-1001')
    const calls: readonly (() => Promise<unknown>)[] = [
      () => services.orgs.quota(ORG),
      () => services.ids.get(id),
      () => services.ids.reserve({ amount: 1, cve_year: 2030, short_name: ORG }),
      () => services.ids.transfer(id, 'other'),
      () => services.records.get(id),
      () => services.records.createCna(draftFor(services.destination, id, containerSaying('A')), { erlcheck: false }),
      () => services.records.updateReject(draftFor(services.destination, id, rejection)),
      () => services.users.create(ORG, { username: 'sam' }),
      () => services.registry.hardQuota(ORG),
    ]
    for (const call of calls) {
      echo.script(...Array.from({ length: 40 }, () => answer))
      const result = await call()
      assertHidden(JSON.stringify(result), why)
      assertHidden(inspect(result, { depth: 9 }), why)
    }
  })
}

function credentials(): { readonly org: string; readonly user: string; readonly key: ApiKey } {
  return { org: ORG, user: USER, key: new ApiKey(KEY) }
}

function client(): CveServices<'sandbox'> {
  return connect({ target: 'sandbox', url: echo.url }, credentials(), meansWith())
}
