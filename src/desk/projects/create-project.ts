import { proposeProject, writeProject } from '#desk/init'
import { type Actor, auditActorOf, notFound, permit } from '#desk/people'
import { fail, ok, type Result } from '#fault'
import { parseProject } from '#project'
import type { ProjectDesk } from './desk.ts'
import type { ProjectRow } from './ports.ts'
import { slugOf } from './propose-project.ts'
import type { NewProject, ProjectSummary } from './views.ts'

/**
 * Makes a project of a proposal whose repository was read; the clone becomes the project's.
 *
 * Codes: those of reading `steward.yaml`, `PROPOSAL_NOT_READY`, `PROJECT_EXISTS`.
 */
export async function createProject(
  desk: ProjectDesk,
  actor: Actor,
  wish: NewProject,
): Promise<Result<ProjectSummary>> {
  const may = permit(actor, 'project.create')
  if (!may.ok) return may
  const proposal = await desk.store.read((tx) => tx.proposals.find(wish.proposal))
  if (proposal === undefined) return fail(notFound(`proposal ${JSON.stringify(wish.proposal)}`))
  if (proposal.state !== 'ready') {
    return fail({
      code: 'PROPOSAL_NOT_READY',
      kind: 'conflict',
      message: `the repository ${proposal.state === 'failed' ? 'could not be read' : 'is still being read'}`,
      ...(proposal.problem?.hint !== undefined && { hint: proposal.problem.hint }),
    })
  }
  const history = await desk.repositories.history(desk.clones.folderOf(proposal.clone))
  if (!history.ok) return history
  const slug = wish.slug ?? slugOf(proposal.origin)
  const foundation = await desk.foundation()
  const proposed = proposeProject(history.value, slug, proposal.origin)
  const { repository = proposed.repository } = wish
  const seen = { ...proposed, ...(repository !== undefined && { repository }) }
  const settings = wish.settings ?? withTitle(writeProject(seen, { ...wish, ...foundation }, '.'), wish.title)
  const project = parseProject(settings, 'steward.yaml')
  if (!project.ok) return project
  const now = desk.around.moment()
  const row: ProjectRow = {
    slug: project.value.project,
    title: project.value.title,
    version: 1,
    settings,
    origin: proposal.origin,
    clone: proposal.clone,
    readAt: now,
    createdAt: now,
  }
  return await desk.store.write(async (tx) => {
    if (!(await tx.projects.insert(row))) return fail(exists(row.slug))
    await tx.proposals.remove(proposal.id)
    await tx.audit.append({
      actor: auditActorOf(actor),
      action: 'project.create',
      subject: { kind: 'project', id: row.slug, project: row.slug },
      embargoed: false,
      diff: [{ field: 'settings', after: settings }],
    })
    tx.events.emit({ topic: 'project.changed', project: row.slug, data: { version: 1 } })
    return ok({
      slug: row.slug,
      title: row.title,
      ...(project.value.repository !== undefined && { repository: project.value.repository }),
      clone: { state: 'ready', readAt: now },
      counts: { open: 0, published: 0, rejected: 0 },
      version: 1,
    })
  })
}

function withTitle(settings: string, title: string | undefined): string {
  return title === undefined
    ? settings
    : settings.replace(/^project: .*$/m, (line) => `${line}\ntitle: ${JSON.stringify(title)}`)
}

function exists(slug: string) {
  return {
    code: 'PROJECT_EXISTS',
    kind: 'conflict',
    message: `there is a project ${slug} already`,
    at: '/slug',
    hint: 'choose another short name',
  } as const
}
