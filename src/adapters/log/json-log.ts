import type { Moment } from '#desk/store'
import { redact } from './redact.ts'

export type LogLevel = 'info' | 'warning' | 'error'

export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>

export interface Log {
  /** `event` is a fixed word: `request`, `job`, `started`. */
  line(level: LogLevel, event: string, fields?: LogFields): void
}

/** Characters of one value; a longer one is cut. */
const LONGEST = 2000

/** Writes `{"at", "level", "event", ...}` with the fields in the order given. */
export function jsonLog(write: (line: string) => void, moment: Moment): Log {
  return {
    line(level, event, fields = {}) {
      const safe = Object.entries(fields).map(([key, value]) => [
        key,
        typeof value === 'string' ? readable(value) : value,
      ])
      write(JSON.stringify({ at: moment(), level, event, ...Object.fromEntries(safe) }))
    },
  }
}

export const silentLog: Log = { line: () => undefined }

function readable(value: string): string {
  const short = value.length > LONGEST ? `${value.slice(0, LONGEST)}...` : value
  return redact(short)
}
