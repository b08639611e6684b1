/**
 * Trusted roots of Sigstore: the one that comes with Steward, and newer ones from a TUF repository.
 *
 * @module
 */
export { embeddedRoot } from './embedded.ts'
export { currentRoot, localTrustedRoots } from './trusted-roots.ts'
