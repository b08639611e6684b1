import type { Assessment, ReleaseStatus } from '#vulnerability'
import { affecting } from '../example-record.ts'
import { EXAMPLE_PROJECT, exampleAssessment } from '../example-world.ts'
import {
  endOf,
  type ProjectProducts,
  placeOf,
  projectProducts,
  type ReleaseAnswer,
  versionList,
  versionOf,
} from '../project-products.ts'
import type { RecordRule, Report } from '../rule.ts'

const EXAMPLE_WORLD = {
  project: EXAMPLE_PROJECT,
  assessment: exampleAssessment({ '3.13.7': 'affected', '3.13.8': 'affected', '3.13.9': 'fixed', '3.13.10': 'fixed' }),
}

export const outdatedRange: RecordRule = {
  code: 'STW215',
  name: 'outdated-range',
  on: 'record',
  level: 'error',
  what: 'What the record says of each release is what git says: no release that has the fix is called affected, no release that was to bring it and did not is called safe, and no range ends before the last affected release.',
  why: 'A record is right on the day of its publication. With each release a bound that was planned comes true or does not, and scanners go on repeating what it said.',
  cnaRules: ['update-on-fix', 'fixed-versions'],
  needs: ['project', 'assessment'],
  example: {
    wrong: {
      container: affecting({ version: '3.13.7', lessThan: '*', status: 'affected', versionType: 'python' }),
      world: EXAMPLE_WORLD,
    },
    right: {
      container: affecting({ version: '3.13.7', lessThan: '3.13.9', status: 'affected', versionType: 'python' }),
      world: EXAMPLE_WORLD,
    },
  },

  check(subject, report) {
    const { assessment } = subject.world
    const own = projectProducts(subject)
    if (own === undefined || assessment === undefined) return
    const pairs = comparable(own, assessment)
    calledAffected(pairs, report)
    calledSafe(own, pairs, assessment, report)
  },
}

/** A release as git sees it and as the record does. */
interface Pair {
  readonly git: ReleaseStatus
  readonly record: ReleaseAnswer
}

/** Pre-releases of what has been released are the subject of another rule. */
function comparable({ answers }: ProjectProducts, { releases }: Assessment): readonly Pair[] {
  const released = new Set(
    releases.filter(({ release }) => !release.version.prerelease).map(({ release }) => release.series),
  )
  return answers.flatMap((record, i) => {
    const git = releases[i]
    const isFringe = record.release.version.prerelease && released.has(record.release.series)
    return git === undefined || isFringe ? [] : [{ git, record }]
  })
}

/** Releases with the fix that the record calls affected, by what says so. */
function calledAffected(pairs: readonly Pair[], report: Report): void {
  const wrong = Map.groupBy(
    pairs.filter(({ git, record }) => git.status === 'fixed' && record.status === 'affected'),
    ({ record }) => placeOf(record),
  )
  for (const [at, group] of wrong) {
    const firstOfSeries = group.filter(
      ({ git }, i) => group.findIndex((each) => each.git.release.series === git.release.series) === i,
    )
    const versions = group.map(({ git }) => git.release.version.text)
    report({
      at,
      message: `${versionList(versions)} ${group.length === 1 ? 'has' : 'have'} the fix, and the record calls ${group.length === 1 ? 'it' : 'them'} affected`,
      hint:
        firstOfSeries.length === 1
          ? `end the range before ${versions[0]}`
          : `end a range of its own before each of ${versionList(firstOfSeries.map(({ git }) => git.release.version.text))}`,
    })
  }
}

/** Affected releases that the record calls unaffected, in series of which it says anything. */
function calledSafe(own: ProjectProducts, pairs: readonly Pair[], assessment: Assessment, report: Report): void {
  const told = new Set(
    pairs.filter(({ record }) => record.entry !== undefined).map(({ record }) => record.release.series),
  )
  const wrong = Map.groupBy(
    pairs.filter(
      ({ git, record }) =>
        git.status === 'affected' && record.status === 'unaffected' && told.has(record.release.series),
    ),
    ({ record }) => safePlace(record, own),
  )
  const promised = assessment.vulnerability.provisional.flatMap(({ version }) => versionOf(own.scheme, version) ?? [])
  for (const [at, group] of wrong) {
    const versions = group.map(({ git }) => git.release.version)
    const slipped = versions.find((version) => promised.some((each) => own.scheme.compare(each, version) === 0))
    const fix = assessment.branches.find(({ series }) => series === group[0]?.git.release.series)
    const next = fix?.fixedIn?.version.text ?? fix?.planned?.text
    report({
      at,
      ...(slipped === undefined && { level: 'warning' as const }),
      message:
        slipped === undefined
          ? `${versionList(versions.map(({ text }) => text))} ${group.length === 1 ? 'is' : 'are'} affected, and the record calls ${group.length === 1 ? 'it' : 'them'} unaffected`
          : `${slipped.text} was to bring the fix and came out without it: the record calls it unaffected`,
      ...(next !== undefined && { hint: `end the range before ${next}` }),
    })
  }
}

/** The end of the last range before a release in its series; where it is listed, or would be. */
function safePlace({ release, entry, product }: ReleaseAnswer, { answers, scheme }: ProjectProducts): string {
  if (entry !== undefined) return endOf(entry)
  const before = answers.findLast(
    (answer) =>
      answer.status === 'affected' &&
      answer.entry?.isRange === true &&
      answer.release.series === release.series &&
      (scheme.compare(answer.release.version, release.version) ?? 0) < 0,
  )
  return before?.entry === undefined ? `${product.at}/versions` : endOf(before.entry)
}
