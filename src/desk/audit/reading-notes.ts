import type { AuditNote, Effects, Moment } from '#desk/store'

/** A reading of something under embargo. */
export type Reading = Pick<AuditNote, 'actor' | 'subject'> & {
  readonly action: Extract<AuditNote['action'], `${string}.read`>
}

/**
 * Which readings of what is embargoed are written down already. A page asks many times while somebody reads; the trail gets one entry for
 * each person, subject and ten minutes, whatever part of it is read. Each process remembers its own.
 */
export interface ReadingNotes {
  /** Whether this reading is to be written down. */
  isNew(reading: Reading): boolean
  /** To be told once the entry is on the disk, and not before: until then the reading counts as new. */
  keep(reading: Reading): void
}

/** Milliseconds. */
const ONE_READING = 10 * 60_000
const MOST = 10_000

export function makeReadingNotes(moment: Moment): ReadingNotes {
  const last = new Map<string, number>()
  const isNew = (key: string): boolean => {
    const before = last.get(key)
    return before === undefined || Date.parse(moment()) - before >= ONE_READING
  }
  return {
    isNew: (reading) => isNew(keyOf(reading)),
    keep(reading) {
      const key = keyOf(reading)
      if (!isNew(key)) return
      last.delete(key)
      last.set(key, Date.parse(moment()))
      const [oldest] = last.keys()
      if (last.size > MOST && oldest !== undefined) last.delete(oldest)
    },
  }
}

/** Writes a reading down in the transaction that reads, when it is a new one. */
export async function auditReading(
  { audit }: Pick<Effects, 'audit'>,
  readings: ReadingNotes,
  reading: Reading,
): Promise<void> {
  if (readings.isNew(reading)) await audit.append({ ...reading, embargoed: true })
}

/** A token acts for a person, and is told apart from them. */
function keyOf({ actor, subject }: Reading): string {
  return [actor.kind, actor.id, subject.kind, subject.id].join(' ')
}
