import { type ProposedBranch, proposeProject, ruleText, writeProject } from '#desk/init'
import { type Actor, auditActorOf, notFound, permit, personOf } from '#desk/people'
import { fail, ok, type Result } from '#fault'
import type { ProjectDesk } from './desk.ts'
import { lookJob } from './fetch-project.ts'
import type { ProposalRow } from './ports.ts'
import { problemOf } from './problem.ts'
import type { ProposalView } from './views.ts'

/** Begins to look at a repository that somebody wants to add: it is cloned as a job, then {@link readProposal} tells what was seen. */
export async function lookAtRepository(
  desk: ProjectDesk,
  actor: Actor,
  repository: string,
): Promise<Result<ProposalView>> {
  const may = permit(actor, 'project.create')
  if (!may.ok) return may
  const address = await desk.outbound.repository(repository)
  if (!address.ok) return address
  const id = desk.around.ids()
  return await desk.store.write(async (tx) => {
    const job = await tx.jobs.enqueue(lookJob(id))
    const row: ProposalRow = {
      id,
      origin: repository,
      clone: id,
      state: 'reading',
      job,
      createdBy: personOf(actor) ?? 'steward',
      createdAt: desk.around.moment(),
    }
    await tx.proposals.insert(row)
    await tx.audit.append({
      actor: auditActorOf(actor),
      action: 'project.look',
      subject: { kind: 'proposal', id },
      embargoed: false,
      diff: [{ field: 'repository', after: repository }],
    })
    return ok({ id, repository, state: 'reading', job })
  })
}

/** What was seen in a repository, and the `steward.yaml` that would be written. */
export async function readProposal(desk: ProjectDesk, actor: Actor, id: string): Promise<Result<ProposalView>> {
  const may = permit(actor, 'project.create')
  if (!may.ok) return may
  const { row, slugs } = await desk.store.read(async (tx) => ({
    row: await tx.proposals.find(id),
    slugs: (await tx.projects.list()).map(({ slug }) => slug),
  }))
  if (row === undefined) return fail(notFound(`proposal ${JSON.stringify(id)}`))
  const view: ProposalView = {
    id,
    repository: row.origin,
    state: row.state,
    ...(row.state === 'reading' && row.job !== undefined && { job: row.job }),
    ...(row.problem !== undefined && { problem: row.problem }),
  }
  if (row.state !== 'ready') return ok(view)
  const history = await desk.repositories.history(desk.clones.folderOf(row.clone))
  if (!history.ok) return ok({ ...view, state: 'failed', problem: problemOf(history.fault) })
  const slug = slugOf(row.origin)
  const title = titleOf(slug)
  const foundation = await desk.foundation()
  const names = { vendor: foundation?.name ?? title, product: title, prefix: prefixOf(slug), ...foundation }
  const proposal = proposeProject(history.value, slug, row.origin)
  return ok({
    ...view,
    seen: {
      slug,
      ...(proposal.repository !== undefined && { address: proposal.repository }),
      scheme: proposal.scheme,
      tagRules: proposal.tags.map(ruleText),
      releases: proposal.releases,
      prereleases: proposal.prereleases.length,
      ignored: proposal.ignored.slice(0, 20),
      branches: proposal.branches.map(branchView),
      taken: slugs.includes(slug),
    },
    settings: writeProject(proposal, names, '.'),
  })
}

function branchView({ name, series, lifecycle, newest }: ProposedBranch): ProposedBranchView {
  return { name, series, lifecycle, ...(newest !== undefined && { newest }) }
}
type ProposedBranchView = NonNullable<ProposalView['seen']>['branches'][number]

/** `lantern` of `https://git.example/hearth/Lantern.git`. */
export function slugOf(repository: string): string {
  const last = repository
    .split('/')
    .filter((part) => part !== '' && part !== '.git')
    .at(-1)
  const plain = (last ?? '')
    .replace(/\.git$/i, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]/g, '-')
  const start = plain.search(/[a-z0-9]/)
  return start < 0 ? 'project' : plain.slice(start, start + 64)
}

function titleOf(slug: string): string {
  return slug.charAt(0).toUpperCase() + slug.slice(1)
}

/** `LNTRN` of `lantern`: the letters that the eye reads a word by, at most five. */
function prefixOf(slug: string): string {
  const letters = slug.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')
  const short = letters.charAt(0) + letters.slice(1).replaceAll(/[AEIOU]/g, '')
  const prefix = (short.length >= 2 ? short : letters).slice(0, 5)
  return /^[A-Z]/.test(prefix) ? prefix : `P${prefix}`
}
