import { quote } from '#fault'
import type { Json } from '#json'
import { compareVersions, complement, type Interval, normalize, schemeNamed } from '#versions'
import { intervalOf } from '../entry-segments.ts'
import { affecting } from '../example-record.ts'
import type { Fix, RecordRule, Remark } from '../rule.ts'
import type { EntryView, ProductView } from '../subject.ts'

export const defaultStatus: RecordRule = {
  code: 'STW203',
  name: 'default-status',
  on: 'record',
  level: 'warning',
  what: '`defaultStatus` says what holds for the versions that are not listed, and the entries say where it does not hold. It is an error that it says `affected` when all entries do so as well.',
  why: 'Without it every other version is "unknown", and readers differ in what they make of that. With `affected` everywhere nothing is ever fixed. Many readers, sites and converters among them, show the entries alone: what only `defaultStatus` says does not reach them.',
  cnaRules: ['affected-versions', 'fixed-versions'],
  fixes: true,
  example: {
    wrong: {
      container: {
        affected: [
          {
            vendor: 'Lantern Software Foundation',
            product: 'lantern',
            versions: [{ version: '3.12.0', lessThan: '3.12.13', status: 'affected', versionType: 'python' }],
          },
        ],
      },
    },
    right: {
      container: affecting({ version: '3.12.0', lessThan: '3.12.13', status: 'affected', versionType: 'python' }),
    },
  },

  check({ products, noVersions }, report) {
    const unreadable = new Set(noVersions.map(({ product }) => product))
    for (const product of products) {
      const { entries } = product
      if (entries.length === 0) continue
      const status = product.product.defaultStatus
      const remark =
        status === undefined
          ? aboutMissing(product, !unreadable.has(product))
          : status === 'affected'
            ? aboutAffected(product)
            : status === 'unaffected'
              ? aboutUnaffected(product)
              : undefined
      if (remark !== undefined) report(remark)
    }
  },
}

/**
 * Ranges bound what is affected, so that the rest is not. Of single versions, or texts that are none, nobody but the author knows whether
 * they are all there is.
 */
function aboutMissing({ at, entries }: ProductView, isReadable: boolean): Remark {
  const hasBounds = entries.some(({ entry, isRange }) => isRange && entry.status !== 'unaffected')
  return {
    at,
    message: 'there is no defaultStatus: every version that is not listed counts as unknown',
    ...(isReadable && hasBounds
      ? {
          fix: {
            does: 'says that versions which are not listed are unaffected',
            edits: [{ op: 'add', at: `${at}/defaultStatus`, value: 'unaffected' }],
          },
        }
      : { hint: 'set it to unaffected if no other version is affected' }),
  }
}

function aboutAffected(product: ProductView): Remark | undefined {
  const { at, entries } = product
  const place = `${at}/defaultStatus`
  if (entries.every(({ entry }) => entry.status === 'affected' && entry.changes === undefined)) {
    if (!entries.some(({ upperText }) => upperText !== undefined && upperText !== '*')) return undefined
    return {
      at: place,
      level: 'error',
      message:
        'defaultStatus is affected and so is every entry: the ends of the ranges mean nothing, and no version is fixed',
      hint: 'set defaultStatus to unaffected',
    }
  }
  const unaffected = entries.filter(({ entry }) => entry.status === 'unaffected')
  const last = unaffected.at(-1)
  if (last !== undefined && unaffected.every(({ isRange }) => !isRange)) {
    return {
      at: last.at,
      message: `defaultStatus is affected, and ${quote(last.entry.version)} is unaffected alone: the releases after it count as affected`,
      hint: `if they have the fix too, make it a range: "version": ${quote(last.entry.version)}, "lessThan": "*"`,
    }
  }
  if (!entries.every(({ entry }) => entry.status === 'unaffected' && entry.changes === undefined)) return undefined
  const fix = turnedRound(product)
  return {
    at: place,
    message:
      'no entry is affected, only defaultStatus: readers that look at the entries alone find no affected version',
    hint: 'give the affected versions entries, and set defaultStatus to unaffected',
    ...(fix !== undefined && { fix }),
  }
}

/** The same said the other way round: what was not listed is affected, and all else is unaffected. */
function turnedRound({ at, entries }: ProductView): Fix | undefined {
  const [first] = entries
  const intervals: Interval[] = []
  for (const view of entries) {
    const interval = view.scheme === first?.scheme ? intervalOf(view) : undefined
    // The end of `1.*` has no other name.
    if (interval === undefined || (view.upper === undefined && view.upperText !== '*')) return undefined
    intervals.push(interval)
  }
  const versionType = first?.entry.versionType
  const affected = complement(normalize(intervals))
  // An entry cannot begin after a version, only at it.
  if (versionType === undefined || affected.length === 0 || affected.some(({ lower }) => lower?.inclusive === false)) {
    return undefined
  }
  const value = affected.map(({ lower, upper }): Json => {
    const version = lower?.version.text ?? '0'
    if (upper === undefined) return { version, status: 'affected', versionType, lessThan: '*' }
    const end = upper.version.text
    return upper.inclusive
      ? { version, status: 'affected', versionType, lessThanOrEqual: end }
      : { version, status: 'affected', versionType, lessThan: end }
  })
  return {
    does: 'lists the affected versions instead of the unaffected ones',
    edits: [
      { op: 'replace', at: `${at}/defaultStatus`, value: 'unaffected' },
      { op: 'replace', at: `${at}/versions`, value },
    ],
  }
}

/** One version with the vulnerability and one with the fix: whoever writes that means a range. */
function aboutUnaffected({ entries }: ProductView): Remark | undefined {
  const [one, other] = entries
  if (entries.length !== 2 || one === undefined || other === undefined || one.isRange || other.isRange) return undefined
  const [affected, fixed] = one.entry.status === 'affected' ? [one, other] : [other, one]
  if (affected.entry.status !== 'affected' || fixed.entry.status !== 'unaffected' || !isBefore(affected, fixed))
    return undefined
  const [from, to] = [quote(affected.entry.version), quote(fixed.entry.version)]
  return {
    at: fixed.at,
    message: `${to} is unaffected like everything that is not listed: if it has the fix, what lies between ${from} and it counts as unaffected too`,
    hint: `write the range "version": ${from}, "lessThan": ${to}, and say its versionType`,
  }
}

/** By the order of the entries, or else by that of PEP 440, which reads most versions. */
function isBefore(a: EntryView, b: EntryView): boolean {
  if (a.scheme === b.scheme && a.lower !== undefined && b.lower !== undefined && a.scheme.order === 'total') {
    return (compareVersions(a.lower, b.lower) ?? 0) < 0
  }
  const python = schemeNamed('python')
  if (!python.ok) return false
  const [left, right] = [a, b].map(({ entry }) => python.value.parse(entry.version))
  return left?.ok === true && right?.ok === true && (compareVersions(left.value, right.value) ?? 0) < 0
}
