import type { AffectedProduct, CveRecord } from '#cve'
import type { OsvRecord } from '#osv'
import {
  type Interval,
  normalize,
  parseConstraints,
  parseGithubRange,
  type Scheme,
  type Version,
  type VersionRange,
  writeVers,
} from '#versions'
import type { Statement } from '#vulnerability'

/**
 * What a record states about affected versions, as a statement of the facts: a range where the scheme can read it, otherwise
 * its list of versions; undefined when it states nothing that can be compared.
 */
export function statementOfCve(scheme: Scheme, record: CveRecord, by: string): Statement | undefined {
  const products = record.containers.cna.affected ?? []
  const intervals: Interval[] = []
  for (const product of products) {
    const read = intervalsOf(scheme, product)
    if (read === undefined) return undefined
    intervals.push(...read)
  }
  return statement(scheme, normalize(intervals), by)
}

/** Single-version entries, ranges and GitHub's `>= 2.0.0, < 2.0.6`; undefined when an entry cannot be read under the scheme. */
function intervalsOf(scheme: Scheme, product: AffectedProduct): readonly Interval[] | undefined {
  const intervals: Interval[] = []
  for (const { version, status, lessThan, lessThanOrEqual, versionType, changes } of product.versions ?? []) {
    if (status !== 'affected' || versionType === 'git') continue
    if (changes !== undefined) return undefined
    if (/[<>=,]/.test(version)) {
      const range = parseGithubRange(scheme, version)
      if (!range.ok) return undefined
      intervals.push(...range.value)
      continue
    }
    const lower = version === '0' || version === '*' ? undefined : read(scheme, version)
    if (lower === null) return undefined
    const end = lessThan ?? lessThanOrEqual
    if (end === undefined && lower === undefined) return undefined
    const upper = end === undefined ? lower : end === '*' ? undefined : read(scheme, end)
    if (upper === null) return undefined
    intervals.push({
      ...(lower !== undefined && { lower: { version: lower, inclusive: true } }),
      ...(upper !== undefined && { upper: { version: upper, inclusive: lessThan === undefined } }),
    })
  }
  return intervals
}

/** The ordered ranges of an OSV record, or its list of versions. */
export function statementOfOsv(scheme: Scheme, record: OsvRecord, by: string): Statement | undefined {
  const affected = record.affected ?? []
  const versions = affected.flatMap((each) => each.versions ?? [])
  if (versions.length > 0) return { by, versions: [...new Set(versions)] }
  const intervals: Interval[] = []
  for (const { events, type } of affected.flatMap((each) => each.ranges ?? [])) {
    if (type === 'GIT') continue
    let lower: Version | undefined
    let open = false
    for (const event of events) {
      const text = event.introduced ?? event.fixed ?? event.last_affected
      const version = text === undefined || text === '0' ? undefined : read(scheme, text)
      if (version === null) return undefined
      if (event.introduced !== undefined) {
        lower = version
        open = true
      } else if (open && version !== undefined) {
        intervals.push({
          ...(lower !== undefined && { lower: { version: lower, inclusive: true } }),
          upper: { version, inclusive: event.last_affected !== undefined },
        })
        open = false
      }
    }
    if (open) intervals.push(lower === undefined ? {} : { lower: { version: lower, inclusive: true } })
  }
  return statement(scheme, normalize(intervals), by)
}

function statement(scheme: Scheme, range: VersionRange, by: string): Statement | undefined {
  if (range.length === 0) return undefined
  // The facts keep the constraints without the head `vers:TYPE/`, since the project names the scheme.
  const text = writeVers(scheme, range)
  const constraints = text.slice(text.indexOf('/') + 1)
  return parseConstraints(scheme, constraints).ok ? { by, range: constraints } : undefined
}

/** null when the scheme cannot read it. */
function read(scheme: Scheme, text: string): Version | null {
  const version = scheme.parse(text)
  return version.ok ? version.value : null
}
