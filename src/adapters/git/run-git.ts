import { type ChildProcess, spawn } from 'node:child_process'
import { devNull } from 'node:os'
import { dirname } from 'node:path'
import { type Fault, fail, ok, type Result } from '#fault'
import type { Repository } from './repository.ts'

export type GitCode = 'GIT_MISSING' | 'GIT_FAILED' | 'GIT_TIMEOUT' | 'REPOSITORY_UNTRUSTED'

/** One run of git, or of several in a pipe. */
export interface GitRun {
  /** The arguments of each git in the pipe, without what every run gets. None of them may come from outside unchecked. */
  readonly stages: readonly (readonly string[])[]
  /** Written to the first one's standard input as fast as it reads. */
  readonly input?: Iterable<string>
  /** Given the last one's standard output as it comes. */
  readonly onOutput: (piece: Uint8Array) => void
  /** Given the last one's standard error as it comes, such as the progress of a fetch. */
  readonly onWords?: (words: string) => void
  /** Whether it may speak to another machine. Otherwise every transport is shut, also that of a partial clone. */
  readonly network?: boolean
}

/** Given to every git: no hooks, no helpers and no replaced objects, whatever the repository's own configuration says. */
const ALWAYS = [
  '--no-pager',
  '--no-replace-objects',
  '--literal-pathspecs',
  ...['-c', 'core.fsmonitor=false'],
  // Git believes a damaged commit-graph. Only `git rev-list` is worth the risk, once the file has been checked.
  ...['-c', 'core.commitGraph=false'],
  ...['-c', `core.hooksPath=${devNull}`],
  ...['-c', 'gc.auto=0'],
  ...['-c', 'maintenance.auto=false'],
]

/** Variables that pass from the caller's environment: where programs, the user's settings, keys and proxies are. */
const PASSED = [
  ...['PATH', 'HOME', 'XDG_CONFIG_HOME', 'TMPDIR', 'SSH_AUTH_SOCK', 'GIT_SSL_CAINFO'],
  ...['http_proxy', 'https_proxy', 'no_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'ALL_PROXY'],
  ...['SystemRoot', 'USERPROFILE', 'APPDATA', 'LOCALAPPDATA', 'TEMP', 'TMP', 'PATHEXT', 'ComSpec'],
]

/** Bytes of standard error that are kept: the last ones, where git says why it stopped. */
const ERROR_BYTES = 8 * 1024

/** Runs git to its end. */
export async function runGit(repository: Repository, run: GitRun): Promise<Result<void, GitCode>> {
  const { program, timeout } = repository.settings
  const env = environment(repository, run.network ?? false)
  const children = run.stages.map((stage) =>
    spawn(program, ['-C', repository.dir, ...ALWAYS, ...stage], { env, stdio: ['pipe', 'pipe', 'pipe'] }),
  )
  let late = false
  const timer = setTimeout(() => {
    late = true
    for (const child of children) child.kill('SIGKILL')
  }, timeout)

  const first = children[0]!
  const last = children.at(-1)!
  for (const [i, child] of children.entries()) {
    // A program that ends early closes its input: its exit status tells, not the broken pipe.
    child.stdin.on('error', () => undefined)
    const next = children[i + 1]
    if (next !== undefined) child.stdout.pipe(next.stdin)
  }
  last.stdout.on('data', run.onOutput)
  const { onWords } = run
  if (onWords !== undefined) last.stderr.on('data', (piece: Buffer) => onWords(piece.toString('latin1')))
  const ends = children.map((child) => ended(child))
  await write(first, run.input ?? [])
  const outcomes = await Promise.all(ends)
  clearTimeout(timer)

  if (late) {
    return fail({
      code: 'GIT_TIMEOUT',
      kind: 'unreachable',
      message: `git ${run.stages[0]![0]} did not end within ${Math.round(timeout / 1000)} seconds`,
    })
  }
  const fault = outcomes.map((outcome, i) => faultOf(repository, run.stages[i]!, outcome)).find(Boolean)
  return fault === undefined ? ok(undefined) : fail(fault)
}

/** The whole output of one git as text. For small answers. */
export async function gitText(
  repository: Repository,
  args: readonly string[],
  options: { readonly input?: Iterable<string>; readonly network?: boolean } = {},
): Promise<Result<string, GitCode>> {
  const pieces: Uint8Array[] = []
  const run = await runGit(repository, { stages: [args], onOutput: (piece) => pieces.push(piece), ...options })
  return run.ok ? ok(Buffer.concat(pieces).toString('utf8')) : run
}

function environment(repository: Repository, network: boolean): Record<string, string> {
  const env: Record<string, string> = {
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    // Into a pipe git would flush every commit by itself: 16,000 writes for the listing of 40,000.
    GIT_FLUSH: '0',
    // The folder asked for is the repository, or there is none: git must not look further up.
    GIT_CEILING_DIRECTORIES: dirname(repository.dir),
  }
  for (const name of PASSED) {
    const value = repository.settings.env[name]
    if (value !== undefined) env[name] = value
  }
  // A partial clone would fetch what it lacks. Older gits know only the second way to forbid it: a list of no real protocol.
  return network ? env : { ...env, GIT_NO_LAZY_FETCH: '1', GIT_ALLOW_PROTOCOL: 'none' }
}

interface Outcome {
  readonly error?: NodeJS.ErrnoException
  readonly status: number | null
  readonly words: string
}

function ended(child: ChildProcess): Promise<Outcome> {
  let words = ''
  child.stderr!.on('data', (piece: Buffer) => {
    words = (words + piece.toString('latin1')).slice(-ERROR_BYTES)
  })
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ error, status: null, words }))
    child.on('close', (status) => resolve({ status, words }))
  })
}

