import { quote } from '#fault'
import type { Json } from '#json'
import type { Project } from '#project'
import { compareVersions, contains, intersect, normalize, type Version } from '#versions'
import { type BranchRange, branchRanges, type Crossing, crossingsOf, type Step, stepsOf } from '../branch-chain.ts'
import { intervalOf } from '../entry-segments.ts'
import { affecting } from '../example-record.ts'
import { isRegistered } from '../registered-product.ts'
import type { Edit, Fix, RecordRule, Remark } from '../rule.ts'
import { areNeighbours, startOfSeries } from '../series-start.ts'
import type { EntryView, ProductView, RecordSubject } from '../subject.ts'

export const changesCrossBranches: RecordRule = {
  code: 'STW211',
  name: 'changes-cross-branches',
  on: 'record',
  level: 'error',
  what: 'A chain of `changes` stays within one release branch. Each branch that was fixed by itself has an entry of its own.',
  why: 'A chain runs along one line: after the fix in 3.12.13 everything higher is unaffected, 3.13.0 as well, although its own fix came with 3.13.9. Users of 3.13.0 are told that they are safe.',
  cnaRules: ['affected-versions', 'fixed-versions'],
  uses: ['assessment', 'project'],
  fixes: true,
  example: {
    wrong: {
      container: affecting({
        version: '3.12.0',
        lessThan: '3.13.9',
        status: 'affected',
        versionType: 'python',
        changes: [{ at: '3.12.13', status: 'unaffected' }],
      }),
    },
    right: {
      container: affecting(
        { version: '3.12.0', lessThan: '3.12.13', status: 'affected', versionType: 'python' },
        { version: '3.13.0', lessThan: '3.13.9', status: 'affected', versionType: 'python' },
      ),
    },
  },

  check(subject, report) {
    for (const product of subject.products) {
      for (const view of product.entries) {
        if (view.entry.changes === undefined || !view.isRange) continue
        const remark = view.scheme.order === 'none' ? aboutUnordered(view) : aboutChain(subject, product, view)
        if (remark !== undefined) report(remark)
      }
    }
  },
}

function aboutChain(subject: RecordSubject, product: ProductView, view: EntryView): Remark | undefined {
  const steps = stepsOf(view)
  if (steps === undefined) return undefined
  const { project } = subject.world
  const own = project !== undefined && isRegistered(product.product, project.product) ? project : undefined
  const crossings = crossingsOf(view, steps, own?.seriesNumbers)
  const at = `${view.at}/changes`
  const [first] = crossings
  if (first === undefined) {
    return (
      (own === undefined ? undefined : aboutReleases(subject, view, steps, at)) ??
      aboutLaterBranches(view, steps, own, at)
    )
  }
  const ranges = branchRanges(view, steps, crossings)
  const fix = ranges === undefined ? undefined : split(product, view, ranges, crossings, own)
  return {
    at,
    message: `one chain of changes crosses branches: ${first.start.text} would be marked unaffected`,
    hint: `give each branch its own entry${ranges === undefined ? '' : `: ${inWords(ranges)}`}`,
    ...(fix !== undefined && { fix }),
  }
}

/** `3.12.0 < 3.12.13, 3.13.0 < 3.13.9` */
function inWords(ranges: readonly BranchRange[]): string {
  const shown = ranges.slice(0, MOST_SHOWN).map(({ from, to }) => {
    return `${bare(from)} ${to.included ? '<=' : '<'} ${bare(to.version.text)}`
  })
  return shown.join(', ') + (ranges.length > MOST_SHOWN ? ', ...' : '')
}

const MOST_SHOWN = 6

/** A version as it is in a line of many: without quotes, but with everything escaped that a terminal could take for something else. */
function bare(text: string): string {
  return quote(text).slice(1, -1)
}

/**
 * The fix, where it changes nothing but what the chain had wrong: the releases of the later branches before their own fixes. So what
 * comes after the fixes must be unaffected by default, no branch may lie between those that are named, and no other entry may have a say.
 */
function split(
  product: ProductView,
  view: EntryView,
  ranges: readonly BranchRange[],
  crossings: readonly Crossing[],
  project: Project | undefined,
): Fix | undefined {
  if (product.product.defaultStatus !== 'unaffected') return undefined
  if (!crossings.every(({ before, turn }) => areNeighbours(view.scheme, before.version, turn.version, project)))
    return undefined
  if (!standsAlone(product, view)) return undefined
  const { status, versionType = '' } = view.entry
  const slash = view.at.lastIndexOf('/')
  const number = Number(view.at.slice(slash + 1))
  const edits = ranges.map(({ from, to }, n): Edit => {
    const upper = to.included ? { lessThanOrEqual: to.version.text } : { lessThan: to.version.text }
    const value: Json = { version: from, status, versionType, ...upper }
    return n === 0
      ? { op: 'replace', at: view.at, value }
      : { op: 'add', at: `${view.at.slice(0, slash)}/${number + n}`, value }
  })
  return { does: 'gives each branch its own entry', edits }
}

