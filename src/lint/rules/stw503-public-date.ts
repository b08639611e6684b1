import { quote } from '#fault'
import type { RecordRule, Remark } from '../rule.ts'
import { momentOf } from '../timestamp.ts'
import type { LintWorld } from '../world.ts'

export const publicDate: RecordRule = {
  code: 'STW503',
  name: 'public-date',
  on: 'record',
  level: 'error',
  what: '`datePublic` is there, is not more than a day in the future, and is not before the end of the embargo.',
  why: 'It is the day from which defenders count. CVE Services refuse one that is more than 24 hours ahead; one before the end of an embargo says that somebody broke it.',
  cnaRules: ['publish-own-disclosure'],
  uses: ['now', 'embargo'],
  example: {
    wrong: { container: { datePublic: '2030-03-20T08:00:00Z' }, world: { now: '2030-02-20T09:00:00Z' } },
    right: { container: { datePublic: '2030-02-20T08:00:00Z' }, world: { now: '2030-02-20T09:00:00Z' } },
  },

  check({ base, container: { datePublic }, world }, report) {
    if (datePublic === undefined) {
      report({
        at: base,
        level: 'warning',
        message: 'there is no datePublic: nobody sees since when the public knows of the vulnerability',
        hint: 'give the time of the first public advisory, fix or report',
      })
      return
    }
    const moment = momentOf(datePublic)
    const fault = moment === undefined ? undefined : faultOf(datePublic, moment, world)
    if (fault !== undefined) report({ at: `${base}/datePublic`, ...fault })
  },
}

const DAY = 24 * 60 * 60 * 1000 // milliseconds

function faultOf(datePublic: string, moment: number, { now, embargo }: LintWorld): Omit<Remark, 'at'> | undefined {
  const end = embargo === undefined ? undefined : momentOf(embargo.until)
  if (embargo !== undefined && end !== undefined && moment < (isMidnight(datePublic) ? midnightBefore(end) : end)) {
    return { message: `${quote(datePublic)} is before the end of the embargo, ${quote(embargo.until)}` }
  }
  const present = now === undefined ? undefined : momentOf(now)
  if (present === undefined) return undefined
  // A record under embargo is written for the moment at which it ends, and sent no sooner.
  if (moment > Math.max(present, end ?? present) + DAY) {
    return {
      message: `${quote(datePublic)} is more than a day in the future: CVE Services refuse it`,
      hint: 'give the time at which it became public',
    }
  }
  return undefined
}

/** A time that stands for the whole day. */
function isMidnight(text: string): boolean {
  return /T00:00:00(?:\.0+)?(?:Z|$)/.test(text)
}

function midnightBefore(moment: number): number {
  return Math.floor(moment / DAY) * DAY
}
