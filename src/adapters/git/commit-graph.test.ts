import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { openRepository, readHistory } from '#adapters/git'
import { writeGraph } from '#history'
import { type CommitScript, freshFolders, git, repository } from '../../../test/worlds/repository.ts'
import { readGraphLayer } from './commit-graph.ts'

const freshFolder = freshFolders()

/** Forty commits with merges of two and of four parents. */
const script: CommitScript[] = Array.from({ length: 40 }, (_, i) => ({
  id: `c${i}`,
  parents:
    i === 0
      ? []
      : i % 9 === 8
        ? [1, 2, 4, 6].map((n) => `c${i - n}`)
        : i % 5 === 4
          ? [`c${i - 1}`, `c${i - 3}`]
          : [`c${i - 1}`],
}))
const names = { tags: { v1: 'c10', v2: 'c30' } }

async function graphText(dir: string): Promise<{ readonly text: string; readonly source: string }> {
  const opened = openRepository(dir)
  assert(opened.ok)
  const history = await readHistory(opened.value)
  assert(history.ok, history.ok ? '' : history.fault.message)
  return { text: [...writeGraph(history.value)].join(''), source: history.value.source }
}

function makeGraph(dir: string): string {
  git(dir, ['commit-graph', 'write', '--reachable'])
  const path = join(dir, '.git/objects/info/commit-graph')
  chmodSync(path, 0o644)
  return path
}

test('a commit-graph that is damaged anywhere is not believed: git lists the commits instead', async () => {
  const dir = freshFolder()
  repository(dir, script, names)
  const { text } = await graphText(dir)
  const path = makeGraph(dir)
  const good = readFileSync(path)
  assert.deepEqual(await graphText(dir), { text, source: 'commit-graph' })

  const damaged: Buffer[] = []
  for (let length = 0; length < good.length; length += Math.ceil(good.length / 25))
    damaged.push(good.subarray(0, length))
  damaged.push(good.subarray(0, -1), Buffer.concat([good, Buffer.of(0)]))
  for (let i = 0; i < 25; i++) {
    const flipped = Buffer.from(good)
    const at = (i * 7919) % good.length
    flipped[at] = flipped[at]! ^ (1 << (i % 8))
    damaged.push(flipped)
  }
  for (const bytes of damaged) {
    writeFileSync(path, bytes)
    assert.deepEqual(await graphText(dir), { text, source: 'rev-list' })
  }
})

test('a layer of a split commit-graph that is missing, damaged or in the wrong place is not believed', async () => {
  const dir = freshFolder()
  repository(dir, script, names)
  const { text } = await graphText(dir)
  const hashes = git(dir, ['rev-list', '--topo-order', '--reverse', '--all']).trim().split('\n')
  for (const share of [20, 30, 40])
    git(dir, ['commit-graph', 'write', '--split=no-merge', '--stdin-commits'], `${hashes.slice(0, share).join('\n')}\n`)
  assert.deepEqual(await graphText(dir), { text, source: 'commit-graph' })

  const folder = join(dir, '.git/objects/info/commit-graphs')
  const chain = readFileSync(join(folder, 'commit-graph-chain'), 'utf8')
  const layers = chain.trim().split('\n')
  assert.equal(layers.length, 3)
  for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o644)
  const fileOf = (i: number) => join(folder, `graph-${layers[i]}.graph`)

  const lies = [
    `${layers[0]}\n${layers[2]}\n`, // the middle one left out
    `${layers[1]}\n`, // only one from the middle
    `${layers[1]}\n${layers[0]}\n${layers[2]}\n`,
    `${chain}${layers[0]}\n`,
    'nonsense\n',
    `${'../'.repeat(10)}etc/passwd\n`,
    '',
  ]
  for (const lie of lies) {
    writeFileSync(join(folder, 'commit-graph-chain'), lie)
    assert.deepEqual(await graphText(dir), { text, source: 'rev-list' }, JSON.stringify(lie))
  }
  writeFileSync(join(folder, 'commit-graph-chain'), chain)

  // A sound layer under the name of another.
  const second = readFileSync(fileOf(1))
  writeFileSync(fileOf(1), readFileSync(fileOf(0)))
  assert.equal((await graphText(dir)).source, 'rev-list')
  writeFileSync(fileOf(1), second)
  assert.equal((await graphText(dir)).source, 'commit-graph')
  rmSync(fileOf(0))
  assert.deepEqual(await graphText(dir), { text, source: 'rev-list' })
})

test('a shorter chain is a commit-graph of older commits', async () => {
  const dir = freshFolder()
  repository(dir, script, names)
  const { text } = await graphText(dir)
  const hashes = git(dir, ['rev-list', '--topo-order', '--reverse', '--all']).trim().split('\n')
  git(dir, ['commit-graph', 'write', '--split=no-merge', '--stdin-commits'], `${hashes.slice(0, 20).join('\n')}\n`)
  assert.deepEqual(await graphText(dir), { text, source: 'commit-graph and rev-list' })
})

test('bytes that a liar has given a good checksum are refused or stay within bounds', () => {
  const dir = freshFolder()
  repository(dir, script, names)
  const good = readFileSync(makeGraph(dir))
  const whole = readGraphLayer(good, 20, 0)
  assert(typeof whole !== 'string')
  assert.equal(whole.size, 40)

  const change = fc.record({ at: fc.nat({ max: good.length - 21 }), byte: fc.nat({ max: 255 }) })
  const property = fc.property(
    fc.array(change, { minLength: 1, maxLength: 4 }),
    fc.nat({ max: good.length }),
    (changes, cut) => {
      for (const length of [good.length, cut]) {
        const bytes = Buffer.from(good.subarray(0, length))
        for (const { at, byte } of changes) if (at < length) bytes[at] = byte
        if (length > 20) sign(bytes)
        const layer = readGraphLayer(bytes, 20, 0)
        if (typeof layer === 'string') continue
        assert(layer.parents.every((parent) => parent < layer.size))
        assert.equal(layer.parentStart.at(-1), layer.parents.length)
        assert.equal(layer.hashes.length, 20 * layer.size)
      }
    },
  )
  fc.assert(property, { seed: 13, numRuns: 3000 })
})

test('a parent just outside of the file is refused', () => {
  const dir = freshFolder()
  repository(dir, script, names)
  const bytes = readFileSync(makeGraph(dir))
  const at = bytes.readUInt32BE(bytes.indexOf('CDAT') + 8) + 20 // the first parent of the first commit
  for (const [parent, sound] of [
    [39, true],
    [40, false],
    [0x6fffffff, false],
  ] as const) {
    bytes.writeUInt32BE(parent, at)
    sign(bytes)
    assert.equal(typeof readGraphLayer(bytes, 20, 0) !== 'string', sound, String(parent))
    assert.equal(typeof readGraphLayer(bytes, 20, 1) !== 'string', parent <= 40, 'with a commit in a layer below')
  }
})

function sign(bytes: Buffer): void {
  const content = bytes.subarray(0, -20)
  createHash('sha1').update(content).digest().copy(bytes, content.length)
}
