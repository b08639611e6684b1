import assert from 'node:assert/strict'
import { test } from 'node:test'
import { doneKey, entryLine, headLine, type JournalHead, readJournal } from './journal.ts'
import type { Deed } from './step.ts'

const head: JournalHead = { command: 'publish', to: { target: 'test', url: 'https://test.example/api' }, org: 'LSF' }
const line = (id: string, done?: Deed): string =>
  entryLine({
    id,
    source: `${id}.json`,
    sha256: `hash of ${id}`,
    ...(done === undefined ? { fault: 'CNA_FINDINGS' } : { done }),
    at: '2030-02-20T09:00:00Z',
  })
const written = `${headLine(head)}\n${line('CVE-2030-1001', 'create')}\n${line('CVE-2030-1002')}\n`

test('what was done is done; what failed is not', () => {
  const read = readJournal(written, head, 'done.jsonl')
  assert(read.ok)
  assert.deepEqual([...read.value.done.keys()], [doneKey('CVE-2030-1001.json', 'hash of CVE-2030-1001')])
  assert.equal(read.value.text, written)
})

test('a last line that was cut off is not there', () => {
  for (let cut = 1; cut < 40; cut++) {
    const read = readJournal(written.slice(0, -cut), head, 'done.jsonl')
    assert(read.ok)
    assert.equal(read.value.text, written.split('\n').slice(0, 2).join('\n').concat('\n'))
  }
})

const refused: readonly [why: string, text: string, wanted: JournalHead, code: string][] = [
  ['another target', written, { ...head, to: { ...head.to, target: 'production' } }, 'CNA_OTHER_TARGET'],
  ['another address', written, { ...head, to: { ...head.to, url: 'https://cve.example/api' } }, 'CNA_OTHER_TARGET'],
  ['another command', written, { ...head, command: 'reject' }, 'CNA_JOURNAL_OTHER_WORK'],
  ['another organisation', written, { ...head, org: 'candle' }, 'CNA_JOURNAL_OTHER_WORK'],
  ['an empty file', '', head, 'CNA_JOURNAL'],
  ['a file of something else', 'CVE-2030-1001\n', head, 'CNA_JOURNAL'],
  ['a line of something else', `${headLine(head)}\n{"id": 1}\n`, head, 'CNA_JOURNAL'],
  ['a later version', '{"journal":"steward cna","version":2}\n', head, 'CNA_JOURNAL'],
]
for (const [why, text, wanted, code] of refused) {
  test(`a journal is refused: ${why}`, () => {
    const read = readJournal(text, wanted, 'done.jsonl')
    assert.equal(read.ok ? 'ok' : read.fault.code, code)
  })
}
