import { refine, type Shape, text } from '#json'

const MOMENT = /^([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]+)?Z$/

/** A time of RFC 3339 in UTC that is in the calendar. Leap seconds are. Source: `#/$defs/timestamp`. */
export const moment: Shape<string> = refine(text, (value) =>
  isMoment(value) ? undefined : 'is no time in UTC like 2030-02-17T09:00:00Z',
)

function isMoment(value: string): boolean {
  const [whole, ...parts] = MOMENT.exec(value) ?? []
  if (whole === undefined) return false
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map(Number)
  const isTime = (hour <= 23 && minute <= 59 && second <= 59) || (hour === 23 && minute === 59 && second === 60)
  return isTime && month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month)
}

function daysOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}
