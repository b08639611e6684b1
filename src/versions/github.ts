import { fail, ok, type Result } from '#fault'
import type { Comparator } from './constraint.ts'
import type { VersionRange } from './interval.ts'
import { type Comparison, inAll, malformedRange, readComparisons, related } from './native/notation.ts'
import { MAX_VERSION_LENGTH, quoted, type Scheme, tooLong } from './scheme.ts'

const COMPARATORS: ReadonlyMap<string, Comparator> = new Map([
  ['', '='],
  ['=', '='],
  ['<', '<'],
  ['<=', '<='],
  ['>', '>'],
  ['>=', '>='],
])

export type GithubRangeFault =
  | 'VERSION_MALFORMED'
  | 'VERSION_RANGE_EMPTY'
  | 'VERSION_RANGE_MALFORMED'
  | 'VERSION_UNORDERED'

/**
 * Reads a range as GitHub's advisories write them, and CVE records made from these in their `version` fields: `>= 2.0.0, < 2.0.6`,
 * `< 1.4`, `= 3.1`. All comparisons must hold; the comma may be missing.
 *
 * `>= 0` is no bound, and a leading `v` is dropped where the scheme has none. A range without a version is a fault, since nobody
 * writes one on purpose.
 */
export function parseGithubRange(scheme: Scheme, text: string): Result<VersionRange, GithubRangeFault> {
  if (tooLong(text)) return malformedRange(text, `longer than ${MAX_VERSION_LENGTH} characters`)
  const comparisons = readComparisons(text)
  if (comparisons === undefined || comparisons.length === 0) {
    return malformedRange(text, 'expected comparisons', 'such a range looks like >= 2.0.0, < 2.0.6')
  }
  const range = inAll(comparisons.map((comparison) => readComparison(scheme, comparison)))
  if (!range.ok || range.value.length > 0) return range
  return fail({
    code: 'VERSION_RANGE_EMPTY',
    kind: 'invalid',
    message: `no version lies in the range ${quoted(text)}`,
  })
}

function readComparison(
  scheme: Scheme,
  { operator, operand }: Comparison,
): Result<VersionRange, Exclude<GithubRangeFault, 'VERSION_RANGE_EMPTY'>> {
  const comparator = COMPARATORS.get(operator)
  if (comparator === undefined) return malformedRange(`${operator}${operand}`, `there is no operator ${operator}`)
  if (comparator !== '=' && scheme.order !== 'total') {
    return fail({
      code: 'VERSION_UNORDERED',
      kind: 'invalid',
      message: `cannot read ${quoted(`${operator} ${operand}`)}: the scheme ${scheme.name} does not order its versions`,
    })
  }
  if (comparator === '>=' && operand === '0') return ok([{}])
  const range = related(scheme, comparator, operand)
  return range.ok || !/^v[0-9]/i.test(operand) ? range : related(scheme, comparator, operand.slice(1))
}
