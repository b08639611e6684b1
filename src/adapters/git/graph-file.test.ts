import assert from 'node:assert/strict'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { GRAPH_FILE_LIMITS, readGraphFile } from '#adapters/git'
import { freshFolders } from '../../../test/worlds/repository.ts'

const folder = freshFolders()()
mkdirSync(folder)
const curl = fileURLToPath(new URL('../../../../shared/data/curl/curl.graph.gz', import.meta.url))
const skip = existsSync(curl) ? false : 'no ../shared/data/curl'

const A = 'a'.repeat(40)
const TEXT = `# commit parents\n${A}\n${'b'.repeat(40)} 0\nT v1 1\n`

function file(name: string, bytes: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}

test('a graph file is read, plain or compressed whatever its name', async () => {
  for (const [name, bytes] of [
    ['plain', TEXT],
    ['plain.gz', TEXT],
    ['packed', gzipSync(TEXT)],
  ] as const) {
    const read = await readGraphFile(file(name, bytes))
    assert(read.ok, read.ok ? '' : read.fault.message)
    assert.deepEqual(read.value.tags, [{ name: 'v1', commit: 1 }])
  }
})

test("curl's graph is read from the compressed file", { skip }, async () => {
  const read = await readGraphFile(curl)
  assert(read.ok)
  assert.equal(read.value.size, 39_573)
})

const limits = { ...GRAPH_FILE_LIMITS, bytes: 1_000_000 }
const packed = gzipSync(TEXT)
const refused: readonly [
  why: string,
  bytes: string | Uint8Array | undefined,
  code: string,
  line: number | undefined,
][] = [
  ['no file', undefined, 'GRAPH_ABSENT', undefined],
  ['an empty file', '', 'GRAPH_EMPTY', 1],
  ['another file', 'hello\n', 'GRAPH_HEADER_MISSING', 1],
  ['a mistake in a line', `${TEXT}X\n`, 'GRAPH_LINE_MALFORMED', 5],
  ['a compressed file cut short', packed.subarray(0, packed.length - 4), 'GRAPH_CUT_SHORT', undefined],
  [
    'a compressed file with a wrong checksum',
    Buffer.concat([packed.subarray(0, -5), Buffer.alloc(5)]),
    'GRAPH_CUT_SHORT',
    undefined,
  ],
  ['a bomb of one long line', gzipSync(Buffer.alloc(50_000_000, 0x61)), 'GRAPH_LINE_TOO_LONG', 1],
]
for (const [why, bytes, code, line] of refused) {
  test(`a graph file is refused: ${why}`, async () => {
    const path = bytes === undefined ? join(folder, 'nowhere') : file('refused', bytes)
    const read = await readGraphFile(path, limits)
    assert(!read.ok)
    assert.equal(read.fault.code, code, read.fault.message)
    assert.equal(read.fault.place?.source, path)
    assert.equal(read.fault.place?.line, line)
  })
}

test('a bomb of sound lines ends at the limit', async () => {
  const lines = Array.from({ length: 60_000 }, (_, i) => `${i.toString(16).padStart(40, '0')}\n`)
  const read = await readGraphFile(file('bomb', gzipSync(`# x\n${lines.join('')}`)), limits)
  assert(!read.ok)
  assert.equal(read.fault.code, 'GRAPH_TOO_LARGE')
})

test('a folder is not a graph file', async () => {
  const read = await readGraphFile(folder)
  assert(!read.ok)
  assert.equal(read.fault.code, 'GRAPH_UNREADABLE')
})
