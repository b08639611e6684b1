import type { Project, Release } from '#project'
import { type BranchRow, namesOf } from './branch-rows.ts'
import { listed, type Phrase } from './phrase.ts'

/** What the users of some branches can do. */
export interface Action {
  /** Whom it concerns: `On 3.13 or 3.14`; absent where it concerns everybody. */
  readonly who?: Phrase
  /** Whole sentences. */
  readonly text: Phrase
}

/**
 * What to do, for each kind of branch. Branches without a fixed release speak first: their users are the ones who must not
 * take the rest of the list for an answer.
 */
export function actionsOf(project: Project, rows: readonly BranchRow[], workaround: boolean): readonly Action[] {
  const of = (...states: BranchRow['state'][]): readonly BranchRow[] => rows.filter((row) => states.includes(row.state))
  const actions = [
    ...withoutFix([...of('open'), ...of('planned'), ...of('ended')], rows, workaround),
    ...upgrades(of('fixed'), rows.length > 1),
    ...rows.filter((row) => row.unknown.length > 0).map(unknownAction),
  ]
  if (actions.length > 0) return actions
  return [{ text: [`No release of ${project.title} is known to be affected. You need to do nothing.`] }]
}

/** One action for each thing to do: branches of which the same is true share it. */
function withoutFix(unfixed: readonly BranchRow[], rows: readonly BranchRow[], workaround: boolean): readonly Action[] {
  const alike = new Map<string, { readonly text: Phrase; readonly rows: BranchRow[] }>()
  for (const row of unfixed) {
    const move = moveTo(row, rows)
    const text = [...stateOfFix(row), ' ', ...meanwhile(row, move, workaround)]
    const key = JSON.stringify(text)
    const group = alike.get(key)
    if (group === undefined) alike.set(key, { text, rows: [row] })
    else group.rows.unshift(row)
  }
  return [...alike.values()].map((group) => ({ ...whom(group.rows), text: group.text }))
}

function stateOfFix(row: BranchRow): Phrase {
  if (row.planned !== undefined) {
    return ['The fix is made and will be in ', { code: row.planned }, ', which is not released yet.']
  }
  if (row.state === 'open') return ['There is no fixed release yet.']
  return [
    row.lifecycle === 'end-of-life' ? 'There is no fixed release, and none is expected.' : 'There is no fixed release.',
  ]
}

/** What helps without a fixed release of the branch: a workaround, another branch, both or neither. */
function meanwhile({ state, planned }: BranchRow, move: Phrase, workaround: boolean): Phrase {
  if (!workaround && move.length === 0) return ['No workaround is known.']
  if (state === 'ended') {
    if (move.length === 0) return ['Use the workaround below.']
    return [
      'Move to ',
      ...move,
      workaround ? '. If you cannot, use the workaround below.' : '. No workaround is known.',
    ]
  }
  const until = planned === undefined ? 'Until there is one, ' : 'Until it is, '
  if (!workaround) return ['No workaround is known. ', until, 'move to ', ...move, '.']
  return [until, 'use the workaround below', ...(move.length === 0 ? [] : [', or move to ', ...move]), '.']
}

/**
 * Fixed releases of other branches to move to: of supported branches before others, of newer ones before older, of those with
 * installers before source only.
 */
function moveTo(row: BranchRow, rows: readonly BranchRow[]): Phrase {
  const fixed = rows.filter((each) => each.state === 'fixed' && each.remedy !== undefined)
  const best = [
    (each: BranchRow) => each.lifecycle === 'bugfix' || each.lifecycle === 'security',
    (each: BranchRow) => each.place > row.place,
    (each: BranchRow) => each.remedy?.sourceOnly !== true,
  ].reduce((left, good) => (left.some(good) ? left.filter(good) : left), fixed)
  return versions([...best].reverse().flatMap((each) => each.remedy ?? []))
}

/** One action for all branches with a fixed release, and one for those whose release is source code only. */
function upgrades(fixed: readonly BranchRow[], severalBranches: boolean): readonly Action[] {
  // Between branches "later" means nothing: 3.14.0a1 is later than 3.13.9 and may lack the fix.
  const later = severalBranches ? 'a later release of the same branch' : 'later'
  const built = fixed.filter((row) => row.remedy?.sourceOnly !== true)
  const source = fixed.filter((row) => row.remedy?.sourceOnly === true)
  return [
    ...(built.length === 0 ? [] : [upgrade(built, 'Upgrade to ', `or ${later}.`)]),
    ...(source.length === 0
      ? []
      : [upgrade(source, 'Build ', `or ${later} from source: there are no installers for it.`)]),
  ]
}

function upgrade(newestFirst: readonly BranchRow[], before: string, after: string): Action {
  const rows = [...newestFirst].reverse()
  const targets = versions(rows.flatMap((row) => row.remedy ?? []))
  return { ...whom(rows), text: [before, ...targets, rows.length > 1 ? `, ${after}` : ` ${after}`] }
}

function unknownAction(row: BranchRow): Action {
  return {
    who: ['On ', ...row.unknown],
    text: ['It is not known whether you are affected. Until it is, act as if you were.'],
  }
}

function whom(rows: readonly BranchRow[]): { readonly who?: Phrase } {
  return rows.some((row) => row.name === 'All releases') ? {} : { who: ['On ', ...namesOf(rows)] }
}

function versions(releases: readonly Release[]): Phrase {
  return listed(
    releases.map((release) => ({ code: release.version.text })),
    'or',
  )
}
