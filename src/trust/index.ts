/**
 * Who may sign what: the trust policy, its rules, and how one version follows another.
 *
 * @module
 */
export {
  type BundleVerifier,
  CHAIN_MEDIA_TYPE,
  type ChainLink,
  chainJson,
  type FollowedChain,
  followChain,
  parseChain,
  type TrustChain,
} from './chain.ts'
export { type DiffLine, diffPolicies } from './diff.ts'
export { EVIDENCE, type Evidence, suffices } from './evidence.ts'
export { type ImportOptions, importIdentities } from './import-identities.ts'
export { type Instant, parseInstant, writeInstant } from './instant.ts'
export {
  type Decision,
  expiry,
  type Freshness,
  type JudgedArtifact,
  type JudgementCode,
  judgeArtifact,
  streamOf,
} from './judge.ts'
export { digestOf, type PolicyDocument, parsePolicy, readPolicy } from './parse-policy.ts'
export type {
  Exception,
  Identity,
  Instance,
  PolicyRole,
  SanType,
  Signer,
  Stream,
  TrustPolicy,
  Window,
} from './policy.ts'
export { POLICY_MEDIA_TYPE, SAN_TYPES } from './policy.ts'
export { coveredComponents, nameFits, releaseComponents, releaseInName } from './release-match.ts'
export type { RootUsed, SignerRefusal, VerifiedSigner } from './signer-match.ts'
export { advance, parseState, stateJson, type TrustState } from './state.ts'
export { POLICY_UPDATE_TYPE, STATEMENT_PAYLOAD_TYPE, updateStatement, updateStatementText } from './update-statement.ts'
export { type NamedRoot, type SignerVerdict, verifySigner } from './verify-signer.ts'
export { type UpdateSignature, type VerifiedUpdate, verifyUpdate } from './verify-update.ts'
export { bundleVerifier } from './verify-update-bundle.ts'
