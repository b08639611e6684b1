import { type Found, findVulnerability, resourceOf, type VulnerabilityRow } from '#desk/advisories'
import type { Address, Target, Waiver } from '#desk/cna'
import { type Actor, auditActorOf, notFound, permit } from '#desk/people'
import { type DraftEdition, draftEdition, reviewHistoryOf, standingOf } from '#desk/review'
import { type Fault, fail, ok, type Result } from '#fault'
import { checkConfirmation, gateFault } from './gate.ts'
import type { PublicationRow, PublishingDesk, PublishingTx } from './ports.ts'
import { publicationChanged } from './publication-changed.ts'
import { UNFINISHED } from './publication-state.ts'

export interface PublicationWish {
  readonly target: Target
  readonly version: number
  readonly confirm?: string
  /** When to send it; at once when absent. */
  readonly at?: string
  readonly waivers?: readonly Waiver[]
}

/** The kind of the job that sends one publication; its payload is `{ publication }`. */
export const SEND_JOB = 'publication.send'

/**
 * Publishes one edition to one target, now or later. Nothing is sent here: a job does that, and looks at every condition again.
 *
 * Codes: `PUBLICATION_EDITION`, `PUBLICATION_EMBARGO`, `PUBLICATION_NOT_APPROVED`, `PUBLICATION_UNDERWAY`, `PUBLICATION_PAST`,
 * `CNA_NOT_CONFIRMED`, `CREDENTIALS_ABSENT`, and those of {@link draftEdition}.
 */
export async function startPublication(
  desk: PublishingDesk,
  actor: Actor,
  name: string,
  wish: PublicationWish,
): Promise<Result<string>> {
  const { target, at, confirm, waivers = [] } = wish
  const now = desk.around.moment()
  if (at !== undefined && Date.parse(at) <= Date.parse(now)) return fail(past(at))
  const opened = await desk.store.read((tx) => findVulnerability(tx, actor, 'publication.start', name))
  if (!opened.ok) return opened
  const drafted = await draftFor(desk, opened.value.row, target, at ?? now)
  if (!drafted.ok) return drafted
  return desk.store.write(async (tx) => {
    // It is looked at again in the transaction: somebody may have edited meanwhile.
    const again = await findVulnerability(tx, actor, 'publication.start', name)
    if (!again.ok) return again
    const { row } = again.value
    const fault = await whyNot(tx, row, wish, at ?? now)
    if (fault !== undefined) return fail(fault)
    const confirmed = checkConfirmation(target, [drafted.value.draft.id], confirm)
    if (!confirmed.ok) return confirmed
    const id = desk.around.ids()
    const job = await tx.jobs.enqueue({
      kind: SEND_JOB,
      payload: { publication: id },
      key: `publication ${id}`,
      ...(at !== undefined && { runAt: at }),
    })
    const publication: PublicationRow = {
      ...newRow(row, drafted.value, { id, actor, now, waivers, basis: 'review', position: 0 }),
      state: at === undefined ? 'waiting' : 'scheduled',
      job,
      ...(at !== undefined && { runAt: at }),
    }
    await tx.publications.insert(publication)
    if (at !== undefined && row.stage === 'approved') {
      await tx.vulnerabilities.move(row.id, row.version, { stage: 'scheduled', text: row.text, listed: row.listed })
    }
    await auditStart(tx, actor, again.value, publication)
    tx.events.emit(publicationChanged(publication))
    return ok(id)
  })
}

/** What is drafted for a target, and where that target is. */
export interface Drafted {
  readonly draft: DraftEdition
  readonly address: Address
}

export async function draftFor(
  desk: PublishingDesk,
  { project, text }: VulnerabilityRow,
  target: Target,
  at: string,
): Promise<Result<Drafted>> {
  const addresses = await desk.services.addresses(project)
  const address = addresses.find((each) => each.target === target)
  if (address === undefined) return fail(noTarget(project, target))
  const ground = await desk.groundOf(project)
  if (!ground.ok) return ground
  const assessment = desk.assessments.of(ground.value, text)
  if (!assessment.ok) return assessment
  const draft = draftEdition(ground.value, assessment.value, target, at)
  return draft.ok ? ok({ draft: draft.value, address }) : draft
}

