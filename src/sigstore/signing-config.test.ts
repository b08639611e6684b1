import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readSigningConfig } from './signing-config.ts'

const NOW = Date.parse('2030-02-20T09:00:00Z')

const service = (url: string, majorApiVersion: number, start = '2029-01-01T00:00:00Z', end?: string): object => ({
  url,
  majorApiVersion,
  validFor: { start, ...(end !== undefined && { end }) },
  operator: 'example',
})
const config = (logs: readonly object[], stamps: readonly object[] = []): string =>
  JSON.stringify({
    mediaType: 'application/vnd.dev.sigstore.signingconfig.v0.2+json',
    caUrls: [
      service('https://old.example', 1, '2020-01-01T00:00:00Z', '2021-01-01T00:00:00Z'),
      service('https://ca.example', 1),
    ],
    rekorTlogUrls: logs,
    tsaUrls: stamps,
    rekorTlogConfig: { selector: 'ANY' },
  })

test('the first that is in use, of the highest version that is spoken here', () => {
  const read = readSigningConfig(
    config(
      [
        service('https://one.example', 1),
        service('https://later.example', 2, '2031-01-01T00:00:00Z'),
        service('https://two.example', 2),
        service('https://nine.example', 9),
      ],
      [service('https://tsa.example/stamp', 1)],
    ),
    NOW,
  )
  assert.deepEqual(read, {
    ok: true,
    value: {
      certificateAuthority: 'https://ca.example',
      log: { url: 'https://two.example', version: 2 },
      timestampAuthority: 'https://tsa.example/stamp',
    },
  })
})

test('without a log in use there is nothing to sign with', () => {
  for (const logs of [
    [],
    [service('https://later.example', 2, '2031-01-01T00:00:00Z')],
    [service('https://nine.example', 9)],
  ]) {
    const read = readSigningConfig(config(logs), NOW)
    assert(!read.ok && read.fault.code === 'SIGNING_CONFIG')
  }
})

test('what is no signing config of version 0.2 is none', () => {
  assert(!readSigningConfig(config([service('https://one.example', 1)]).replace('v0.2', 'v0.1'), NOW).ok)
  assert(!readSigningConfig('{}', NOW).ok)
})
