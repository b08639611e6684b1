import type { Files, Repositories } from '#desk'
import type { ArchivePorts } from '#desk/archive'
import type { CnaPorts } from '#desk/cna'
import type { BatchRunner, Web } from '#desk/lint'
import type { ReleasePorts } from '#desk/releases'
import type { DeskPort } from './desk-port.ts'
import type { SandboxPort } from './sandbox-port.ts'

/** Everything a command needs of the world. `main/` fills it with the real one, tests with a small one. */
export interface World {
  /** Absolute path of the current folder. */
  readonly folder: string
  readonly now: () => Date
  readonly version: string
  readonly files: Files
  readonly repositories: Repositories
  /** CVE Services, and the environment that says which. Loaded when a command asks: most commands have no use for it. */
  cna(): Promise<CnaPorts>
  /** Released files and trusted roots. Loaded when a command asks. */
  releases(): Promise<ReleasePorts>
  /** Archives of released files. Loaded when a command asks. */
  archives(): Promise<ArchivePorts>
  readonly terminal: Terminal
  /** Checks record files on several threads. */
  readonly checks: BatchRunner
  /** Public pages, for commands that were asked to look at links. */
  readonly web: Web
  /** The rehearsal server, for the command that runs it. */
  readonly sandbox: SandboxPort
  /** The web application, for the commands that run it. */
  readonly desk: DeskPort
  /** Threads that this machine runs at the same time. */
  readonly threads: number
  /**
   * From now on the first Ctrl-C does not end the program: what this gives tells whether there was one, so that work stops between two
   * steps. The second ends it at once.
   */
  stopAsked(): () => boolean
  /** A fresh folder that is removed when the program ends: for the tour. */
  temporaryFolder(): Promise<string>
  /** Runs git for the tour, which makes a repository of its own. */
  git(folder: string, words: readonly string[], input?: string): Promise<string>
}

export interface Terminal {
  /** Writes text to standard output as it is. */
  write(text: string): void
  /** Writes one line to standard output. */
  out(line: string): void
  /** Writes one line to standard error. */
  err(line: string): void
  /** Asks the person at the terminal; only where it is interactive. Undefined when they leave without an answer. */
  ask(question: string): Promise<string | undefined>
  /** Rewrites the current line of standard error; ignored where that is no terminal. */
  status(line: string): void
  /** Standard output is a terminal and NO_COLOR is unset. */
  readonly colour: boolean
  /** Standard error is a terminal: progress may be shown. */
  readonly interactive: boolean
  readonly columns: number
}
