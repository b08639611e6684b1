/**
 * Sigstore: signatures of released files, verified offline.
 *
 * A {@link Material} is a signature with all that came with it, read from any of the forms that Sigstore had. {@link verify} asks
 * whether a file was signed by whom a {@link Policy} allows, with a {@link TrustedRoot} and nothing else: no network, no clock. Its
 * {@link Verdict} says what was established, and why it is no pass. Times are in milliseconds since 1970.
 *
 * @module
 */
export { addEvidence } from './add-evidence.ts'
export type { HashName } from './algorithms.ts'
export { type Artifact, artifactOf, artifactWithSha256, type Digests, parseSha256 } from './artifact.ts'
export { readAttestation, readAttestationJson, readProvenanceJson } from './attestation.ts'
export { backfillBundle, withEntry } from './backfill.ts'
export { readBundle, readBundleJson } from './bundle.ts'
export { type Certificate, readCertificate, readCertificatePem } from './certificate.ts'
export { materialOfEntry, readCosignBundleJson } from './cosign.ts'
export { readDetached } from './detached.ts'
export type { Evidence, LoggedEntry, SignedTime, Verdict } from './evidence.ts'
export { entryHash, hashedRekordBody } from './hashed-rekord.ts'
export { type InclusionProof, type LogEntry, readLogEntryJson } from './log-entry.ts'
export { type KeyMaterial, MATERIAL_LIMITS, type Material, type MaterialForm, type SignedContent } from './material.ts'
export {
  type EvidenceLevel,
  type IdentityRule,
  identityPolicy,
  isAtLeast,
  keyPolicy,
  type Policy,
  type PolicyDemands,
} from './policy.ts'
export { proposalV1, proposalV2 } from './proposals.ts'
export { keyIdOf, type PublicKey, readPublicKeyPem } from './public-key.ts'
export { readMaterials, readMaterialsJson } from './read-material.ts'
export { readRekorEntries, readRekorEntriesJson, readRekorFile, readRekorFileJson } from './rekor-json.ts'
export { type Identity, identityOf } from './signer.ts'
export { PUBLIC_SERVICES, readSigningConfig, type SigningServices } from './signing-config.ts'
export { IN_TOTO_TYPE, preAuthEncoding, readStatement, type Statement, type Subject } from './statement.ts'
export { timestampQuery } from './timestamp-query.ts'
export { readTrustedRoot, type TrustedRoot } from './trusted-root.ts'
export { type UpgradeFault, upgradeBundle } from './upgrade.ts'
export { verify } from './verify.ts'
export { type BundleMaterial, isBundle, writeBundle } from './write-bundle.ts'
