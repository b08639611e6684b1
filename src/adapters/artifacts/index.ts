/**
 * Released files: read once, for their digest.
 *
 * @module
 */
export { readArtifact } from './read-artifact.ts'
