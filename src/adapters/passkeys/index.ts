/**
 * Passkeys by `@simplewebauthn/server`, which is loaded when the first passkey is used.
 *
 * @module
 */
export { passkeysAt } from './passkeys.ts'
