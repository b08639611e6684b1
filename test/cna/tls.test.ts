import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { connect } from '#adapters/cve-services'
import { ApiKey } from '#desk/cna'
import { faultOf, KEY, meansWith, ORG, USER } from './rehearsal.ts'

/* A server whose certificate nobody vouches for: it is told apart from one that is down, and gets to see nothing. */

const folder = mkdtempSync(path.join(os.tmpdir(), 'steward-tls-'))
const certificate = makeCertificate()
const skip = certificate === undefined ? 'no openssl to make a certificate with' : false

test('a certificate that does not hold: nothing is sent, and nothing is tried again', { skip }, async (t) => {
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  assert(certificate !== undefined)
  const seen: string[] = []
  let tries = 0
  const server = createServer(certificate, (request, response) => {
    seen.push(request.url ?? '')
    response.end('{}')
  })
  server.on('connection', () => tries++)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  const { port } = server.address() as AddressInfo
  const to = { target: 'test', url: `https://127.0.0.1:${port}/api` } as const
  const services = connect(to, { org: ORG, user: USER, key: new ApiKey(KEY) }, meansWith())
  assert.equal(faultOf(await services.orgs.quota(ORG)), 'CVE_SERVICES_TLS untrusted')
  assert.deepEqual(seen, [])
  assert.equal(tries, 1)
})

/** A key and a certificate that it signed itself. */
function makeCertificate(): { readonly key: string; readonly cert: string } | undefined {
  const [key, cert] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')]
  const words = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=127.0.0.1 -keyout ${key} -out ${cert}`
  try {
    execFileSync('openssl', words.split(' '), { stdio: 'ignore' })
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
  } catch {
    return undefined
  }
}
