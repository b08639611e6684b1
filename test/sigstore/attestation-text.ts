import type { JsonObject } from '#json'
import { valueAt } from './edit-json.ts'

/** The attestation of PEP 740 that says what a bundle of version 0.3 with an envelope says. */
export function attestationText(bundle: string): string {
  const attestation: JsonObject = {
    version: 1,
    verification_material: {
      certificate: valueAt(bundle, '/verificationMaterial/certificate/rawBytes'),
      transparency_entries: valueAt(bundle, '/verificationMaterial/tlogEntries'),
    },
    envelope: {
      statement: valueAt(bundle, '/dsseEnvelope/payload'),
      signature: valueAt(bundle, '/dsseEnvelope/signatures/0/sig'),
    },
  }
  return JSON.stringify(attestation)
}
