/** Times in words. The desk speaks UTC and says so: a team sits in many places, and an embargo ends at one moment. */

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const DATE = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
const SHORT_DATE = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
})
const DAY_MONTH = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' })
const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' })
const WEEKDAY = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' })

/** `12 March 2030` */
export function date(at: string): string {
  return DATE.format(new Date(at))
}

/** `12 Mar 2030` */
export function shortDate(at: string): string {
  return SHORT_DATE.format(new Date(at))
}

/** `12 March 2030, 16:20 UTC` */
export function dateTime(at: string | Date): string {
  const moment = new Date(at)
  return `${DATE.format(moment)}, ${CLOCK.format(moment)} UTC`
}

/** `16:20` */
export function clock(at: string): string {
  return CLOCK.format(new Date(at))
}

/** `Tuesday 12 March 2030, 16:20 UTC` */
export function now(moment: Date): string {
  return `${WEEKDAY.format(moment)} ${dateTime(moment)}`
}

/** A span in its two largest units: `2 h 20 min`, `6 d 22 h`, `41 d`. Below a minute: `less than a minute`. */
export function span(milliseconds: number): string {
  const length = Math.abs(milliseconds)
  if (length < MINUTE) return 'less than a minute'
  if (length < HOUR) return `${Math.floor(length / MINUTE)} min`
  if (length < DAY) return two(length, HOUR, 'h', MINUTE, 'min')
  return length < 10 * DAY ? two(length, DAY, 'd', HOUR, 'h') : `${Math.floor(length / DAY)} d`
}

function two(length: number, large: number, largeName: string, small: number, smallName: string): string {
  const rest = Math.floor((length % large) / small)
  const start = `${Math.floor(length / large)} ${largeName}`
  return rest === 0 ? start : `${start} ${rest} ${smallName}`
}

/** How long ago, or in how long: `just now`, `3 minutes ago`, `yesterday`, `12 March`, `in 6 days`. */
export function ago(at: string, moment: number): string {
  const passed = moment - Date.parse(at)
  const length = Math.abs(passed)
  const say = (count: number, unit: string): string => {
    const words = `${count} ${unit}${count === 1 ? '' : 's'}`
    return passed < 0 ? `in ${words}` : `${words} ago`
  }
  // The page looks at its clock twice a minute, so what happened since then seems to lie ahead.
  if (length < MINUTE) return 'just now'
  if (length < HOUR) return say(Math.floor(length / MINUTE), 'minute')
  if (length < DAY) return say(Math.floor(length / HOUR), 'hour')
  if (length < 14 * DAY) return say(Math.floor(length / DAY), 'day')
  const sameYear = new Date(at).getUTCFullYear() === new Date(moment).getUTCFullYear()
  return sameYear ? `on ${DAY_MONTH.format(new Date(at))}` : `on ${SHORT_DATE.format(new Date(at))}`
}
