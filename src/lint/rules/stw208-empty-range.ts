import { quote } from '#fault'
import { compareVersions } from '#versions'
import { endOfBranch } from '../entry-segments.ts'
import { affecting } from '../example-record.ts'
import type { RecordRule } from '../rule.ts'
import type { EntryView } from '../subject.ts'

export const emptyRange: RecordRule = {
  code: 'STW208',
  name: 'empty-range',
  on: 'record',
  level: 'error',
  what: 'A range begins before it ends: `version` is below `lessThan`, and not above `lessThanOrEqual`.',
  why: 'A range that is empty or runs backwards holds no version, so that nothing is affected by it. Some readers take it for a range without an end instead.',
  cnaRules: ['affected-versions'],
  example: {
    wrong: {
      container: affecting({ version: '3.13.9', lessThan: '3.13.9', status: 'affected', versionType: 'python' }),
    },
    right: {
      container: affecting({ version: '3.13.0', lessThan: '3.13.9', status: 'affected', versionType: 'python' }),
    },
  },

  check({ products }, report) {
    for (const { entries } of products) {
      for (const view of entries) {
        const { entry, at, upperIncluded, upperText } = view
        if (upperText === undefined) continue
        const order = orderOfEnds(view, upperText)
        if (order === undefined || order < 0 || (order === 0 && upperIncluded)) continue
        const [from, to] = [quote(entry.version), quote(upperText)]
        report(
          order === 0
            ? {
                at,
                message: `the range ends before ${to}, where it begins: no version is in it`,
                hint: 'lessThan is the first version that is not in the range; if this one version is meant, leave lessThan out',
              }
            : { at, message: `the range begins at ${from} and ends at ${to}, which comes before: no version is in it` },
        )
      }
    }
  },
}

/** Below zero where the range begins before it ends; undefined where nobody can say. Equal texts are equal in any order. */
function orderOfEnds({ entry, scheme, lower, upper }: EntryView, upperText: string): number | undefined {
  if (entry.version === upperText) return 0
  const end = upper ?? endOfBranch(scheme, upperText)
  return lower === undefined || end === undefined ? undefined : compareVersions(lower, end)
}
