import { z } from 'zod'
import type { Target } from '#desk/cna'
import {
  createProject,
  createTemplate,
  fetchProject,
  importTemplate,
  listProjects,
  listTemplates,
  lookAtRepository,
  type ProjectDesk,
  readProject,
  readProposal,
  readSettings,
  readTemplate,
  removeCredentials,
  removeTemplate,
  setCredentials,
  writeSettings,
  writeTemplate,
} from '#desk/projects'
import type { App } from '../app.ts'
import { actorOf } from '../authenticate.ts'
import { etagOf, versionAsked } from '../etag.ts'
import { answer, refuse } from '../problem.ts'
import {
  Credentials,
  CredentialsWishShape,
  NewProjectWish,
  ProjectDetail,
  ProjectList,
  ProjectSummary,
  Proposal,
  RepositoryWish,
  Settings,
  SettingsWish,
  Template,
  TemplateImported,
  TemplateList,
  TemplateText,
  TemplateWishShape,
} from '../shapes/projects.ts'

const target: z.ZodType<Target> = z.enum(['sandbox', 'test', 'production'])
const word = z.string().max(128)
const bySlug = z.object({ slug: word })
const byTemplate = z.object({ slug: word, id: word })
const byTarget = z.object({ slug: word, target })
const none = { 204: z.undefined() }

/** Projects: their repository, settings, templates, credentials. */
export function projects(app: App, desk: ProjectDesk): void {
  const tags = ['Projects']
  const read = { access: 'project.read' } as const
  const create = { access: 'project.create' } as const

  app.get(
    '/projects',
    { config: read, schema: { tags, summary: 'Projects, by title', response: { 200: ProjectList } } },
    async (request, reply) => ({
      items: answer(reply, await listProjects(desk, actorOf(request))),
    }),
  )

  app.post(
    '/projects/proposals',
    {
      config: create,
      schema: {
        tags,
        summary: 'Look at a repository, and propose a project',
        body: RepositoryWish,
        response: { 202: Proposal },
      },
    },
    async (request, reply) => {
      const looked = await lookAtRepository(desk, actorOf(request), request.body.repository)
      return looked.ok ? reply.code(202).send(looked.value) : refuse(reply, looked.fault)
    },
  )

  app.get(
    '/projects/proposals/:id',
    {
      config: create,
      schema: {
        tags,
        summary: 'What was seen in a repository',
        params: z.object({ id: word }),
        response: { 200: Proposal },
      },
    },
    async (request, reply) => answer(reply, await readProposal(desk, actorOf(request), request.params.id)),
  )

  app.post(
    '/projects',
    {
      config: create,
      schema: {
        tags,
        summary: 'Add a project as it was proposed',
        body: NewProjectWish,
        response: { 201: ProjectSummary },
      },
    },
    async (request, reply) => {
      const made = await createProject(desk, actorOf(request), request.body)
      return made.ok ? reply.code(201).send(made.value) : refuse(reply, made.fault)
    },
  )

  app.get(
    '/projects/:slug',
    { config: read, schema: { tags, summary: 'A project', params: bySlug, response: { 200: ProjectDetail } } },
    async (request, reply) => answer(reply, await readProject(desk, actorOf(request), request.params.slug)),
  )

  app.get(
    '/projects/:slug/settings',
    { config: read, schema: { tags, summary: 'Its steward.yaml', params: bySlug, response: { 200: Settings } } },
    async (request, reply) => {
      const settings = await readSettings(desk, actorOf(request), request.params.slug)
      if (settings.ok) reply.header('etag', etagOf(settings.value.version))
      return answer(reply, settings)
    },
  )

  app.put(
    '/projects/:slug/settings',
    {
      config: { access: 'project.edit' },
      schema: {
        tags,
        summary: 'Change its steward.yaml',
        params: bySlug,
        body: SettingsWish,
        response: { 200: Settings },
      },
    },
    async (request, reply) => {
      const version = versionAsked(request)
      if (!version.ok) return refuse(reply, version.fault)
      const { slug } = request.params
      return answer(reply, await writeSettings(desk, actorOf(request), slug, request.body.text, version.value))
    },
  )

  app.post(
    '/projects/:slug/fetch',
    {
      config: { access: 'project.fetch' },
      schema: {
        tags,
        summary: 'Fetch its repository, as a job',
        params: bySlug,
        response: { 202: z.object({ job: z.string() }) },
      },
    },
    async (request, reply) => {
      const started = await fetchProject(desk, actorOf(request), request.params.slug)
      return started.ok ? reply.code(202).send(started.value) : refuse(reply, started.fault)
    },
  )

  app.put(
    '/projects/:slug/credentials/:target',
    {
      config: { access: 'credentials.manage' },
      schema: {
        tags,
        summary: 'Keep credentials for CVE Services; the key never comes back',
        params: byTarget,
        body: CredentialsWishShape,
        response: { 200: Credentials },
      },
    },
    async (request, reply) => {
      const { slug, target } = request.params
      return answer(reply, await setCredentials(desk, actorOf(request), slug, target, request.body))
    },
  )

  app.delete(
    '/projects/:slug/credentials/:target',
    {
      config: { access: 'credentials.manage' },
      schema: { tags, summary: 'Forget credentials', params: byTarget, response: none },
    },
    async (request, reply) => {
      const { slug, target } = request.params
      const removed = await removeCredentials(desk, actorOf(request), slug, target)
      return removed.ok ? reply.code(204).send() : refuse(reply, removed.fault)
    },
  )
}

