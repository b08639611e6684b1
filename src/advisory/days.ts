const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** The day (YYYY-MM-DD, UTC) of a date or of an RFC 3339 time; undefined for any other text. */
export function dayOf(time: string | undefined): string | undefined {
  if (time === undefined || !/^\d{4}-\d\d-\d\d(T|$)/.test(time)) return undefined
  const moment = Date.parse(time)
  return Number.isNaN(moment) ? undefined : new Date(moment).toISOString().slice(0, 10)
}

/** `17 Feb 2030`, of a day given as YYYY-MM-DD. */
export function dayInWords(day: string): string {
  const [year, month, date] = day.split('-')
  return `${Number(date)} ${MONTHS[Number(month) - 1]} ${year}`
}
