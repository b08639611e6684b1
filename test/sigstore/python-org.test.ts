// The signatures that python.org published, by digest, before and after its migration; who signed them is in python-org-signers.test.ts.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import type { JsonObject } from '#json'
import {
  addEvidence,
  artifactWithSha256,
  backfillBundle,
  entryHash,
  hashedRekordBody,
  type IdentityRule,
  identityPolicy,
  isBundle,
  type LogEntry,
  type Material,
  parseSha256,
  readBundleJson,
  readDetached,
  readRekorEntries,
  upgradeBundle,
  type Verdict,
  verify,
  withEntry,
  writeBundle,
} from '#sigstore'
import { dataRows, dataText, skip, trustedRoot } from './data.ts'

interface PublishedRow {
  readonly release: string
  readonly url: string
  readonly sha256: string
  readonly sigstore: JsonObject | null
}

interface MigrationRow {
  readonly rel: string
  readonly sha256: string
  readonly before: JsonObject
  readonly after: JsonObject
}

interface CorpusRow {
  readonly name: string
  readonly release: string
  readonly sha256: string
  readonly crt: string | null
  readonly sig: string | null
  readonly sigstore_2024_09_07: JsonObject
  readonly sigstore_2024_09_12: JsonObject
}

interface Stream extends IdentityRule {
  readonly stream: string
}

const NOW = Date.parse('2026-11-21T00:00:00Z')

const root = skip === false ? trustedRoot('public-good') : undefined
const streams = skip === false ? (JSON.parse(dataText('python-org/identities.json')) as readonly Stream[]) : []

function signerOf(release: string): IdentityRule {
  const [, name] = /^([0-9]+\.[0-9]+)/.exec(release) ?? []
  const found = streams.find(({ stream }) => stream === name)
  assert(found !== undefined, release)
  return { identity: found.identity, issuer: found.issuer }
}

function judge(material: Material, sha256: string, ...anyOf: readonly IdentityRule[]): Verdict {
  const policy = identityPolicy(anyOf)
  const digest = parseSha256(sha256)
  assert(policy.ok && digest.ok && root !== undefined)
  return verify(material, artifactWithSha256(digest.value), root, policy.value, NOW)
}

function materialIn(bundle: JsonObject): Material {
  const read = readBundleJson(bundle)
  assert(read.ok, read.ok ? '' : read.fault.message)
  return read.value
}

function codeOf(verdict: Verdict): string {
  return verdict.verdict === 'pass' ? 'pass' : `${verdict.verdict} ${verdict.fault.code}`
}

test('227 bundles without a checkpoint pass on the promise alone, and are migrated to what python.org published', {
  skip,
}, () => {
  const entries = entriesByHash()
  const rows = dataRows<MigrationRow>('python-org/migration-2024-09.jsonl')
  assert.equal(rows.length, 227)
  let resigned = 0
  for (const { rel, sha256, before, after } of rows) {
    const material = materialIn(before)
    const old = judge(material, sha256, signerOf(rel))
    assert(old.verdict === 'pass' && old.evidence.level === 'promise', codeOf(old))
    assert.deepEqual(upgradeBundle(material, root!), { ok: false, fault: noCheckpoint })
    if (!isDeepStrictEqual(before.messageSignature, after.messageSignature)) {
      resigned++
      continue
    }
    const mended = addEvidence(material, entryIn(entries, material))
    assert(mended.ok && isBundle(mended.value))
    assert(isDeepStrictEqual(writeBundle(mended.value), after), 'equal to the published bundle')
    const fresh = judge(mended.value, sha256, signerOf(rel))
    assert(fresh.verdict === 'pass' && fresh.evidence.level === 'proof', codeOf(fresh))
    assert.equal(fresh.evidence.signedAt, old.evidence.signedAt)
  }
  assert.equal(resigned, 0)
})

const noCheckpoint = {
  code: 'UPGRADE_NO_CHECKPOINT',
  kind: 'conflict',
  message: 'cannot make a bundle of version 0.3: its log entry has no inclusion proof with a checkpoint',
  hint: 'add the entry as the log has it today',
}

