import type { Base } from './workspace.ts'

/** One bad input, and what Steward must say of it. */
export interface Case {
  /** Completes "bad input:". */
  readonly what: string
  /** The code of the first fault. */
  readonly code: string
  /** The command, as typed or as words; given the folder's commits where it needs them. */
  readonly run: string | readonly string[] | ((base: Base) => string | readonly string[])
  /** Files put into a fresh copy of the workspace before. */
  readonly files?:
    | Readonly<Record<string, string | Uint8Array>>
    | ((base: Base) => Readonly<Record<string, string | Uint8Array>>)
  /** Whatever else is done to the copy. */
  readonly prepare?: (folder: string, base: Base) => void
  /** How the line of the first fault begins after `steward: `: a file, with line and column where a text has them. */
  readonly place?: string
  /** A part of the first hint; null where there is nothing obvious to do. */
  readonly hint: string | null
  /** The exit code. */
  readonly exit: number
  /** Run the program itself too, as a process of its own. */
  readonly apart?: true
  /** Why it cannot be tried on this machine. */
  readonly skip?: string | false
}

export const POSIX: string | false = process.platform === 'win32' && 'Windows has no such thing'
export const NOT_ROOT: string | false = POSIX || (process.getuid?.() === 0 && 'root may read everything')
