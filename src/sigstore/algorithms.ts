/** Digest algorithms, by the names that Node has for them. */
export type HashName = 'sha256' | 'sha384' | 'sha512'

/** What a signature algorithm of X.509 or CMS makes of the data before it is signed. `none`: Ed25519 signs the data itself. */
export type Prehash = HashName | 'none'

export const HASH_LENGTH: Readonly<Record<HashName, number>> = { sha256: 32, sha384: 48, sha512: 64 } // bytes

/** Object identifiers of signature algorithms. Sources: RFC 5758, RFC 4055, RFC 8410. RSA is PKCS #1 v1.5; no SHA-1. */
export const SIGNATURE_OIDS: Readonly<Record<string, Prehash>> = {
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
  '1.3.101.112': 'none',
}

/** Object identifiers of digest algorithms. Source: RFC 5754. */
export const HASH_OIDS: Readonly<Record<string, HashName>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
}

/** Digest algorithms by their names in sigstore_common.proto, and as Rekor v1 writes them. */
export const HASH_WORDS: ReadonlyMap<string, HashName> = new Map([
  ['SHA2_256', 'sha256'],
  ['SHA2_384', 'sha384'],
  ['SHA2_512', 'sha512'],
  ['sha256', 'sha256'],
  ['sha384', 'sha384'],
  ['sha512', 'sha512'],
])

/** The name in sigstore_common.proto. */
export const PROTO_HASH: Readonly<Record<HashName, string>> = {
  sha256: 'SHA2_256',
  sha384: 'SHA2_384',
  sha512: 'SHA2_512',
}
