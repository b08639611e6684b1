import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import os from 'node:os'
import { test } from 'node:test'
import { commandLine } from '../worlds/command-line.ts'
import { at, KEY, PEOPLE, startLsf } from './lsf.ts'

/* What docs/sandbox.md says is tried. */

const page = readFileSync(new URL('../../docs/sandbox.md', import.meta.url), 'utf8')

test('the seed of the page is planted', async () => {
  const [, text = ''] = /```json\n(.*?)```/s.exec(page) ?? []
  const lsf = await startLsf({ seed: { source: 'docs/sandbox.md', text } })
  try {
    const ids = at((await lsf.ask('secretariat', 'GET /cve-id')).body, 'cve_ids') as readonly { cve_id: string }[]
    assert.deepEqual(ids.map(({ cve_id }) => cve_id).toSorted(), ['CVE-1900-1000', 'CVE-1900-1001'])
    const otto = { 'CVE-API-ORG': 'other-cna', 'CVE-API-USER': 'otto@other.example', 'CVE-API-KEY': 'exercise' }
    assert.equal(at((await lsf.ask(otto, 'GET /org/other-cna/id_quota')).body, 'available'), 10)
    const next = await lsf.ask('admin', 'POST /cve-id?short_name=lsf&cve_year=2031&amount=1')
    assert.equal(next.status, 200)
  } finally {
    await lsf.sandbox.close()
  }
})

test('every fault of the table is understood, and the bodies of the control side are', async () => {
  const table = page.slice(page.indexOf('## Faults'), page.indexOf('## The control side'))
  const faults = [...table.matchAll(/^\| (`.*?`) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word.replace(/=[A-Z]+/, '=5')),
  )
  assert.equal(faults.length, 11)
  const lsf = await startLsf()
  try {
    for (const fault of faults) {
      const said = await lsf.control('POST /sandbox/faults', { faults: [{ fault }] })
      assert.equal(said.status, 200, fault)
    }
    await lsf.control('DELETE /sandbox/faults')
    const rows = [...page.matchAll(/^\| (?:`(\w+ \/sandbox\/\w+)`)? ?\| (?:`(\{.*?\})`)? ?\|/gm)]
    let target = ''
    for (const [, named, body] of rows) {
      target = named ?? target
      const said = await lsf.control(target, body === undefined ? undefined : JSON.parse(body))
      assert.equal(said.status, 200, `${target} ${body}`)
    }
    assert(rows.length >= 7)
  } finally {
    await lsf.sandbox.close()
  }
})

test('the exercise with steward goes as the page says', async () => {
  const commands = [...page.matchAll(/^\$ steward (cna .*)$/gm)].map(([, words = '']) => words)
  assert(commands.length > 3)
  const lsf = await startLsf()
  try {
    const environment = {
      CVE_API_URL: lsf.sandbox.url,
      CVE_ORG: PEOPLE.admin.org,
      CVE_USER: PEOPLE.admin.user,
      CVE_API_KEY: KEY,
    }
    for (const words of commands) {
      const said = await commandLine(os.tmpdir(), {}, environment).run(words)
      assert.equal(said.exit, 0, `steward ${words}: ${said.err}`)
    }
    assert.equal(at((await lsf.ask('regular', 'GET /org/lsf/id_quota')).body, 'total_reserved'), 6)
  } finally {
    await lsf.sandbox.close()
  }
})
