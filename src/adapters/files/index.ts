/**
 * The file system: bounded reads, and writes that are whole or not at all.
 *
 * @module
 */
export { localFiles, readAtOnce } from './local-files.ts'
