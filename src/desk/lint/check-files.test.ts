import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ok } from '#fault'
import { type LintWorld, NO_SETTINGS } from '#lint'
import { recordOf } from '../../lint/testdata/sample.ts'
import { batchChecker, type CheckOptions } from './check-files.ts'

const options: CheckOptions = { settings: NO_SETTINGS, now: '2030-02-20T09:00:00Z', detail: 'findings' }
const PATHS = ['CVE-2030-10001.json', 'CVE-2030-10002.json', 'CVE-2030-10003.json']

/** Each file has the ID that it is named by, no title, and a range of commits. */
function read(path: string): ReturnType<typeof ok<string>> {
  const versions = [{ version: '0', lessThan: 'c'.repeat(40), status: 'affected', versionType: 'git' }]
  const product = { vendor: 'LSF', product: 'lantern', defaultStatus: 'unaffected', versions }
  const cveId = path.slice(0, -'.json'.length)
  return ok(JSON.stringify(recordOf({ metadata: { cveId }, container: { title: null, affected: [product] } })))
}

/** A repository that breaks when it is asked: for the rules it is part of the world, and what they call can throw. */
const broken: LintWorld['repository'] = {
  hasCommit: () => {
    throw new RangeError('a bug')
  },
  isAncestor: () => undefined,
}
const worldOf = (id: string | undefined): LintWorld => (id === 'CVE-2030-10002' ? { repository: broken } : {})

for (const detail of ['findings', 'numbers'] as const) {
  test(`a rule that breaks on one record costs the others nothing (${detail})`, async () => {
    const { files, tally } = await batchChecker({ ...options, detail }, read, worldOf)(PATHS)
    assert.deepEqual([tally.files, tally.unread, tally.byRule.STW103?.files], [2, 1, 2])
    const [fault, ...more] = tally.faults
    assert.deepEqual([fault?.code, fault?.place?.source, more], ['LINT_BROKEN', 'CVE-2030-10002.json', []])
    assert.match(fault?.message ?? '', /the rule STW217 broke with RangeError: a bug$/)
    assert.equal(files.length, detail === 'numbers' ? 0 : 3)
  })
}

test('so does whatever else breaks', async () => {
  const failing = (id: string | undefined): LintWorld => {
    if (id === 'CVE-2030-10001') throw new TypeError('no world')
    return {}
  }
  const { tally } = await batchChecker(options, read, failing)(PATHS)
  assert.deepEqual([tally.files, tally.unread], [2, 1])
  assert.match(tally.faults[0]?.message ?? '', /: no world$/)
})

test('a file that cannot be read is a fault with its name', async () => {
  const fault = { code: 'FILE_REFUSED', kind: 'refused', message: 'cannot read the file' } as const
  const { files, tally } = await batchChecker(options, () => ({ ok: false, fault }))(['a.json'])
  assert.deepEqual(tally.faults, [{ ...fault, place: { source: 'a.json' } }])
  assert.deepEqual([files[0]?.path, tally.files, tally.unread], ['a.json', 0, 1])
})
