import type { Fault } from '#fault'
import { Outrun } from './refused.ts'

const SQLITE_BUSY = 5

/** Primary result codes. Source: sqlite.org/rescode.html */
const SQLITE: Readonly<Record<number, Fault>> = {
  [SQLITE_BUSY]: busy(),
  8: readOnly(),
  10: unreachable('its file cannot be read or written'),
  11: unreachable('its file is damaged', 'stop Steward and restore a backup'),
  13: full(),
  14: unreachable('its file cannot be opened', 'check the folder and who may write in it'),
  26: unreachable('the file is not a database', 'check the path'),
}

/** SQLSTATE codes. Source: PostgreSQL manual, appendix A. */
const POSTGRES: Readonly<Record<string, Fault>> = {
  '23505': busy(),
  '25006': readOnly(),
  '40001': busy(),
  '40P01': busy(),
  '53100': full(),
  '53300': busy(),
  '55P03': busy(),
  '57P01': unreachable('the server is shutting down'),
  '57P02': unreachable('the server is shutting down'),
  '57P03': unreachable('the server is starting'),
  '28000': unreachable('the server refuses this user', 'check STEWARD_DATABASE_URL'),
  '28P01': unreachable('the server refuses this password', 'check STEWARD_DATABASE_URL'),
  '3D000': unreachable('it does not exist on the server', 'create it, or check STEWARD_DATABASE_URL'),
}

/** What an exception of a driver means to a person; undefined for a bug of ours. */
export function storeFault(cause: unknown): Fault | undefined {
  if (!(cause instanceof Error)) return undefined
  if ('errcode' in cause && typeof cause.errcode === 'number') return SQLITE[cause.errcode & 0xff]
  const code = 'code' in cause ? String(cause.code) : ''
  if (Object.hasOwn(POSTGRES, code)) return POSTGRES[code]
  // Class 08 is "connection exception"; pg has no code for a connection that ended in the middle.
  const isGone = code.startsWith('08') || 'syscall' in cause || CONNECTION_LOST.test(cause.message)
  return isGone ? unreachable('the server does not answer') : undefined
}

const CONNECTION_LOST =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying|Query read timeout)/

const UNIQUE_VIOLATION = '23505'

/**
 * Serialization failure, deadlock, and a unique key that a transaction at the same time has taken, which our statements that ask
 * first or say `on conflict` meet in no other way. Source: PostgreSQL manual, 13.2.3 and 13.5.
 */
const PASSING = new Set(['40001', '40P01', UNIQUE_VIOLATION])

/**
 * A statement that a connection kept ready, from before the schema went forward. It has the code of what is not supported
 * (`feature_not_supported`) and no other mark than its text; source: `RevalidateCachedQuery` in PostgreSQL's plancache.c.
 */
export function isOutdatedPlan(cause: unknown): boolean {
  if (!(cause instanceof Error && 'code' in cause) || cause.code !== '0A000') return false
  return cause.message === 'cached plan must not change result type'
}

/** Whether the same transaction may well succeed when it is run again. */
export function isPassing(cause: unknown): boolean {
  if (cause instanceof Outrun) return true
  if (!(cause instanceof Error && 'code' in cause)) return false
  if (isOutdatedPlan(cause)) return true
  return PASSING.has(String(cause.code)) || ('errcode' in cause && cause.errcode === SQLITE_BUSY)
}

/** Whether a row has a key that another one has. SQLite's constraints have no fault of their own: for the desk they are bugs. */
export function isTaken(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === UNIQUE_VIOLATION
}

function full(): Fault {
  return {
    code: 'STORE_FULL',
    kind: 'unreachable',
    message: 'the disk of the database is full: nothing was changed',
    hint: 'make room and repeat the change',
  }
}

function readOnly(): Fault {
  return {
    code: 'STORE_READ_ONLY',
    kind: 'unreachable',
    message: 'the database may only be read at the moment: nothing was changed',
    hint: 'check who may write to it, and whether it is a replica',
  }
}

function busy(): Fault {
  return {
    code: 'STORE_BUSY',
    kind: 'unreachable',
    message: 'too many changes at once: nothing was changed',
    hint: 'repeat the change',
  }
}

function unreachable(reason: string, hint = 'repeat it when the database is back'): Fault {
  return { code: 'STORE_UNREACHABLE', kind: 'unreachable', message: `the database cannot be used: ${reason}`, hint }
}