/** Templates of a project: what new vulnerabilities begin with. */
export function templates(app: App, desk: ProjectDesk): void {
  const tags = ['Templates']
  const read = { access: 'project.read' } as const
  const edit = { access: 'template.edit' } as const

  app.get(
    '/projects/:slug/templates',
    {
      config: read,
      schema: { tags, summary: 'Templates, the default one first', params: bySlug, response: { 200: TemplateList } },
    },
    async (request, reply) => ({
      items: answer(reply, await listTemplates(desk, actorOf(request), request.params.slug)),
    }),
  )

  app.post(
    '/projects/:slug/templates',
    {
      config: edit,
      schema: { tags, summary: 'Add a template', params: bySlug, body: TemplateWishShape, response: { 201: Template } },
    },
    async (request, reply) => {
      const made = await createTemplate(desk, actorOf(request), request.params.slug, request.body)
      return made.ok ? reply.code(201).send(made.value) : refuse(reply, made.fault)
    },
  )

  app.post(
    '/projects/:slug/templates/import',
    {
      config: edit,
      schema: {
        tags,
        summary: 'Add a template from JSON: an exported one, or a CVE record that serves as one',
        params: bySlug,
        body: TemplateText,
        response: { 201: TemplateImported },
      },
    },
    async (request, reply) => {
      const { text, name } = request.body
      const made = await importTemplate(desk, actorOf(request), request.params.slug, text, name)
      return made.ok ? reply.code(201).send(made.value) : refuse(reply, made.fault)
    },
  )

  app.get(
    '/projects/:slug/templates/:id',
    { config: read, schema: { tags, summary: 'A template', params: byTemplate, response: { 200: Template } } },
    async (request, reply) => {
      const { slug, id } = request.params
      const template = await readTemplate(desk, actorOf(request), slug, id)
      if (template.ok) reply.header('etag', etagOf(template.value.version))
      return answer(reply, template)
    },
  )

  app.put(
    '/projects/:slug/templates/:id',
    {
      config: edit,
      schema: {
        tags,
        summary: 'Change a template',
        params: byTemplate,
        body: TemplateWishShape,
        response: { 200: Template },
      },
    },
    async (request, reply) => {
      const version = versionAsked(request)
      if (!version.ok) return refuse(reply, version.fault)
      const { slug, id } = request.params
      return answer(reply, await writeTemplate(desk, actorOf(request), slug, id, request.body, version.value))
    },
  )

  app.delete(
    '/projects/:slug/templates/:id',
    { config: edit, schema: { tags, summary: 'Remove a template', params: byTemplate, response: none } },
    async (request, reply) => {
      const { slug, id } = request.params
      const removed = await removeTemplate(desk, actorOf(request), slug, id)
      return removed.ok ? reply.code(204).send() : refuse(reply, removed.fault)
    },
  )
}
