import type { Repositories } from '#desk'
import { fail, ok, type Result } from '#fault'
import { type Foundation, type IgnoredTag, parseProject, releasesOf } from '#project'
import type { Ground } from '#vulnerability'
import type { Assigner } from './assigner.ts'
import type { Clones, ProjectRow } from './ports.ts'

/** A project with its releases and its history, as its clone was read last. */
export interface ProjectGround extends Ground {
  readonly ignored: readonly IgnoredTag[]
  /** Folder of the clone. */
  readonly folder: string
  readonly readAt: string
}

/**
 * The grounds of the projects that are worked on. They are kept in memory, since one history answers for every vulnerability of its
 * project; the ones that were not asked for longest make room. What was read before a fetch or a change of settings is not given
 * again: whoever compares two grounds with `===` knows whether anything may have changed.
 */
export interface Grounds {
  /** Codes: those of reading `steward.yaml` and the clone, and `PROJECT_NOT_READ`. */
  of(row: ProjectRow): Promise<Result<ProjectGround>>
}

/** Histories in memory. One of 130,000 commits takes about 8 MB. */
const MOST = 32

interface Kept {
  readonly key: string
  readonly ground: Promise<Result<ProjectGround>>
  /** The same ground with whom the desk named for it. */
  named?: ProjectGround
}

/** `assigner` stands in for the foundation of projects whose settings name none. */
export function makeGrounds(repositories: Repositories, clones: Clones, assigner: Assigner): Grounds {
  const kept = new Map<string, Kept>()
  return {
    async of(row) {
      const { slug, readAt } = row
      if (readAt === undefined) return fail(notRead(row))
      const key = `${row.clone} ${readAt} ${row.version}`
      const known = kept.get(slug)
      const current: Kept = known?.key === key ? known : { key, ground: readGround(repositories, clones, row, readAt) }
      // Put last: the order of the map is that of use.
      kept.delete(slug)
      kept.set(slug, current)
      if (kept.size > MOST) kept.delete(kept.keys().next().value!)
      const read = await current.ground
      // A clone that could not be read may be there a moment later.
      if (!read.ok && kept.get(slug) === current) kept.delete(slug)
      if (!read.ok || read.value.project.foundation !== undefined) return read
      const foundation = await assigner()
      if (foundation === undefined) return read
      if (current.named === undefined || !isSame(current.named.project.foundation, foundation))
        current.named = { ...read.value, project: { ...read.value.project, foundation } }
      return ok(current.named)
    },
  }
}

function isSame(a: Foundation | undefined, b: Foundation): boolean {
  return a?.orgId === b.orgId && a.shortName === b.shortName && a.name === b.name
}

async function readGround(
  repositories: Repositories,
  clones: Clones,
  row: ProjectRow,
  readAt: string,
): Promise<Result<ProjectGround>> {
  const project = parseProject(row.settings, 'steward.yaml')
  if (!project.ok) return project
  const folder = clones.folderOf(row.clone)
  const history = await repositories.history(folder)
  if (!history.ok) return history
  const list = releasesOf(project.value, history.value)
  if (!list.ok) return fail({ ...list.fault, place: { source: 'steward.yaml' } })
  const { releases, ignored } = list.value
  return ok({ project: project.value, releases, ignored, history: history.value, folder, readAt })
}

function notRead({ slug, problem, job }: ProjectRow): {
  readonly code: 'PROJECT_NOT_READ'
  readonly kind: 'conflict'
  readonly message: string
  readonly hint?: string
} {
  const why = problem === undefined ? (job === undefined ? '' : ': it is being read') : `: ${problem.message}`
  return {
    code: 'PROJECT_NOT_READ',
    kind: 'conflict',
    message: `the repository of ${slug} was not read yet${why}`,
    hint: 'read the repository again on the page of the project',
  }
}