function standsAlone({ entries }: ProductView, view: EntryView): boolean {
  const own = intervalOf(view)
  if (own === undefined) return false
  return entries.every((other) => {
    if (other === view) return true
    const interval = other.scheme === view.scheme ? intervalOf(other) : undefined
    return interval !== undefined && intersect([own], [interval]).length === 0
  })
}

/** A chain that the releases of the project contradict: one that git says is affected comes after the fix of another branch. */
function aboutReleases(
  { world }: RecordSubject,
  view: EntryView,
  steps: readonly Step[],
  at: string,
): Remark | undefined {
  const { scheme } = view
  const interval = intervalOf(view)
  if (interval === undefined || world.assessment === undefined) return undefined
  const inside = normalize([interval])
  const seriesOf = (version: Version): string => scheme.series(version, world.project?.seriesNumbers)
  for (const { release, status } of world.assessment.releases) {
    const { version } = release
    if (status !== 'affected' || version.scheme !== scheme.name || !contains(inside, version)) continue
    const last = steps.findLast((step) => (compareVersions(step.version, version) ?? 0) <= 0)
    if (last?.status !== 'unaffected' || seriesOf(last.version) === seriesOf(version)) continue
    return {
      at,
      message: `one chain of changes crosses branches: ${version.text}, which is affected, would be marked unaffected after ${bare(last.version.text)}`,
      hint: 'give each branch its own entry',
    }
  }
  return undefined
}

/**
 * A chain that begins in one branch, ends there with a maintenance release, and goes on over the branches after it: `3.12.0` to `*` with
 * the fix in 3.12.13. That may be right, where the fix came before the later branches did; it is not what one sees.
 */
function aboutLaterBranches(
  view: EntryView,
  steps: readonly Step[],
  project: Project | undefined,
  at: string,
): Remark | undefined {
  const { scheme, lower, entry } = view
  const [fix] = steps
  if (fix === undefined || entry.status !== 'affected' || steps.some(({ status }) => status !== 'unaffected'))
    return undefined
  const numbers = project?.seriesNumbers
  const start = startOfSeries(scheme, fix.version, numbers)
  if (start === undefined || (compareVersions(start, fix.version) ?? 0) >= 0) return undefined
  const isOfBranch = lower !== undefined && scheme.series(lower, numbers) === scheme.series(fix.version, numbers)
  if (!isOfBranch || steps.length > 1 || !goesOn(view, fix.version, project)) return undefined
  const version = bare(fix.version.text)
  return {
    at,
    level: 'warning',
    message: `the chain goes on over the later branches: all their releases count as unaffected, because ${version} is`,
    hint: `give each branch its own entry; if the later ones never were affected, end this one with "lessThan": "${version}"`,
  }
}

/** Whether releases of later branches are in the range. */
function goesOn(view: EntryView, fix: Version, project: Project | undefined): boolean {
  const interval = intervalOf(view)
  if (interval === undefined) return false
  const end = interval.upper?.version
  if (end === undefined) return true
  const numbers = project?.seriesNumbers
  const start = startOfSeries(view.scheme, end, numbers)
  if (start === undefined || (compareVersions(fix, start) ?? 0) >= 0) return false
  return (compareVersions(start, end) ?? 0) < 0 || !areNeighbours(view.scheme, fix, end, project)
}

/**
 * Without an order one can still say this: where every change turns to unaffected, the lowest alone decides, whichever it is. (In `git`
 * that is right, since the history is no line.)
 */
function aboutUnordered({ entry, at }: EntryView): Remark | undefined {
  const [first, second] = entry.changes ?? []
  if (first === undefined || second === undefined || entry.status !== 'affected') return undefined
  if (entry.changes?.some(({ status }) => status !== 'unaffected') === true) return undefined
  return {
    at: `${at}/changes`,
    level: 'warning',
    message: `the chain turns to unaffected at ${quote(first.at)} and at ${quote(second.at)}: on one line only the lower of them counts`,
    hint: 'if these are the fixes of several branches, give each branch its own entry',
  }
}
