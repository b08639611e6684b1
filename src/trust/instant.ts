import { fail, ok, type Result } from '#fault'

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number

/** RFC 3339, section 5.6, narrowed: UTC as `Z`, capitals, at most milliseconds. One moment has few spellings then, and no reader differs. */
const INSTANT = /^([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]{1,3})?Z$/

/** The moment that a text names; a day or an hour that no calendar has is a fault. */
export function parseInstant(text: string): Result<Instant, 'TRUST_TIME'> {
  const fields = INSTANT.exec(text)
  const instant = fields === null ? Number.NaN : Date.parse(text)
  // Date.parse takes 30 February for 1 March.
  const whole = !Number.isNaN(instant) && new Date(instant).toISOString().slice(0, 19) === text.slice(0, 19)
  if (whole) return ok(instant)
  return fail({
    code: 'TRUST_TIME',
    kind: 'invalid',
    message: `cannot read ${JSON.stringify(text.slice(0, 40))} as a time`,
    hint: 'a time looks like 2030-03-18T07:12:00Z',
  })
}

/** `2030-03-18T07:12:00Z`: whole seconds, as people write them; milliseconds only where there are some. */
export function writeInstant(instant: Instant): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z')
}
