import type { Moment } from '#desk/store'

/**
 * Which readings of embargoed vulnerabilities are written down already. A page asks many times while somebody reads; the audit trail
 * gets one entry for each person and quarter of an hour.
 */
export interface ReadingNotes {
  /** Whether this reading is to be written down. */
  isNew(person: string, vulnerability: string): boolean
}

/** Milliseconds. */
const ONE_READING = 15 * 60_000
const MOST = 10_000

export function makeReadingNotes(moment: Moment): ReadingNotes {
  const last = new Map<string, number>()
  return {
    isNew(person, vulnerability) {
      const key = `${person} ${vulnerability}`
      const now = Date.parse(moment())
      const before = last.get(key)
      if (before !== undefined && now - before < ONE_READING) return false
      last.delete(key)
      last.set(key, now)
      const [oldest] = last.keys()
      if (last.size > MOST && oldest !== undefined) last.delete(oldest)
      return true
    },
  }
}
