// trust refresh against a TUF repository of our own; what it keeps is what later verifications use, without the network.
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, before, beforeEach, test } from 'node:test'
import { embeddedRoot } from '#adapters/tuf'
import { readTrustedRoot } from '#sigstore'
import { commandLine, type Said } from '../worlds/command-line.ts'
import { startTuf, type TufServer } from '../worlds/tuf-repository.ts'

const base = mkdtempSync(path.join(os.tmpdir(), 'steward-tuf-'))
after(() => rmSync(base, { recursive: true, force: true }))

/** A trusted root that is not the one that comes with Steward, but as good. */
const OWN = embeddedRoot().text.replace('sigstore.dev/test', 'sigstore.dev/other')
const GOOD = { version: 2, expires: '2098-05-01T00:00:00Z', trustedRoot: OWN }

let server: TufServer
let folder = ''
before(async () => {
  server = await startTuf(GOOD)
})
after(() => server.close())
beforeEach(() => {
  server.publish(GOOD)
  folder = mkdtempSync(path.join(base, 'home-'))
  writeFileSync(path.join(folder, 'root.json'), server.root)
  writeFileSync(path.join(folder, 'a.tgz'), 'x')
  writeFileSync(path.join(folder, 'a.tgz.sigstore'), '{}')
})

const run = (...words: readonly string[]): Promise<Said> => commandLine(folder, {}, {}, () => new Date()).run(words)
const refresh = (...words: readonly string[]): Promise<Said> =>
  run('trust', 'refresh', '--mirror', server.url, '--root', 'root.json', ...words)

async function usedRoot(): Promise<{ readonly sha256: string; readonly source: string; readonly expires: string }> {
  const said = await run('release', 'verify', 'a.tgz', '--identity', 'a', '--issuer', 'b', '--json')
  return JSON.parse(said.out).trustedRoot
}

test('the root that comes with Steward is read, and knows when its metadata ends', () => {
  const { text, source, expires } = embeddedRoot()
  assert(readTrustedRoot(text).ok)
  assert.equal(source, 'embedded')
  assert(expires !== undefined && expires > Date.parse('2026-01-01T00:00:00Z'))
})

test('a refreshed root is used from then on, and offline', async () => {
  assert.equal((await usedRoot()).source, 'embedded')
  const said = await refresh()
  assert.equal(said.exit, 0, said.err)
  assert.match(said.out, /^trusted root [0-9a-f]{16} from http:\S+, good until 2098-05-01T00:00:00Z\n/)
  const read = readTrustedRoot(OWN)
  assert(read.ok)
  assert.deepEqual(await usedRoot(), { sha256: read.value.sha256, source: server.url, expires: '2098-05-01T00:00:00Z' })
})

test('with --out it is written, byte for byte, and the current one stays', async () => {
  const said = await refresh('--out', 'trusted_root.json')
  assert.equal(said.exit, 0, said.err)
  assert.equal(readFileSync(path.join(folder, 'trusted_root.json'), 'utf8'), OWN)
  assert.equal((await usedRoot()).source, 'embedded')
})

const bad: readonly [why: string, spoil: () => void, code: RegExp, exit: number][] = [
  ['metadata past its end', () => server.publish({ ...GOOD, expires: '2020-01-01T00:00:00Z' }), /TUF_EXPIRED/, 7],
  ['a target that was changed', () => server.replace(targetPath(), OWN.replace('other', 'evil!')), /TUF_UNTRUSTED/, 7],
  ['metadata signed by nobody', () => server.replace('/timestamp.json', timestamp()), /TUF_UNTRUSTED/, 7],
  ['a target that is no trusted root', () => server.publish({ ...GOOD, trustedRoot: '{}' }), /SHAPE_MISSING/, 3],
]
for (const [why, spoil, code, exit] of bad) {
  test(`${why} is refused, and nothing is kept`, async () => {
    spoil()
    const said = await refresh()
    assert.match(said.err, code)
    assert.equal(said.exit, exit)
    assert(!existsSync(path.join(folder, 'steward-data/trusted-root.json')))
  })
}

test('an older state than one that was seen is refused', async () => {
  assert.equal((await refresh()).exit, 0)
  server.publish({ ...GOOD, version: 1 })
  const said = await run('trust', 'refresh', '--mirror', server.url, '--root', 'root.json')
  assert.equal(said.exit, 7, said.out)
})

test('nobody answers: it says so, and verification goes on with what is there', async () => {
  assert.equal((await refresh()).exit, 0)
  const said = await run('trust', 'refresh', '--mirror', 'http://127.0.0.1:1', '--root', 'root.json')
  assert.equal(said.exit, 8, said.err)
  assert.match(said.err, /TUF_UNREACHABLE/)
  assert.equal((await usedRoot()).source, server.url)
})

test('a mirror of unknown keys is not asked, nor one that is no address', async () => {
  assert.match((await run('trust', 'refresh', '--mirror', server.url)).err, /TUF_ROOT_UNKNOWN/)
  assert.match((await run('trust', 'refresh', '--mirror', 'ftp://x', '--root', 'root.json')).err, /TUF_MIRROR/)
})

test('a kept root that cannot be read is a fault, not a reason to use another one in silence', async () => {
  assert.equal((await refresh()).exit, 0)
  writeFileSync(path.join(folder, 'steward-data/trusted-root.json'), '{"text": 1}')
  const said = await run('release', 'verify', 'a.tgz', '--identity', 'a', '--issuer', 'b')
  assert.equal(said.exit, 3)
  assert.match(said.err, /trust refresh/)
})

function timestamp(): string {
  const meta = { 'snapshot.json': { version: 2 } }
  const signed = { _type: 'timestamp', spec_version: '1.0.31', version: 2, expires: '2098-05-01T00:00:00Z', meta }
  return JSON.stringify({ signed, signatures: [] })
}

function targetPath(): string {
  const read = readTrustedRoot(OWN)
  assert(read.ok)
  return `/targets/${read.value.sha256}.trusted_root.json`
}
