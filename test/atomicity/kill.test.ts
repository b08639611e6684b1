import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, type FSWatcher, mkdtempSync, readdirSync, readFileSync, rmSync, watch } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { snapshot } from '../bad-input/snapshot.ts'
import { NOW } from '../worlds/command-line.ts'
import { buildWorkspace, MANY, sync, WRITTEN } from './workspace.ts'

const skip = process.platform === 'win32' && 'Windows has no SIGKILL'

/** Kills in the midst of the writing, spread evenly over what is written. */
const KILLS = 25

/** Kills after so many milliseconds, when the program has hardly begun. */
const EARLY = [0, 20, 80, 140]

const PROGRAM = fileURLToPath(new URL('../../bin/steward.js', import.meta.url))

/** The program runs as it is, but for its clock: the same moment as in this process, so that bytes can be compared. */
const CLOCK = `data:text/javascript,${encodeURIComponent(`
  const Real = Date
  globalThis.Date = class extends Real {
    constructor(...given) { super(...(given.length === 0 ? ['${NOW}'] : given)) }
  }
`)}`

/** Path below a workspace to content. */
type Files = ReadonlyMap<string, string>

const root = mkdtempSync(path.join(tmpdir(), 'steward-kill-'))
after(() => rmSync(root, { recursive: true, force: true }))
let old: Files
let fresh: Files
/** How often the folders change while an undisturbed sync writes into them. */
let changes = 0
let folders = 0

before(async () => {
  if (skip) return
  old = filesOf(await buildWorkspace(root))
  const folder = copy()
  const run = start(folder)
  changes = await run.ended
  fresh = filesOf(folder)
})

test('an undisturbed sync rewrites every facts file, every record and the lock', { skip }, () => {
  const rewritten = [...fresh].filter(([name, text]) => old.get(name) !== text).map(([name]) => name)
  assert.equal(rewritten.length, 3 * MANY + 1)
  assert.deepEqual([...fresh.keys()], [...old.keys()])
  assert(changes > 6 * MANY, `${changes} changes seen`)
})

test(`a sync that is killed ${KILLS + EARLY.length} times leaves whole files, and the next one completes it`, {
  skip,
}, async () => {
  let midway = 0
  let leftovers = 0
  for (let kill = 0; kill < KILLS + EARLY.length; kill++) {
    const folder = copy()
    const early = EARLY[kill - KILLS]
    const run = start(folder, early === undefined ? Math.floor(((kill + 0.5) / KILLS) * changes) : undefined)
    if (early !== undefined) setTimeout(() => run.child.kill('SIGKILL'), early)
    await run.ended

    const found = filesOf(folder)
    const names = [...found.keys()].filter((name) => !isLeftover(name))
    assert.deepEqual(names, [...old.keys()], `kill ${kill}: no file came or went`)
    for (const name of names) {
      const text = found.get(name)
      assert(
        text === old.get(name) || text === fresh.get(name),
        `kill ${kill}: ${name} is neither the old nor the new file`,
      )
    }
    const done = names.filter((name) => found.get(name) !== old.get(name)).length
    if (done > 0 && done < 3 * MANY + 1) midway++
    if (found.size > names.length) leftovers++

    await sync(folder)
    assert.deepEqual(filesOf(folder), fresh, `kill ${kill}: as if nothing had happened, and nothing left over`)
    const listed = snapshot(folder)
    assert.match(await sync(folder), /nothing to write/)
    assert.deepEqual(snapshot(folder), listed, `kill ${kill}: the second sync writes nothing`)
    rmSync(folder, { recursive: true })
  }
  assert(midway >= KILLS / 2, `only ${midway} kills came between the first file and the last`)
  assert(leftovers > 0, 'no kill came between the writing of a file and its renaming')
})

test('two syncs at once end as one', { skip }, async () => {
  const folder = copy()
  await Promise.all([start(folder).ended, start(folder).ended])
  assert.deepEqual(filesOf(folder), fresh)
})

function copy(): string {
  const folder = path.join(root, `w${folders++}`)
  cpSync(path.join(root, 'old'), folder, { recursive: true, preserveTimestamps: true })
  return folder
}

interface Run {
  readonly child: ChildProcess
  /** The number of changes seen in the folders, when the process has ended. */
  readonly ended: Promise<number>
}

/** Starts a sync, and kills it as soon as the folders have changed so often. */
function start(folder: string, killAt?: number): Run {
  let seen = 0
  const watchers: FSWatcher[] = WRITTEN.map((name) =>
    watch(path.join(folder, name), () => {
      seen++
      if (seen === killAt) child.kill('SIGKILL')
    }),
  )
  const child = spawn(process.execPath, ['--import', CLOCK, PROGRAM, 'sync', '--offline', '--apply'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let err = ''
  child.stderr?.on('data', (piece) => {
    err += piece
  })
  const ended = new Promise<number>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (exit, signal) => {
      for (const watcher of watchers) watcher.close()
      if (exit === 0 || signal === 'SIGKILL') resolve(seen)
      else reject(new Error(`sync ended with ${exit ?? signal}: ${err}`))
    })
  })
  return { child, ended }
}

function filesOf(folder: string): Files {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
  return new Map(names.toSorted().map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]))
}

function isLeftover(name: string): boolean {
  return path.basename(name).startsWith('.') && name.endsWith('.steward-tmp')
}
