import { quote } from '#fault'
import { type Bound, compareVersions, identityOf, type Version } from '#versions'
import { intervalOf, isBelow } from '../entry-segments.ts'
import { affecting } from '../example-record.ts'
import type { Fix, RecordRule, Report } from '../rule.ts'
import type { EntryView } from '../subject.ts'

export const changesOrder: RecordRule = {
  code: 'STW210',
  name: 'changes-order',
  on: 'record',
  level: 'error',
  what: 'The `changes` of a range stand in the order of their versions, each version once, all of them inside the range.',
  why: 'Readers should sort the list, and many do not: to them the last change that they meet decides. A change outside of its range never takes place.',
  cnaRules: ['affected-versions'],
  fixes: true,
  example: {
    wrong: {
      container: affecting({
        version: '3.13.0',
        lessThan: '3.14.0',
        status: 'unaffected',
        versionType: 'python',
        changes: [
          { at: '3.13.9', status: 'unaffected' },
          { at: '3.13.4', status: 'affected' },
        ],
      }),
    },
    right: {
      container: affecting({
        version: '3.13.0',
        lessThan: '3.14.0',
        status: 'unaffected',
        versionType: 'python',
        changes: [
          { at: '3.13.4', status: 'affected' },
          { at: '3.13.9', status: 'unaffected' },
        ],
      }),
    },
  },

  check({ products }, report) {
    for (const { entries } of products) {
      for (const view of entries) {
        if (view.entry.changes === undefined || !view.isRange) continue
        checkDuplicates(view, report)
        if (view.scheme.order === 'total') checkPlaces(view, report)
      }
    }
  },
}

/** The versions of the changes, as far as they are versions. */
function stepsOf({ entry, scheme }: EntryView): readonly { readonly i: number; readonly version: Version }[] {
  return (entry.changes ?? []).flatMap(({ at }, i) => {
    const read = scheme.parse(at)
    return read.ok ? [{ i, version: read.value }] : []
  })
}

function checkDuplicates(view: EntryView, report: Report): void {
  const seen = new Map<string, number>()
  for (const { i, version } of stepsOf(view)) {
    const first = seen.get(identityOf(version))
    if (first === undefined) {
      seen.set(identityOf(version), i)
      continue
    }
    report({
      at: `${view.at}/changes/${i}`,
      message: `the status changes twice at ${quote(version.text)}: here and in changes/${first}`,
      hint: 'keep the one that is true',
    })
  }
}

function checkPlaces(view: EntryView, report: Report): void {
  const { entry, at } = view
  const changes = entry.changes ?? []
  const steps = stepsOf(view)
  const late = steps.find(({ version }, n) => {
    const before = steps[n - 1]
    return before !== undefined && (compareVersions(before.version, version) ?? 0) > 0
  })
  if (late !== undefined) {
    const sorted = steps.toSorted((a, b) => compareVersions(a.version, b.version) ?? 0)
    report({
      at: `${at}/changes`,
      message: `${quote(late.version.text)} stands after a higher version: whoever does not sort the changes goes wrong here`,
      ...(steps.length === changes.length && {
        fix: {
          does: 'sorts the changes',
          edits: [{ op: 'replace', at: `${at}/changes`, value: sorted.flatMap(({ i }) => changes[i] ?? []) }],
        },
      }),
    })
  }
  const interval = intervalOf(view)
  if (interval === undefined) return
  for (const { i, version } of steps) {
    if (interval.lower !== undefined && (compareVersions(version, interval.lower.version) ?? 0) < 0) {
      report({
        at: `${at}/changes/${i}`,
        message: `the status changes at ${quote(version.text)}, before the range begins: ${entry.status} holds for none of its versions`,
      })
    } else if (interval.upper !== undefined && !isBelow(version, interval.upper)) {
      report({
        at: `${at}/changes/${i}`,
        message: `the status changes at ${quote(version.text)}, where the range has ended: the change never takes place`,
        ...(steps.length === changes.length && { fix: withoutLate(view, steps, interval.upper) }),
      })
    }
  }
}

/** Takes out all changes behind the end at once: an empty list must not stay. */
function withoutLate({ entry, at }: EntryView, steps: ReturnType<typeof stepsOf>, upper: Bound): Fix {
  const kept = steps.filter(({ version }) => isBelow(version, upper)).flatMap(({ i }) => entry.changes?.[i] ?? [])
  const place = `${at}/changes`
  return {
    does: 'takes out the changes behind the end of the range',
    edits: [kept.length === 0 ? { op: 'remove', at: place } : { op: 'replace', at: place, value: kept }],
  }
}
