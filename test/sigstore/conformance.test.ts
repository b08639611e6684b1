// The cases of Sigstore's client conformance suite that are at hand, each for its own reason: a refusal for another one proves nothing.
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { test } from 'node:test'
import { artifactWithSha256 } from '#sigstore'
import { caseNamed, outcomeOf } from './cases.ts'
import { dataUrl, skip } from './data.ts'

/** What is established for each case: the level of evidence of those that pass, the fault of those that must not. */
const CASES: Readonly<Record<string, string>> = {
  'bundle-from-wrong-instance_fail': 'LOG_UNKNOWN',
  'bundle-malformed-json_fail': 'JSON_SYNTAX',
  'bundle-negative-log-index_fail': 'INT64_RANGE',
  'bundle-unknown-version_fail': 'BUNDLE_VERSION',
  'bundle-with-root-cert_fail': 'BUNDLE_ROOT',
  'checkpoint-bad-keyhint_fail': 'CHECKPOINT_UNSIGNED',
  'checkpoint-wrong-roothash_fail': 'CHECKPOINT_MISMATCH',
  'dsse-invalid-sig_fail': 'SIGNATURE_INVALID',
  'dsse-mismatch-sig_fail': 'LOG_ENTRY_MISMATCH',
  'happy-path-intoto-in-dsse-v3': 'proof',
  'happy-path-v0.1': 'proof',
  'happy-path-v0.2': 'proof',
  'happy-path-v0.3': 'proof',
  'happy-path-v0.3-new-mediaType': 'proof',
  'inclusion-proof-corrupted-hash_fail': 'LOG_PROOF_INVALID',
  'incorrect-public-key_fail': 'LOG_ENTRY_MISMATCH',
  'intoto-log-entry-mismatch_fail': 'LOG_ENTRY_MISMATCH',
  'intoto-set-outside-signing-cert-validity_fail': 'CERTIFICATE_NOT_VALID_THEN',
  'intoto-with-custom-trust-root': 'proof+timestamp',
  'invalid-ct-key_fail': 'SCT_ABSENT',
  'invalid-inclusion-proof_fail': 'BUNDLE_PROOF',
  'managed-key-and-trusted-root': 'proof',
  'managed-key-happy-path': 'proof+timestamp',
  'managed-key-no-key_fail': 'KEY_ABSENT',
  'message-digest-mismatch_fail': 'DIGEST_MISMATCH',
  'rekor2-checkpoint-cosigned': 'proof+timestamp',
  'rekor2-checkpoint-missing-origin_fail': 'CHECKPOINT_MALFORMED',
  'rekor2-checkpoint-missing-root-hash_fail': 'CHECKPOINT_MALFORMED',
  'rekor2-checkpoint-missing-size_fail': 'CHECKPOINT_MALFORMED',
  'rekor2-checkpoint-two-sigs-cosigned': 'proof+timestamp',
  'rekor2-checkpoint-two-sigs-from-origin': 'proof+timestamp',
  'rekor2-dsse-happy-path': 'proof+timestamp',
  'rekor2-dsse-invalid-sig_fail': 'SIGNATURE_INVALID',
  'rekor2-dsse-mismatch-envelope_fail': 'LOG_ENTRY_MISMATCH',
  'rekor2-happy-path': 'proof+timestamp',
  'rekor2-no-inclusion-proof_fail': 'BUNDLE_PROOF',
  'rekor2-no-timestamp_fail': 'SIGNED_TIME_ABSENT',
  'rekor2-timestamp-outside-trust-root-tsa-validity_fail': 'TIMESTAMP_NOT_VALID_THEN',
  'rekor2-timestamp-outside-tsa-cert-validity_fail': 'TIMESTAMP_NOT_VALID_THEN',
  'rekor2-timestamp-untrusted-tsa-with-embedded-cert_fail': 'TIMESTAMP_UNTRUSTED',
  'rekor2-timestamp-untrusted-tsa-without-embedded-cert_fail': 'TIMESTAMP_UNTRUSTED',
  'rekor2-timestamp-with-expired-cert-chain': 'proof+timestamp',
  'rekor2-timestamp-without-embedded-cert': 'proof+timestamp',
  'trust-root-tlog-validity-end-inclusive': 'proof',
  'trust-root-tsa-validity-end-inclusive': 'proof+timestamp',
  'wrong-hashedrekord-entry_fail': 'LOG_ENTRY_MISMATCH',
}

test('every case that is at hand is in the table', { skip }, () => {
  const names = readdirSync(dataUrl('sigstore/bundle-verify/'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
  assert.deepEqual(names.sort(), Object.keys(CASES).sort())
})

for (const [name, expected] of Object.entries(CASES)) {
  test(`conformance: ${name} gives ${expected}, by file and by digest`, { skip }, () => {
    assert.equal(expected === expected.toUpperCase(), name.endsWith('_fail'), 'the name tells what is wanted')
    const given = caseNamed(name)
    assert.equal(outcomeOf(given), expected, 'by file')
    assert.equal(
      outcomeOf({ ...given, artifact: artifactWithSha256(given.artifact.digests.sha256) }),
      expected,
      'by digest',
    )
  })
}
