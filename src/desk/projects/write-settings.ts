import { type Actor, auditActorOf } from '#desk/people'
import { written } from '#desk/store'
import { fail, ok, type Result } from '#fault'
import { parseProject } from '#project'
import type { ProjectDesk } from './desk.ts'
import { findProject } from './find-project.ts'
import type { SettingsView } from './views.ts'

/**
 * New settings for a project, sound as a whole. The short name stays, since addresses and identifiers are made of it.
 *
 * Codes: those of reading `steward.yaml`, `PROJECT_RENAMED`, `VERSION_STALE`.
 */
export async function writeSettings(
  desk: ProjectDesk,
  actor: Actor,
  slug: string,
  text: string,
  version: number,
): Promise<Result<SettingsView>> {
  return await desk.store.write(async (tx) => {
    const row = await findProject(tx, actor, 'project.edit', slug)
    if (!row.ok) return row
    const project = parseProject(text, 'steward.yaml')
    if (!project.ok) return project
    if (project.value.project !== slug) {
      return fail({
        code: 'PROJECT_RENAMED',
        kind: 'conflict',
        message: `these settings are of the project ${JSON.stringify(project.value.project)}, and this is ${slug}`,
        at: '/project',
        hint: 'the title can be changed, the short name cannot',
      })
    }
    const updated = await tx.projects.update(slug, version, { settings: text, title: project.value.title })
    const now = written(updated, `the project ${slug}`)
    if (!now.ok) return now
    await tx.audit.append({
      actor: auditActorOf(actor),
      action: 'project.edit',
      subject: { kind: 'project', id: slug, project: slug },
      embargoed: false,
      diff: [{ field: 'settings', before: row.value.settings, after: text }],
    })
    tx.events.emit({ topic: 'project.changed', project: slug, data: { version: now.value } })
    return ok({ text, version: now.value })
  })
}
