/**
 * Signing: keys, and the services of a Sigstore instance.
 *
 * @module
 */
import type { SigningPorts } from '#desk/releases'
import { newKey, readKey } from './keys.ts'
import { certificate, log, timestamp } from './services.ts'

/** Signing on this machine. `now` gives milliseconds since 1970. */
export function localSigning(now: () => number): SigningPorts {
  return { newKey, readKey, certificate, log, timestamp, now }
}
