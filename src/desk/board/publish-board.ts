import { type Found, findVulnerability } from '#desk/advisories'
import type { Target } from '#desk/cna'
import type { Actor } from '#desk/people'
import { findProject } from '#desk/projects'
import { checkConfirmation, type Drafted, draftFor, insertBatch } from '#desk/publishing'
import { type Fault, fail, failAll, ok, type Result } from '#fault'
import { computeBoard } from './compute-board.ts'
import type { PlannedItem } from './plan-board.ts'
import type { BoardDecisionRow, BoardDesk } from './ports.ts'

export interface BoardBatchWish {
  readonly project: string
  readonly target: Target
  /** All that is approved when absent. */
  readonly vulnerabilities?: readonly string[]
  readonly confirm?: string
}

/**
 * Publishes what is approved on the board as one batch. What is planned in another way than it was approved is left out, or refused
 * where it is named.
 *
 * Codes: `BOARD_NOTHING_APPROVED`, `BOARD_NOT_APPROVED`, `CNA_NOT_CONFIRMED`, `CREDENTIALS_ABSENT`.
 */
export async function publishBoard(desk: BoardDesk, actor: Actor, wish: BoardBatchWish): Promise<Result<string>> {
  const { project, target, vulnerabilities, confirm } = wish
  const found = await desk.store.read((tx) => findProject(tx, actor, 'board.publish', project))
  if (!found.ok) return found
  const board = await computeBoard(desk, project)
  if (!board.ok) return board
  const { plan, decisions } = board.value
  const approved = plan.items.filter((item) => isApproved(item, decisions))
  const chosen =
    vulnerabilities === undefined
      ? approved
      : approved.filter(({ item }) => vulnerabilities.includes(item.vulnerability))
  const missing = (vulnerabilities ?? []).filter((id) => !approved.some(({ item }) => item.vulnerability === id))
  if (missing.length > 0) return failAll(missing.map(notApproved))
  if (chosen.length === 0) return fail(nothing())
  const now = desk.around.moment()
  const drafts: Drafted[] = []
  const faults: Fault[] = []
  for (const { row } of chosen) {
    const drafted = await draftFor(desk, row, target, now)
    if (drafted.ok) drafts.push(drafted.value)
    else faults.push(drafted.fault)
  }
  if (faults.length > 0) return failAll(faults)
  const confirmed = checkConfirmation(
    target,
    drafts.map(({ draft }) => draft.id),
    confirm,
  )
  if (!confirmed.ok) return confirmed
  return desk.store.write(async (tx) => {
    const items: { readonly opened: Found; readonly drafted: Drafted }[] = []
    for (const [i, { row }] of chosen.entries()) {
      const opened = await findVulnerability(tx, actor, 'board.publish', row.id)
      if (!opened.ok) return opened
      // Edited since the plan was made: what was approved is no longer what would be sent.
      if (opened.value.row.version !== row.version) return fail(notApproved(row.id))
      items.push({ opened: opened.value, drafted: drafts[i]! })
    }
    return ok(await insertBatch(tx, desk, actor, items, { target, basis: 'board' }))
  })
}

export function isApproved({ item, isHeld }: PlannedItem, decisions: readonly BoardDecisionRow[]): boolean {
  return (
    !isHeld &&
    decisions.some(
      ({ vulnerability, plan, kind }) =>
        vulnerability === item.vulnerability && plan === item.plan && kind === 'approve',
    )
  )
}

function nothing(): Fault {
  return {
    code: 'BOARD_NOTHING_APPROVED',
    kind: 'conflict',
    message: 'nothing on the board is approved and not yet published',
    hint: 'approve what is to go out',
  }
}

function notApproved(vulnerability: string): Fault {
  return {
    code: 'BOARD_NOT_APPROVED',
    kind: 'conflict',
    message: `nobody has approved what is planned for ${vulnerability} now`,
    hint: 'look at it and approve it',
  }
}
