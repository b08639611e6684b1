import { findVulnerability, listedOf, type Stage } from '#desk/advisories'
import type { PersonActor } from '#desk/people'
import { startPublication } from '#desk/publishing'
import { decideReview, requestReview } from '#desk/review'
import { ok, type Result } from '#fault'
import { editFacts, type FactsEdit, parseVulnerability } from '#vulnerability'
import type { DemoDesk } from './plant.ts'

/** How long from now the scheduled one waits. Milliseconds. */
const SCHEDULED_IN = 9 * 24 * 3_600_000

export interface StageFacts {
  /** The day on which it became public. */
  readonly published?: string
  readonly rejection?: string
}

/** Brings a draft to its stage as people do: one asks for review, another approves, and then it is sent or waits for its day. */
export async function bringToStage(
  desk: DemoDesk,
  id: string,
  stage: Stage,
  author: PersonActor,
  reviewer: PersonActor,
  { published, rejection }: StageFacts,
): Promise<Result<void>> {
  if (stage === 'draft') return ok(undefined)
  if (stage === 'rejected') {
    const reason = rejection ?? 'This is no vulnerability.'
    return await move(desk, id, author, 'rejected', [
      { do: 'set', field: 'rejected-reason', value: reason },
      { do: 'set', field: 'state', value: 'rejected' },
    ])
  }
  const version = await versionOf(desk, id, author)
  if (!version.ok) return version
  const note = 'The backports are confirmed; the text is as the reporter has read it.'
  const requested = await requestReview(desk.review, author, id, { version: version.value, note })
  if (!requested.ok || stage === 'review') return requested
  const decision = { decision: 'approve', version: version.value } as const
  const approved = await decideReview(desk.review, reviewer, id, decision)
  if (!approved.ok) return approved
  const at = new Date(Date.parse(desk.projects.around.moment()) + SCHEDULED_IN).toISOString()
  const started = await startPublication(desk.publishing, reviewer, id, {
    target: 'sandbox',
    version: version.value,
    ...(stage === 'scheduled' && { at }),
  })
  if (!started.ok) return started
  return published === undefined
    ? ok(undefined)
    : await move(desk, id, author, undefined, [{ do: 'set', field: 'published', value: published }])
}

async function versionOf(desk: DemoDesk, id: string, actor: PersonActor): Promise<Result<number>> {
  const found = await desk.advisories.store.read((tx) => findVulnerability(tx, actor, 'vulnerability.read', id))
  return found.ok ? ok(found.value.row.version) : found
}

/** Facts that belong to a stage, without a new version. */
async function move(
  desk: DemoDesk,
  id: string,
  actor: PersonActor,
  stage: Stage | undefined,
  edits: readonly FactsEdit[],
): Promise<Result<void>> {
  return await desk.advisories.store.write(async (tx) => {
    const found = await findVulnerability(tx, actor, 'vulnerability.edit', id)
    if (!found.ok) return found
    const { row } = found.value
    const text = editFacts(row.text, edits)
    if (!text.ok) return text
    const facts = parseVulnerability(text.value, id)
    if (!facts.ok) return facts
    const to = { stage: stage ?? row.stage, text: text.value, listed: listedOf(facts.value) }
    await tx.vulnerabilities.move(id, row.version, to)
    return ok(undefined)
  })
}
