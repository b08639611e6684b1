import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { stripVTControlCharacters } from 'node:util'
import { progressOn } from '../../src/cli/progress.ts'
import { buildTour } from '../../src/cli/tour-repository.ts'
import { commandLine } from '../worlds/command-line.ts'

/* What a session in a text file cannot show: a person who answers, colours, progress, a narrow window. */

const folder = mkdtempSync(path.join(os.tmpdir(), 'steward-terminal-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const lantern = path.join(folder, 'lantern')
const repository = await buildTour(commandLine(folder).world, lantern)

test('init asks for the names that no repository holds, and takes an empty answer for a yes', async () => {
  const asked: string[] = []
  const answers = ['Lantern Software Foundation', '', ' LSF ']
  const ask = async (question: string): Promise<string> => {
    asked.push(question)
    return answers[asked.length - 1] ?? ''
  }
  const { run } = commandLine(lantern, { interactive: true, ask })
  const { exit } = await run('init')
  assert.equal(exit, 0)
  assert.deepEqual(asked, [
    '  vendor, as CVE records name it [lantern] ',
    '  product [lantern] ',
    '  prefix of advisory identifiers [LANTERN] ',
  ])
  const { out } = await commandLine(lantern).run(`advisory new --fix ${repository.fix}`)
  assert.match(out, /LSF-2030-1/)
})

test('init asks nothing that a flag says, and nothing at all with --yes', async () => {
  const other = mkdtempSync(path.join(folder, 'other-'))
  let asked = 0
  const ask = async (): Promise<string> => {
    asked++
    return 'LSF'
  }
  const { run } = commandLine(other, { interactive: true, ask })
  assert.equal((await run(`init --repo ${lantern} --vendor A --product B`)).exit, 0)
  assert.equal(asked, 1)
  rmSync(path.join(other, 'steward.yaml'))
  assert.equal((await run(`init --repo ${lantern} --yes`)).exit, 0)
  assert.equal(asked, 1)
})

test('who leaves without an answer has written nothing', async () => {
  const other = mkdtempSync(path.join(folder, 'left-'))
  const { run } = commandLine(other, { interactive: true, ask: async () => undefined })
  const { exit, err } = await run(`init --repo ${lantern}`)
  assert.equal(exit, 2)
  assert.match(err, /nothing is written \[USAGE_ANSWER\]/)
  assert(!existsSync(path.join(other, 'steward.yaml')))
})

test('colours on a terminal, also for faults, and none where NO_COLOR says so', async () => {
  const { run } = commandLine(lantern, { colour: true, interactive: true })
  const plain = await commandLine(lantern).run('status')
  const coloured = await run('status')
  assert(coloured.out.includes('\u001b[1mLSF-2030-1\u001b[22m'), coloured.out)
  assert.equal(stripVTControlCharacters(coloured.out), plain.out)
  assert((await run('status LSF-1')).err.startsWith('\u001b[31msteward:'))
  assert(!plain.out.includes('\u001b'))
})

test('JSON has no colours', async () => {
  const { run } = commandLine(lantern, { colour: true, interactive: true })
  for (const line of ['status --json', 'status --help --json', 'cvss AV:N --json', 'backports LSF-2030-1 --json']) {
    const { out } = await run(line)
    assert(!out.includes('\u001b'), line)
    assert.doesNotThrow(() => JSON.parse(out), line)
  }
})

test('progress is shown on a terminal only, and wiped in the end', async () => {
  const shown: string[] = []
  const status = (line: string): void => void shown.push(line)
  await commandLine(lantern, { status }).run('backports LSF-2030-1')
  assert.deepEqual(shown, [])
  const { world } = commandLine(lantern, { interactive: true, status })
  const progress = progressOn(world)
  for (let done = 0; done <= 400; done += 100) progress(done, 400, 'reading commits')
  progress(1234, undefined, 'reading commits')
  assert.deepEqual(shown, [
    'reading commits  [-------------------------]  0 %',
    'reading commits  [======-------------------]  25 %',
    'reading commits  [=============------------]  50 %',
    'reading commits  [===================------]  75 %',
    '',
    'reading commits  1,234',
  ])
})

test('in a window of 80 columns reasons go on below themselves', async () => {
  const { out } = await commandLine(lantern, { columns: 80 }).run('status LSF-2030-1')
  const rows = out.split('\n').filter((line) => line.startsWith('  '))
  for (const row of rows) assert(row.length <= 80, row)
})
