import { pointer } from '#json'
import type { Scheme, Version } from '#versions'
import { schemeOfRange } from './ecosystems.ts'
import { type RangeTest, rangeTest } from './in-range.ts'
import type { OsvAffected, OsvRecord } from './record.ts'

/** A place where the version list of an entry and its version ranges do not say the same. */
export interface Contradiction {
  readonly kind:
    | 'outside' // listed as affected, and in no range
    | 'fixed-listed' // the same, and a range even says that this is the version that fixes it
    | 'unlisted' // released and in a range, and not listed
  readonly version: string
  /** JSON Pointer to the version, or to the entry for one that is not listed. */
  readonly at: string
}

/**
 * Where the `versions` of an entry and its ECOSYSTEM and SEMVER ranges disagree. `released` are the versions that exist, when they
 * are known. Entries without version ranges or without a known order have nothing to compare, and neither has a single version that the
 * scheme cannot read: none of them is a contradiction.
 */
export function contradictions(record: OsvRecord, released: readonly string[] = []): readonly Contradiction[] {
  return (record.affected ?? []).flatMap((entry, i) => ofEntry(entry, pointer('affected', i), released))
}

function ofEntry(entry: OsvAffected, at: string, released: readonly string[]): readonly Contradiction[] {
  const ranges = (entry.ranges ?? []).filter((range) => range.type !== 'GIT')
  const scheme = ranges[0] === undefined ? undefined : schemeOfRange(ranges[0], entry.package)
  if (scheme === undefined) return []
  const tests = ranges.map((range) => rangeTest(range.events, schemeOfRange(range, entry.package) ?? scheme))
  const fixes = ranges.flatMap((range) => range.events.flatMap((event) => read(scheme, event.fixed)))
  const versions = entry.versions ?? []

  const wrong = versions.flatMap((version, i): readonly Contradiction[] => {
    if (inside(tests, version) !== false) return []
    const fixed = read(scheme, version).some((each) => fixes.some((fix) => scheme.compare(each, fix) === 0))
    return [{ kind: fixed ? 'fixed-listed' : 'outside', version, at: at + pointer('versions', i) }]
  })
  const listed = new Set(versions)
  const spellings = released.length === 0 ? [] : versions.flatMap((version) => read(scheme, version))
  const missing = released.flatMap((version): readonly Contradiction[] => {
    if (listed.has(version) || inside(tests, version) !== true) return []
    const same = read(scheme, version).some((each) => spellings.some((other) => scheme.compare(each, other) === 0))
    return same ? [] : [{ kind: 'unlisted', version, at }]
  })
  return [...wrong, ...missing]
}

/** Whether any range holds the version; undefined when none does and one cannot say. */
function inside(tests: readonly RangeTest[], version: string): boolean | undefined {
  const answers = tests.map((test) => test(version).inside)
  if (answers.includes(true)) return true
  return answers.includes(undefined) ? undefined : false
}

function read(scheme: Scheme, text: string | undefined): readonly Version[] {
  const version = text === undefined ? undefined : scheme.parse(text)
  return version?.ok ? [version.value] : []
}
