// What the rules say of every real OSV advisory at hand: a line for each finding in `real-advisories.findings`, all of them reviewed by
// hand. `UPDATE=1 node --test test/lint/real-advisories.test.ts` writes what they say now; read the difference like code, with the
// advisories beside it.
import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { osvTextChecker } from '#desk/lint'
import { NO_SETTINGS } from '#lint'

const advisories = fileURLToPath(new URL('../../../shared/data/osv/', import.meta.url))
const golden = fileURLToPath(new URL('real-advisories.findings', import.meta.url))
const skip = existsSync(advisories) ? false : 'no ../shared/data/osv: the real advisories were not checked'

const check = osvTextChecker(NO_SETTINGS, () => ({ now: '2026-11-22T00:00:00Z' }))

test('the findings in real advisories', { skip }, () => {
  const files = globSync(['psf/**/*.json', 'pypa/**/*.yaml'], { cwd: advisories }).sort()
  assert(files.length > 2_250, `${files.length} files`)
  const lines = files.flatMap((file) => {
    const { findings, faults } = check(readFileSync(join(advisories, file), 'utf8'), file)
    assert.deepEqual(faults, [], file)
    return findings.map(({ code, level, line, at }) => `${file}:${line} ${code} ${level} ${at}\n`)
  })
  const text = lines.join('')
  if (process.env.UPDATE === '1') writeFileSync(golden, text)
  assert.equal(text, readFileSync(golden, 'utf8'))
})
