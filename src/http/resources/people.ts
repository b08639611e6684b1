import { z } from 'zod'
import {
  changeFoundation,
  changePerson,
  endSessionsOf,
  invite,
  inviteAgain,
  listPeople,
  listTeam,
  type PeopleDesk,
  ROLES,
  readFoundation,
  roleTable,
  setRoles,
  setTeamRoles,
} from '#desk/people'
import type { App } from '../app.ts'
import { actorOf } from '../authenticate.ts'
import { etagOf, versionAsked } from '../etag.ts'
import { answer, refuse } from '../problem.ts'
import {
  email,
  foundation,
  invitation,
  person,
  personName,
  profileChange,
  role,
  roleGrants,
  roleTable as roleShape,
  slug,
} from '../shapes/people.ts'

const byId = z.object({ id: z.string().max(64) })
const byProject = z.object({ slug })
const inProject = z.object({ slug, id: z.string().max(64) })

/** Who is here and what they may; the foundation itself. */
export function people(app: App, desk: PeopleDesk): void {
  const tags = ['People']
  const read = { access: 'people.read' } as const
  const manage = { access: 'people.manage' } as const

  app.get(
    '/people',
    { config: read, schema: { tags, summary: 'Everybody, by name', response: { 200: z.array(person) } } },
    async (request, reply) => [...answer(reply, await listPeople(desk, actorOf(request)))],
  )

  app.post(
    '/people',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Invite somebody by a one-time link, which is in the answer and never again',
        body: z.object({ name: personName, email, roles: roleGrants }),
        response: { 201: invitation },
      },
    },
    async (request, reply) => {
      const { roles, ...who } = request.body
      const invited = await invite(desk, actorOf(request), { ...who, grants: roles })
      return invited.ok ? reply.code(201).send(invited.value) : refuse(reply, invited.fault)
    },
  )

  app.patch(
    '/people/:id',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Change a name; deactivate or activate',
        params: byId,
        body: z.object({ name: personName.exactOptional(), active: z.boolean().exactOptional() }),
        response: { 200: person },
      },
    },
    async (request, reply) => {
      const version = versionAsked(request)
      if (!version.ok) return refuse(reply, version.fault)
      return answer(reply, await changePerson(desk, actorOf(request), request.params.id, version.value, request.body))
    },
  )

  app.put(
    '/people/:id/roles',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Replace the roles of a person',
        params: byId,
        body: roleGrants,
        response: { 200: person },
      },
    },
    async (request, reply) => {
      const version = versionAsked(request)
      if (!version.ok) return refuse(reply, version.fault)
      return answer(reply, await setRoles(desk, actorOf(request), request.params.id, version.value, request.body))
    },
  )

  app.post(
    '/people/:id/invitation',
    {
      config: manage,
      schema: {
        tags,
        summary: 'A new one-time link, for a lost one or a lost passphrase',
        params: byId,
        response: { 201: invitation },
      },
    },
    async (request, reply) => {
      const invited = await inviteAgain(desk, actorOf(request), request.params.id)
      return invited.ok ? reply.code(201).send(invited.value) : refuse(reply, invited.fault)
    },
  )

  app.delete(
    '/people/:id/sessions',
    {
      config: manage,
      schema: { tags, summary: 'End every session of a person', params: byId, response: { 204: z.undefined() } },
    },
    async (request, reply) => {
      const ended = await endSessionsOf(desk, actorOf(request), request.params.id)
      return ended.ok ? reply.code(204).send() : refuse(reply, ended.fault)
    },
  )

  app.get(
    '/projects/:slug/team',
    {
      config: { access: 'project.read' },
      schema: { tags, summary: 'Who has a role in a project', params: byProject, response: { 200: z.array(person) } },
    },
    async (request, reply) => [...answer(reply, await listTeam(desk, actorOf(request), request.params.slug))],
  )

  app.put(
    '/projects/:slug/team/:id',
    {
      config: { access: 'team.manage' },
      schema: {
        tags,
        summary: 'Replace the roles of a person in a project',
        params: inProject,
        body: z.object({ roles: z.array(role).max(ROLES.length) }),
        response: { 200: person },
      },
    },
    async (request, reply) => {
      const version = versionAsked(request)
      if (!version.ok) return refuse(reply, version.fault)
      const { slug: project, id } = request.params
      return answer(reply, await setTeamRoles(desk, actorOf(request), project, id, version.value, request.body.roles))
    },
  )

  app.get(
    '/roles',
    {
      config: { access: 'signed-in' },
      schema: { tags, summary: 'What comes with each role', response: { 200: roleShape } },
    },
    async () => roleTable(),
  )

  app.get(
    '/foundation',
    {
      config: { access: 'foundation.read' },
      schema: { tags, summary: 'The profile of the foundation', response: { 200: foundation } },
    },
    async (request, reply) => {
      const found = await readFoundation(desk, actorOf(request))
      if (found.ok) reply.header('etag', etagOf(found.value.version))
      return answer(reply, found)
    },
  )

  app.patch(
    '/foundation',
    {
      config: { access: 'foundation.edit' },
      schema: {
        tags,
        summary: 'Change the profile of the foundation',
        body: profileChange,
        response: { 200: foundation },
      },
    },
    async (request, reply) => {
      const version = versionAsked(request)
      if (!version.ok) return refuse(reply, version.fault)
      return answer(reply, await changeFoundation(desk, actorOf(request), version.value, request.body))
    },
  )
}
