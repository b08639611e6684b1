interface Span {
  readonly minutes?: number
  readonly hours?: number
  readonly days?: number
}

const MINUTE = 60_000 // milliseconds

function milliseconds({ minutes = 0, hours = 0, days = 0 }: Span): number {
  return (minutes + 60 * (hours + 24 * days)) * MINUTE
}

/** The moment so long after another; RFC 3339, UTC, as all moments of the desk. */
export function after(moment: string, span: Span): string {
  return new Date(Date.parse(moment) + milliseconds(span)).toISOString()
}

export function before(moment: string, span: Span): string {
  return new Date(Date.parse(moment) - milliseconds(span)).toISOString()
}
