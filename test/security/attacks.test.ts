import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createConnection } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { realSurroundings } from '#adapters/clock'
import { openDatabase } from '#adapters/database'
import { ORIGIN, outcome, startDesk, type TestDesk } from '../desk/desk-under-test.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'steward-attacks-'))
const web = path.join(folder, 'web')
mkdirSync(path.join(web, 'assets'), { recursive: true })
writeFileSync(path.join(folder, 'secret.txt'), 'the secret')
writeFileSync(path.join(web, 'index.html'), '<!doctype html><title>Steward</title>')
writeFileSync(path.join(web, '.env'), 'the secret')
writeFileSync(path.join(web, 'assets', 'app-1a2b.js'), 'export {}')
symlinkSync(path.join(folder, 'secret.txt'), path.join(web, 'assets', 'link.txt'))

const opened = await openDatabase({ at: path.join(folder, 'desk.db'), around: realSurroundings })
assert(opened.ok)
const desk: TestDesk = await startDesk(opened.value, { door: { web } })
const founder = await desk.founder()
after(async () => {
  await desk.close()
  await opened.value.close()
  rmSync(folder, { recursive: true, force: true })
})

const HTML = { host: new URL(ORIGIN).host, accept: 'text/html' }

const climbs = [
  '/../secret.txt',
  '/..%2fsecret.txt',
  '/%2e%2e/secret.txt',
  '/%2e%2e%2fsecret.txt',
  '/assets/../../secret.txt',
  '/assets/..%5c..%5csecret.txt',
  '/assets/%2e%2e/%2e%2e/secret.txt',
  '/..;/secret.txt',
  '/%00/../secret.txt',
  '/assets/app-1a2b.js%00.txt',
  '/.env',
  '/%2eenv',
  `//${folder}/secret.txt`,
  '/api/v1/../../../secret.txt',
]
for (const url of climbs) {
  test(`no file outside of the application is served: ${url}`, async () => {
    for (const accept of ['*/*', 'text/html']) {
      const { body } = await desk.app.inject({ url, headers: { ...HTML, accept } })
      assert(!body.includes('the secret'), body)
    }
  })
}

const pages: readonly [why: string, url: string, accept: string, expected: string][] = [
  ['the first page', '/', 'text/html', '200 text/html'],
  ['a page that the application reads itself', '/vulnerabilities/LSF-2030-4', 'text/html,*/*;q=0.8', '200 text/html'],
  ['a page with dots', '/board/lantern/v3.13.9', 'text/html', '200 text/html'],
  ['a file', '/assets/app-1a2b.js', '*/*', '200 application/javascript'],
  ['a file that is gone is no page', '/assets/app-0000.js', 'text/html', '404 application/problem+json'],
  ['a route that is not there is no page', '/api/v1/nothing', 'text/html', '404 application/problem+json'],
  ['what a page loads is no page', '/logo.svg', 'image/svg+xml', '404 application/problem+json'],
]
for (const [why, url, accept, expected] of pages) {
  test(`web files: ${why}`, async () => {
    const { statusCode, headers } = await desk.app.inject({ url, headers: { ...HTML, accept } })
    assert.equal(`${statusCode} ${String(headers['content-type']).split(';')[0]}`, expected)
  })
}

test('files with a hash in their name are kept for ever, the page never', async () => {
  const file = await desk.app.inject({ url: '/assets/app-1a2b.js', headers: HTML })
  assert.equal(file.headers['cache-control'], 'public, max-age=31536000, immutable')
  const page = await desk.app.inject({ url: '/', headers: HTML })
  assert.equal(page.headers['cache-control'], 'no-cache')
  assert.match(String(page.headers['content-security-policy']), /script-src 'self'/)
})

/** Other hosts send these: they are asked for a signature, and no cookie opens them. */
const SIGNED = new Set(['POST /hooks/:project'])

const forged: readonly [why: string, headers: Readonly<Record<string, string>>][] = [
  ['another site', { origin: 'https://evil.example' }],
  ['a site of the same name at another port', { origin: 'http://localhost:9999' }],
  ['https for http', { origin: 'https://localhost:4310' }],
  ['a frame without an origin', { origin: 'null' }],
  ['no origin', { origin: '' }],
  ['a form', { 'x-steward': '' }],
]
for (const [why, headers] of forged) {
  test(`a change with somebody’s cookie from ${why} is refused, whatever the route`, async () => {
    const changes = desk.routes.filter((route) => !route.startsWith('GET '))
    assert(changes.length > 15)
    for (const route of changes) {
      const [method, url] = route.split(' ') as ['POST', string]
      assert.equal(
        outcome(await founder.ask(method, url.replaceAll(/:\w+/g, 'x'), { headers })),
        SIGNED.has(route) ? '403 HOOK_UNSIGNED' : '403 CROSS_SITE',
        route,
      )
    }
  })
}

