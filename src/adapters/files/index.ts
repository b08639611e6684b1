/**
 * The file system: bounded reads, and writes that are whole or not at all.
 *
 * @module
 */
export { localFiles } from './local-files.ts'
