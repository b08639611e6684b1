import type { Result } from '#fault'
import type { RepositoryAddress } from './repository-address.ts'

export interface OutboundPolicy {
  /** Hosts that may be asked though they are not on the public internet: the foundation's own git server. In small letters. */
  readonly privateHosts: readonly string[]
  /** Absolute folders; repositories in the file system must lie below one of them. */
  readonly folders: readonly string[]
}

/** The guard in front of every question to an address that somebody wrote down. */
export interface Outbound {
  /**
   * An address from which git may clone or fetch now. Names of hosts are looked up and links in paths are followed, so that the answer
   * holds for this moment only: ask before each use.
   *
   * Codes: `REPOSITORY_ADDRESS`, `OUTBOUND_PRIVATE`, `OUTBOUND_UNKNOWN`.
   */
  repository(text: string): Promise<Result<RepositoryAddress>>
  /** A web address that may be asked now. Redirects have to be asked about anew. Codes as above, and `WEB_ADDRESS`. */
  web(text: string): Promise<Result<URL>>
}
