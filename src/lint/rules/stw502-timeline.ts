import type { TimelineEntry } from '#cve'
import { quote } from '#fault'
import type { JsonObject } from '#json'
import type { RecordRule, Report } from '../rule.ts'
import { momentOf, readTimestamp } from '../timestamp.ts'
import type { LintWorld } from '../world.ts'

export const timeline: RecordRule = {
  code: 'STW502',
  name: 'timeline',
  on: 'record',
  level: 'warning',
  what: 'The entries of `timeline` stand in the order in which they happened, have happened, and say the offset of their clock from UTC.',
  why: 'Readers count from the report to the fix. A time without offset is off by up to fourteen hours, and CVE Services refuse one with an offset that does not exist.',
  uses: ['now', 'embargo'],
  fixes: true,
  example: {
    wrong: {
      container: {
        timeline: [
          { time: '2030-02-20T08:00:00Z', lang: 'en', value: 'Made public' },
          { time: '2030-02-10T09:00:00', lang: 'en', value: 'Reported' },
        ],
      },
    },
    right: {
      container: {
        timeline: [
          { time: '2030-02-10T09:00:00Z', lang: 'en', value: 'Reported' },
          { time: '2030-02-20T08:00:00Z', lang: 'en', value: 'Made public' },
        ],
      },
    },
  },

  check({ base, container, world }, report) {
    if (container.timeline === undefined) return
    const at = `${base}/timeline`
    const latest = latestOf(world)
    for (const [i, { time }] of container.timeline.entries()) {
      const read = readTimestamp(time)
      // What is no time stamp is for the rule of the schema.
      if (read === undefined) continue
      if (read.offset === undefined) {
        report({
          at: `${at}/${i}/time`,
          message: `the time ${quote(time)} says no offset from UTC`,
          fix: {
            does: 'says that it is in UTC, as the format supposes',
            edits: [{ op: 'replace', at: `${at}/${i}/time`, value: `${time}Z` }],
          },
        })
      } else if (read.moment === undefined) {
        report({
          at: `${at}/${i}/time`,
          level: 'error',
          message: `no clock has the offset ${quote(read.offset)} from UTC`,
        })
      } else if (latest !== undefined && read.moment > latest) {
        report({ at: `${at}/${i}/time`, message: `${quote(time)} is in the future` })
      }
    }
    reportOrder(container.timeline, at, report)
  },
}

/** What has happened by the time at which the record can be published. */
function latestOf({ now, embargo }: LintWorld): number | undefined {
  const present = now === undefined ? undefined : momentOf(now)
  const end = embargo === undefined ? undefined : momentOf(embargo.until)
  return present === undefined || end === undefined ? present : Math.max(present, end)
}

function reportOrder(timeline: readonly TimelineEntry[], at: string, report: Report): void {
  const moments = timeline.map(({ time }) => momentOf(time))
  const late = moments.findIndex((moment, i) => moment !== undefined && moment < (moments[i - 1] ?? moment))
  if (late < 0) return
  // Only what can be read can be put into order.
  const isKnown = moments.every((moment) => moment !== undefined)
  const value: JsonObject[] = timeline.toSorted((a, b) => (momentOf(a.time) ?? 0) - (momentOf(b.time) ?? 0))
  report({
    at: `${at}/${late}`,
    message: `${quote(timeline[late]?.time ?? '')} stands after ${quote(timeline[late - 1]?.time ?? '')}: the timeline goes back`,
    ...(isKnown && { fix: { does: 'puts the timeline into order', edits: [{ op: 'replace', at, value }] } }),
  })
}
