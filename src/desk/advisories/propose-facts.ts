import { acceptProposals, proposeBackports } from '#desk'
import type { Actor } from '#desk/people'
import { factsOfTemplate, findProject, type ProjectGround, type ProjectRow, type TemplateRow } from '#desk/projects'
import { fail, ok, type Result } from '#fault'
import type { Json } from '#json'
import { type Assessment, parseVulnerability, writeFacts } from '#vulnerability'
import { namedIn } from './commit-trailers.ts'
import type { AdvisoryDesk, AdvisoryTx } from './desk.ts'
import { fieldsOf } from './fields-of.ts'
import { nameOf } from './find-vulnerability.ts'
import { type FixLink, followLink, hashesOf } from './fix-link.ts'
import { proposedFixes } from './fix-view.ts'
import { modulesIn } from './module-names.ts'
import { assessmentView, nameCommits } from './read-assessment.ts'
import { addedByRendering } from './rendered-references.ts'
import type { FactsView, FixView, LinkProposal } from './views.ts'

/** A new facts file, and what it was made from. */
export interface FactsDraft {
  readonly text: string
  readonly assessment: Assessment
  readonly link?: FixLink
  /** Backports that a person must look at. */
  readonly proposals: readonly FixView[]
  readonly references: LinkProposal['references']
  readonly credits: LinkProposal['credits']
  readonly modules: LinkProposal['modules']
}

/** What a draft starts with, besides what the link leads to. */
export interface DraftWish {
  /** Its own identifier; a stand-in while nothing is stored. */
  readonly id: string
  readonly link?: string
  readonly template?: TemplateRow
  /** Hashes of proposals that a person confirmed. */
  readonly accept: readonly string[]
  /** What the person wrote; it beats what was derived. */
  readonly facts: FactsView
}

/** Shows what one link leads to, and what a new vulnerability would start with. Nothing is stored. */
export async function proposeFromLink(
  desk: AdvisoryDesk,
  actor: Actor,
  wish: { readonly project: string; readonly link: string; readonly template?: string },
): Promise<Result<LinkProposal>> {
  const started = performance.now()
  const opened = await openProject(desk, actor, wish.project, wish.template)
  if (!opened.ok) return opened
  const { ground, template } = opened.value
  const draft = await draftFacts(desk, actor, ground, {
    id: 'draft',
    link: wish.link,
    ...(template !== undefined && { template }),
    accept: [],
    facts: {},
  })
  if (!draft.ok) return draft
  const view = await assessmentView(desk, ground, draft.value.assessment)
  if (!view.ok) return view
  const { link, proposals, references, credits, modules, text } = draft.value
  if (link === undefined) throw new Error('a link was followed to nothing')
  const read = parseVulnerability(text, 'draft')
  if (!read.ok) return read
  return ok({
    project: wish.project,
    link: link.link,
    took: Math.round(performance.now() - started),
    assessment: view.value,
    proposals,
    references,
    credits,
    modules,
    facts: fieldsOf(read.value),
  })
}

/** The ground of a project for somebody who may begin a vulnerability there, and the template that was chosen. */
export async function openProject(
  desk: AdvisoryDesk,
  actor: Actor,
  slug: string,
  template: string | undefined,
): Promise<Result<{ readonly row: ProjectRow; readonly ground: ProjectGround; readonly template?: TemplateRow }>> {
  const read = await desk.store.read(async (tx) => {
    const row = await findProject(tx, actor, 'vulnerability.create', slug)
    if (!row.ok) return row
    const chosen = await chosenTemplate(tx, slug, template)
    return chosen.ok ? ok({ row: row.value, template: chosen.value }) : chosen
  })
  if (!read.ok) return read
  const ground = await desk.projects.grounds.of(read.value.row)
  if (!ground.ok) return ground
  return ok({
    row: read.value.row,
    ground: ground.value,
    ...(read.value.template !== undefined && { template: read.value.template }),
  })
}

/** The one that is named; the project's default where none is; none for `none`. */
async function chosenTemplate(
  { templates }: Pick<AdvisoryTx, 'templates'>,
  slug: string,
  id: string | undefined,
): Promise<Result<TemplateRow | undefined>> {
  if (id === 'none') return ok(undefined)
  if (id === undefined) return ok((await templates.ofProject(slug)).find(({ isDefault }) => isDefault))
  const found = await templates.find(slug, id)
  if (found !== undefined) return ok(found)
  return fail({ code: 'TEMPLATE_UNKNOWN', kind: 'conflict', message: 'this template is gone', at: '/template' })
}

