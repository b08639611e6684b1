import { type Actor, permitSomewhere, projectsOf } from '#desk/people'
import { ok, type Result } from '#fault'
import { parseProject, writeTagRule } from '#project'
import { credentialsView, targetsOf } from './credentials.ts'
import type { ProjectDesk, TallyTable } from './desk.ts'
import { findProject } from './find-project.ts'
import type { ProjectRow, TemplateRow } from './ports.ts'
import { problemOf } from './problem.ts'
import type { CloneView, ProjectDetail, ProjectSummary, SettingsView, TemplateSummary } from './views.ts'

/** The projects that the actor may see, by title. */
export async function listProjects(desk: ProjectDesk, actor: Actor): Promise<Result<readonly ProjectSummary[]>> {
  const may = permitSomewhere(actor, 'project.read')
  if (!may.ok) return may
  const mine = projectsOf(actor)
  const { rows, tally } = await desk.store.read(async (tx) => ({
    rows: await tx.projects.list(),
    tally: await tx.vulnerabilities.tally(readerOf(actor)),
  }))
  const visible = rows.filter(({ slug }) => mine === 'all' || mine.includes(slug))
  return ok(visible.map((row) => summaryOf(row, tally)))
}

/** One project, as its page shows it. */
export async function readProject(desk: ProjectDesk, actor: Actor, slug: string): Promise<Result<ProjectDetail>> {
  const read = await desk.store.read(async (tx) => {
    const row = await findProject(tx, actor, 'project.read', slug)
    if (!row.ok) return row
    return ok({
      row: row.value,
      tally: await tx.vulnerabilities.tally(readerOf(actor)),
      templates: await tx.templates.ofProject(slug),
      credentials: await tx.credentials.ofProject(slug),
    })
  })
  if (!read.ok) return read
  const { row, tally, templates, credentials } = read.value
  const project = parseProject(row.settings, 'steward.yaml')
  // Only what could be read is ever stored.
  if (!project.ok) return project
  const ground = await desk.grounds.of(row)
  const summary = summaryOf(row, tally)
  const { product, branches, repository } = project.value
  const { foundation } = ground.ok ? ground.value.project : project.value
  return ok({
    ...summary,
    ...(repository !== undefined && { repository }),
    // A clone that was fetched and cannot be read is no clone.
    ...(!ground.ok && row.readAt !== undefined && { clone: { state: 'failed', problem: problemOf(ground.fault) } }),
    product: {
      vendor: product.vendor,
      product: product.product,
      ...(product.packageName !== undefined && { packageName: product.packageName }),
      ...(product.purl !== undefined && { purl: product.purl }),
      cpes: product.cpes ?? [],
      modules: product.modules ?? [],
      platforms: product.platforms ?? [],
    },
    scheme: project.value.scheme,
    tagRules: project.value.tags.map(writeTagRule),
    bounds: project.value.bounds,
    osvPrefix: project.value.osv.prefix,
    ...(project.value.osv.ecosystem !== undefined && { ecosystem: project.value.osv.ecosystem }),
    ...(foundation !== undefined && {
      foundation: {
        shortName: foundation.shortName,
        ...(foundation.name !== undefined && { name: foundation.name }),
        ...(foundation.advisories !== undefined && { advisories: foundation.advisories }),
      },
    }),
    branches: branches.map(({ name, series, lifecycle, endOfLife, next }) => ({
      name,
      series,
      lifecycle,
      ...(endOfLife !== undefined && { endOfLife }),
      ...(next !== undefined && { next }),
    })),
    releases: ground.ok ? ground.value.releases.length : 0,
    templates: templates.map(templateSummary),
    credentials: credentials.map(credentialsView),
    targets: targetsOf(desk, credentials),
  })
}

export async function readSettings(desk: ProjectDesk, actor: Actor, slug: string): Promise<Result<SettingsView>> {
  const row = await desk.store.read((tx) => findProject(tx, actor, 'project.read', slug))
  return row.ok ? ok({ text: row.value.settings, version: row.value.version }) : row
}

function summaryOf(row: ProjectRow, tally: Awaited<ReturnType<TallyTable['tally']>>): ProjectSummary {
  const own = tally.filter(({ project }) => project === row.slug)
  const count = (...stages: readonly string[]): number =>
    own.filter(({ stage }) => stages.includes(stage)).reduce((sum, each) => sum + each.count, 0)
  const project = parseProject(row.settings, 'steward.yaml')
  return {
    slug: row.slug,
    title: row.title,
    ...(project.ok && project.value.repository !== undefined && { repository: project.value.repository }),
    clone: cloneView(row),
    counts: {
      open: count('draft', 'review', 'approved', 'scheduled'),
      published: count('published'),
      rejected: count('rejected'),
    },
    version: row.version,
  }
}

function cloneView({ readAt, job, problem }: ProjectRow): CloneView {
  return {
    state: job !== undefined ? 'reading' : problem !== undefined || readAt === undefined ? 'failed' : 'ready',
    ...(readAt !== undefined && { readAt }),
    ...(job !== undefined && { job }),
    ...(problem !== undefined && { problem }),
  }
}

export function templateSummary({ id, name, about, isDefault, used, version }: TemplateRow): TemplateSummary {
  return { id, name, about, isDefault, used, version }
}

/** What the queries of lists must know of an actor: which projects, and which embargoed vulnerabilities. */
export function readerOf(actor: Actor): Parameters<TallyTable['tally']>[0] {
  const projects = projectsOf(actor)
  if (actor.kind === 'system') return { projects, embargoed: 'all' }
  if (actor.kind === 'token' && !actor.scope.embargoed) return { projects, embargoed: 'none' }
  return { projects, embargoed: { knownTo: actor.person } }
}
