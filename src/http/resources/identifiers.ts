import { z } from 'zod'
import {
  changeAccount,
  createAccount,
  type IdentifiersDesk,
  listIdentifiers,
  publishAddition,
  readOrganisation,
  rejectId,
  renewSecret,
  reserveIds,
  transferId,
  undoRejection,
} from '#desk/identifiers'
import type { App } from '../app.ts'
import { actorOf } from '../authenticate.ts'
import { answer, refuse } from '../problem.ts'
import {
  account,
  accountChange,
  accountSecret,
  confirmation,
  counterQuery,
  identifierChange,
  identifierQuery,
  identifiers as identifiersShape,
  newAccount,
  newAddition,
  newRejection,
  newReservation,
  newTransfer,
  organisation,
  reservation,
  undoQuery,
} from '../shapes/identifiers.ts'

const byCve = z.object({ cve: z.string().max(32) })
const byUser = z.object({ username: z.string().max(128) })

/** The ID desk. Every route names the project whose credentials are used, and the target. */
export function identifiers(app: App, desk: IdentifiersDesk): void {
  const tags = ['ID desk']
  const querystring = counterQuery
  const release = { access: 'ids.release' } as const
  const manage = { access: 'ids.organisation' } as const

  app.get(
    '/ids',
    {
      config: { access: 'ids.read' },
      schema: {
        tags,
        summary: 'The IDs of the organisation',
        querystring: identifierQuery,
        response: { 200: identifiersShape },
      },
    },
    async (request, reply) => {
      const { project, target, cursor, limit = 100, fresh, ...filter } = request.query
      const page = { ...filter, limit, fresh: fresh === 'true', ...(cursor !== undefined && { after: cursor }) }
      return answer(reply, await listIdentifiers(desk, actorOf(request), { project, target }, page))
    },
  )

  app.post(
    '/ids/reservations',
    {
      config: { access: 'ids.reserve' },
      schema: { tags, summary: 'Reserve IDs', querystring, body: newReservation, response: { 201: reservation } },
    },
    async (request, reply) => {
      const reserved = await reserveIds(desk, actorOf(request), request.query, request.body)
      return reserved.ok ? reply.code(201).send(reserved.value) : refuse(reply, reserved.fault)
    },
  )

  app.post(
    '/ids/:cve/rejection',
    {
      config: release,
      schema: {
        tags,
        summary: 'Reject an ID',
        querystring,
        params: byCve,
        body: newRejection,
        response: { 200: identifierChange },
      },
    },
    async (request, reply) => {
      const done = await rejectId(desk, actorOf(request), request.query, request.params.cve, request.body)
      return done.ok ? { changes: [...done.value] } : refuse(reply, done.fault)
    },
  )

  app.delete(
    '/ids/:cve/rejection',
    {
      config: release,
      schema: {
        tags,
        summary: 'Take a rejection back',
        querystring: undoQuery,
        params: byCve,
        response: { 200: identifierChange },
      },
    },
    async (request, reply) => {
      const { confirm, ...at } = request.query
      const done = await undoRejection(desk, actorOf(request), at, request.params.cve, confirm)
      return done.ok ? { changes: [...done.value] } : refuse(reply, done.fault)
    },
  )

  app.post(
    '/ids/:cve/transfer',
    {
      config: release,
      schema: {
        tags,
        summary: 'Give an ID to another organisation, which is not asked',
        querystring,
        params: byCve,
        body: newTransfer,
        response: { 200: identifierChange },
      },
    },
    async (request, reply) => {
      const { org, confirm } = request.body
      const done = await transferId(desk, actorOf(request), request.query, request.params.cve, org, confirm)
      return done.ok ? { changes: [...done.value] } : refuse(reply, done.fault)
    },
  )

  app.put(
    '/ids/:cve/adp',
    {
      config: { access: 'ids.adp' },
      schema: {
        tags,
        summary: 'Add a container to a record, as an authorised data publisher',
        querystring,
        params: byCve,
        body: newAddition,
        response: { 200: identifierChange },
      },
    },
    async (request, reply) => {
      const done = await publishAddition(desk, actorOf(request), request.query, request.params.cve, request.body)
      return done.ok ? { changes: [...done.value] } : refuse(reply, done.fault)
    },
  )

  app.get(
    '/ids/organisation',
    {
      config: { access: 'ids.read' },
      schema: {
        tags,
        summary: 'The organisation, its quota and its accounts',
        querystring,
        response: { 200: organisation },
      },
    },
    async (request, reply) => answer(reply, await readOrganisation(desk, actorOf(request), request.query)),
  )

  app.post(
    '/ids/users',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Add an account; its key is in the answer and never again',
        querystring,
        body: newAccount,
        response: { 201: accountSecret },
      },
    },
    async (request, reply) => {
      const created = await createAccount(desk, actorOf(request), request.query, request.body)
      return created.ok ? reply.code(201).send(created.value) : refuse(reply, created.fault)
    },
  )

  app.patch(
    '/ids/users/:username',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Change an account',
        querystring,
        params: byUser,
        body: accountChange,
        response: { 200: account },
      },
    },
    async (request, reply) =>
      answer(reply, await changeAccount(desk, actorOf(request), request.query, request.params.username, request.body)),
  )

  app.post(
    '/ids/users/:username/secret',
    {
      config: manage,
      schema: {
        tags,
        summary: 'A new key for an account; the old one ends at once',
        querystring,
        params: byUser,
        body: confirmation.optional(),
        response: { 200: accountSecret },
      },
    },
    async (request, reply) => {
      const { username } = request.params
      return answer(reply, await renewSecret(desk, actorOf(request), request.query, username, request.body?.confirm))
    },
  )
}