/** Puts a facts file together: the person's words, then what the link leads to, then the template. */
export async function draftFacts(
  desk: AdvisoryDesk,
  actor: Actor,
  ground: ProjectGround,
  wish: DraftWish,
): Promise<Result<FactsDraft>> {
  const { repositories } = desk.projects
  const link = wish.link === undefined ? undefined : await followLink(repositories, ground, wish.link)
  if (link?.ok === false) return link
  const commits = link?.value.commits ?? []
  const texts = await repositories.details(ground.folder, ground.history, commits)
  if (!texts.ok) return texts
  const day = desk.around.moment().slice(0, 10)
  const template = wish.template === undefined ? {} : factsOfTemplate(wish.template.content, nameOf(actor).name, day)
  const credits = namedIn(texts.value)
  const modules = modulesIn(texts.value.flatMap(({ paths = [] }) => paths))
  const references = referencesFrom(link?.value)
  const hashes = hashesOf(ground.history, commits)
  const { description, workarounds, ...written } = wish.facts
  const content = wish.template?.content
  const derived: Record<string, Json> = {
    id: wish.id,
    title: '',
    state: 'draft',
    introduced: '0',
    ...(hashes.length > 0 && { fixes: [{ commits: hashes }] }),
    ...joinedLists(template, {
      references: references.map(({ url, tags }) => ({ url, tags })),
      credits: credits.map(({ name, type }) => ({ name, type })),
      modules,
    }),
    ...written,
  }
  const prose = String(description ?? content?.description ?? '')
  const ways = String(workarounds ?? content?.workarounds ?? '')
  const first = writeFacts(derived, ways.trim() === '' ? prose : `${prose.trim()}\n\n## Workarounds\n\n${ways.trim()}`)
  const read = parseVulnerability(first, 'facts')
  if (!read.ok) return fail(withoutPlaces(read))
  const found = await proposeBackports(
    repositories,
    ground.folder,
    ground.project,
    ground.history,
    read.value,
    () => undefined,
  )
  if (!found.ok) return found
  const chosen = new Set(wish.accept)
  const certain = found.value.filter(
    ({ strong, missing, commits: group }) =>
      missing.length === 0 && (strong || group.every((hash) => chosen.has(hash) || chosen.has(hash.slice(0, 12)))),
  )
  const text = acceptProposals(first, read.value, certain)
  if (!text.ok) return text
  const assessment = desk.assessments.of(ground, text.value)
  if (!assessment.ok) return fail({ ...assessment.fault, kind: 'conflict' })
  const named = await nameCommits(
    desk,
    ground,
    found.value.flatMap((each) => each.commits),
  )
  if (!named.ok) return named
  return ok({
    text: text.value,
    assessment: assessment.value,
    ...(link?.ok === true && { link: link.value }),
    proposals: proposedFixes(ground, assessment.value, found.value, named.value),
    references: [...references, ...addedByRendering(ground, assessment.value)],
    credits,
    modules: modules.map((name) => ({ name, from: 'the changed files' })),
  })
}

/** Lists of both, each item once; the template's come first. What a person wrote replaces the whole list later. */
function joinedLists(
  template: Readonly<Record<string, Json>>,
  derived: Readonly<Record<string, readonly Json[]>>,
): Readonly<Record<string, Json>> {
  const joined = Object.entries(derived).map(([field, items]) => {
    const own = (template[field] ?? []) as readonly Json[]
    return [field, [...new Map([...own, ...items].map((item) => [keyOf(item), item])).values()]] as const
  })
  const all = { ...template, ...Object.fromEntries(joined) }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => !Array.isArray(value) || value.length > 0))
}

function keyOf(item: Json): string {
  const { url, name, type } = item as { readonly url?: string; readonly name?: string; readonly type?: string }
  return url ?? (name === undefined ? JSON.stringify(item) : `${type} ${name}`)
}

function referencesFrom(followed: FixLink | undefined): LinkProposal['references'] {
  const { kind, url } = followed?.link ?? {}
  if (url === undefined || kind === 'commit') return []
  return [{ url, tags: kind === 'issue' ? ['issue-tracking'] : ['issue-tracking', 'patch'], from: 'your link' }]
}

function withoutPlaces(read: Extract<Result<unknown>, { ok: false }>) {
  const { place: _, ...fault } = read.fault
  return { ...fault, at: `/facts${fault.at ?? ''}` }
}
