import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import {
  addCaseNote,
  answerDispute,
  beginVulnerability,
  CASE_STATES,
  type CasesDesk,
  type CaseView,
  changeCase,
  disputeCase,
  listCases,
  moveCase,
  readCase,
  retractDispute,
  setCaseAccess,
  tagDisputed,
  takeReport,
} from '#desk/cases'
import type { Actor, Operation } from '#desk/people'
import { ok, type Result } from '#fault'
import type { App } from '../app.ts'
import { actorOf } from '../authenticate.ts'
import { etagOf, versionAsked } from '../etag.ts'
import { pageQuery, readCursor, writeCursor } from '../pages.ts'
import { refuse } from '../problem.ts'
import {
  caseAccess,
  caseChange,
  cases as casesShape,
  caseView,
  caseVulnerability,
  disputedRecord,
  newCase,
  newCaseMove,
  newCaseNote,
  newDispute,
  newDisputeStep,
} from '../shapes/cases.ts'

const byId = z.object({ id: z.string().max(64) })
const query = z.object({
  ...pageQuery,
  q: z.string().min(1).max(200).exactOptional(),
  project: z.string().max(64).exactOptional(),
  state: z.enum([...CASE_STATES, 'open']).exactOptional(),
  disputes: z.enum(['true']).describe('Disputes of published records only').exactOptional(),
  disputed: disputedRecord
    .describe('Disputes of this record only: CVE ID, or the identifier of the vulnerability')
    .exactOptional(),
})

