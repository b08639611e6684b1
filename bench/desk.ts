import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Editor, type Place, plant, start } from '../test/durability/desk-process.ts'
import { startPostgres } from '../test/postgres.ts'
import { bareWrites } from './bare-writes.ts'

/**
 * The desk under load, through the real server: edits that are on the disk when they are answered (50 connections, fsync on), and
 * pages of a list of 10,000 vulnerabilities and searches in them. The server and this program share the machine; what the machine
 * itself can write is measured beside.
 */

const CONNECTIONS = 50
const SECONDS = 8
const WARM_UP = 3
const VULNERABILITIES = 10_000
const LEAST_EDITS = 1_000 // a second
const LONGEST_ANSWER = 50 // milliseconds, p95

/** Versions as this program knows them: nobody else edits. */
const versions = new Map<string, number>()

const top = mkdtempSync(path.join(os.tmpdir(), 'steward-bench-'))
const postgres = await startPostgres({ fsync: true })
const places: readonly (readonly [string, Place])[] = [
  ['SQLite', { data: path.join(top, 'sqlite'), at: path.join(top, 'sqlite/desk.db') }],
  ...(postgres === undefined
    ? []
    : [['PostgreSQL', { data: path.join(top, 'postgres'), at: await postgres.database() }] as const]),
]
try {
  for (const [name, place] of places) await measure(name, place)
} finally {
  await postgres?.stop()
  rmSync(top, { recursive: true, force: true })
}

async function measure(name: string, place: Place): Promise<void> {
  versions.clear()
  const ids = await plant(place, VULNERABILITIES)
  const desk = await start(place, 'serve')
  const editor = new Editor(desk.url)
  await editor.setUp(desk.setUpLink ?? '')

  await edit(editor, ids, WARM_UP)
  const before = cpuSeconds(desk.child.pid!)
  const edits = await edit(editor, ids, SECONDS)
  const used = cpuSeconds(desk.child.pid!) - before
  const sorted = edits.times.toSorted((a, b) => a - b)
  const rate = Math.round(edits.times.length / edits.seconds)
  report(`${name}: durable edits/s at ${CONNECTIONS} connections`, rate, rate >= LEAST_EDITS, `at least ${LEAST_EDITS}`)
  // What a busy machine does not change.
  console.log(`  edits for each second of the server's processor: ${Math.round(edits.times.length / used)}`)
  console.log(`  one edit: p50 ${at(sorted, 0.5)} ms, p95 ${at(sorted, 0.95)} ms, p99 ${at(sorted, 0.99)} ms`)

  const lists = ['', '?sort=title', '?q=parser', '?severity=high&sort=severity', '?project=lantern&limit=100']
  await answers(
    `${name}: list of`,
    editor,
    lists.map((query) => `/vulnerabilities${query}`),
  )
  // Words of every row, of one row, of none; an identifier; a commit; a version that makes the desk look at the facts.
  const words = [
    'parser',
    'Vulnerability 9876 of',
    'nothing of the kind',
    'LNTRN-2030-777',
    '7fe9ef36',
    'affects 3.13.1',
  ]
  await answers(
    `${name}: search in`,
    editor,
    words.map((q) => `/search?q=${encodeURIComponent(q)}`),
  )
  editor.close()
  await desk.stop()
  const bare = await bareWrites(place.at, ids, SECONDS)
  console.log(
    `  bare statements of an edit on this machine: ${Math.round(bare)}/s; the desk makes ${share(rate, bare)} of that`,
  )
}

function share(rate: number, whole: number): string {
  return `${Math.round((rate / whole) * 100)} %`
}

/** Asks for pages one after the other, a hundred times. */
async function answers(what: string, editor: Editor, paths: readonly string[]): Promise<void> {
  const ask = (path: string): Promise<number> => timed(() => editor.ask('GET', path))
  for (const path of paths) await ask(path)
  const times: number[] = []
  for (let i = 0; i < 100; i++) times.push(await ask(paths[i % paths.length]!))
  const p95 = at(
    times.toSorted((a, b) => a - b),
    0.95,
  )
  const count = VULNERABILITIES.toLocaleString('en-US')
  report(`${what} ${count}, p95 ms`, p95, p95 < LONGEST_ANSWER, `below ${LONGEST_ANSWER}`)
}

/** Each connection edits vulnerabilities of its own, one after the other, for so many seconds. */
async function edit(
  editor: Editor,
  ids: readonly string[],
  seconds: number,
): Promise<{ times: number[]; seconds: number }> {
  const times: number[] = []
  const begin = performance.now()
  const until = begin + seconds * 1000
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async (_, connection) => {
      const own = ids.filter((_id, i) => i % CONNECTIONS === connection)
      for (let turn = 0; performance.now() < until; turn++) {
        const id = own[turn % own.length]!
        const base = versions.get(id) ?? 1
        const change = { base, changes: [{ field: 'title', value: `Edit ${times.length} by ${connection}` }] }
        const before = performance.now()
        const answer = await editor.ask('PATCH', `/vulnerabilities/${id}`, change)
        if (answer.status !== 200) throw new Error(answer.text)
        times.push(performance.now() - before)
        versions.set(id, (JSON.parse(answer.text) as { readonly version: number }).version)
      }
    }),
  )
  return { times, seconds: (performance.now() - begin) / 1000 }
}

/** Seconds of processor that a process has used. Source: proc(5), /proc/PID/stat, fields 14 and 15, in ticks of 1/100 s. */
function cpuSeconds(pid: number): number {
  const [, after = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')
  const fields = after.split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}

async function timed(run: () => Promise<{ readonly status: number; readonly text: string }>): Promise<number> {
  const before = performance.now()
  const answer = await run()
  if (answer.status !== 200) throw new Error(answer.text)
  return performance.now() - before
}

function at(sorted: readonly number[], share: number): number {
  return Math.round((sorted[Math.floor(sorted.length * share)] ?? 0) * 10) / 10
}

function report(what: string, figure: number, isGood: boolean, bar: string): void {
  console.log(`${isGood ? 'good' : 'MISSED'}  ${what}: ${figure} (${bar})`)
  if (!isGood) process.exitCode = 1
}
