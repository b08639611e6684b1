import { type CnaContainer, type CveRecord, diffContainers } from '#cve'
import {
  type CveServices,
  carryOut,
  changesOf,
  destinationOf,
  type Exchange,
  forTarget,
  lookUp,
  planManuscript,
  planReject,
  type Step,
  sameDestination,
  type Target,
} from '#desk/cna'
import type { ProjectGround } from '#desk/projects'
import { type DraftEdition, draftEdition, findingsOf, reviewHistoryOf, standingOf } from '#desk/review'
import { type Fault, fail, ok, type Result } from '#fault'
import { concludePublication } from './conclude-publication.ts'
import { gateFault } from './gate.ts'
import type { PublicationRow, PublishingDesk, PublishingTx } from './ports.ts'
import { publicationChanged } from './publication-changed.ts'
import { isEnded } from './publication-state.ts'
import type { PublicationState, ServerAnswer } from './view.ts'

/** Attempts after which a server that does not answer counts as a refusal, so that a person looks at it. */
const PATIENCE = 10

/**
 * Sends one publication. It may be called again at any time, also after the process that was at it was killed: what may have been
 * done is looked up before it is repeated, and what was done is not done again.
 *
 * A fault of the kind `unreachable` means "later"; every other end is written into the publication.
 */
export async function sendPublication(
  desk: PublishingDesk,
  id: string,
  attempt: number,
): Promise<Result<PublicationState>> {
  const begun = await desk.store.write((tx) => begin(tx, desk, id))
  if (!begun.ok) return begun
  const row = begun.value
  if (isEnded(row.state)) return ok(row.state)
  const sent = await forTarget(destinationOf(row), ({ target }) => send(desk, row, target))
  if (sent.ok) return sent
  if (sent.fault.kind === 'unreachable' && attempt < PATIENCE) {
    const noted = await note(desk, id, sent.fault)
    return noted.ok ? sent : noted
  }
  return concludePublication(desk, id, { state: 'refused', fault: sent.fault })
}

/** Looks once more whether it may leave the house, and says that somebody is at it. */
async function begin(tx: PublishingTx, { around }: PublishingDesk, id: string): Promise<Result<PublicationRow>> {
  const row = await tx.publications.find(id)
  if (row === undefined) return fail(absent(id))
  if (isEnded(row.state)) return ok(row)
  const now = around.moment()
  if (row.runAt !== undefined && Date.parse(row.runAt) > Date.parse(now)) return fail(tooEarly(row.runAt))
  const fault = await whyNot(tx, row, now)
  const begun: PublicationRow =
    fault === undefined
      ? withoutProblem({ ...row, state: 'sending' })
      : { ...row, state: 'refused', problem: fault, finishedAt: now }
  await tx.publications.update(begun)
  tx.events.emit(publicationChanged(begun))
  return ok({ ...begun, version: row.version + 1 })
}

async function whyNot(tx: PublishingTx, row: PublicationRow, now: string): Promise<Fault | undefined> {
  const vulnerability = await tx.vulnerabilities.find(row.vulnerability)
  if (vulnerability === undefined) return absent(row.vulnerability)
  const { version, embargoed, listed } = vulnerability
  const standing = standingOf(await reviewHistoryOf(tx, row.vulnerability))
  return gateFault({
    target: row.target,
    cve: row.cve,
    wanted: row.edition,
    current: version,
    // What a release changed was approved on the board, where the approval names the very plan.
    standing: row.basis === 'board' ? { state: 'approved' } : standing,
    embargoed,
    ...(listed.embargo !== undefined && { embargo: listed.embargo }),
    at: now,
  })
}

async function send<T extends Target>(
  desk: PublishingDesk,
  row: PublicationRow,
  target: T,
): Promise<Result<PublicationState>> {
  const answers: ServerAnswer[] = []
  const services = await desk.services.open(row.project, target, (exchange) =>
    answers.push(answerOf(exchange, desk.around.moment())),
  )
  if (!services.ok) return services
  // A sandbox has another port after each start; wherever it is, it is this one.
  const right = target === 'sandbox' ? ok(undefined) : sameDestination(row, services.value.destination)
  if (!right.ok) return right
  const ground = await desk.groundOf(row.project)
  if (!ground.ok) return ground
  const now = desk.around.moment()
  const assessment = desk.assessments.of(ground.value, row.facts)
  if (!assessment.ok) return assessment
  const draft = draftEdition(ground.value, assessment.value, target, now)
  if (!draft.ok) return draft
  const news = diffContainers(row.container, draft.value.container)
  if (news.length > 0) return fail(outdated(news.map(({ message }) => message)))
  const planned = await plan(services.value, row, draft.value, ground.value, now)
  const kept = await keepAnswers(desk, row.id, answers)
  if (!kept.ok) return kept
  if (!planned.ok) return planned
  const { step, container, before } = planned.value
  if (step.action.do === 'nothing') {
    // With an intent from before, an earlier attempt did it and had no time to say so.
    const state = row.deed === undefined ? 'unchanged' : 'published'
    return concludePublication(desk, row.id, { state, record: before, draft: draft.value, ground: ground.value })
  }
  const meant = await intend(desk, row.id, step)
  if (!meant.ok) return meant
  const done = await carryOut(services.value, step)
  const keptDone = await keepAnswers(desk, row.id, answers)
  if (!keptDone.ok) return keptDone
  if (!done.ok) return done
  const record = await services.value.records.get(step.id)
  const keptRead = await keepAnswers(desk, row.id, answers)
  if (!keptRead.ok) return keptRead
  if (!record.ok) return record.fault.kind === 'absent' ? fail(notVisible(row.cve)) : record
  const differences = changesOf(record.value, container, draft.value.kind === 'reject' ? 'REJECTED' : 'PUBLISHED')
  if (differences.length > 0) {
    return concludePublication(desk, row.id, { state: 'differs', fault: differs(row.cve, differences) })
  }
  return concludePublication(desk, row.id, {
    state: 'published',
    record: record.value,
    draft: draft.value,
    ground: ground.value,
  })
}

