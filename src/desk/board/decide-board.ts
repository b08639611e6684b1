import type { Change } from '#desk/advisories'
import { type Actor, auditActorOf, notFound, permit } from '#desk/people'
import { findProject } from '#desk/projects'
import { type Fault, fail, failAll, ok, type Result } from '#fault'
import type { Json } from '#json'
import { type Override, parseVulnerability, type Vulnerability } from '#vulnerability'
import { computeBoard, recordBoard } from './compute-board.ts'
import type { PlannedItem } from './plan-board.ts'
import type { BoardDesk } from './ports.ts'
import type { BoardDecisionKind } from './view.ts'

export interface DecisionWish {
  readonly vulnerability: string
  readonly plan: string
  readonly decision: BoardDecisionKind | 'take-back'
  readonly reason?: string
}

/**
 * Decides about items of the board: all that can be decided is, and the faults of the others are told together. Each decision names the
 * plan that was looked at, and holds for no other.
 *
 * Codes: `BOARD_PLAN`, `BOARD_CONFLICT`, `BOARD_REASON_ABSENT`, `BOARD_NOT_DECIDABLE`, `NOT_PERMITTED`, `NOT_FOUND`.
 */
export async function decideBoard(
  desk: BoardDesk,
  actor: Actor,
  project: string,
  wishes: readonly DecisionWish[],
): Promise<Result<void>> {
  const found = await desk.store.read((tx) => findProject(tx, actor, 'board.decide', project))
  if (!found.ok) return found
  const board = await computeBoard(desk, project)
  if (!board.ok) return board
  const faults: Fault[] = []
  let changedFacts = false
  for (const [i, wish] of wishes.entries()) {
    const item = board.value.plan.items.find((each) => each.item.vulnerability === wish.vulnerability)
    const done =
      item === undefined
        ? fail(notFound(`item ${JSON.stringify(wish.vulnerability)} of the board`))
        : await decide(desk, actor, project, item, wish)
    if (!done.ok) faults.push({ ...done.fault, at: `/decisions/${i}` })
    else if (wish.decision === 'believe-git' || wish.decision === 'keep-statement') changedFacts = true
  }
  if (changedFacts) {
    const again = await computeBoard(desk, project)
    const recorded = again.ok ? await recordBoard(desk, project, again.value) : again
    if (!recorded.ok) return recorded
  }
  return faults.length > 0 ? failAll(faults) : ok(undefined)
}

async function decide(
  desk: BoardDesk,
  actor: Actor,
  project: string,
  planned: PlannedItem,
  wish: DecisionWish,
): Promise<Result<void>> {
  if (wish.plan !== planned.item.plan) return fail(otherPlan(wish.vulnerability))
  switch (wish.decision) {
    case 'approve':
      return approve(desk, actor, project, planned, wish.reason)
    case 'take-back':
      return takeBack(desk, actor, project, planned)
    case 'believe-git':
    case 'keep-statement':
      return settle(desk, actor, project, planned, wish.decision, wish.reason)
  }
}

async function approve(
  desk: BoardDesk,
  actor: Actor,
  project: string,
  { item, published, isHeld }: PlannedItem,
  reason: string | undefined,
): Promise<Result<void>> {
  return desk.store.write(async (tx) => {
    const changedBy = await tx.changes.authorsSince(item.vulnerability, published.version)
    const may = permit(actor, 'review.approve', { project, changedBy })
    if (!may.ok) return may
    if (isHeld) return fail(conflicting(item.vulnerability))
    const { id, name } = auditActorOf(actor)
    await tx.board.addDecision({
      id: desk.around.ids(),
      project,
      vulnerability: item.vulnerability,
      plan: item.plan,
      kind: 'approve',
      by: { id, name },
      at: desk.around.moment(),
      ...(reason !== undefined && { reason }),
    })
    await tx.audit.append({
      actor: auditActorOf(actor),
      action: 'board.approve',
      subject: { kind: 'vulnerability', id: item.vulnerability, project },
      embargoed: false,
      ...(reason !== undefined && { reason }),
      diff: [{ field: 'affected', before: [...item.before], after: [...item.after] }],
    })
    tx.events.emit({ topic: 'board.changed', project, data: { vulnerability: item.vulnerability } })
    return ok(undefined)
  })
}

async function takeBack(desk: BoardDesk, actor: Actor, project: string, { item }: PlannedItem): Promise<Result<void>> {
  return desk.store.write(async (tx) => {
    const may = permit(actor, 'board.decide', { project })
    if (!may.ok) return may
    const own = (await tx.board.decisions(project)).filter(
      ({ vulnerability, plan, kind }) =>
        vulnerability === item.vulnerability && plan === item.plan && kind === 'approve',
    )
    for (const { id } of own) await tx.board.removeDecision(id)
    await tx.audit.append({
      actor: auditActorOf(actor),
      action: 'board.take-back',
      subject: { kind: 'vulnerability', id: item.vulnerability, project },
      embargoed: false,
    })
    tx.events.emit({ topic: 'board.changed', project, data: { vulnerability: item.vulnerability } })
    return ok(undefined)
  })
}

