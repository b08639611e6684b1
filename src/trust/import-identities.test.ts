import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ImportOptions, importIdentities } from '#trust'
import { ACCOUNTS, at, FORGE } from './testdata/lantern-policy.ts'

const OPTIONS: ImportOptions = {
  evidence: 'promise',
  artifacts: ['*'],
  members: [],
  threshold: 1,
  issuedAt: at('2030-01-04T00:00:00Z'),
  expires: at('2031-01-04T00:00:00Z'),
}
const rows = [
  { stream: '3.13', identity: 'oskar@lantern.example', issuer: ACCOUNTS, gpg: true, seen: 12 },
  { stream: '3.14', identity: 'ruta@lantern.example', issuer: FORGE },
  { stream: '3.15', identity: 'ruta@lantern.example', issuer: FORGE, gpg: false },
  { stream: '3.16', identity: 'ruta@forge.example', issuer: FORGE },
]
const imported = (table: unknown, options: Partial<ImportOptions> = {}) =>
  importIdentities(JSON.stringify(table), 'identities.json', { ...OPTIONS, ...options })

test('a table becomes a policy: one stream for a row, one identity for a person', () => {
  const read = imported(rows)
  assert(read.ok, JSON.stringify(read))
  const { policy } = read.value
  assert.equal(policy.policyId, 'example.lantern')
  assert.deepEqual(
    policy.streams.map(({ id, signers, gpg }) => [id, signers[0]?.identity, gpg]),
    [
      ['lantern-3.13', 'oskar', 'also'],
      ['lantern-3.14', 'ruta', 'none'],
      ['lantern-3.15', 'ruta', 'none'],
      ['lantern-3.16', 'ruta-2', 'none'],
    ],
  )
  assert.equal(policy.policyRole, undefined)
})

test('the same table gives the same digest', () => {
  const [one, two] = [imported(rows), imported(rows)]
  assert(one.ok && two.ok)
  assert.equal(one.value.digest, two.value.digest)
})

test('those who may change it are named when it is made', () => {
  const read = imported(rows, { members: ['oskar', 'ruta'], threshold: 2, policyId: 'org.lantern', product: 'candle' })
  assert(read.ok)
  assert.equal(read.value.policy.policyRole?.threshold, 2)
  assert.equal(read.value.policy.streams[0]?.product, 'candle')
})

const refused: readonly [why: string, table: unknown, code: string, at: string][] = [
  ['no list', { rows }, 'SHAPE_TYPE', ''],
  ['no rows', [], 'TRUST_POLICY_EMPTY', '/streams'],
  ['a row without an issuer', [{ stream: '3', identity: 'a@b.example' }], 'SHAPE_MISSING', '/0'],
  [
    'an issuer that is no URL',
    [{ stream: '3', identity: 'a@b.example', issuer: 'forge' }],
    'SHAPE_VALUE',
    '/identities/a/issuer',
  ],
  [
    'a stream with a space',
    [{ stream: '3 4', identity: 'a@b.example', issuer: FORGE }],
    'SHAPE_VALUE',
    '/streams/0/release',
  ],
  ['two rows for one stream', [rows[0], rows[0]], 'TRUST_POLICY', '/streams/1/id'],
]
for (const [why, table, code, place] of refused) {
  test(`refused: ${why}`, () => {
    const read = imported(table)
    const codes = read.ok ? [] : [read.fault, ...(read.fault.also ?? [])].map((fault) => [fault.code, fault.at])
    assert(
      codes.some(([found, where]) => found === code && where === place),
      JSON.stringify(codes),
    )
  })
}