test('every bundle of version 0.1 and 0.2 with a checkpoint is upgraded: same signer, same time, nothing else lost', {
  skip,
}, () => {
  const rows = dataRows<PublishedRow>('python-org/artifacts-2026-04.jsonl').filter(({ sigstore }) => sigstore !== null)
  let upgraded = 0
  for (const { release, sha256, sigstore } of rows) {
    const material = materialIn(sigstore!)
    const made = upgradeBundle(material, root!)
    assert(made.ok)
    if (material.form === 'bundle-v0.3') {
      assert.deepEqual(made.value, material, 'what is version 0.3 stays as it is')
      continue
    }
    upgraded++
    const again = materialIn(writeBundle(made.value))
    assert.deepEqual(again, { ...material, form: 'bundle-v0.3' }, 'only the form has changed')
    assert.deepEqual(judge(again, sha256, signerOf(release)), judge(material, sha256, signerOf(release)))
  }
  assert.equal(upgraded, 249)
})

test('an upgrade keeps the RFC 3161 timestamps', { skip }, () => {
  const rows = dataRows<PublishedRow>('python-org/artifacts-2026-04.jsonl')
  const stamped = rows.map(({ sigstore }) => sigstore && materialIn(sigstore)).filter((each) => each?.timestamps.length)
  assert.equal(stamped.length, 12)
  for (const material of stamped) {
    // As a writer of version 0.2 would have kept it.
    const made = upgradeBundle({ ...material!, form: 'bundle-v0.2' }, root!)
    assert(made.ok)
    assert.deepEqual(materialIn(writeBundle(made.value)), material)
  }
})

test('every .crt and .sig is back-filled from the log entries to a bundle that passes', { skip }, () => {
  const entries = entriesByHash()
  const rows = dataRows<CorpusRow>('python-org/corpus-2024-09.jsonl')
  let filled = 0
  for (const { name, release, sha256, crt, sig, sigstore_2024_09_12: published } of rows) {
    if (crt === null || sig === null) continue
    const detached = readDetached(crt, sig)
    const digest = parseSha256(sha256)
    assert(detached.ok && digest.ok && detached.value.key.kind === 'certificate')
    const alone = judge(detached.value, sha256, signerOf(release))
    assert.equal(codeOf(alone), 'incomplete SIGNED_TIME_ABSENT', `${name} without its log entry`)
    assert.equal(alone.evidence.signer?.identity, signerOf(release).identity, 'the rest is told all the same')
    const { leaf } = detached.value.key
    const entry = entries.get(entryHash(hashedRekordBody(leaf, detached.value.content.signature, digest.value)))
    assert(entry !== undefined, `${name} is in the log`)
    const made = backfillBundle(detached.value, entry, digest.value)
    assert(made.ok)
    const verdict = judge(made.value, sha256, signerOf(release))
    assert(verdict.verdict === 'pass' && verdict.evidence.level === 'proof', codeOf(verdict))
    assert.deepEqual(judge(withEntry(detached.value, entry), sha256, signerOf(release)).verdict, 'pass')
    const after = upgradeBundle(materialIn(published), root!)
    assert(after.ok)
    assert.deepEqual(
      writeBundle(made.value),
      writeBundle(after.value),
      'the bundle that python.org published, as version 0.3',
    )
    filled++
  }
  assert.equal(filled, 269)
})

function entriesByHash(): ReadonlyMap<string, LogEntry> {
  const read = readRekorEntries(dataText('python-org/rekor-entries-2024-09.json'))
  assert(read.ok, read.ok ? '' : read.fault.message)
  return new Map([...read.value].map(([uuid, entry]) => [uuid.slice(-64), entry]))
}

function entryIn(entries: ReadonlyMap<string, LogEntry>, { entries: [own] }: Material): LogEntry {
  const found = own && entries.get(entryHash(own.body))
  assert(found !== undefined)
  return found
}
