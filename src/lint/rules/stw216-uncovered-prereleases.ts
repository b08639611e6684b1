import { affecting } from '../example-record.ts'
import { EXAMPLE_PROJECT, exampleReleases } from '../example-world.ts'
import { projectProducts, type ReleaseAnswer, versionList } from '../project-products.ts'
import type { RecordRule } from '../rule.ts'

const EXAMPLE_WORLD = {
  project: EXAMPLE_PROJECT,
  releases: exampleReleases('3.12.12', '3.13.0a1', '3.13.0rc1', '3.13.0', '3.13.8', '3.13.9'),
}

export const uncoveredPrereleases: RecordRule = {
  code: 'STW216',
  name: 'uncovered-prereleases',
  on: 'record',
  level: 'warning',
  what: 'A range that begins at the first final release of a branch begins at its first pre-release instead, where the pre-releases have the bug as well. Projects that write `bounds: final` in `steward.yaml` have decided otherwise.',
  why: '3.13.0a1 and 3.13.0rc1 come before 3.13.0: the record calls them unaffected, and those who test with them are not warned.',
  cnaRules: ['affected-versions'],
  needs: ['project', 'releases'],
  uses: ['assessment'],
  example: {
    wrong: {
      container: affecting({ version: '3.13.0', lessThan: '3.13.9', status: 'affected', versionType: 'python' }),
      world: EXAMPLE_WORLD,
    },
    right: {
      container: affecting({ version: '3.13.0a1', lessThan: '3.13.9', status: 'affected', versionType: 'python' }),
      world: EXAMPLE_WORLD,
    },
  },

  check(subject, report) {
    const { project, assessment } = subject.world
    const own = projectProducts(subject)
    if (own?.scheme.order !== 'total' || project?.bounds === 'final') return
    const isAffected = (i: number): boolean => assessment === undefined || assessment.releases[i]?.status === 'affected'
    for (const { entries } of own.products) {
      for (const { entry, isRange, lower, at } of entries) {
        if (!isRange || entry.status !== 'affected' || lower === undefined || lower.prerelease) continue
        const place = own.answers.findIndex(({ release }) => own.scheme.compare(release.version, lower) === 0)
        const series = own.answers[place]?.release.series
        if (series === undefined) continue
        const earlier = own.answers.slice(0, place).filter(({ release }) => release.series === series)
        // A range that begins in the middle of a branch begins where the bug came in.
        if (earlier.some(({ release }) => !release.version.prerelease)) continue
        const uncovered = own.answers
          .slice(0, place)
          .filter((answer, i) => answer.release.series === series && isSilent(answer) && isAffected(i))
          .map(({ release }) => release.version.text)
        const [first] = uncovered
        if (first === undefined) continue
        report({
          at: `${at}/version`,
          message: `the pre-releases ${versionList(uncovered)} come before ${lower.text}: the record does not call them affected`,
          hint: `begin the range at ${first}, if they have the bug`,
        })
      }
    }
  },
}

/** No entry says anything of it, and neither is everything else affected. */
function isSilent({ entry, status }: ReleaseAnswer): boolean {
  return entry === undefined && status !== 'affected'
}
