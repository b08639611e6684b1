import type { Result } from '#fault'
import type { JsonObject } from '#json'
import type { Certificate, LogEntry, PublicKey } from '#sigstore'

/** What signing asks of the world: a key, three services, the clock. */
export interface SigningPorts {
  /** A key for one signature; it is never stored. */
  newKey(): SigningKey
  /** A private key from PEM. */
  readKey(pem: string): Result<SigningKey>
  /** A certificate of Fulcio for the key, for whom the OpenID Connect token names. */
  certificate(authority: string, token: string, key: SigningKey): Promise<Result<Certificate>>
  /** Has Rekor record a proposal, and gives the entry; one that is there already is as good. */
  log(url: string, version: 1 | 2, proposal: JsonObject): Promise<Result<LogEntry>>
  /** The response of a timestamp authority to a query, both in DER. */
  timestamp(url: string, query: Uint8Array): Promise<Result<Uint8Array>>
  /** Milliseconds since 1970. */
  now(): number
}

/** A private key that does not leave its place. Signatures are over SHA-256, those of an Ed25519 key over the data itself. */
export interface SigningKey {
  readonly publicKey: PublicKey
  sign(data: Uint8Array): Uint8Array
  /** The signature over the content of a file, read in pieces; an Ed25519 key cannot do that. */
  signFile?(path: string): Promise<Result<Uint8Array>>
}
