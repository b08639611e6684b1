/**
 * OpenPGP: the `.asc` file beside a release, for projects on their way from keys to identities.
 *
 * @module
 */
export { checkDetached, type OpenpgpReport } from './check-detached.ts'
export { type OpenpgpKeys, readOpenpgpKeys } from './keys.ts'
