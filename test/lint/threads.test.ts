// Many files on several threads: the same answers in the same order as on one.
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { localFiles } from '#adapters/files'
import { type CheckedFile, type CheckOptions, NO_TALLY, sum, type Tally } from '#desk/lint'
import { recordOf } from '../../src/lint/testdata/sample.ts'
import { checkThreads } from '../../src/main/check-threads.ts'

const FILES = 1_250
const folder = mkdtempSync(join(tmpdir(), 'steward-threads-'))
after(() => rmSync(folder, { recursive: true, force: true }))
for (let i = 0; i < FILES; i++) {
  const place = join(folder, String(i % 7))
  mkdirSync(place, { recursive: true })
  const cveId = `CVE-2030-${10_000 + i}`
  // Every third has no title, every hundredth is no JSON.
  const record = recordOf({ metadata: { cveId }, container: i % 3 === 0 ? { title: null } : {} })
  writeFileSync(join(place, `${cveId}.json`), i % 100 === 99 ? '{' : JSON.stringify(record))
}

const options: CheckOptions = {
  settings: { rules: [], waivers: [] },
  now: '2030-02-20T09:00:00Z',
  only: ['STW103'],
  detail: 'findings',
}

async function run(threads: number, detail: CheckOptions['detail']): Promise<{ files: CheckedFile[]; tally: Tally }> {
  const files: CheckedFile[] = []
  let tally = NO_TALLY
  for await (const batch of checkThreads.run(localFiles.walk(folder, '.json'), { ...options, detail }, threads)) {
    files.push(...batch.files)
    tally = sum(tally, batch.tally)
  }
  return { files, tally }
}

test('three threads say what one says, in the same order', async () => {
  const [one, three, numbers] = [await run(1, 'findings'), await run(3, 'findings'), await run(3, 'numbers')]
  assert.equal(one.files.length, FILES)
  assert.deepEqual(three, one)
  assert.deepEqual(numbers, { files: [], tally: one.tally })
  assert.deepEqual(
    [one.tally.files + one.tally.unread, one.tally.flagged, one.tally.faults.length],
    [FILES, one.files.filter(({ findings }) => findings.length > 0).length, 12],
  )
  assert(one.tally.flagged > 400, `${one.tally.flagged}`)
})

test('whoever stops listening leaves no thread behind', async () => {
  let seen = 0
  for await (const batch of checkThreads.run(localFiles.walk(folder, '.json'), options, 2)) {
    seen += batch.files.length
    if (seen >= 500) break
  }
  assert(seen < FILES)
})
