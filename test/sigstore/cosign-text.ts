import assert from 'node:assert/strict'
import { encodeBase64, encodePem } from '#bytes'
import { readBundle } from '#sigstore'

/** What `cosign sign-blob --bundle` wrote before version 3, for the signature of a bundle with a promise. */
export function cosignText(bundle: string): string {
  const read = readBundle(bundle)
  assert(read.ok && read.value.key.kind === 'certificate')
  const [entry] = read.value.entries
  assert(entry?.promise !== undefined && entry.integratedTime !== undefined)
  return JSON.stringify({
    base64Signature: encodeBase64(read.value.content.signature),
    cert: encodeBase64(Buffer.from(encodePem('CERTIFICATE', read.value.key.leaf.bytes))),
    rekorBundle: {
      SignedEntryTimestamp: encodeBase64(entry.promise),
      Payload: {
        body: encodeBase64(entry.body),
        integratedTime: entry.integratedTime,
        logIndex: entry.logIndex,
        logID: Buffer.from(entry.logId).toString('hex'),
      },
    },
  })
}
