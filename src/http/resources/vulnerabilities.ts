import { z } from 'zod'
import {
  type AdvisoryDesk,
  changeAccess,
  cloneVulnerability,
  createVulnerability,
  type Edited as EditedView,
  editVulnerability,
  importVulnerabilities,
  listPresence,
  listVulnerabilities,
  notePresence,
  proposeFromLink,
  readVulnerability,
  takeAccess,
  undo,
} from '#desk/advisories'
import type { Fault } from '#fault'
import type { App } from '../app.ts'
import { actorOf } from '../authenticate.ts'
import { etagOf } from '../etag.ts'
import { readCursor, writeCursor } from '../pages.ts'
import { answer, refuse, refuseWith } from '../problem.ts'
import {
  AccessShape,
  AccessWish,
  CloneWish,
  Edited,
  EditWish,
  ImportResult,
  ImportWish,
  LinkProposal,
  LinkWish,
  NewVulnerabilityWish,
  PresenceList,
  PresenceWish,
  VulnerabilityDetail,
  VulnerabilityPage,
  VulnerabilityQuery,
} from '../shapes/vulnerabilities.ts'

const byId = z.object({ id: z.string().min(1).max(200).describe("The project's own identifier, or the CVE ID") })

/** Vulnerabilities: lists, beginnings, edits of several people, who may know. */
export function vulnerabilities(app: App, desk: AdvisoryDesk): void {
  const tags = ['Vulnerabilities']
  const read = { access: 'vulnerability.read' } as const
  const create = { access: 'vulnerability.create' } as const
  const edit = { access: 'vulnerability.edit' } as const
  const access = { access: 'vulnerability.access' } as const

  app.get(
    '/vulnerabilities',
    {
      config: read,
      schema: {
        tags,
        summary: 'Vulnerabilities that you may know of, page by page',
        querystring: VulnerabilityQuery,
        response: { 200: VulnerabilityPage },
      },
    },
    async (request, reply) => {
      const { cursor, ...query } = request.query
      const after = cursor === undefined ? undefined : readCursor(cursor, 2)
      if (after?.ok === false) return refuse(reply, after.fault)
      const page = await listVulnerabilities(desk, actorOf(request), query, after?.value)
      if (!page.ok) return refuse(reply, page.fault)
      const { items, total, next } = page.value
      return { items, total, ...(next !== undefined && { next: writeCursor(next) }) }
    },
  )

  app.post(
    '/vulnerabilities/proposals',
    {
      config: create,
      schema: {
        tags,
        summary:
          'What one link to a fix leads to: backports, affected releases, references, credits. Nothing is stored',
        body: LinkWish,
        response: { 200: LinkProposal },
      },
    },
    async (request, reply) => answer(reply, await proposeFromLink(desk, actorOf(request), request.body)),
  )

  app.post(
    '/vulnerabilities',
    {
      config: create,
      schema: {
        tags,
        summary: 'Begin a vulnerability: template, link, words, and a reserved CVE ID where asked for',
        body: NewVulnerabilityWish,
        response: { 201: VulnerabilityDetail },
      },
    },
    async (request, reply) => {
      const made = await createVulnerability(desk, actorOf(request), request.body)
      if (!made.ok) return refuse(reply, made.fault)
      return reply.code(201).header('etag', etagOf(made.value.version)).send(made.value)
    },
  )

  app.post(
    '/vulnerabilities/import',
    {
      config: create,
      bodyLimit: LARGEST_IMPORT,
      schema: {
        tags,
        summary:
          'From CVE records, OSV records and facts files, or from what CVE Services hold; what is there is not changed',
        body: ImportWish,
        response: { 200: ImportResult },
      },
    },
    async (request, reply) => {
      const outcomes = await importVulnerabilities(desk, actorOf(request), request.body)
      return outcomes.ok ? { outcomes: outcomes.value } : refuse(reply, outcomes.fault)
    },
  )

  app.get(
    '/vulnerabilities/:id',
    {
      config: read,
      schema: { tags, summary: 'One vulnerability', params: byId, response: { 200: VulnerabilityDetail } },
    },
    async (request, reply) => {
      const found = await readVulnerability(desk, actorOf(request), request.params.id)
      if (!found.ok) return refuse(reply, found.fault)
      reply.header('etag', etagOf(found.value.version))
      return found.value
    },
  )

  app.patch(
    '/vulnerabilities/:id',
    {
      config: edit,
      schema: {
        tags,
        summary: 'Change fields; what others changed since is joined, field by field. 409 names what could not be',
        params: byId,
        body: EditWish,
        response: { 200: Edited },
      },
    },
    async (request, reply) => {
      const edited = await editVulnerability(desk, actorOf(request), request.params.id, request.body)
      if (!edited.ok) return refuse(reply, edited.fault)
      reply.header('etag', etagOf(edited.value.version))
      if (edited.value.conflicts.length === 0) return edited.value
      // The status says that something was not done; the body says what, and what was.
      return refuseWith(reply, conflictOf(edited.value), edited.value)
    },
  )

  for (const direction of ['undo', 'redo'] as const) {
    app.post(
      `/vulnerabilities/:id/${direction}`,
      {
        config: edit,
        schema: {
          tags,
          summary: direction === 'undo' ? 'Take back what you changed last' : 'Do again what you took back last',
          params: byId,
          body: z.object({}).optional(),
          response: { 200: Edited },
        },
      },
      async (request, reply) => answer(reply, await undo(desk, actorOf(request), request.params.id, direction)),
    )
  }

  app.put(
    '/vulnerabilities/:id/access',
    {
      config: access,
      schema: {
        tags,
        summary: 'Say who may know while the embargo holds, or lift it',
        params: byId,
        body: AccessWish,
        response: { 200: AccessShape },
      },
    },
    async (request, reply) =>
      answer(reply, await changeAccess(desk, actorOf(request), request.params.id, request.body)),
  )

  app.post(
    '/vulnerabilities/:id/access/me',
    {
      config: { access: 'team.manage' },
      schema: {
        tags,
        summary: 'Put yourself on the list, as an administrator of the project; it is written down',
        params: byId,
        response: { 204: z.undefined() },
      },
    },
    async (request, reply) => {
      const taken = await takeAccess(desk, actorOf(request), request.params.id)
      return taken.ok ? reply.code(204).send() : refuse(reply, taken.fault)
    },
  )

  app.post(
    '/vulnerabilities/:id/clone',
    {
      config: create,
      schema: {
        tags,
        summary: 'A new draft with what a similar vulnerability says, without its identifiers and commits',
        params: byId,
        body: CloneWish,
        response: { 201: VulnerabilityDetail },
      },
    },
    async (request, reply) => {
      const made = await cloneVulnerability(desk, actorOf(request), request.params.id, request.body.project)
      return made.ok ? reply.code(201).send(made.value) : refuse(reply, made.fault)
    },
  )

  app.get(
    '/vulnerabilities/:id/presence',
    { config: read, schema: { tags, summary: 'Who is here now', params: byId, response: { 200: PresenceList } } },
    async (request, reply) => {
      const here = await listPresence(desk, actorOf(request), request.params.id)
      return here.ok ? { items: here.value } : refuse(reply, here.fault)
    },
  )

  app.post(
    '/vulnerabilities/:id/presence',
    {
      config: read,
      schema: {
        tags,
        summary: 'Say that you are here, and in which field; lasts a minute',
        params: byId,
        body: PresenceWish,
        response: { 200: PresenceList },
      },
    },
    async (request, reply) => {
      const here = await notePresence(desk, actorOf(request), request.params.id, request.body.field)
      return here.ok ? { items: here.value } : refuse(reply, here.fault)
    },
  )
}

/** Bytes. */
const LARGEST_IMPORT = 8 * 1024 * 1024

function conflictOf({ conflicts }: EditedView): Fault<'EDIT_CONFLICT'> {
  const [first] = conflicts
  return {
    code: 'EDIT_CONFLICT',
    kind: 'conflict',
    message: `${first?.by.name} changed ${conflicts.map(({ field }) => field).join(', ')} since you read it`,
    at: `/${first?.field}`,
    hint: 'choose one of the two values and send it again, from this version',
  }
}
