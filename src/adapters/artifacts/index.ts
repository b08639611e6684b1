/**
 * Released files: read once, for their digest; archives of them, walked and read without following a link.
 *
 * @module
 */
export { archiveWriter, type Milestone } from './archive-writer.ts'
export { localArchive } from './local-archive.ts'
export { readArtifact } from './read-artifact.ts'
