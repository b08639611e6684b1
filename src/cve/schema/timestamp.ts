import type { Definition, TextForm } from './definition.ts'
import { text } from './definition.ts'

const YEAR = '(?:19|2[0-9])[0-9]{2}'
// The official pattern says `19` alone where it means years from 1904 on: 1996-02-29 is refused, and 19-02-29 is taken.
const LEAP_YEAR = '(?:2000|2400|2800|19|2[0-9](?:0[48]|[2468][048]|[13579][26]))'
const MONTH_AND_DAY = [
  '02-(?:0[1-9]|1[0-9]|2[0-8])',
  '(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])',
  '(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)',
].join('|')
const DAY = `(?:${LEAP_YEAR}-02-29|${YEAR}-(?:${MONTH_AND_DAY}))`
const TIME = '(?:2[0-3]|[01][0-9]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]+)?'
const OFFSET = '(?:Z|[+-][0-9]{2}:[0-9]{2})'

const PATTERN = new RegExp(`^${DAY}T${TIME}${OFFSET}?$`)

const form: TextForm = {
  keyword: 'pattern',
  accepts: (value) => PATTERN.test(value),
  wanted: 'a date and time such as 2030-01-31T12:00:00Z',
}

/** A date and time; the offset from UTC may be left out. Source: `timestamp`. */
export const timestamp: Definition = text({}, form)
