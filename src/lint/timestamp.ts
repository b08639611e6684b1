/** A time stamp of a record, taken apart. */
export interface Timestamp {
  /** Milliseconds since 1970; undefined where the offset is one that no clock has. */
  readonly moment: number | undefined
  /** `Z` or `+05:30`; undefined where it is left out, which means UTC. */
  readonly offset: string | undefined
}

/**
 * Reads a time stamp, or a date alone as its midnight in UTC; undefined for any other text.
 *
 * Source: CVE Record Format 5.2, `#/definitions/timestamp`: the offset may be left out, "GMT (+00:00) is assumed".
 */
export function readTimestamp(text: string): Timestamp | undefined {
  const [whole, time, offset] = PATTERN.exec(text) ?? []
  if (whole === undefined) return undefined
  // Without an offset `Date.parse` would take the time for one of the machine that it runs on.
  const moment = Date.parse(time !== undefined && offset === undefined ? `${text}Z` : text)
  return { moment: Number.isNaN(moment) || isBeyondClocks(offset) ? undefined : moment, offset }
}

/** The moment of a time stamp, in milliseconds since 1970; undefined where it cannot be known. */
export function momentOf(text: string): number | undefined {
  return readTimestamp(text)?.moment
}

const PATTERN = /^\d{4}-\d{2}-\d{2}(?:T(\d{2}:\d{2}:\d{2}(?:\.\d+)?)(Z|[+-]\d{2}:\d{2})?)?$/

/** The clocks of the earth are between -12:00 and +14:00. */
function isBeyondClocks(offset = 'Z'): boolean {
  if (offset === 'Z') return false
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4))
  return minutes > (offset.startsWith('-') ? 12 : 14) * 60
}
