import type { CveRecord } from '#cve'
import { repositoryFacts } from '#desk/lint'
import type { ProjectGround } from '#desk/projects'
import { type Linter, type LintResult, type LintWorld, makeLinter } from '#lint'
import type { Assessment } from '#vulnerability'
import type { RenderedRecord } from './render-record.ts'

/** What the rules say of a record, and the world that they knew of. */
export interface LintedRecord extends LintResult {
  readonly world: LintWorld
}

const linters = new WeakMap<ProjectGround, Linter>()

/** @param now - RFC 3339, UTC */
export function lintRecord(
  ground: ProjectGround,
  assessment: Assessment,
  { document }: Pick<RenderedRecord, 'document'>,
  published: CveRecord | undefined,
  now: string,
): LintedRecord {
  const world = worldOf(ground, assessment, published, now)
  return { ...linterOf(ground).lint(document, world), world }
}

/** One for each ground: a linter remembers the versions that it has read. */
export function linterOf(ground: ProjectGround): Linter {
  const linter = linters.get(ground) ?? makeLinter(ground.project.lint)
  linters.set(ground, linter)
  return linter
}

export function worldOf(
  { project, releases, ignored, history }: ProjectGround,
  assessment: Assessment,
  published: CveRecord | undefined,
  now: string,
): LintWorld {
  const { embargo } = assessment.vulnerability
  return {
    now,
    project,
    releases: { releases, ignored },
    repository: repositoryFacts(history),
    ...(project.foundation !== undefined && { cna: project.foundation }),
    vulnerability: assessment.vulnerability,
    assessment,
    ...(embargo !== undefined && { embargo: { until: embargo } }),
    ...(published !== undefined && { published }),
  }
}
