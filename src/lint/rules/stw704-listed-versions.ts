import { quote } from '#fault'
import { type Contradiction, contradictions, type OsvAffected } from '#osv'
import type { OsvRule, Remark } from '../rule.ts'
import type { OsvSubject } from '../subject.ts'

export const listedVersions: OsvRule = {
  code: 'STW704',
  name: 'listed-versions',
  on: 'osv',
  level: 'warning',
  what: 'The `versions` of an entry are those that its ECOSYSTEM and SEMVER ranges hold: none outside, none twice and, where the releases of the project are known, none forgotten. It is an error to list the version that fixes it.',
  why: 'A version is affected when it is listed or lies in a range. Where the two differ, one of them is wrong, and which versions are reported depends on the tool.',
  uses: ['releases'],
  example: {
    wrong: {
      record: {
        affected: [
          {
            package: { ecosystem: 'PyPI', name: 'lantern' },
            ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '3.13.0' }, { fixed: '3.13.9' }] }],
            versions: ['3.13.8', '3.13.9'],
          },
        ],
      },
    },
    right: {
      record: {
        affected: [
          {
            package: { ecosystem: 'PyPI', name: 'lantern' },
            ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '3.13.0' }, { fixed: '3.13.9' }] }],
            versions: ['3.13.7', '3.13.8'],
          },
        ],
      },
    },
  },

  check(subject, report) {
    const found = Map.groupBy(
      contradictions(subject.record, releasesOf(subject)),
      ({ at, kind }) => `${kind} ${entryOf(at)}`,
    )
    for (const some of found.values()) report(remark(some))
    for (const [i, entry] of (subject.record.affected ?? []).entries()) {
      for (const each of repeated(entry, `/affected/${i}/versions`)) report(each)
    }
  },
}

/** The releases of the project, for a record of its own vulnerability. Of the package of somebody else they tell nothing. */
function releasesOf({ record, world: { project, releases, vulnerability } }: OsvSubject): readonly string[] {
  const { ecosystem, package: name } = project?.osv ?? {}
  if (releases === undefined || vulnerability === undefined || ecosystem === undefined) return []
  const isOurs = (record.affected ?? []).every(
    (entry) => entry.package?.ecosystem === ecosystem && entry.package.name === name,
  )
  return isOurs ? releases.releases.map(({ version }) => version.text) : []
}

function entryOf(at: string): string {
  return /^\/affected\/\d+/.exec(at)?.[0] ?? at
}

/** Versions that are named; of more there is the number. */
const NAMED = 5

function remark(found: readonly Contradiction[]): Remark {
  const [first] = found
  if (first === undefined) throw new RangeError('a group has at least one contradiction')
  const more = found.length > NAMED ? ` and ${found.length - NAMED} more` : ''
  const which = `${found
    .slice(0, NAMED)
    .map(({ version }) => version)
    .join(', ')}${more}`
  const are = found.length === 1 ? 'is' : 'are'
  switch (first.kind) {
    case 'outside':
      return {
        at: first.at,
        message: `${which} ${are} listed as affected and in no range of the entry`,
        hint: 'correct the ranges, or take them out of the list',
      }
    case 'fixed-listed':
      return {
        at: first.at,
        level: 'error',
        message: `${which} ${are} listed as affected, and a range says that it is fixed there`,
      }
    case 'unlisted':
      return {
        at: first.at,
        message: `${which} ${are} in a range and not listed in versions`,
        hint: '`steward render` lists every affected release',
      }
  }
}

function repeated({ versions = [] }: OsvAffected, at: string): readonly Remark[] {
  if (new Set(versions).size === versions.length) return []
  const seen = new Set<string>()
  return versions.flatMap((version, i): readonly Remark[] => {
    if (!seen.has(version)) {
      seen.add(version)
      return []
    }
    return [{ at: `${at}/${i}`, message: `${quote(version)} is listed twice` }]
  })
}
