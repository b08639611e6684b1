import type { JsonObject } from '#json'
import {
  type PolicyDocument,
  readPolicy,
  STATEMENT_PAYLOAD_TYPE,
  type UpdateSignature,
  updateStatementText,
  type VerifiedSigner,
} from '#trust'
import { ACCOUNTS, FORGE, lanternJson, signedBy } from './lantern-policy.ts'

/** The version after `before`, in JSON; fields given replace those of Lantern's first policy. */
export function nextJson(before: PolicyDocument, fields: JsonObject = {}): JsonObject {
  const { version } = before.policy
  return { ...lanternJson({ version: version + 1, previous: before.digest, issuedAt: '2030-02-01T00:00:00Z' }), ...fields }
}

export function next(before: PolicyDocument, fields: JsonObject = {}): PolicyDocument {
  const read = readPolicy(nextJson(before, fields))
  if (!read.ok) throw new Error(JSON.stringify(read.fault))
  return read.value
}

/** The word of a member on a policy, as if its cryptography had been verified. */
export function word(document: PolicyDocument, signer: VerifiedSigner, fields: Partial<{ payloadType: string; text: string }> = {}): UpdateSignature {
  const { payloadType = STATEMENT_PAYLOAD_TYPE, text = updateStatementText(document) } = fields
  return { kind: 'dsse', payloadType, payload: new TextEncoder().encode(text), signer }
}

export const ruta = (fields: Partial<VerifiedSigner> = {}): VerifiedSigner => signedBy(fields)
export const oskar = (fields: Partial<VerifiedSigner> = {}): VerifiedSigner =>
  signedBy({ san: 'oskar@lantern.example', issuer: ACCOUNTS, ...fields })
export const ines = (fields: Partial<VerifiedSigner> = {}): VerifiedSigner =>
  signedBy({ san: 'ines@lantern.example', issuer: FORGE, ...fields })
