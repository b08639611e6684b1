import type { Result } from '#fault'
import type { KeepingPort } from './keeping-port.ts'

/** What `steward serve` was asked for. */
export interface ServeRequest {
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
  /** Absolute path of the folder that keeps everything. */
  readonly data: string
  /** `postgres://...`; the database is a file in the data folder where this is absent. */
  readonly databaseUrl?: string
  /** Where people reach the desk, when that is another address than the one it listens on. */
  readonly origin?: string
  /** Offers a demo foundation at the set-up. */
  readonly demo: boolean
  /** Runs jobs in this process. */
  readonly works: boolean
  /** Takes the lines of the log, JSON; no log without it. */
  readonly log?: (line: string) => void
  /** A mistake of the desk itself, with the number of the request. */
  readonly crashed: (cause: unknown, request: string) => void
}

/** What `steward worker` was asked for. */
export type WorkRequest = Pick<ServeRequest, 'data' | 'log' | 'crashed'> & { readonly databaseUrl: string }

export interface RunningDesk {
  /** Where people reach it. */
  readonly url: string
  /** One-time link to the first account; undefined once there is one. */
  readonly setUpLink?: string
  /** With which the people of the demo foundation sign in, if the set-up plants it. */
  readonly demoPassphrase?: string
  /** Where the sandbox of CVE Services answers; undefined where the desk has none. */
  readonly sandbox?: string
  close(): Promise<void>
}

/** The desk: a web application. */
export interface DeskPort {
  serve(request: ServeRequest): Promise<Result<RunningDesk>>
  /** Runs jobs of a desk that others serve, until it is closed. */
  work(request: WorkRequest): Promise<Result<{ close(): Promise<void> }>>
  /** Copies and the audit log. Loaded when a command asks. */
  keeping(): Promise<KeepingPort>
  /** Resolves when the program is asked to end. */
  interrupted(): Promise<void>
  /** `STEWARD_DATA`, `STEWARD_DATABASE_URL`, `STEWARD_ORIGIN`, where they are set. */
  readonly environment: { readonly data?: string; readonly databaseUrl?: string; readonly origin?: string }
}
