/**
 * Secrets of the desk at rest: sealed with a key that is in no database.
 *
 * @module
 */
export { openVault, type VaultOptions } from './vault.ts'
