import type { Actor } from '#desk/people'
import { findProject, type ProjectGround, readerOf, type TimelineBranch, type TimelineView } from '#desk/projects'
import { ok, type Result } from '#fault'
import type { Release } from '#project'
import type { Assessment } from '#vulnerability'
import type { AdvisoryDesk } from './desk.ts'
import type { Reader } from './ports.ts'

/** Rows of one project that are looked at for what is open on its branches. */
const MOST = 10_000

/** The branches of a project with their releases along the time, and how many vulnerabilities each still has. */
export async function readTimeline(desk: AdvisoryDesk, actor: Actor, slug: string): Promise<Result<TimelineView>> {
  const reader: Reader = readerOf(actor)
  const read = await desk.store.read(async (tx) => {
    const row = await findProject(tx, actor, 'project.read', slug)
    if (!row.ok) return row
    const order = { by: 'created', descending: true, limit: MOST } as const
    const stages = ['draft', 'review', 'approved', 'scheduled', 'published'] as const
    const { rows } = await tx.vulnerabilities.list(reader, { project: slug, stages }, order)
    return ok({ row: row.value, texts: rows.map(({ text }) => text) })
  })
  if (!read.ok) return read
  const ground = await desk.projects.grounds.of(read.value.row)
  if (!ground.ok) return ground
  const assessed = desk.assessments
    .ofAll(ground.value, read.value.texts)
    .flatMap((assessment) => (assessment.ok ? [assessment.value] : []))
  const today = desk.around.moment().slice(0, 10)
  const branches = branchesOf(ground.value, assessed)
  const days = branches.flatMap(({ releases, endOfLife }) => [
    ...releases.flatMap(({ date }) => date ?? []),
    ...(endOfLife === undefined ? [] : [endOfLife]),
  ])
  const ordered = [...days, today].sort()
  return ok({
    from: ordered[0] ?? today,
    to: ordered.at(-1) ?? today,
    today,
    branches,
    releases: ground.value.releases.length,
    ignored: ground.value.ignored.slice(0, 100),
  })
}

function branchesOf({ project, releases }: ProjectGround, assessed: readonly Assessment[]): readonly TimelineBranch[] {
  const bySeries = Map.groupBy(releases, ({ series }) => series)
  const series = [...new Set([...bySeries.keys(), ...project.branches.map((branch) => branch.series)])]
  return series.map((name): TimelineBranch => {
    const branch = project.branches.find((each) => each.series === name)
    const own = bySeries.get(name) ?? []
    const dates = own.flatMap(({ date }) => date ?? []).sort()
    const newest = own.at(-1)
    const isOpen = ({ releases: statuses }: Assessment): boolean =>
      newest !== undefined && statuses.find(({ release }) => release === newest)?.status === 'affected'
    return {
      name: branch?.name ?? (name || project.title),
      series: name,
      ...(branch !== undefined && { lifecycle: branch.lifecycle }),
      ...(dates[0] !== undefined && { starts: dates[0] }),
      ...(branch?.endOfLife !== undefined && { endOfLife: branch.endOfLife }),
      ...(branch?.next !== undefined && { next: branch.next }),
      ...(newest !== undefined && { latest: newest.version.text }),
      open: assessed.filter(isOpen).length,
      releases: own.map(releaseView),
    }
  })
}

function releaseView({ version, tags, date, yanked, sourceOnly }: Release): TimelineBranch['releases'][number] {
  const [tag] = tags
  return {
    version: version.text,
    prerelease: version.prerelease,
    ...(tag !== undefined && { tag }),
    ...(date !== undefined && { date }),
    ...(yanked !== undefined && { yanked }),
    ...(sourceOnly !== undefined && { sourceOnly }),
  }
}
