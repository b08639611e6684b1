/**
 * Secrets of people: fresh ones, what is kept of them, and passphrases by argon2id.
 *
 * @module
 */
export { type PassphraseCost, secrets } from './secrets.ts'
