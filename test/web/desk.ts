import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BrowserContext } from 'playwright-core'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Who founded the desk of the tests. */
export const FOUNDER = {
  name: 'Ilse Marchetti',
  email: 'ilse@hearth.example',
  passphrase: 'quiet lantern under seven bells',
}

/** The built desk on a free port, in a process of its own, with a data folder that goes away with it. */
export interface TestDesk {
  readonly url: string
  /** One-time link to the first account; used up by {@link found}. */
  readonly setUpLink: string
  /** Where the sandbox answers that runs beside it. */
  readonly sandbox: string
  stop(): Promise<void>
}

export async function startDesk(flags: readonly string[] = []): Promise<TestDesk> {
  if (!existsSync(path.join(root, 'web/dist/index.html')))
    throw new Error('build the browser application first: vite build web')
  const data = mkdtempSync(path.join(os.tmpdir(), 'steward-desk-'))
  const child = spawn(
    process.execPath,
    [path.join(root, 'bin/steward.js'), 'serve', '--port', '0', '--data', data, '--json', ...flags],
    {
      cwd: data,
      stdio: ['ignore', 'pipe', 'pipe'],
      // Repositories of the tests are made in folders for temporary files.
      env: { ...process.env, STEWARD_REPOSITORY_FOLDERS: os.tmpdir() },
    },
  )
  // A test that crashes or is cancelled reaches no `after`; the desk must not outlive it.
  const killAtExit = (): void => void child.kill('SIGKILL')
  process.once('exit', killAtExit)
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => {
      process.off('exit', killAtExit)
      resolve()
    })
  })
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    await gone
    rmSync(data, { recursive: true, force: true })
  }
  try {
    const { url, setUpLink = '', sandbox } = await firstLine(child)
    return { url, setUpLink, sandbox, stop }
  } catch (thrown) {
    await stop()
    throw thrown
  }
}

interface Ready {
  readonly url: string
  readonly setUpLink?: string
  readonly sandbox: string
}

/** What `serve --json` says when it listens. */
function firstLine(child: ChildProcess): Promise<Ready> {
  return new Promise((resolve, reject) => {
    let out = ''
    let err = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      out += chunk.toString('utf8')
      const end = out.indexOf('\n')
      if (end >= 0) resolve(JSON.parse(out.slice(0, end)))
    })
    child.stderr?.on('data', (chunk: Buffer) => {
      err += chunk.toString('utf8')
    })
    child.once('exit', (code) => reject(new Error(`the desk ended with ${code} before it listened: ${err}`)))
  })
}

/** Makes the first account over HTTP, as the page of the first run does, and puts its session into the browser. */
export async function found(desk: TestDesk, context: BrowserContext, demo: boolean): Promise<void> {
  const answer = await context.request.post(`${desk.url}/api/v1/setup`, {
    headers: { 'x-steward': '1', origin: desk.url },
    data: {
      secret: desk.setUpLink.split('#')[1],
      ...FOUNDER,
      foundation: { short_name: 'hearth', long_name: 'Hearth Foundation' },
      demo,
    },
  })
  if (!answer.ok()) throw new Error(`the first account was refused: ${answer.status()} ${await answer.text()}`)
}