interface Planned<T extends Target> {
  readonly step: Step<T>
  /** What the record is to say in the end. */
  readonly container: CnaContainer
  readonly before: CveRecord | undefined
}

async function plan<T extends Target>(
  services: CveServices<T>,
  row: PublicationRow,
  draft: DraftEdition,
  ground: ProjectGround,
  now: string,
): Promise<Result<Planned<T>>> {
  const { id, write } = draft
  const source = row.vulnerability
  if (draft.kind === 'reject') {
    const upstream = await lookUp(services, id)
    if (!upstream.ok) return upstream
    const { container } = draft
    const planned = planReject(services.destination, id, container, upstream.value)
    if (!planned.ok) return planned
    const before = upstream.value.state === 'reserved' ? undefined : upstream.value.record
    return ok({ step: { id, source, ...planned.value, waived: [] }, container, before })
  }
  const { target } = services.destination
  const planned = await planManuscript(
    services,
    { id, source, write },
    {
      intent: 'publish',
      revive: false,
      checks: { erlcheck: false },
      waivers: row.waivers,
      check(record, { state, entry, ...upstream }) {
        const published = 'record' in upstream ? upstream.record : undefined
        return ok(
          findingsOf(
            ground,
            draft,
            record,
            {
              reservation: { id: entry.cve_id, state, owner: entry.owning_cna },
              target: { sendTo: target, writtenFor: row.target },
              ...(published !== undefined && { published }),
            },
            now,
          ),
        )
      },
      async orgId() {
        const org = await services.orgs.get(services.speaker.org)
        return org.ok ? ok(org.value.UUID) : org
      },
    },
  )
  if (!planned.ok) return planned
  const { step, before } = planned.value
  const container = 'draft' in step.action ? step.action.draft.content : draft.container
  return ok({ step, container, before })
}

/** Written before the server is asked: a second attempt then knows that there was a first. */
function intend<T extends Target>(desk: PublishingDesk, id: string, step: Step<T>): Promise<Result<void>> {
  return desk.store.write(async (tx) => {
    const row = await tx.publications.find(id)
    if (row === undefined) return fail(absent(id))
    await tx.publications.update({ ...row, deed: step.action.do, changes: step.changes })
    return ok(undefined)
  })
}

/** Keeps what the server said so far, and empties the list. */
function keepAnswers(desk: PublishingDesk, id: string, answers: ServerAnswer[]): Promise<Result<void>> {
  const some = answers.splice(0)
  if (some.length === 0) return Promise.resolve(ok(undefined))
  return desk.store.write(async (tx) => {
    for (const answer of some) await tx.publications.addAnswer(id, desk.around.ids(), answer)
    return ok(undefined)
  })
}

function note({ store }: PublishingDesk, id: string, { code, message, hint }: Fault): Promise<Result<void>> {
  return store.write(async (tx) => {
    const row = await tx.publications.find(id)
    if (row === undefined) return fail(absent(id))
    await tx.publications.update({ ...row, problem: { code, message, ...(hint !== undefined && { hint }) } })
    tx.events.emit(publicationChanged(row))
    return ok(undefined)
  })
}

/** Largest answer that is kept whole; of a larger one its length. UTF-16 units of its JSON. */
const KEPT = 20_000

function answerOf({ method, path, milliseconds, status, body, fault }: Exchange, at: string): ServerAnswer {
  const length = body === undefined ? 0 : JSON.stringify(body).length
  return {
    at,
    method,
    path,
    milliseconds: Math.round(milliseconds),
    ...(status !== undefined && { status }),
    ...(body !== undefined && { body: length > KEPT ? `an answer of ${length} characters` : body }),
    ...(fault !== undefined && { problem: { code: fault.code, message: fault.message } }),
  }
}

function withoutProblem({ problem: _, ...row }: PublicationRow): PublicationRow {
  return row
}

function absent(id: string): Fault {
  return {
    code: 'PUBLICATION_GONE',
    kind: 'absent',
    message: `there is no publication or vulnerability ${id} any more`,
  }
}

function tooEarly(at: string): Fault {
  return { code: 'PUBLICATION_EARLY', kind: 'unreachable', message: `it is scheduled for ${at}` }
}

function notVisible(cve: string): Fault {
  return {
    code: 'PUBLICATION_NOT_VISIBLE',
    kind: 'unreachable',
    message: `${cve} was sent, and its record cannot be read yet`,
    hint: 'a new record may take some minutes; it is looked up again',
  }
}

function outdated(news: readonly string[]): Fault {
  return {
    code: 'PUBLICATION_OUTDATED',
    kind: 'conflict',
    message: `the record would say something else than when it was asked for: ${news.slice(0, 3).join('; ')}`,
    hint: 'a release or a setting changed it meanwhile: look at it and ask again',
  }
}

function differs(cve: string, differences: readonly string[]): Fault {
  return {
    code: 'PUBLICATION_DIFFERS',
    kind: 'untrusted',
    message: `${cve} was sent, and what was read back differs: ${differences.slice(0, 3).join('; ')}`,
    hint: 'look at the record at the server; somebody may have changed it at the same time',
  }
}
