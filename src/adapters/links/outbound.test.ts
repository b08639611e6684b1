import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { guardOutbound } from '#adapters/links'
import { gitFlags } from '#desk/outbound'

const folder = mkdtempSync(path.join(os.tmpdir(), 'steward-outbound-'))
const clones = path.join(folder, 'clones')
mkdirSync(path.join(clones, 'lantern'), { recursive: true })
mkdirSync(path.join(folder, 'secret'))
mkdirSync(path.join(folder, 'clones-of-others'))
symlinkSync(path.join(folder, 'secret'), path.join(clones, 'way-out'))
after(() => rmSync(folder, { recursive: true, force: true }))

const NAMES: Readonly<Record<string, readonly string[]>> = {
  'git.example.org': ['151.101.1.140', '2a04:4e42::347'],
  'rebound.example.org': ['151.101.1.140', '127.0.0.1'],
  'metadata.example.org': ['169.254.169.254'],
  'git.internal': ['10.0.0.5'],
}
const guard = guardOutbound({ privateHosts: ['git.internal'], folders: [clones] }, async (host) => {
  const name = host.replace(/^\[|\]$/g, '')
  return NAMES[name] ?? (/^[\d.]+$|:/.test(name) ? [name] : [])
})

const repositories: readonly [why: string, text: string, expected: string][] = [
  ['a public host', 'https://git.example.org/lantern.git', 'ok'],
  ['a clone below the folder', path.join(clones, 'lantern'), 'ok'],
  ['a host that the operator named', 'http://git.internal/lantern.git', 'ok'],
  ['http elsewhere', 'http://git.example.org/lantern.git', 'REPOSITORY_ADDRESS'],
  ['one private address among public ones', 'https://rebound.example.org/x.git', 'OUTBOUND_PRIVATE'],
  ['the address of cloud secrets', 'https://metadata.example.org/latest', 'OUTBOUND_PRIVATE'],
  ['loopback by number', 'https://127.0.0.1/x.git', 'OUTBOUND_PRIVATE'],
  ['loopback in one number', 'https://2130706433/x.git', 'OUTBOUND_PRIVATE'],
  ['loopback in octal', 'https://0177.0.0.1/x.git', 'OUTBOUND_PRIVATE'],
  ['loopback, IPv6', 'https://[::1]/x.git', 'OUTBOUND_PRIVATE'],
  ['IPv4 in IPv6', 'https://[::ffff:10.0.0.1]/x.git', 'OUTBOUND_PRIVATE'],
  ['a host that is not there', 'https://nowhere.example/x.git', 'OUTBOUND_UNKNOWN'],
  ['a remote helper that runs programs', 'ext::sh -c whoami% >&2', 'REPOSITORY_ADDRESS'],
  ['the same without blanks', 'ext::whoami', 'REPOSITORY_ADDRESS'],
  ['a file URL', `file://${clones}/lantern`, 'REPOSITORY_ADDRESS'],
  ['ssh, whose host may be an option', 'ssh://-oProxyCommand=whoami/x', 'REPOSITORY_ADDRESS'],
  ['ssh in short', 'git@git.example.org:lantern.git', 'REPOSITORY_ADDRESS'],
  ['the git protocol', 'git://git.example.org/x', 'REPOSITORY_ADDRESS'],
  ['an option of git', '--upload-pack=whoami', 'REPOSITORY_ADDRESS'],
  ['a user in the address', 'https://user:word@git.example.org/x', 'REPOSITORY_ADDRESS'],
  ['a relative path', '../secret', 'REPOSITORY_ADDRESS'],
  ['a path outside', path.join(folder, 'secret'), 'OUTBOUND_PRIVATE'],
  ['a path that climbs out', `${clones}/../secret`, 'OUTBOUND_PRIVATE'],
  ['a link that leads out', path.join(clones, 'way-out'), 'OUTBOUND_PRIVATE'],
  ['a folder whose name begins the same', path.join(folder, 'clones-of-others'), 'OUTBOUND_PRIVATE'],
  ['a folder that is absent, in the same words', path.join(folder, 'absent'), 'OUTBOUND_PRIVATE'],
  ['a line break', 'https://git.example.org/x\n--upload-pack=y', 'REPOSITORY_ADDRESS'],
  ['nothing', '', 'REPOSITORY_ADDRESS'],
]
for (const [why, text, expected] of repositories) {
  test(`repository: ${why}`, async () => {
    const address = await guard.repository(text)
    assert.equal(address.ok ? 'ok' : address.fault.code, expected)
  })
}

const webs: readonly [why: string, text: string, expected: string][] = [
  ['a public page', 'https://git.example.org/hook', 'ok'],
  ['a private address', 'http://metadata.example.org/', 'OUTBOUND_PRIVATE'],
  ['a file', 'file:///etc/passwd', 'WEB_ADDRESS'],
  ['a user in the address', 'https://a@git.example.org', 'WEB_ADDRESS'],
  ['nonsense', 'http://', 'WEB_ADDRESS'],
]
for (const [why, text, expected] of webs) {
  test(`web address: ${why}`, async () => {
    const address = await guard.web(text)
    assert.equal(address.ok ? 'ok' : address.fault.code, expected)
  })
}

/** What git says when it is told to list `remote` with the flags. Git's own test of our flags. */
function gitSays(flags: readonly string[], remote: string): string {
  try {
    const env = { PATH: process.env.PATH, HOME: folder, GIT_CONFIG_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0' }
    return execFileSync('git', [...flags, 'ls-remote', '--end-of-options', remote], { env, stdio: 'pipe' }).toString()
  } catch (cause) {
    return String((cause as { stderr?: Buffer }).stderr)
  }
}

test('git with our flags follows no redirect and asks the address that was checked, not the name', async () => {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.headers.host} ${request.url?.split('?')[0]}`)
    response.writeHead(302, { location: `http://127.0.0.1:${port}/elsewhere` }).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const here = guardOutbound({ privateHosts: ['git.internal'], folders: [] }, async () => ['127.0.0.1'])
  const address = await here.repository(`http://git.internal:${port}/lantern.git`)
  assert(address.ok)
  const { spawn } = await import('node:child_process')
  const child = spawn('git', [...gitFlags(address.value), 'ls-remote', '--end-of-options', address.value.remote], {
    env: { PATH: process.env.PATH, HOME: folder, GIT_CONFIG_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0' },
  })
  const status = await new Promise((resolve) => child.on('close', resolve))
  server.close()
  assert.notEqual(status, 0)
  assert.deepEqual(asked, [`git.internal:${port} /lantern.git/info/refs`])
})

test('git with our flags speaks no other protocol', async () => {
  const address = await guard.repository('https://git.example.org/x.git')
  assert(address.ok)
  assert.match(gitSays(gitFlags(address.value), clones), /transport 'file' not allowed/)
  assert.match(gitSays(gitFlags(address.value), 'ext::whoami'), /transport 'ext' not allowed/)
})
