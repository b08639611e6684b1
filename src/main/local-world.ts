import { spawn } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import readline from 'node:readline/promises'
import { localFiles } from '#adapters/files'
import { localRepositories } from '#adapters/git'
import { makeWeb } from '#adapters/links'
import type { DeskPort, Terminal, World } from '#cli'
import type { ReleasePorts } from '#desk/releases'
import { checkThreads } from './check-threads.ts'

/** This machine. */
export function localWorld(): World {
  const version = packageVersion()
  return {
    folder: process.cwd(),
    now: () => new Date(),
    version,
    files: localFiles,
    repositories: localRepositories,
    cna: async () => (await import('#adapters/cve-services')).localCna(process.env, version),
    releases: () => localReleases(),
    terminal: localTerminal(),
    checks: checkThreads,
    web: makeWeb(),
    // Loaded when it is wanted: no other command pays for a server.
    sandbox: { start: async (request) => (await import('#sandbox')).startSandbox(request), interrupted },
    desk: {
      serve: async (request) => (await import('./serve.ts')).serveDesk(request, process.env, version),
      interrupted,
      environment: deskEnvironment(process.env),
    },
    threads: os.availableParallelism(),
    temporaryFolder,
    git,
  }
}

function localTerminal(): Terminal {
  const interactive = process.stderr.isTTY === true
  let status = ''
  const clear = (): void => {
    if (status !== '') process.stderr.write('\r\u001b[K')
    status = ''
  }
  // `steward ... | head` closes the pipe early: that is the reader's right, and no crash.
  process.stdout.on('error', (cause: NodeJS.ErrnoException) => {
    if (cause.code === 'EPIPE') process.exit(0)
    throw cause
  })
  return {
    write: (text) => void process.stdout.write(text),
    out: (line) => {
      clear()
      process.stdout.write(`${line}\n`)
    },
    err: (line) => {
      clear()
      process.stderr.write(`${line}\n`)
    },
    status: (line) => {
      if (!interactive) return
      clear()
      status = line
      process.stderr.write(line)
    },
    ask: async (question) => {
      const asker = readline.createInterface({ input: process.stdin, output: process.stderr })
      try {
        return await asker.question(question)
      } catch (cause) {
        // Ctrl-C and Ctrl-D: the person left.
        if ((cause as Error).name === 'AbortError') return undefined
        throw cause
      } finally {
        asker.close()
      }
    },
    colour: process.stdout.isTTY === true && !process.env.NO_COLOR,
    interactive: interactive && process.stdin.isTTY === true,
    columns: process.stdout.columns ?? 100,
  }
}

/** Released files and trusted roots of this machine; what is refreshed is kept where the system keeps data of programs. */
async function localReleases(): Promise<ReleasePorts> {
  const [{ readArtifact }, { localTrustedRoots }] = await Promise.all([
    import('#adapters/artifacts'),
    import('#adapters/tuf'),
  ])
  return { artifact: readArtifact, roots: localTrustedRoots(dataFolder(), localFiles, Date.now) }
}

/** Sources: XDG Base Directory Specification, and where macOS and Windows keep such things. */
function dataFolder(): string {
  const { STEWARD_DATA, XDG_DATA_HOME, LOCALAPPDATA } = process.env
  if (STEWARD_DATA) return STEWARD_DATA
  if (process.platform === 'win32' && LOCALAPPDATA) return path.join(LOCALAPPDATA, 'steward')
  if (process.platform === 'darwin') return path.join(os.homedir(), 'Library', 'Application Support', 'steward')
  return path.join(XDG_DATA_HOME || path.join(os.homedir(), '.local', 'share'), 'steward')
}

function deskEnvironment({
  STEWARD_DATA,
  STEWARD_DATABASE_URL,
  STEWARD_ORIGIN,
}: NodeJS.ProcessEnv): DeskPort['environment'] {
  return {
    ...(STEWARD_DATA !== undefined && { data: STEWARD_DATA }),
    ...(STEWARD_DATABASE_URL !== undefined && { databaseUrl: STEWARD_DATABASE_URL }),
    ...(STEWARD_ORIGIN !== undefined && { origin: STEWARD_ORIGIN }),
  }
}

/** Resolves at the first SIGINT or SIGTERM; a second one ends the program at once. */
function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'steward-'))
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  process.on('exit', remove)
  // A signal ends the program without `exit`; the folder goes first.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      remove()
      process.kill(process.pid, signal)
    })
  }
  return folder
}

/** Runs git with nobody's configuration but its own; resolves to its output. For the tour only, where a failure is a bug. */
function git(folder: string, words: readonly string[], input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const env = { PATH: process.env.PATH, HOME: folder, GIT_CONFIG_NOSYSTEM: '1', LC_ALL: 'C' }
    const child = spawn('git', words, { cwd: folder, env, stdio: ['pipe', 'pipe', 'pipe'] })
    let out = ''
    let err = ''
    child.stdout.on('data', (chunk) => (out += chunk))
    child.stderr.on('data', (chunk) => (err += chunk))
    child.on('error', reject)
    child.on('close', (code) => (code === 0 ? resolve(out) : reject(new Error(`git ${words[0]}: ${err}`))))
    // Git may be done before it has read everything; its exit code tells.
    child.stdin.on('error', () => undefined)
    child.stdin.end(input)
  })
}

/** The manifest lies two folders above, both in a checkout and in the published package. */
function packageVersion(): string {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string
  }
  return manifest.version
}
