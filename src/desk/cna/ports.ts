import type { Fault, Result } from '#fault'
import type { Json } from '#json'
import type { Credentials } from './credentials.ts'
import type { CveRecords, CveServices } from './cve-services.ts'
import type { Environment } from './environment.ts'
import type { Destination, Target } from './target.ts'

/** One request to CVE Services and what came of it, for those who keep every answer. */
export interface Exchange {
  readonly method: string
  /** Below the base URL: `/cve/CVE-2030-10421/cna`. */
  readonly path: string
  readonly milliseconds: number
  /** HTTP status and body; both absent where no answer came. */
  readonly status?: number
  readonly body?: Json
  readonly fault?: Fault
}

/** CVE Services, and what else of the world the work of a CNA needs. */
export interface CnaPorts {
  readonly environment: Environment
  /** Nothing is sent before a method is called. `seen` is told of every request and what came back. */
  connect<T extends Target>(
    destination: Destination<T>,
    credentials: Credentials,
    seen?: (exchange: Exchange) => void,
  ): CveServices<T>
  /** What CVE Services tell everybody, asked without credentials. */
  connectOpenly<T extends Target>(destination: Destination<T>): OpenCveServices<T>
  /** The text of a file that nobody but its owner can read; any other is refused. */
  readSecret(path: string): Promise<Result<string>>
  /** Makes a file with nothing in it yet; one that exists stays as it is, and is a fault. */
  createFile(path: string): Promise<Result<void>>
  /** Adds one line to a file. When it returns, the line is on the disk. */
  appendLine(path: string, line: string): Promise<Result<void>>
}

export interface OpenCveServices<T extends Target> extends Pick<CveServices<T>, 'destination' | 'health'> {
  readonly records: Pick<CveRecords<T>, 'get' | 'count'>
}