/** Cases. Every change answers with the case as it is then. */
export function cases(app: App, desk: CasesDesk): void {
  const tags = ['Cases']
  const edit = { access: 'case.edit' } as const
  const response = { 200: caseView }

  const shown = async (
    reply: FastifyReply,
    actor: Actor,
    id: string,
    done: Result<unknown>,
    after: Operation = 'case.edit',
  ): Promise<CaseView> => {
    if (!done.ok) return refuse(reply, done.fault)
    const view = await readCase(desk, actor, id, after)
    if (!view.ok) return refuse(reply, view.fault)
    reply.header('etag', etagOf(view.value.version))
    return view.value
  }

  app.get(
    '/cases',
    {
      config: { access: 'case.read' },
      schema: { tags, summary: 'Cases that you may know of', querystring: query, response: { 200: casesShape } },
    },
    async (request, reply) => {
      const { cursor, limit, q, project, state, disputes, disputed } = request.query
      const from = cursor === undefined ? ok([]) : readCursor(cursor, 1)
      if (!from.ok) return refuse(reply, from.fault)
      const [after] = from.value
      const open = ['new', 'acknowledged', 'triage', 'accepted'] as const
      const listed = await listCases(desk, actorOf(request), {
        limit,
        ...(q !== undefined && { q }),
        ...(project !== undefined && { project }),
        ...(state !== undefined && { states: state === 'open' ? open : [state] }),
        ...(disputes !== undefined && { disputes: true }),
        ...(disputed !== undefined && { disputed }),
        ...(after !== undefined && { after: String(after) }),
      })
      if (!listed.ok) return refuse(reply, listed.fault)
      const { items, next } = listed.value
      return { items, ...(next !== undefined && { next: writeCursor([next]) }) }
    },
  )

  app.post(
    '/cases',
    {
      config: { access: 'case.create' },
      schema: { tags, summary: 'Take a report', body: newCase, response: { 201: caseView } },
    },
    async (request, reply) => {
      const actor = actorOf(request)
      const taken = await takeReport(desk, actor, request.body)
      if (!taken.ok) return refuse(reply, taken.fault)
      return reply.code(201).send(await shown(reply, actor, taken.value, taken, 'case.create'))
    },
  )

  app.get(
    '/cases/:id',
    {
      config: { access: 'case.read' },
      schema: { tags, summary: 'One case; reading it is written down', params: byId, response },
    },
    (request, reply) => shown(reply, actorOf(request), request.params.id, ok(undefined), 'case.read'),
  )

  app.patch(
    '/cases/:id',
    {
      config: edit,
      schema: { tags, summary: 'Change fields of a case', params: byId, body: caseChange, response },
    },
    async (request, reply) => {
      const version = versionAsked(request)
      if (!version.ok) return refuse(reply, version.fault)
      const [actor, { id }] = [actorOf(request), request.params]
      return shown(reply, actor, id, await changeCase(desk, actor, id, version.value, request.body))
    },
  )

  app.post(
    '/cases/:id/moves',
    {
      config: edit,
      schema: { tags, summary: 'Move a case on', params: byId, body: newCaseMove, response },
    },
    async (request, reply) => {
      const [actor, { id }] = [actorOf(request), request.params]
      const { version, ...move } = request.body
      return shown(reply, actor, id, await moveCase(desk, actor, id, version, move))
    },
  )

  app.post(
    '/cases/:id/notes',
    {
      config: edit,
      schema: { tags, summary: 'Write something into a case', params: byId, body: newCaseNote, response },
    },
    async (request, reply) => {
      const [actor, { id }] = [actorOf(request), request.params]
      return shown(reply, actor, id, await addCaseNote(desk, actor, id, request.body))
    },
  )

  app.put(
    '/cases/:id/access',
    {
      config: { access: 'vulnerability.access' },
      schema: { tags, summary: 'Say who may know of a case', params: byId, body: caseAccess, response },
    },
    async (request, reply) => {
      const [actor, { id }] = [actorOf(request), request.params]
      return shown(reply, actor, id, await setCaseAccess(desk, actor, id, request.body.people), 'vulnerability.access')
    },
  )

  app.post(
    '/cases/:id/vulnerability',
    {
      config: edit,
      schema: {
        tags,
        summary: 'Begin the vulnerability of a case, or name one that exists',
        params: byId,
        body: caseVulnerability,
        response,
      },
    },
    async (request, reply) => {
      const [actor, { id }] = [actorOf(request), request.params]
      return shown(reply, actor, id, await beginVulnerability(desk, actor, id, request.body.existing))
    },
  )

  app.put(
    '/cases/:id/dispute',
    {
      config: edit,
      schema: {
        tags,
        summary: 'Say that a case disputes a published record',
        params: byId,
        body: newDispute,
        response,
      },
    },
    async (request, reply) => {
      const version = versionAsked(request)
      if (!version.ok) return refuse(reply, version.fault)
      const [actor, { id }] = [actorOf(request), request.params]
      return shown(reply, actor, id, await disputeCase(desk, actor, id, version.value, request.body))
    },
  )

  app.delete(
    '/cases/:id/dispute',
    {
      config: edit,
      schema: { tags, summary: 'Say that a case is no dispute: it is what it was before', params: byId, response },
    },
    async (request, reply) => {
      const version = versionAsked(request)
      if (!version.ok) return refuse(reply, version.fault)
      const [actor, { id }] = [actorOf(request), request.params]
      return shown(reply, actor, id, await retractDispute(desk, actor, id, version.value))
    },
  )

  app.post(
    '/cases/:id/dispute/steps',
    {
      config: edit,
      schema: {
        tags,
        summary: 'Acknowledge a dispute, take more time for it, or decide it',
        params: byId,
        body: newDisputeStep,
        response,
      },
    },
    async (request, reply) => {
      const [actor, { id }] = [actorOf(request), request.params]
      const { version, ...step } = request.body
      return shown(reply, actor, id, await answerDispute(desk, actor, id, version, step))
    },
  )

  app.post(
    '/cases/:id/dispute/tag',
    {
      config: edit,
      schema: {
        tags,
        summary: 'Put the tag `disputed` into the facts, where that was decided',
        params: byId,
        response,
      },
    },
    async (request, reply) => {
      const [actor, { id }] = [actorOf(request), request.params]
      return shown(reply, actor, id, await tagDisputed(desk, actor, id))
    },
  )
}
