// What the rules say of every real record at hand, alone in the world: a line for each file in `real-records.findings`, with the codes,
// the first letter of the level and how often. `UPDATE=1 node --test test/lint/real-records.test.ts` writes what they say now; read the
// difference like code, with the records beside it.
import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { textChecker } from '#desk/lint'
import { NO_SETTINGS } from '#lint'

const records = fileURLToPath(new URL('../../../shared/data/cve5/', import.meta.url))
const golden = fileURLToPath(new URL('real-records.findings', import.meta.url))
const skip = existsSync(records) ? false : 'no ../shared/data/cve5: the real records were not checked'

const checker = textChecker(NO_SETTINGS, () => ({ now: '2026-11-22T00:00:00Z' }))

test('the findings in real records', { skip }, () => {
  const files = globSync('*/*.json', { cwd: records }).sort()
  assert(files.length > 250, `${files.length} files`)
  const lines = files.map((file) => {
    const { findings, faults } = checker.check(readFileSync(join(records, file), 'utf8'), file)
    assert.deepEqual(faults, [], file)
    const counts = new Map<string, number>()
    for (const { code, level } of findings) {
      const key = `${code}${level.charAt(0)}`
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
    const said = [...counts].map(([key, count]) => (count === 1 ? key : `${key}*${count}`))
    return `${file}: ${said.join(' ')}`.trimEnd()
  })
  const text = `${lines.join('\n')}\n`
  if (process.env.UPDATE === '1') writeFileSync(golden, text)
  assert.equal(text, readFileSync(golden, 'utf8'))
})
