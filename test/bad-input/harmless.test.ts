import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { commandLine } from '../worlds/command-line.ts'
import { git } from '../worlds/repository.ts'
import { POSIX } from './case.ts'
import { snapshot } from './snapshot.ts'
import { type Base, buildBase, put } from './workspace.ts'

const root = mkdtempSync(path.join(tmpdir(), 'steward-harmless-'))
after(() => rmSync(root, { recursive: true, force: true }))
let base: Base
before(async () => {
  base = await buildBase(root)
})

/** Damage that says nothing of the history: the answer is the same as without it. */
const damages: readonly [why: string, spoil: (dir: string) => void, skip?: string | false][] = [
  [
    'a commit-graph with a wrong byte',
    (dir) => writeFileSync(commitGraph(dir), flipped(readFileSync(commitGraph(dir)), 200)),
  ],
  [
    'a commit-graph cut short',
    (dir) => writeFileSync(commitGraph(dir), readFileSync(commitGraph(dir)).subarray(0, 100)),
  ],
  ['a commit-graph of nothing', (dir) => writeFileSync(commitGraph(dir), '')],
  ['a commit-graph of noise', (dir) => writeFileSync(commitGraph(dir), Buffer.alloc(5000, 'CGPH'))],
  ['HEAD that names no branch', (dir) => put(dir, { '.git/HEAD': 'ref: refs/heads/nowhere\n' })],
  [
    'branches that point at each other',
    (dir) => put(dir, { '.git/refs/heads/a': 'ref: refs/heads/b\n', '.git/refs/heads/b': 'ref: refs/heads/a\n' }),
  ],
  ['a branch with a line break in its name', (dir) => put(dir, { '.git/refs/heads/a\nb': `${base.fix}\n` }), POSIX],
  ['a packed tag with a way out', (dir) => put(dir, { '.git/packed-refs': `${base.fix} refs/tags/../../../x\n` })],
  ['a link to itself among the branches', (dir) => symlinkSync('loop', path.join(dir, '.git/refs/heads/loop')), POSIX],
  ['a temporary file among the objects', (dir) => put(dir, { '.git/objects/pack/tmp_pack_x': 'half' })],
]
for (const [number, [why, spoil, skip]] of damages.entries()) {
  test(`harmless: ${why}`, { skip: skip ?? false }, async () => {
    const folder = path.join(root, `h${number}`)
    const dir = path.join(folder, 'clone')
    cpSync(base.clone, dir, { recursive: true })
    const ask = ['history', 'contains', '--repo', 'clone', base.introduced, base.fix]
    const sound = await commandLine(folder).run(ask)
    assert.equal(sound.exit, 0, sound.err)
    git(dir, ['commit-graph', 'write', '--reachable'])
    spoil(dir)
    const listed = snapshot(folder)
    assert.deepEqual(await commandLine(folder).run(ask), sound)
    assert.deepEqual(snapshot(folder), listed, 'nothing is written')
  })
}

test('harmless: a record through a pipe, as a shell hands it over', { skip: POSIX }, async () => {
  const folder = path.join(root, 'pipe')
  cpSync(base.folder, folder, { recursive: true })
  const record = { id: 'LSF-2030-9', modified: '2030-01-01T00:00:00Z', summary: 'Through a pipe', affected: [] }
  put(folder, { 'record.json': JSON.stringify(record) })
  const program = path.join(import.meta.dirname, '../../bin/steward.js')
  const line = `"$0" "$1" import --dry-run <(sleep 0.2; cat record.json)`
  const said = execFileSync('bash', ['-c', line, process.execPath, program], { cwd: folder, encoding: 'utf8' })
  assert.match(said, /LSF-2030-9/)
})

const commitGraph = (dir: string): string => path.join(dir, '.git/objects/info/commit-graph')

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const copy = Uint8Array.from(bytes)
  copy[at]! ^= 0xff
  return copy
}
