/**
 * Releases: the files that a project publishes, and the signatures beside them.
 *
 * @module
 */
export { detachedSignature, type FoundSignatures, signaturesBeside, signaturesIn } from './find-signature.ts'
export type { KeptRoot, ReleasePorts, TrustedRoots, TufRepository } from './ports.ts'
export { isPublicRoot, PUBLIC_MIRROR } from './public-root.ts'
export { releaseStatement, type Signed, type SigningRequest, signFile, subjectArtifact } from './sign.ts'
export type { SigningKey, SigningPorts } from './signing-ports.ts'
