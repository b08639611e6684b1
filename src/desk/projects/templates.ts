import { type Actor, auditActorOf, notFound, type Operation } from '#desk/people'
import { written } from '#desk/store'
import { fail, ok, type Result } from '#fault'
import type { ProjectDesk, ProjectTx } from './desk.ts'
import { findProject } from './find-project.ts'
import type { TemplateRow } from './ports.ts'
import { checkTemplate } from './template-check.ts'
import { readTemplateText } from './template-text.ts'
import type { TemplateImported, TemplateView, TemplateWish } from './views.ts'

export async function listTemplates(
  desk: ProjectDesk,
  actor: Actor,
  slug: string,
): Promise<Result<readonly TemplateView[]>> {
  return await desk.store.read(async (tx) => {
    const project = await findProject(tx, actor, 'project.read', slug)
    return project.ok ? ok((await tx.templates.ofProject(slug)).map(viewOf)) : project
  })
}

export async function readTemplate(
  desk: ProjectDesk,
  actor: Actor,
  slug: string,
  id: string,
): Promise<Result<TemplateView>> {
  return await desk.store.read(async (tx) => {
    const found = await findTemplate(tx, actor, 'project.read', slug, id)
    return found.ok ? ok(viewOf(found.value)) : found
  })
}

/** A new template. Codes: those of {@link checkTemplate}. */
export async function createTemplate(
  desk: ProjectDesk,
  actor: Actor,
  slug: string,
  wish: TemplateWish,
): Promise<Result<TemplateView>> {
  const id = desk.around.ids()
  return await desk.store.write(async (tx) => {
    const project = await findProject(tx, actor, 'template.edit', slug)
    if (!project.ok) return project
    const checked = checkTemplate(project.value, wish.content)
    if (!checked.ok) return checked
    const isFirst = (await tx.templates.ofProject(slug)).length === 0
    const row: TemplateRow = {
      id,
      project: slug,
      name: wish.name,
      about: wish.about ?? '',
      isDefault: wish.isDefault ?? isFirst,
      used: 0,
      version: 1,
      content: wish.content,
    }
    await tx.templates.insert(row)
    await afterwards(tx, actor, row, undefined)
    return ok(viewOf(row))
  })
}

/** Another content, name or mark for a template, if it still has the version that was read. */
export async function writeTemplate(
  desk: ProjectDesk,
  actor: Actor,
  slug: string,
  id: string,
  wish: TemplateWish,
  version: number,
): Promise<Result<TemplateView>> {
  return await desk.store.write(async (tx) => {
    const found = await findTemplate(tx, actor, 'template.edit', slug, id)
    if (!found.ok) return found
    const project = await findProject(tx, actor, 'template.edit', slug)
    if (!project.ok) return project
    const checked = checkTemplate(project.value, wish.content)
    if (!checked.ok) return checked
    const { name, about = '', isDefault = found.value.isDefault, content } = wish
    const row: TemplateRow = { ...found.value, name, about, isDefault, content }
    const now = written(await tx.templates.update(row, version), `the template ${name}`)
    if (!now.ok) return now
    await afterwards(tx, actor, row, found.value)
    return ok(viewOf({ ...row, version: now.value }))
  })
}

export async function removeTemplate(desk: ProjectDesk, actor: Actor, slug: string, id: string): Promise<Result<void>> {
  return await desk.store.write(async (tx) => {
    const found = await findTemplate(tx, actor, 'template.edit', slug, id)
    if (!found.ok) return found
    await tx.templates.remove(slug, id)
    await tx.audit.append({
      actor: auditActorOf(actor),
      action: 'template.edit',
      subject: { kind: 'template', id, project: slug },
      embargoed: false,
      diff: [{ field: 'template', before: textOf(found.value) }],
    })
    tx.events.emit({ topic: 'project.changed', project: slug, data: { template: id } })
    return ok(undefined)
  })
}

/** A template from JSON: one that was exported, or a CVE record that others use as their template. */
export async function importTemplate(
  desk: ProjectDesk,
  actor: Actor,
  slug: string,
  text: string,
  name: string | undefined,
): Promise<Result<TemplateImported>> {
  const read = readTemplateText(text)
  if (!read.ok) return read
  const { notes, wish } = read.value
  const made = await createTemplate(desk, actor, slug, { ...wish, name: name ?? wish.name })
  return made.ok ? ok({ template: made.value, notes }) : made
}

async function findTemplate(
  tx: ProjectTx,
  actor: Actor,
  operation: Operation,
  slug: string,
  id: string,
): Promise<Result<TemplateRow>> {
  const project = await findProject(tx, actor, operation, slug)
  if (!project.ok) return project
  const row = await tx.templates.find(slug, id)
  return row === undefined ? fail(notFound(`template ${JSON.stringify(id)}`)) : ok(row)
}

async function afterwards(
  tx: ProjectTx,
  actor: Actor,
  row: TemplateRow,
  before: TemplateRow | undefined,
): Promise<void> {
  if (row.isDefault) await tx.templates.onlyDefault(row.project, row.id)
  await tx.audit.append({
    actor: auditActorOf(actor),
    action: 'template.edit',
    subject: { kind: 'template', id: row.id, project: row.project },
    embargoed: false,
    diff: [{ field: 'template', ...(before !== undefined && { before: textOf(before) }), after: textOf(row) }],
  })
  tx.events.emit({ topic: 'project.changed', project: row.project, data: { template: row.id } })
}

function textOf({ name, about, content }: TemplateRow): string {
  return JSON.stringify({ name, about, content })
}

function viewOf({ id, name, about, isDefault, used, version, content }: TemplateRow): TemplateView {
  return { id, name, about, isDefault, used, version, content }
}
