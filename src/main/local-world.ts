import { spawn } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { localFiles } from '#adapters/files'
import { localRepositories } from '#adapters/git'
import { makeWeb } from '#adapters/links'
import type { DeskPort, World } from '#cli'
import { checkThreads } from './check-threads.ts'
import { type Environment, setVariables } from './environment.ts'
import { localArchives } from './local-archives.ts'
import { localReleases } from './local-releases.ts'
import { localTerminal } from './local-terminal.ts'

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
    releases: localReleases,
    archives: localArchives,
    terminal: localTerminal(),
    checks: checkThreads,
    web: makeWeb(),
    // Loaded when it is wanted: no other command pays for a server.
    sandbox: { start: async (request) => (await import('#sandbox')).startSandbox(request), interrupted },
    desk: {
      serve: async (request) => (await import('./serve.ts')).serveDesk(request, setVariables(process.env), version),
      work: async (request) => (await import('./worker.ts')).workForDesk(request, setVariables(process.env), version),
      keeping: async () => (await import('./desk-keeping.ts')).deskKeeping,
      interrupted,
      environment: deskEnvironment(setVariables(process.env)),
    },
    threads: os.availableParallelism(),
    stopAsked,
    temporaryFolder,
    git,
  }
}

function deskEnvironment({ STEWARD_DATA, STEWARD_DATABASE_URL, STEWARD_ORIGIN }: Environment): DeskPort['environment'] {
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

function stopAsked(): () => boolean {
  let isAsked = false
  void interrupted().then(() => {
    isAsked = true
  })
  return () => isAsked
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
