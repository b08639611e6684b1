import type { Signature } from 'openpgp'
import { type OpenpgpKeys, reasonOf } from './keys.ts'

/**
 * What a detached OpenPGP signature says of a file. It is a report beside the verdict of Sigstore and never replaces it: the time in
 * it is the signer's own word, and whether a key is still its owner's, nobody but the owner knows.
 */
export interface OpenpgpReport {
  /**
   * `good`: one of the keys signed exactly this content. `bad`: one of the keys is named, and the signature is not of this content, or too
   * weak to count. `unknown-key`: none of the keys made it. `unchecked`: the content is not at hand; a digest does not do for OpenPGP.
   */
  readonly state: 'good' | 'bad' | 'unknown-key' | 'unchecked' | 'malformed'
  /** Fingerprint of the key, or its ID where no more is known; hexadecimal in capitals. */
  readonly key: string | null
  readonly detail: string
}

/** Characters of an `.asc` file; real ones have below 2,000. */
const LONGEST = 64 * 1024
const MOST_SIGNATURES = 8

/**
 * Checks a detached signature in armor.
 *
 * @param content  the whole file, or undefined where it is not at hand.
 * @param now  milliseconds since 1970: no signature is later.
 */
export async function checkDetached(
  armored: string,
  keys: OpenpgpKeys,
  content: Uint8Array | undefined,
  now: number,
): Promise<OpenpgpReport> {
  if (armored.length > LONGEST) return malformed(`it has more than ${LONGEST} characters`)
  if (!armored.includes('-----BEGIN PGP SIGNATURE-----')) return malformed('there is no armored signature')
  const { createMessage, readSignature, verify } = await import('openpgp')
  let signature: Signature
  try {
    signature = await readSignature({ armoredSignature: armored })
  } catch (thrown) {
    return malformed(reasonOf(thrown))
  }
  const ids = signature.getSigningKeyIDs()
  if (ids.length === 0 || ids.length > MOST_SIGNATURES) return malformed(`it holds ${ids.length} signatures`)
  const known = keys.keys.find((key) => ids.some((id) => key.getKeys(id).length > 0))
  const first = ids[0]?.toHex().toUpperCase() ?? null
  if (known === undefined) return { state: 'unknown-key', key: first, detail: 'made by none of the keys given' }
  const key = known.getFingerprint().toUpperCase()
  if (content === undefined) return { state: 'unchecked', key, detail: 'the file itself is not at hand' }
  try {
    const message = await createMessage({ binary: content })
    const { signatures } = await verify({
      message,
      signature,
      verificationKeys: [...keys.keys],
      format: 'binary',
      date: new Date(now),
    })
    const own = signatures.filter(({ keyID }) => known.getKeys(keyID).length > 0)
    // The library passes over signatures of other kinds (of keys, of nothing): what is left out was not verified.
    if (own.length === 0 || signatures.length !== ids.length) {
      return { state: 'bad', key, detail: 'it is not the signature of a file' }
    }
    for (const { verified } of own) await verified
    const created = (await own[0]?.signature)?.packets[0]?.created
    return { state: 'good', key, detail: created ? `dated ${created.toISOString().slice(0, 10)} by the signer` : '' }
  } catch (thrown) {
    return { state: 'bad', key, detail: reasonOf(thrown) }
  }
}

function malformed(detail: string): OpenpgpReport {
  return { state: 'malformed', key: null, detail }
}
