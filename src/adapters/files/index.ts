/**
 * The file system: bounded reads, writes that are whole or not at all, and lines that are put aside.
 *
 * @module
 */
export { diskSpools } from './disk-spool.ts'
export { localFiles, readAtOnce } from './local-files.ts'
