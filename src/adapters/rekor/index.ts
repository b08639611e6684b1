/**
 * The transparency log itself, asked for entries. Nothing that it says is believed: whoever uses an entry verifies it.
 *
 * @module
 */
export { retrieveEntries } from './retrieve-entries.ts'