test('another method by a header of override is not believed', async () => {
  const { status } = await founder.ask('GET', '/me', {
    headers: { 'x-http-method-override': 'DELETE', 'x-method-override': 'DELETE' },
  })
  assert.equal(status, 200)
})

test('who is in front of the desk is not believed unless the desk was told of it', async () => {
  const visitor = desk.visitor()
  await visitor.ask('POST', '/session', {
    body: { email: 'ada@lsf.example', passphrase: 'seven lanterns over water' },
    headers: { 'x-forwarded-for': '203.0.113.99', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
  })
  const line = Object.values((await visitor.get('/me/sessions')).body).find(({ current }) => current)
  assert.equal(line?.address, visitor.address)
})

const hostile: readonly [why: string, text: string][] = [
  ['a line break and a header', 'Ada\r\nSet-Cookie: steward-session=x'],
  ['a null character', 'Ada\u0000'],
  ['text that reads backwards', 'Ada \u202egpj.exe'],
  ['an invisible space', 'A\u200bda'],
  ['the escape that colours a terminal', '\u001b[31mAda'],
]
for (const [why, name] of hostile) {
  test(`a name with ${why} is refused`, async () => {
    const asked = await founder.post('/people', {
      name,
      email: 'eve@lsf.example',
      roles: { foundation: [], projects: {} },
    })
    assert.equal(outcome(asked), '400 REQUEST_INVALID')
    const byHeader = await founder.ask('PATCH', '/me', { body: { name }, version: 1 })
    assert.equal(outcome(byHeader), '400 REQUEST_INVALID')
  })
}

test('markup in a name comes back as it was written, as JSON that no browser takes for a page', async () => {
  const name = '<img src=x onerror=alert(1)>'
  const made = await founder.post('/people', {
    name,
    email: 'markup@lsf.example',
    roles: { foundation: [], projects: {} },
  })
  assert.equal(made.body.person?.name, name)
  assert.match(String(made.headers['content-type']), /^application\/json/)
  assert.equal(made.headers['x-content-type-options'], 'nosniff')
})

const sluggish: readonly [why: string, field: string, text: string][] = [
  ['an address of one letter, many times', 'email', `${'a'.repeat(1_000_000)}@`],
  ['an address of many labels', 'email', `a@${'a.'.repeat(500_000)}`],
  ['an address of many hyphens', 'email', `a@${'-'.repeat(1_000_000)}!`],
  ['a name of blanks', 'name', `${' '.repeat(1_000_000)}x\u0000`],
  ['a name of combining marks', 'name', 'e\u0301'.repeat(500_000)],
]
for (const [why, field, text] of sluggish) {
  test(`no text holds the desk up: ${why}`, async () => {
    const ask = async (value: string): Promise<number> => {
      const start = performance.now()
      const body = { name: 'x', email: 'x@lsf.example', roles: { foundation: [], projects: {} }, [field]: value }
      assert.equal(outcome(await founder.post('/people', body)), '400 REQUEST_INVALID')
      return performance.now() - start
    }
    const harmless = await ask('\u0000'.padEnd(text.length, 'x'))
    const took = await ask(text)
    assert(took < 20 * harmless + 50, `${took} ms, where plain text of the same length took ${harmless} ms`)
  })
}

test('a request with two lengths or two hosts is refused', async () => {
  await desk.app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = desk.app.server.address() as AddressInfo
  const talk = (text: string): Promise<string> =>
    new Promise((resolve) => {
      const socket = createConnection(port, '127.0.0.1', () => socket.end(text))
      let answer = ''
      socket.on('data', (chunk) => (answer += String(chunk)))
      socket.on('close', () => resolve(answer))
      socket.on('error', () => resolve(answer))
    })
  const smuggled = await talk(
    'POST /api/v1/session HTTP/1.1\r\nHost: localhost:4310\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /api/v1/session HTTP/1.1\r\nHost: localhost:4310\r\n\r\n',
  )
  assert.match(smuggled, /^HTTP\/1\.1 400/)
  assert(!smuggled.includes('needsSetUp'))
  const twoHosts = await talk('GET /api/v1/session HTTP/1.1\r\nHost: localhost:4310\r\nHost: evil.example\r\n\r\n')
  assert.match(twoHosts, /^HTTP\/1\.1 403/)
})
