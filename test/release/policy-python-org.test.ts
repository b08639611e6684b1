// All 600 bundles of python.org under the policy that is imported from its own table, by digest alone: they pass, and under anything else
// they are refused with the code that says why.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { embeddedRoot } from '#adapters/tuf'
import {
  type AuditContext,
  type AuditedSubject,
  auditSubject,
  differsInEvidenceAlone,
  indexEntries,
  planSubject,
  type Subject,
} from '#desk/archive'
import { ok } from '#fault'
import type { Json, JsonObject } from '#json'
import { readBundleJson, readTrustedRoot } from '#sigstore'
import { readPolicy, type TrustPolicy } from '#trust'
import { dataRows, skip } from '../sigstore/data.ts'
import { type ArtifactRow, importedPolicy } from './python-org.ts'

/** Every STEPth bundle where all of them would say the same again. */
const STEP = 10

describe('the bundles of python.org under its policy', { skip }, () => {
  const rows =
    skip === false
      ? dataRows<ArtifactRow>('python-org/artifacts-2026-04.jsonl').filter(({ sigstore }) => sigstore !== null)
      : []
  const root = readTrustedRoot(embeddedRoot().text)
  assert(root.ok)
  const json = skip === false ? importedPolicy() : {}
  const now = Date.UTC(2030, 0)

  function policyWith(fields: JsonObject): TrustPolicy {
    const read = readPolicy({ ...json, ...fields })
    assert(read.ok, JSON.stringify(read))
    return read.value.policy
  }
  const context = (policy: TrustPolicy): AuditContext => {
    assert(root.ok)
    return {
      policy,
      roots: [{ root: root.value, name: 'public' }],
      entries: indexEntries([]),
      now,
      freshness: 'enforce',
    }
  }
  const subjectOf = ({ url, release, sha256, sigstore }: ArtifactRow, fields: Partial<Subject> = {}): Subject => {
    const name = url.slice(url.lastIndexOf('/') + 1)
    return {
      name,
      path: name,
      isPresent: false,
      known: [{ sha256, from: 'manifest' }],
      release,
      bundles: [{ kind: 'json', json: sigstore ?? {} }],
      hasSbom: false,
      ...fields,
    }
  }
  const contents = (source: Subject['bundles'][number]) => ok(source.kind === 'json' ? source.json : '')
  const audit = (subject: Subject, policy: TrustPolicy): AuditedSubject =>
    auditSubject(subject, { contents }, context(policy))
  const told = ({ rows: [row] }: AuditedSubject): string => `${row?.verdict} ${row?.code}`
  const every = (change: (identity: JsonObject) => JsonObject): JsonObject => ({
    identities: Object.fromEntries(
      Object.entries(json.identities as JsonObject).map(([name, each]) => [name, change(each as JsonObject) as Json]),
    ),
  })
  const streams = json.streams as readonly JsonObject[]

  test('600 of 600 pass', () => {
    const policy = policyWith({})
    assert.equal(rows.length, 600)
    for (const row of rows) {
      const { rows: checks } = audit(subjectOf(row), policy)
      assert.equal(checks.length, 1)
      assert.equal(checks[0]?.verdict, 'pass', `${row.url}: ${checks[0]?.code} ${checks[0]?.diagnosis}`)
    }
  })

  const refused: readonly [
    why: string,
    code: string,
    policy: () => JsonObject,
    subject?: (row: ArtifactRow) => Partial<Subject>,
  ][] = [
    ['another identity', 'fail TRUST_IDENTITY', () => every((each) => ({ ...each, san: `x${String(each.san)}` }))],
    [
      'a part of the identity',
      'fail TRUST_IDENTITY',
      () => every((each) => ({ ...each, san: String(each.san).slice(1) })),
    ],
    ['another kind of name', 'fail TRUST_SAN_TYPE', () => every((each) => ({ ...each, type: 'uri' }))],
    ['another issuer', 'fail TRUST_ISSUER', () => every((each) => ({ ...each, issuer: `${String(each.issuer)}/x` }))],
    [
      'another instance',
      'fail TRUST_INSTANCE',
      () => ({ instances: { public: { trustedRoots: [`sha256:${'0'.repeat(64)}`] } } }),
    ],
    [
      'another digest',
      'fail DIGEST_MISMATCH',
      () => ({}),
      () => ({ known: [{ sha256: '0'.repeat(64), from: 'manifest' }] }),
    ],
    ['a stream that nobody signs', 'fail TRUST_STREAM_NONE', () => ({}), () => ({ release: '4.0.0' })],
    [
      'the stream of somebody else',
      'fail TRUST_IDENTITY',
      () => ({}),
      ({ release }) => ({ release: release.startsWith('3.16') ? '3.7' : '3.16.0' }),
    ],
    [
      'a window that closed before',
      'fail TRUST_WINDOW',
      () => ({
        streams: streams.map((each) => ({
          ...each,
          signers: (each.signers as readonly JsonObject[]).map((signer) => ({
            ...signer,
            until: '2022-01-01T00:00:00Z',
          })),
        })),
      }),
    ],
    [
      'a revocation',
      'fail TRUST_REVOKED',
      () => ({
        revocations: Object.keys(json.identities as JsonObject).map((identity) => ({
          identity,
          signedAtOrAfter: '2020-01-01T00:00:00Z',
        })),
      }),
    ],
  ]
  for (const [why, code, fields, subject] of refused) {
    test(`every ${STEP}th is refused with ${code}: ${why}`, () => {
      const policy = policyWith(fields())
      for (const row of rows.filter((_, i) => i % STEP === 0))
        assert.equal(told(audit(subjectOf(row, subject?.(row)), policy)), code, row.url)
    })
  }

  test('a policy that asks for a timestamp lets those pass that have one', () => {
    const policy = policyWith({ streams: streams.map((each) => ({ ...each, evidence: 'proof+timestamp' })) })
    const passed = rows.filter((row) => told(audit(subjectOf(row), policy)).startsWith('pass'))
    assert.equal(passed.length, 12)
    for (const { sigstore } of passed) assert.match(JSON.stringify(sigstore), /rfc3161Timestamps/)
  })

  test('every bundle of an older format becomes one of version 0.3 offline: the same signer, time and timestamps', () => {
    const policy = policyWith({})
    const old = rows.filter(({ sigstore }) => /version=0\.[12]/.test(String(sigstore?.mediaType)))
    assert.equal(old.length, 249)
    for (const row of old) {
      const before = audit(subjectOf(row), policy).rows[0]
      // As a file, since what a manifest holds is not changed.
      const subject = subjectOf(row, { bundles: [{ kind: 'file', path: 'x.sigstore' }] })
      const text = JSON.stringify(row.sigstore)
      const wishes = { kinds: new Set(['upgrade'] as const), ending: '.sigstore' }
      const { changes, left } = planSubject(subject, { contents: () => ok(text) }, context(policy), wishes)
      assert.deepEqual(left, [])
      const [change] = changes
      assert.equal(change?.bundle.mediaType, 'application/vnd.dev.sigstore.bundle.v0.3+json')
      assert.deepEqual(
        [change?.identity, change?.issuer, change?.signedAt],
        [before?.identity, before?.issuer, before?.signedAt],
      )
      const [one, two] = [readBundleJson(row.sigstore ?? {}), readBundleJson(change?.bundle ?? {})]
      assert(one.ok && two.ok)
      assert.deepEqual(differsInEvidenceAlone(one.value, two.value), { ok: true, value: undefined })
      assert.deepEqual(two.value.timestamps, one.value.timestamps)
      const again = audit(subjectOf({ ...row, sigstore: change?.bundle ?? null }), policy).rows[0]
      assert.deepEqual([again?.verdict, again?.format, again?.evidence], ['pass', '0.3', before?.evidence])
    }
  })
})
