const DAY = 24 * 60 * 60 * 1000

/**
 * The day that is `count` business days after the one of `moment` (RFC 3339), as YYYY-MM-DD in UTC: on or before it something
 * is in time. Business days are Monday to Friday. Public holidays count as business days too: which ones hold is for each country to say,
 * so that a clock may strike too early by one, and never too late.
 */
export function businessDaysAfter(moment: string, count: number): string {
  let day = Math.floor(Date.parse(moment) / DAY)
  for (let left = count; left > 0; ) {
    day++
    if (!isWeekend(day)) left--
  }
  return new Date(day * DAY).toISOString().slice(0, 10)
}

/** Days since 1970-01-01, which was a Thursday. */
function isWeekend(day: number): boolean {
  const weekday = (((day + 4) % 7) + 7) % 7
  return weekday === 0 || weekday === 6
}
