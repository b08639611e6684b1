import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { diskSpools } from '#adapters/files'

const folder = mkdtempSync(path.join(tmpdir(), 'steward-spool-'))
after(() => rmSync(folder, { recursive: true, force: true }))

/** Lines of many lengths, with equal ones among them; a few are longer than what is read at once. */
const LINES = Array.from({ length: 3000 }, (_, i) => {
  const word = ((i * 2_654_435_761) >>> 22).toString(36)
  return `${word} é日\u{1f600} ${'x'.repeat(i % 997 === 0 ? 200_000 : i % 89)}`
})

for (const held of [0, 1000, 100_000, 100_000_000]) {
  test(`${held} characters in memory: lines come back as they were added, each time from the beginning`, () => {
    const spool = diskSpools(folder, held).inOrder()
    for (const line of LINES) spool.add(line)
    assert.deepEqual([...spool.lines()], LINES)
    spool.add('one more')
    assert.deepEqual([...spool.lines()], [...LINES, 'one more'])
    spool.close()
  })

  test(`${held} characters in memory: sorted lines, equal ones as often as they were added`, () => {
    const spool = diskSpools(folder, held).sorted()
    const lines = LINES.slice(0, 1000)
    for (const line of lines) spool.add(line)
    assert.deepEqual([...spool.lines()], lines.toSorted())
    spool.close()
  })
}

test('two readers at once do not disturb each other', () => {
  const spool = diskSpools(folder, 1000).sorted()
  for (const line of LINES.slice(0, 500)) spool.add(line)
  const behind = spool.lines()[Symbol.iterator]()
  let lines = 0
  for (const line of spool.lines()) {
    if (lines++ % 2 === 0) assert.equal(behind.next().value, [...spool.lines()][(lines - 1) / 2])
    if (lines > 20) break
    assert.equal(typeof line, 'string')
  }
  spool.close()
})

test('few lines make no file, and a file has no name', { skip: process.platform === 'win32' }, () => {
  const spool = diskSpools(folder, 1000).inOrder()
  spool.add('a line')
  for (const line of LINES) spool.add(line)
  assert.deepEqual(readdirSync(folder), [])
  spool.close()
})

test('where there is no room, the spool says so, and takes no more memory', () => {
  const spool = diskSpools(path.join(folder, 'nowhere'), 1000).inOrder()
  for (const line of LINES) spool.add(line)
  const { fault } = spool
  assert.deepEqual([fault?.code, fault?.hint], ['FILE_ABSENT', 'make room there, or name another folder in TMPDIR'])
  spool.close()
})
