import { quote } from '#fault'
import type { Json } from '#json'
import type { Project } from '#project'
import { compareVersions, contains, intersect, normalize, type Scheme, type Version } from '#versions'
import {
  type BranchRange,
  branchRanges,
  type Crossing,
  crossingsOf,
  isBetween,
  type Step,
  stepsOf,
} from '../branch-chain.ts'
import { intervalOf } from '../entry-segments.ts'
import { isRegistered } from '../registered-product.ts'
import type { Edit, Fix, RecordRule, Remark } from '../rule.ts'
import { firstOf } from '../series-start.ts'
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
      container: {
        affected: [
          {
            vendor: 'Lantern Software Foundation',
            product: 'lantern',
            defaultStatus: 'unaffected',
            versions: [
              {
                version: '3.12.0',
                lessThan: '3.13.9',
                status: 'affected',
                versionType: 'python',
                changes: [{ at: '3.12.13', status: 'unaffected' }],
              },
            ],
          },
        ],
      },
    },
    right: {
      container: {
        affected: [
          {
            vendor: 'Lantern Software Foundation',
            product: 'lantern',
            defaultStatus: 'unaffected',
            versions: [
              { version: '3.12.0', lessThan: '3.12.13', status: 'affected', versionType: 'python' },
              { version: '3.13.0', lessThan: '3.13.9', status: 'affected', versionType: 'python' },
            ],
          },
        ],
      },
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
  if (first === undefined) return own === undefined ? undefined : aboutReleases(subject, view, steps, at)
  const ranges = branchRanges(view, steps, crossings)
  const fix = ranges === undefined ? undefined : split(product, view, ranges, crossings, own)
  return {
    at,
    message: `one chain of changes crosses branches: ${first.start.text} would be marked unaffected`,
    hint:
      ranges === undefined
        ? 'give each branch its own entry'
        : `give each branch its own entry: ${ranges.map(({ from, to }) => `${from} ${to.included ? '<=' : '<'} ${to.version.text}`).join(', ')}`,
    ...(fix !== undefined && { fix }),
  }
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

/** Whether the branch of one version comes right after that of the other: by the branches of the project, or else by its number. */
function areNeighbours(scheme: Scheme, a: Version, b: Version, project: Project | undefined): boolean {
  const before = scheme.series(a, project?.seriesNumbers)
  const after = scheme.series(b, project?.seriesNumbers)
  const known = project?.branches.map(({ series }) => series) ?? []
  const [low, high] = [firstOf(scheme, before), firstOf(scheme, after)]
  if (low === undefined || high === undefined) return false
  if (known.includes(before) && known.includes(after)) {
    return !known.some((series) => {
      const start = firstOf(scheme, series)
      return start !== undefined && isBetween(start, low, high)
    })
  }
  const [left, right] = [before.split('.').map(Number), after.split('.').map(Number)]
  const areOfOneKind = left.length === right.length && left.slice(0, -1).every((number, n) => number === right[n])
  return areOfOneKind && (left.at(-1) ?? 0) + 1 === right.at(-1)
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
  for (const { release, status } of world.assessment?.releases ?? []) {
    const { version, series } = release
    if (status !== 'affected' || version.scheme !== view.scheme.name || !isInside(view, version)) continue
    const last = steps.findLast((step) => (compareVersions(step.version, version) ?? 0) <= 0)
    if (last?.status !== 'unaffected' || view.scheme.series(last.version, world.project?.seriesNumbers) === series)
      continue
    return {
      at,
      message: `one chain of changes crosses branches: ${version.text}, which is affected, would be marked unaffected after ${last.version.text}`,
      hint: 'give each branch its own entry',
    }
  }
  return undefined
}

function isInside(view: EntryView, version: Version): boolean {
  const interval = intervalOf(view)
  return interval !== undefined && contains(normalize([interval]), version)
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
