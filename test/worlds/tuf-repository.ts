/** A TUF repository with one target, served on this machine. Source: The Update Framework Specification 1.0. */
import crypto, { type KeyObject } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { isObject, type Json, type JsonObject } from '#json'

export interface TufContent {
  /** Version of all metadata but the root. */
  readonly version: number
  readonly expires: string
  readonly trustedRoot: string
}

export interface TufServer {
  readonly url: string
  /** Its first `root.json`, by which a client begins. */
  readonly root: string
  publish(content: TufContent): void
  /** Bytes put in the place of those at a path. */
  replace(path: string, body: string): void
  close(): Promise<void>
}

export async function startTuf(content: TufContent): Promise<TufServer> {
  const key = crypto.generateKeyPairSync('ed25519').privateKey
  const files = new Map<string, string>()
  const root = signed(rootOf(key), key)
  const publish = (given: TufContent): void => {
    files.clear()
    for (const [path, body] of filesOf(given, key)) files.set(path, body)
  }
  publish(content)
  const server = http.createServer(({ url = '' }, response) => {
    const body = files.get(url)
    response.writeHead(body === undefined ? 404 : 200).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    root,
    publish,
    replace: (path, body) => void files.set(path, body),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const SPECIFICATION = { spec_version: '1.0.31' }

function rootOf(key: KeyObject): JsonObject {
  const role = { keyids: [idOf(key)], threshold: 1 }
  return {
    _type: 'root',
    ...SPECIFICATION,
    version: 1,
    expires: '2099-01-01T00:00:00Z',
    consistent_snapshot: true,
    keys: { [idOf(key)]: keyJson(key) },
    roles: { root: role, timestamp: role, snapshot: role, targets: role },
  }
}

function filesOf({ version, expires, trustedRoot }: TufContent, key: KeyObject): ReadonlyMap<string, string> {
  const sha256 = crypto.createHash('sha256').update(trustedRoot).digest('hex')
  const common = { ...SPECIFICATION, version, expires }
  const target = { length: Buffer.byteLength(trustedRoot), hashes: { sha256 } }
  return new Map([
    ['/timestamp.json', signed({ _type: 'timestamp', ...common, meta: { 'snapshot.json': { version } } }, key)],
    [`/${version}.snapshot.json`, signed({ _type: 'snapshot', ...common, meta: { 'targets.json': { version } } }, key)],
    [
      `/${version}.targets.json`,
      signed({ _type: 'targets', ...common, targets: { 'trusted_root.json': target } }, key),
    ],
    [`/targets/${sha256}.trusted_root.json`, trustedRoot],
  ])
}

function signed(content: JsonObject, key: KeyObject): string {
  const sig = crypto.sign(null, Buffer.from(canonical(content)), key).toString('hex')
  return JSON.stringify({ signed: content, signatures: [{ keyid: idOf(key), sig }] })
}

function keyJson(key: KeyObject): Json {
  const spki = crypto.createPublicKey(key).export({ format: 'der', type: 'spki' })
  return { keytype: 'ed25519', scheme: 'ed25519', keyval: { public: spki.subarray(-32).toString('hex') } }
}

function idOf(key: KeyObject): string {
  return crypto
    .createHash('sha256')
    .update(canonical(keyJson(key)))
    .digest('hex')
}

/** The canonical JSON of TUF, for texts without escapes. */
function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (!isObject(value)) return JSON.stringify(value)
  const members = Object.keys(value).sort()
  return `{${members.map((key) => `${JSON.stringify(key)}:${canonical(value[key] ?? null)}`).join(',')}}`
}
