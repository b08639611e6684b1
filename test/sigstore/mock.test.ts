// A second opinion on signing: the services of @sigstore/mock, by whose rules sigstore-js is tested. Its answers for envelopes and for
// Rekor v2 are proposals given back, not entries as the real logs make them, so that files and Rekor v1 are what it can judge.
import assert from 'node:assert/strict'
import crypto from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import {
  fulcioHandler,
  initializeCA,
  initializeCTLog,
  initializeTLog,
  initializeTSA,
  rekorHandler,
  tsaHandler,
} from '@sigstore/mock'
import { DER_TAG, derItems, readDer } from '#bytes'
import type { Json } from '#json'
import { commandLine, type Said } from '../worlds/command-line.ts'

const WORKFLOW = 'https://example.com/lantern/.github/workflows/release.yml@refs/tags/v3.2'
const ISSUER = 'https://issuer.example'

const folder = mkdtempSync(path.join(os.tmpdir(), 'steward-mock-'))
const server = http.createServer()
let url = ''

before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const pair = (): { readonly publicKey: crypto.KeyObject; readonly privateKey: crypto.KeyObject } =>
    crypto.generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  // The mock's roots begin now: what is signed a moment later lies in their time.
  const ctLog = await initializeCTLog(pair())
  const ca = await initializeCA(crypto.generateKeyPairSync('ec', { namedCurve: 'P-384' }), ctLog)
  const log = await initializeTLog(url, pair())
  const tsa = await initializeTSA(crypto.generateKeyPairSync('ec', { namedCurve: 'P-384' }))
  const handlers = [fulcioHandler(ca), rekorHandler(log), tsaHandler(tsa)]
  server.on('request', (request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', async () => {
      const handler = handlers.find((each) => each.path === request.url)
      const body = Buffer.concat(chunks)
      const query =
        request.headers['content-type'] === 'application/timestamp-query' ? jsonQuery(body) : body.toString()
      const { statusCode = 404, response: answer = '', contentType = 'text/plain' } = (await handler?.fn(query)) ?? {}
      response.writeHead(statusCode, { 'content-type': contentType }).end(named(answer))
    })
  })
  const validFor = { start: '2020-01-01T00:00:00Z' }
  const bytes = (view: ArrayBufferView): string =>
    Buffer.from(view.buffer, view.byteOffset, view.byteLength).toString('base64')
  const logOf = (publicKey: Buffer): Json => ({
    baseUrl: url,
    hashAlgorithm: 'SHA2_256',
    publicKey: { rawBytes: publicKey.toString('base64'), keyDetails: 'PKIX_ECDSA_P256_SHA_256', validFor },
    logId: { keyId: crypto.createHash('sha256').update(publicKey).digest('base64') },
  })
  const authorityOf = (...chain: readonly ArrayBufferView[]): Json => ({
    uri: url,
    certChain: { certificates: chain.map((each) => ({ rawBytes: bytes(each) })) },
    validFor,
  })
  const root = {
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    tlogs: [logOf(log.publicKey)],
    certificateAuthorities: [authorityOf(ca.rootCertificate)],
    ctlogs: [logOf(ctLog.publicKey)],
    timestampAuthorities: [authorityOf(tsa.intCertificate, tsa.rootCertificate)],
  }
  writeFileSync(path.join(folder, 'root.json'), JSON.stringify(root))
})
after(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  rmSync(folder, { recursive: true, force: true })
})

/** The mock gives its entries names of chance. A log names them by the hash of their leaf, which is looked at. */
function named(answer: string | ArrayBufferView): string | ArrayBufferView {
  if (typeof answer !== 'string' || !answer.includes('"integratedTime"')) return answer
  const [entry] = Object.values(JSON.parse(answer) as Record<string, { readonly body: string }>)
  const leaf = Buffer.concat([Uint8Array.of(0), Buffer.from(entry!.body, 'base64')])
  return JSON.stringify({ [crypto.createHash('sha256').update(leaf).digest('hex')]: entry })
}

/** The mock takes the JSON form of a query, in place of the DER of RFC 3161. */
function jsonQuery(query: Uint8Array): string {
  const imprint = derItems(readDer(query)!)!.find(({ tag }) => tag === DER_TAG.sequence)!
  const [, digest] = derItems(imprint)!
  return JSON.stringify({
    artifactHash: Buffer.from(digest!.content).toString('base64'),
    hashAlgorithm: 'sha256',
    certificates: true,
  })
}

const run = (...words: readonly string[]): Promise<Said> =>
  commandLine(folder, {}, {}, () => new Date()).run(['release', ...words])

for (const [why, words, level] of [
  ['Rekor v1', [], 'proof'],
  ['Rekor v1 and a timestamp', ['--tsa'], 'proof+timestamp'],
] as const) {
  test(`signed with the mock's services, ${why}: ${level}`, async () => {
    const name = `${why.replaceAll(' ', '-')}.tgz`
    writeFileSync(path.join(folder, name), why)
    const claims = Buffer.from(JSON.stringify({ sub: WORKFLOW, iss: ISSUER })).toString('base64url')
    const given = words.map((each) => (each === '--tsa' ? `--tsa=${url}/api/v1/timestamp` : each))
    const services = ['--fulcio', url, '--rekor', url, '--trusted-root', 'root.json']
    const made = await run('sign', name, '--identity-token', `e30.${claims}.`, ...services, ...given)
    assert.equal(made.exit, 0, made.out + made.err)
    const by = ['--identity', WORKFLOW, '--issuer', ISSUER, '--evidence', level]
    const said = await run('verify', name, '--trusted-root', 'root.json', ...by)
    assert.equal(said.exit, 0, said.out + said.err)
  })
}
