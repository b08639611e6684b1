import assert from 'node:assert/strict'
import type { CveRecord } from '#cve'
import type { PublishedRecord } from '#desk/published'
import { ok } from '#fault'
import { onBothDatabases } from './both-databases.ts'

const record: CveRecord = {
  dataType: 'CVE_RECORD',
  dataVersion: '5.2.0',
  cveMetadata: { cveId: 'CVE-2030-10421', assignerOrgId: '0', state: 'PUBLISHED' },
  containers: { cna: { title: 'Žlutý \u{1f600}', x_own: [1, { a: null }] } },
}

const first: PublishedRecord = {
  vulnerability: 'HRTH-2030-7',
  project: 'lantern',
  target: 'sandbox',
  cve: 'CVE-2030-10421',
  version: 3,
  facts: '---\nid: HRTH-2030-7\n---\n',
  at: '2030-03-12T16:20:00.000Z',
  record,
}

onBothDatabases('what was published last is kept for each target, and nothing else', async ({ store }) => {
  const second: PublishedRecord = { ...first, version: 4, osv: '{"id":"HRTH-2030-7"}', at: '2030-03-13T00:00:00.000Z' }
  const production: PublishedRecord = { ...first, target: 'production' }
  const other: PublishedRecord = { ...first, vulnerability: 'HRTH-2029-1', cve: 'CVE-2029-1' }
  for (const each of [first, production, other, second]) {
    assert((await store.write(async ({ published }) => ok(await published.put(each)))).ok)
  }
  const read = await store.read(async ({ published }) => ({
    found: await published.find('HRTH-2030-7', 'sandbox'),
    none: await published.find('HRTH-2030-7', 'test'),
    all: await published.ofVulnerability('HRTH-2030-7'),
    project: await published.ofProject('lantern', 'sandbox'),
    elsewhere: await published.ofProject('kiln', 'sandbox'),
  }))
  assert.deepEqual(read, {
    found: second,
    none: undefined,
    all: [production, second],
    project: [other, second],
    elsewhere: [],
  })
})
