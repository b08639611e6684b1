import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { closeSync, constants, mkdtempSync, openSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { commandLine, type Said, wordsOf } from '../worlds/command-line.ts'
import type { Case } from './case.ts'
import { cve } from './cases/cve.ts'
import { facts } from './cases/facts.ts'
import { graphs } from './cases/graphs.ts'
import { kept } from './cases/kept.ts'
import { lines } from './cases/lines.ts'
import { project } from './cases/project.ts'
import { records } from './cases/records.ts'
import { repositories } from './cases/repositories.ts'
import { words } from './cases/words.ts'
import { snapshot } from './snapshot.ts'
import { type Base, buildBase, freshWorkspace, put } from './workspace.ts'

const CASES: readonly Case[] = [
  ...facts,
  ...project,
  ...kept,
  ...lines,
  ...graphs,
  ...records,
  ...cve,
  ...words,
  ...repositories,
]

/** Milliseconds in which every answer must be there. */
const ANSWER = 2000

const PROGRAM = fileURLToPath(new URL('../../bin/steward.js', import.meta.url))

const root = mkdtempSync(path.join(tmpdir(), 'steward-bad-input-'))
after(() => rmSync(root, { recursive: true, force: true }))
let base: Base
before(async () => {
  base = await buildBase(root)
})

for (const [number, each] of CASES.entries()) {
  const title = `bad input: ${each.what} -> ${each.code}`
  test(title, { skip: each.skip ?? false }, () => check(each, `case-${number}`, inThisProcess))
  if (each.apart)
    test(`${title} (as a process)`, { skip: each.skip ?? false }, () => check(each, `apart-${number}`, asProcess))
}

test('two hundred bad inputs and more, each told from the others', () => {
  assert(CASES.length >= 200, `${CASES.length} cases`)
  assert.equal(new Set(CASES.map(({ what }) => what)).size, CASES.length)
  assert(CASES.filter(({ apart }) => apart).length >= 12)
})

type Runner = (words: readonly string[], folder: string) => Promise<Said>

async function check(bad: Case, name: string, runner: Runner): Promise<void> {
  const folder = path.join(root, name)
  freshWorkspace(base, folder)
  put(folder, typeof bad.files === 'function' ? bad.files(base) : (bad.files ?? {}))
  bad.prepare?.(folder, base)
  const command = typeof bad.run === 'function' ? bad.run(base) : bad.run
  const words = typeof command === 'string' ? wordsOf(command) : command
  const listed = snapshot(folder)
  const started = performance.now()
  const said = await Promise.race([runner(words, folder), wait(2 * ANSWER, undefined, { ref: false })])
  const took = performance.now() - started
  if (said === undefined) {
    releasePipes(folder)
    assert.fail(`no answer to steward ${words.join(' ').slice(0, 200)}`)
  }
  const all = `${said.out}${said.err}`
  const told = `exit ${said.exit} after ${took.toFixed()} ms\n${all.slice(0, 3000)}`

  assert.equal(codesIn(said)[0], bad.code, told)
  assert.equal(said.exit, bad.exit, told)
  for (const code of codesIn(said)) assert.match(code, /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/, told)
  assert.doesNotMatch(all, /^ {4}at |Error:|\[object |\bundefined\b|\bNaN\b/m, told)
  assert.doesNotMatch(all, /(?!\n)\p{Cc}/u, told)
  if (!words.includes('--json')) {
    const first = said.err.split('\n').find((line) => line.includes(`[${bad.code}]`)) ?? ''
    if (bad.place !== undefined) {
      const where = first.replace(`${folder}${path.sep}`, '').replaceAll(path.sep, '/')
      // A message that names the file itself has no file before it.
      const named = !bad.place.includes(':') && where.includes(bad.place)
      assert(named || where.startsWith(`steward: ${bad.place}:`), `${bad.place} is not the place in\n${told}`)
    }
    const hint = /^steward: hint: (.+)$/m.exec(said.err)?.[1]
    if (bad.hint === null) assert.equal(hint, undefined, told)
    else assert(hint?.includes(bad.hint), `no hint with ${bad.hint} in\n${told}`)
  }
  assert.deepEqual(snapshot(folder), listed, 'nothing is written')
  assert(took < ANSWER, told)
  rmSync(folder, { recursive: true, force: true })
}

/** The codes in brackets at the ends of lines, or in the JSON where that was asked for. */
function codesIn({ out, err }: Said): readonly string[] {
  const json = [...out.matchAll(/"code":"([^"]*)"/g)].map(([, code]) => code ?? '')
  return [...json, ...[...`${err}${out}`.matchAll(/\[([^\]\s]*)\]$/gm)].map(([, code]) => code ?? '')]
}

async function inThisProcess(words: readonly string[], folder: string): Promise<Said> {
  return commandLine(folder).run(words)
}

function asProcess(words: readonly string[], folder: string): Promise<Said> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [PROGRAM, ...words], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
    let out = ''
    let err = ''
    child.stdout.on('data', (piece) => {
      out += piece
    })
    child.stderr.on('data', (piece) => {
      err += piece
    })
    const timer = setTimeout(() => child.kill('SIGKILL'), 2 * ANSWER)
    child.on('error', reject)
    child.on('close', (exit, signal) => {
      clearTimeout(timer)
      if (exit === null) reject(new Error(`ended by ${signal}: ${err}`))
      else resolve({ exit, out, err })
    })
  })
}

/** Whoever hangs on a pipe is let go, so that this process can end. */
function releasePipes(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFIFO()) continue
    closeSync(openSync(path.join(entry.parentPath, entry.name), constants.O_RDWR | constants.O_NONBLOCK))
  }
}