/** Writes the decision into the facts, where the next release finds it: as a statement about the very versions in question. */
async function settle(
  desk: BoardDesk,
  actor: Actor,
  project: string,
  planned: PlannedItem,
  kind: 'believe-git' | 'keep-statement',
  reason: string | undefined,
): Promise<Result<void>> {
  if (kind === 'keep-statement' && reason === undefined) return fail(noReason())
  const { id, name } = auditActorOf(actor)
  const at = desk.around.moment()
  const because = reason ?? 'git says so at the tag'
  const changes = settlement(planned, kind, { reason: because, author: name, date: at.slice(0, 10) })
  if (!changes.ok) return changes
  const { vulnerability } = planned.item
  const edited = await desk.edit(actor, vulnerability, { base: planned.row.version, changes: changes.value })
  if (!edited.ok) return edited
  const [conflict] = edited.value.conflicts
  if (conflict !== undefined) return fail(otherPlan(vulnerability))
  return desk.store.write(async (tx) => {
    await tx.board.addDecision({
      id: desk.around.ids(),
      project,
      vulnerability,
      plan: planned.item.plan,
      kind,
      by: { id, name },
      at,
      reason: because,
      edition: edited.value.version,
    })
    await tx.audit.append({
      actor: auditActorOf(actor),
      action: 'board.decide',
      subject: { kind: 'vulnerability', id: vulnerability, project },
      embargoed: false,
      reason: `${kind}: ${because}`,
    })
    return ok(undefined)
  })
}

/** The change of facts that a decision comes to. */
export function settlement(
  { row, assessment, statements }: Pick<PlannedItem, 'row' | 'assessment' | 'statements'>,
  kind: 'believe-git' | 'keep-statement',
  by: Pick<Override, 'reason' | 'author' | 'date'>,
): Result<readonly Change[]> {
  const facts = parseVulnerability(row.text, row.id)
  if (!facts.ok) return facts
  const stated = assessment.conflicts.filter(({ code }) => code === 'STATED_DIFFERS')
  if (statements.length > 0) {
    const said = statements.map(({ version, git, override }) => ({
      version,
      status: kind === 'believe-git' ? git : override.status,
      ...by,
    }))
    return ok([{ field: 'overrides', value: [...said, ...overridesOf(facts.value, said)] }])
  }
  if (stated.length === 0) return fail(notDecidable(row.id))
  // Nobody states anything else any more: what somebody said of affected versions gives way to git.
  if (kind === 'believe-git') return ok([{ field: 'stated', value: null }])
  const wrong = stated.flatMap(({ computed = [], stated: their = [] }) => [
    ...computed
      .filter((version) => !their.includes(version))
      .map((version) => ({ version, status: 'unaffected', ...by })),
    ...their
      .filter((version) => !computed.includes(version))
      .map((version) => ({ version, status: 'affected', ...by })),
  ])
  return ok([{ field: 'overrides', value: [...wrong, ...overridesOf(facts.value, wrong)] }])
}

/** The other overrides as a facts file has them: two statements about one version would contradict each other. */
function overridesOf(
  { overrides }: Vulnerability,
  anew: readonly { readonly version: string }[],
): readonly { readonly [name: string]: Json }[] {
  const replaced = new Set(anew.map(({ version }) => version))
  const kept = overrides.filter(({ scope }) => scope.kind !== 'version' || !replaced.has(scope.version))
  return kept.map(({ scope, status, reason, author, date }) => ({
    [scope.kind]: scope.kind === 'branch' ? scope.branch : scope.kind === 'range' ? scope.range : scope.version,
    ...(scope.kind !== 'floor' && { status }),
    reason,
    author,
    date,
  }))
}

function otherPlan(vulnerability: string): Fault {
  return {
    code: 'BOARD_PLAN',
    kind: 'conflict',
    message: `${vulnerability} is planned in another way now than when you looked`,
    hint: 'look again, and decide again',
  }
}

function conflicting(vulnerability: string): Fault {
  return {
    code: 'BOARD_CONFLICT',
    kind: 'conflict',
    message: `git and what is stated of ${vulnerability} disagree`,
    hint: 'decide the conflict first',
  }
}

function noReason(): Fault {
  return {
    code: 'BOARD_REASON_ABSENT',
    kind: 'invalid',
    message: 'a statement that beats git has a reason',
    hint: 'say in a sentence why git is wrong here',
  }
}

function notDecidable(vulnerability: string): Fault {
  return {
    code: 'BOARD_NOT_DECIDABLE',
    kind: 'conflict',
    message: `what is wrong with ${vulnerability} is mended in its facts`,
    hint: 'open the vulnerability',
  }
}
