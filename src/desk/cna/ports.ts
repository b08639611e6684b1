import type { Result } from '#fault'
import type { Credentials } from './credentials.ts'
import type { CveRecords, CveServices } from './cve-services.ts'
import type { Environment } from './environment.ts'
import type { Destination, Target } from './target.ts'

/** CVE Services, and what else of the world the work of a CNA needs. */
export interface CnaPorts {
  readonly environment: Environment
  /** Nothing is sent before a method is called. */
  connect<T extends Target>(destination: Destination<T>, credentials: Credentials): CveServices<T>
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
