import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '#json'
import { diffPolicies } from '#trust'
import { ACCOUNTS, FORGE, lantern, lanternJson, stream } from './testdata/lantern-policy.ts'

const streams = lanternJson().streams as JsonObject[]
const identities = lanternJson().identities as Record<string, JsonObject>
const open = { from: null, until: null }
const rows: readonly [why: string, fields: JsonObject, lines: readonly string[]][] = [
  ['nothing', {}, []],
  [
    'another order of keys is no difference',
    { instances: { own: { trustedRoots: [`sha256:${'ab'.repeat(32)}`] }, staging: {}, public: {} } },
    [],
  ],
  [
    'a new stream',
    { streams: [...streams, stream('3.15', [{ identity: 'ruta', ...open }])] },
    ['wider: lantern-3.15: new stream, signed by ruta@lantern.example'],
  ],
  ['a stream that ended', { streams: streams.slice(1) }, ['narrower: lantern-3.1: stream removed']],
  [
    'another signer',
    {
      streams: [stream('3.1', [{ identity: 'ruta', from: '2030-03-01T00:00:00Z', until: null }]), ...streams.slice(1)],
    },
    [
      'wider: lantern-3.1: signed by ruta@lantern.example (from 2030-03-01T00:00:00Z)',
      'narrower: lantern-3.1: no longer signed by ines@lantern.example',
    ],
  ],
  [
    'less evidence',
    { streams: [stream('3.1', [{ identity: 'ines', ...open }], { evidence: 'promise' }), ...streams.slice(1)] },
    ['wider: lantern-3.1: evidence proof -> promise'],
  ],
  [
    'more evidence',
    { streams: [stream('3.1', [{ identity: 'ines', ...open }], { evidence: 'proof+timestamp' }), ...streams.slice(1)] },
    ['narrower: lantern-3.1: evidence proof -> proof+timestamp'],
  ],
  [
    'who may change it',
    { policyRole: { members: ['ruta'], threshold: 1 } },
    ['wider: who may change the policy: 2 of ruta, oskar, ines with proof -> 1 of ruta with proof'],
  ],
  [
    'a person behind a name',
    { identities: { ...identities, ruta: { ...identities.ruta!, issuer: ACCOUNTS } } },
    [
      `wider: ruta: identity ruta@lantern.example (email, ${FORGE}, public) -> ruta@lantern.example (email, ${ACCOUNTS}, public)`,
    ],
  ],
  [
    'an exception and a revocation',
    {
      exceptions: [
        { sha256: 'ab'.repeat(32), accept: { identity: 'ruta' }, reason: 'r', expires: '2030-06-01T00:00:00Z' },
      ],
      revocations: [{ identity: 'ines', signedAtOrAfter: '2030-01-01T00:00:00Z' }],
    },
    [
      `wider: exception for ${'ab'.repeat(32)} until 2030-06-01T00:00:00Z: r`,
      'narrower: ines is revoked from 2030-01-01T00:00:00Z on',
    ],
  ],
  ['the end', { expires: '2032-01-01T00:00:00Z' }, ['other: expires 2031-01-01T00:00:00Z -> 2032-01-01T00:00:00Z']],
]
for (const [why, fields, lines] of rows) {
  test(`the difference: ${why}`, () => {
    const found = diffPolicies(lantern().policy, lantern(fields).policy)
    assert.deepEqual(
      found.map(({ effect, message }) => `${effect}: ${message}`),
      lines,
    )
  })
}