/** Why it may not be sent; undefined where it may. */
export async function whyNot(
  tx: PublishingTx,
  row: VulnerabilityRow,
  { target, version }: Pick<PublicationWish, 'target' | 'version'>,
  at: string,
): Promise<Fault | undefined> {
  const { listed, embargoed } = row
  const underway = (await tx.publications.ofVulnerability(row.id, 20)).find(
    (each) => each.target === target && UNFINISHED.includes(each.state),
  )
  if (underway !== undefined) return alreadyUnderway(underway)
  return gateFault({
    target,
    cve: listed.cve ?? '',
    wanted: version,
    current: row.version,
    standing: standingOf(await reviewHistoryOf(tx, row.id)),
    embargoed,
    ...(listed.embargo !== undefined && { embargo: listed.embargo }),
    at,
  })
}

export function newRow(
  row: VulnerabilityRow,
  { draft, address }: Drafted,
  more: {
    readonly id: string
    readonly actor: Actor
    readonly now: string
    readonly waivers: readonly Waiver[]
    readonly basis: PublicationRow['basis']
    readonly position: number
  },
): PublicationRow {
  const { id, name } = auditActorOf(more.actor)
  return {
    id: more.id,
    vulnerability: row.id,
    project: row.project,
    cve: draft.id,
    title: row.listed.title,
    target: address.target,
    url: address.url,
    edition: row.version,
    facts: row.text,
    container: draft.container,
    waivers: more.waivers,
    basis: more.basis,
    state: 'waiting',
    requestedBy: { id, name },
    requestedAt: more.now,
    position: more.position,
    changes: [],
    version: 1,
  }
}

export async function auditStart(
  tx: PublishingTx,
  actor: Actor,
  { row }: Found,
  { target, url, runAt, waivers, edition }: PublicationRow,
): Promise<void> {
  const let_pass = waivers.map(({ code, reason }) => `${code} waived: ${reason}`)
  await tx.audit.append({
    actor: auditActorOf(actor),
    action: 'publication.start',
    subject: { kind: 'vulnerability', id: row.id, project: row.project },
    embargoed: row.embargoed,
    reason: [`edition ${edition} to ${target} (${url})${runAt === undefined ? '' : ` at ${runAt}`}`, ...let_pass].join(
      '; ',
    ),
  })
}

/** Takes a publication back before it is sent. */
export async function cancelPublication(desk: PublishingDesk, actor: Actor, id: string): Promise<Result<void>> {
  return desk.store.write(async (tx) => {
    const publication = await tx.publications.find(id)
    const what = `the publication ${JSON.stringify(id)}`
    const row = publication && (await tx.vulnerabilities.find(publication.vulnerability))
    if (publication === undefined || row === undefined) return fail(notFound(what))
    const may = permit(actor, 'publication.start', resourceOf(row, await tx.access.of(row.id)), what)
    if (!may.ok) return may
    if (publication.state !== 'scheduled' && publication.state !== 'waiting') return fail(tooLate(publication.state))
    if (publication.job !== undefined) await tx.jobs.cancel(publication.job)
    const cancelled: PublicationRow = { ...publication, state: 'cancelled', finishedAt: desk.around.moment() }
    await tx.publications.update(cancelled)
    if (row.stage === 'scheduled') {
      await tx.vulnerabilities.move(row.id, row.version, { stage: 'approved', text: row.text, listed: row.listed })
    }
    await tx.audit.append({
      actor: auditActorOf(actor),
      action: 'publication.cancel',
      subject: { kind: 'vulnerability', id: row.id, project: row.project },
      embargoed: row.embargoed,
      reason: `edition ${publication.edition} to ${publication.target}`,
    })
    tx.events.emit(publicationChanged(cancelled))
    return ok(undefined)
  })
}

function past(at: string): Fault {
  return { code: 'PUBLICATION_PAST', kind: 'invalid', message: `${at} is not in the future`, at: '/at' }
}

function noTarget(project: string, target: Target): Fault {
  return {
    code: 'CREDENTIALS_ABSENT',
    kind: 'absent',
    message: `the project ${JSON.stringify(project)} keeps no credentials for ${target}`,
    at: '/target',
    hint: 'an administrator of the project sets them on its page',
  }
}

function alreadyUnderway({ target, state, runAt }: PublicationRow): Fault {
  return {
    code: 'PUBLICATION_UNDERWAY',
    kind: 'conflict',
    message: state === 'scheduled' ? `it is scheduled for ${target} at ${runAt}` : `it is on its way to ${target}`,
    hint: state === 'scheduled' ? 'take it off the schedule first' : 'wait until the server has answered',
  }
}

function tooLate(state: string): Fault {
  return {
    code: 'PUBLICATION_TOO_LATE',
    kind: 'conflict',
    message: `it cannot be taken back: it is ${state}`,
    hint: 'what was sent is changed by another publication',
  }
}
