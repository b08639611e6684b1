import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import http from 'node:http'
import path from 'node:path'
import readline from 'node:readline'
import { realSurroundings } from '#adapters/clock'
import { openDatabase } from '#adapters/database'
import { ok } from '#fault'

const STEWARD = path.join(import.meta.dirname, '../../src/main/steward.ts')

const PASSPHRASE = 'seven lanterns over water'

/** Where a desk keeps its things: a `postgres://` URL or the path of `desk.db` in the data folder. */
export interface Place {
  readonly data: string
  readonly at: string
  /** A sandbox that runs by itself. */
  readonly sandbox?: string
}

export interface Running {
  readonly url: string
  readonly setUpLink?: string
  readonly child: ChildProcess
  /** SIGKILL: no handler runs, nothing is written any more. */
  kill(): Promise<void>
  /** SIGTERM, and the end of the process. */
  stop(): Promise<void>
}

/** Starts `steward COMMAND` in a process of its own, and waits until it says that it is there. */
export async function start(
  { data, at, sandbox }: Place,
  command: 'serve' | 'worker',
  ...words: readonly string[]
): Promise<Running> {
  const child = spawn(
    process.execPath,
    [STEWARD, command, '--json', '--data', data, ...(command === 'serve' ? ['--port', '0', '--empty'] : []), ...words],
    {
      env: {
        ...process.env,
        STEWARD_REQUESTS_PER_MINUTE: '100000000',
        ...(at.startsWith('postgres:') && { STEWARD_DATABASE_URL: at }),
        ...(sandbox !== undefined && { STEWARD_SANDBOX_URL: sandbox }),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  // A test that crashes reaches no end of its own; what it started must not outlive it.
  const killAtExit = (): void => void child.kill('SIGKILL')
  process.once('exit', killAtExit)
  let said = ''
  child.stderr.on('data', (text) => {
    said += String(text)
  })
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      process.off('exit', killAtExit)
      resolve()
    })
  })
  const lines = readline.createInterface({ input: child.stdout })
  const first = await Promise.race([
    new Promise<string>((resolve) => lines.once('line', resolve)),
    ended.then(() => Promise.reject(new Error(`steward ${command} ended: ${said}`))),
  ])
  const end = (signal: NodeJS.Signals) => async () => {
    child.kill(signal)
    await ended
  }
  return { url: '', ...JSON.parse(first), child, kill: end('SIGKILL'), stop: end('SIGTERM') }
}

/** A project and so many vulnerabilities, put into a new database. */
export async function plant({ at }: Place, count: number): Promise<readonly string[]> {
  const opened = await openDatabase({ at, around: realSurroundings })
  assert(opened.ok, JSON.stringify(opened))
  const { store, close } = opened.value
  const now = realSurroundings.moment()
  const by = { id: 'planted', name: 'Planted' }
  const names = Array.from({ length: count }, (_, i) => `LNTRN-2030-${i + 1}`)
  for (let start = 0; start < count; start += 500) {
    const done = await store.write(async ({ projects, vulnerabilities }) => {
      if (start === 0) {
        await projects.insert({
          slug: 'lantern',
          title: 'Lantern',
          version: 1,
          settings: 'project: lantern\n',
          origin: '/nowhere',
          clone: 'lantern',
          createdAt: now,
        })
      }
      for (const [i, id] of names.slice(start, start + 500).entries()) {
        const title = `Vulnerability ${start + i} of many, in the parser of frames`
        const severity = { score: ((start + i) % 100) / 10, severity: 'HIGH', version: '4.0' }
        await vulnerabilities.insert({
          id,
          project: 'lantern',
          version: 1,
          text: `---\nid: ${id}\ntitle: ${title}\nstate: draft\nintroduced: '0'\n---\n${'A frame that is longer than its header says. '.repeat(80)}\n`,
          stage: 'draft',
          embargoed: false,
          listed: { title, weaknesses: ['CWE-787'], aliases: [], severity },
          behind: 0,
          createdAt: now,
          createdBy: by,
          updatedAt: now,
          updatedBy: by,
        })
      }
      return ok(undefined)
    })
    assert(done.ok, JSON.stringify(done))
  }
  await close()
  return names
}

/** Somebody at a browser: an editor and administrator, who is known again after the desk was started anew. */
export class Editor {
  #cookie = ''
  readonly #agent = new http.Agent({ keepAlive: true, maxSockets: 64 })
  #url: URL

  constructor(url: string) {
    this.#url = new URL(url)
  }

  /** The same desk at another port. */
  moveTo(url: string): void {
    this.#url = new URL(url)
  }

  /** The same person at another process of the same desk. */
  at(url: string): Editor {
    const there = new Editor(url)
    there.#cookie = this.#cookie
    return there
  }

  /** Makes the first account and gives it the roles of an editor. */
  async setUp(link: string): Promise<void> {
    const answer = await this.ask('POST', '/setup', {
      secret: link.split('#')[1],
      name: 'Ada',
      email: 'ada@lsf.example',
      passphrase: PASSPHRASE,
      foundation: { short_name: 'lsf', long_name: 'Lantern Software Foundation' },
      demo: false,
    })
    assert.equal(answer.status, 200, answer.text)
    this.#cookie = answer.cookie ?? ''
    const [person] = JSON.parse((await this.ask('GET', '/people')).text) as { id: string; version: number }[]
    assert(person)
    const roles = { foundation: ['administrator', 'editor', 'reviewer', 'operator', 'coordinator'], projects: {} }
    const given = await this.ask('PUT', `/people/${person.id}/roles`, roles, person.version)
    assert.equal(given.status, 200, given.text)
  }

  /** One request. Rejects when the connection breaks before the answer is whole. */
  ask(
    method: string,
    route: string,
    body?: unknown,
    version?: number,
  ): Promise<{ readonly status: number; readonly text: string; readonly cookie?: string }> {
    const payload = body === undefined ? undefined : JSON.stringify(body)
    return new Promise((resolve, reject) => {
      const request = http.request(
        {
          agent: this.#agent,
          host: this.#url.hostname,
          port: this.#url.port,
          method,
          path: `/api/v1${route}`,
          headers: {
            origin: this.#url.origin,
            'x-steward': '1',
            ...(this.#cookie !== '' && { cookie: this.#cookie }),
            ...(version !== undefined && { 'if-match': `"${version}"` }),
            ...(payload !== undefined && {
              'content-type': 'application/json',
              'content-length': Buffer.byteLength(payload),
            }),
          },
        },
        (response) => {
          let text = ''
          response.setEncoding('utf8')
          response.on('data', (chunk: string) => {
            text += chunk
          })
          response.on('error', reject)
          response.on('end', () => {
            if (!response.complete) return reject(new Error('the answer is not whole'))
            const cookie = response.headers['set-cookie']?.[0]?.split(';')[0]
            resolve({ status: response.statusCode ?? 0, text, ...(cookie !== undefined && { cookie }) })
          })
        },
      )
      request.on('error', reject)
      request.end(payload)
    })
  }

  close(): void {
    this.#agent.destroy()
  }
}
