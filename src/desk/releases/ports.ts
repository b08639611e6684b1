import type { Result } from '#fault'
import type { Artifact } from '#sigstore'
import type { SigningPorts } from './signing-ports.ts'

/** What verifying releases asks of the world. */
export interface ReleasePorts {
  /** The digest of a file, read once and in constant memory; its content too, where it is small. */
  artifact(path: string): Promise<Result<Artifact>>
  readonly roots: TrustedRoots
  /** Keys and the services of Sigstore; loaded when somebody signs. */
  signing(): Promise<SigningPorts>
}

/** The trusted root of the public instance. */
export interface TrustedRoots {
  /** What was refreshed last, or what came with Steward; nothing is asked of the network. */
  current(): Promise<Result<KeptRoot>>
  /** Asks a TUF repository for the newest, and verifies its metadata from the root that is known. */
  fetch(from: TufRepository): Promise<Result<KeptRoot>>
  /** Makes a root the current one. */
  keep(root: KeptRoot): Promise<Result<void>>
}

export interface TufRepository {
  /** The public instance's own where none is named. */
  readonly mirror?: string
  /** Absolute path of the `root.json` to begin with; for a mirror that Steward does not know. */
  readonly root?: string
}

/** A trusted root with where it came from. */
export interface KeptRoot {
  /** `trusted_root.json`, to the byte. */
  readonly text: string
  /** `embedded`: with Steward; otherwise the address of the TUF repository. */
  readonly source: string
  /** Version of the TUF root from which the metadata was verified. */
  readonly tufRoot?: number
  /** When the metadata expires that vouched for it, and when it was asked for; milliseconds since 1970. */
  readonly expires?: number
  readonly refreshedAt?: number
}
