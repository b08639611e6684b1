import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'

const ROOT = path.join(import.meta.dirname, '../..')

/** What of a service of the compose file matters without containers. */
interface Service {
  readonly command: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  readonly healthcheck?: { readonly test: readonly [kind: 'CMD', ...command: string[]] }
  readonly deploy?: { readonly replicas: number }
}

export interface Compose {
  readonly services: Readonly<Record<string, Service>>
}

export function readCompose(): Compose {
  return parse(readFileSync(path.join(ROOT, 'deploy/compose.yaml'), 'utf8'), { merge: true }) as Compose
}

/** What stands here for what a container would have: each text of the file that is to be read as another. */
export type Instead = readonly (readonly [text: string, here: string])[]

function here(text: string, instead: Instead): string {
  return instead.reduce((so, [from, to]) => so.replaceAll(from, to), text)
}

export interface Started {
  readonly child: ChildProcess
  /** What it has printed so far. */
  printed(): string
  stop(): Promise<void>
}

/** Runs the command of a service with the environment that the file gives it, and nothing else of this machine's. */
export function run({ services }: Compose, name: string, instead: Instead, ...more: readonly string[]): Started {
  const service = services[name]
  assert(service, name)
  const [program, ...words] = service.command.map((word) => here(word, instead))
  assert.equal(program, 'node')
  const variables = Object.entries(service.environment).map(([key, value]) => [key, here(value, instead)])
  const child = spawn(process.execPath, [...words, ...more], {
    env: { PATH: process.env.PATH, ...Object.fromEntries(variables) },
    cwd: '/',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const killAtExit = (): void => void child.kill('SIGKILL')
  process.once('exit', killAtExit)
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      process.off('exit', killAtExit)
      resolve()
    })
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (text += String(piece)))
  return {
    child,
    printed: () => text,
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Exit code of the health check of a service. */
export async function healthOf({ services }: Compose, name: string, instead: Instead): Promise<number | null> {
  const [kind, program, ...words] = services[name]?.healthcheck?.test ?? []
  assert.deepEqual([kind, program], ['CMD', 'node'])
  const child = spawn(
    process.execPath,
    words.map((word) => here(word, instead)),
    { stdio: 'ignore' },
  )
  return await new Promise((resolve) => child.once('exit', resolve))
}
