import { statusReader } from '#cve'
import type { Branch, Release, ReleaseList } from '#project'
import { EXAMPLE_PROJECT, EXAMPLE_RELEASES } from '../example-world.ts'
import type { RecordRule } from '../rule.ts'
import type { RecordSubject } from '../subject.ts'
import { momentOf } from '../timestamp.ts'

const EXAMPLE_WORLD = { project: EXAMPLE_PROJECT, releases: EXAMPLE_RELEASES }
const EXAMPLE_PRODUCT = {
  vendor: 'Lantern Software Foundation',
  product: 'lantern',
  defaultStatus: 'unaffected',
  versions: [{ version: '0', lessThan: '3.12.0', status: 'affected', versionType: 'python' }],
}

export const unsupportedWhenAssigned: RecordRule = {
  code: 'STW504',
  name: 'unsupported-when-assigned',
  on: 'record',
  level: 'error',
  what: 'The tag `unsupported-when-assigned` is there exactly if every affected branch was at its end of life when the ID was assigned.',
  why: 'The tag tells readers that there will be no fix, and that moving to a supported version is the only way. Where it is wrong, they wait for a fix that never comes, or do not install the one that there is.',
  cnaRules: ['unsupported-when-assigned', 'cna-tags'],
  needs: ['project', 'releases'],
  uses: ['now', 'vulnerability'],
  example: {
    wrong: { container: { affected: [EXAMPLE_PRODUCT] }, world: EXAMPLE_WORLD },
    right: { container: { affected: [EXAMPLE_PRODUCT], tags: ['unsupported-when-assigned'] }, world: EXAMPLE_WORLD },
  },

  check(subject, report) {
    const { base, container, world } = subject
    const { project, releases } = world
    const assigned = assignmentOf(subject)
    if (project === undefined || releases === undefined || assigned === undefined) return
    if (!isAllOf(subject, project.product.product)) return
    const affected = affectedReleases(subject, releases)
    const at = container.tags?.indexOf(TAG) ?? -1
    const found = affected.map((release) => {
      const branch = project.branches.find(({ series }) => series === release.series)
      return { release, branch, support: branch === undefined ? undefined : supportOf(branch, assigned) }
    })
    const supported = found.findLast(({ support }) => support === 'supported')
    if (at >= 0 && supported !== undefined) {
      report({
        at: `${base}/tags/${at}`,
        message: `${supported.release.version.text} is affected, and branch ${supported.branch?.name} was supported when the ID was assigned`,
        hint: `remove the tag ${TAG}`,
      })
    } else if (at < 0 && found.length > 0 && found.every(({ support }) => support === 'ended')) {
      const branches = [...new Set(found.map(({ branch }) => branch?.name))].join(', ')
      report({
        at: base,
        message: `every affected branch was at its end of life when the ID was assigned (${branches}), and the tag ${TAG} is missing`,
        hint: `add ${TAG} to tags`,
      })
    }
  },
}

const TAG = 'unsupported-when-assigned'

/** The first and the last day, YYYY-MM-DD, on which the ID can have been assigned: a reserved ID may wait for long. */
interface Assignment {
  readonly first: string
  readonly last: string
}

function assignmentOf({ container, metadata, world }: RecordSubject): Assignment | undefined {
  const last = dayOf(container.dateAssigned ?? metadata?.datePublished ?? world.now)
  const first = dayOf(container.dateAssigned ?? metadata?.dateReserved ?? world.vulnerability?.reserved) ?? last
  return first === undefined || last === undefined ? undefined : { first, last }
}

function dayOf(time: string | undefined): string | undefined {
  const moment = time === undefined ? undefined : momentOf(time)
  return moment === undefined ? undefined : new Date(moment).toISOString().slice(0, 10)
}

/** Undefined where it cannot be told for every day of the assignment. */
function supportOf({ lifecycle, endOfLife }: Branch, { first, last }: Assignment): 'supported' | 'ended' | undefined {
  const ended = endOfLife !== undefined && endOfLife < first
  if (lifecycle === 'end-of-life') {
    if (ended) return 'ended'
    return endOfLife !== undefined && last <= endOfLife ? 'supported' : undefined
  }
  // A branch that is supported now was so then; a date that says otherwise is a guess that nobody confirmed.
  return ended ? undefined : 'supported'
}

/** Of other products the project knows nothing. */
function isAllOf({ products }: RecordSubject, name: string): boolean {
  return products.every(({ product }) => (product.product ?? product.packageName)?.toLowerCase() === name.toLowerCase())
}

function affectedReleases({ products }: RecordSubject, { releases }: ReleaseList): readonly Release[] {
  const readers = products.map(({ product }) => statusReader(product))
  return releases.filter(({ version }) => readers.some((read) => read(version.text).status === 'affected'))
}
