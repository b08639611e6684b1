import { decodeUtf8 } from '#bytes'
import { fail, ok, type Result } from '#fault'
import { canonicalJson, type Json, parseJson } from '#json'
import type { PolicyDocument } from './parse-policy.ts'

/** What members sign (in-toto Attestation Framework 1.0, `Statement`). */
export const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1'
export const STATEMENT_PAYLOAD_TYPE = 'application/vnd.in-toto+json'
/** Names what the statement says: this document is the policy from now on. */
export const POLICY_UPDATE_TYPE = 'urn:steward:trust-policy-update:v1'

/** The statement by which members make `next` the policy: its subject is the policy by name and digest, nothing else. */
export function updateStatement({ policy, digest }: PolicyDocument): Json {
  return {
    _type: STATEMENT_TYPE,
    subject: [{ name: policy.policyId, digest: { sha256: digest.slice('sha256:'.length) } }],
    predicateType: POLICY_UPDATE_TYPE,
    predicate: { policyId: policy.policyId, version: policy.version, previous: policy.previous ?? null },
  }
}

/** The statement as a file to sign with any Sigstore client: one line, canonical (RFC 8785), without a newline at the end. */
export function updateStatementText(next: PolicyDocument): string {
  return canonicalJson(updateStatement(next))
}

/** Characters. A statement has about four hundred. */
const LONGEST = 16 * 1024

/** Whether a signed payload is the statement for `next`; white space and the order of keys do not matter, one more field does. */
export function isUpdateStatement(payload: Uint8Array, next: PolicyDocument): Result<void, 'TRUST_UPDATE_STATEMENT'> {
  const text = decodeUtf8(payload)
  const document = text.ok ? parseJson(text.value, { length: LONGEST, depth: 8 }) : text
  if (document.ok && canonicalJson(document.value.value) === updateStatementText(next)) return ok(undefined)
  return fail({
    code: 'TRUST_UPDATE_STATEMENT',
    kind: 'untrusted',
    message: `what was signed is not the statement for version ${next.policy.version} of ${next.policy.policyId}`,
    hint: '`steward trust sign --statement` writes the statement',
  })
}