/** How much text is handed over at once. */
const INPUT_PIECE = 64 * 1024

async function write(child: ChildProcess, input: Iterable<string>): Promise<void> {
  const stdin = child.stdin!
  let text = ''
  for (const piece of input) {
    text += piece
    if (text.length < INPUT_PIECE) continue
    if (stdin.destroyed) return
    if (!stdin.write(text)) await drained(child)
    text = ''
  }
  stdin.end(text)
}

function drained(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      child.stdin!.off('drain', done).off('close', done)
      child.off('close', done)
      resolve()
    }
    child.stdin!.once('drain', done).once('close', done)
    child.once('close', done)
  })
}

function faultOf(repository: Repository, stage: readonly string[], outcome: Outcome): Fault<GitCode> | undefined {
  if (outcome.status === 0) return undefined
  if (outcome.error?.code === 'ENOENT') {
    return {
      code: 'GIT_MISSING',
      kind: 'absent',
      message: `cannot run ${JSON.stringify(repository.settings.program)}: there is no such program`,
      hint: 'install git 2.31 or later',
    }
  }
  if (outcome.words.includes('dubious ownership')) {
    return {
      code: 'REPOSITORY_UNTRUSTED',
      kind: 'untrusted',
      message: `git refuses to work in ${JSON.stringify(repository.dir)}: it belongs to another user`,
      hint: `if you trust it, run: git config --global --add safe.directory ${JSON.stringify(repository.dir)}`,
    }
  }
  const said = outcome.error?.message ?? lastLine(outcome.words) ?? `status ${outcome.status}`
  return { code: 'GIT_FAILED', kind: 'unreachable', message: `git ${stage[0]} failed: ${said}` }
}

/** Git's own reason in one line. What it quotes of a repository may hold control characters: they become spaces. */
function lastLine(words: string): string | undefined {
  const lines = words.split('\n').filter((line) => line.trim() !== '')
  const reason = lines.find((line) => line.startsWith('fatal: ')) ?? lines.at(-1)
  return reason
    ?.replace(/[^\x20-\x7e]+/g, ' ')
    .replace(/^fatal: /, '')
    .slice(0, 300)
}
