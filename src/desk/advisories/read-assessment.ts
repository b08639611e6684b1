import { proposeBackports } from '#desk'
import type { Actor } from '#desk/people'
import type { ProjectGround } from '#desk/projects'
import { ok, type Result } from '#fault'
import { findCommit } from '#history'
import { type Assessment, rangesOf, type Vulnerability } from '#vulnerability'
import { conflictView } from './conflict-field.ts'
import type { AdvisoryDesk } from './desk.ts'
import { type NameCommit, proposedFixes, statedFixes } from './fix-view.ts'
import { matrixOf } from './matrix.ts'
import { openAssessed, openOnGround } from './open-ground.ts'
import { derivedReferences } from './rendered-references.ts'
import type { AssessmentView, BackportsView, CellStatus, CommitView, FixView, RangeView } from './views.ts'
import { factsIn } from './write-change.ts'

/** What git and the facts say together, as the editor shows it. */
export async function readAssessment(desk: AdvisoryDesk, actor: Actor, name: string): Promise<Result<AssessmentView>> {
  const opened = await openOnGround(desk, actor, 'vulnerability.read', name)
  if (!opened.ok) return opened
  const { row, ground, assessment } = opened.value
  if (assessment.ok) {
    const view = await assessmentView(desk, ground, assessment.value)
    return view.ok ? ok({ version: row.version, ...view.value }) : view
  }
  const { code, message, hint } = assessment.fault
  const none = { affected: 0, fixed: 0, unaffected: 0, unknown: 0, planned: 0 }
  return ok({
    version: row.version,
    readAt: ground.readAt,
    counts: none,
    introduced: unresolved(factsIn(row)),
    branches: [],
    ranges: [],
    conflicts: [{ code, level: 'error', message, ...(hint !== undefined && { hint }), field: 'fixes' }],
    fixes: factsIn(row).fixes.map(
      ({ branch, commits }, index): FixView => ({
        state: 'stated',
        kind: 'fix',
        ...(branch !== undefined && { branch }),
        commits: commits.map((hash) => ({ hash, subject: '' })),
        signals: [],
        strong: true,
        missing: [],
        index,
      }),
    ),
  })
}

export async function assessmentView(
  desk: AdvisoryDesk,
  ground: ProjectGround,
  assessment: Assessment,
): Promise<Result<Omit<AssessmentView, 'version'>>> {
  const { vulnerability } = assessment
  const named = await nameCommits(desk, ground, [
    ...vulnerability.fixes.filter(({ repository }) => repository === undefined).flatMap(({ commits }) => commits),
    ...(vulnerability.introduced === '0' ? [] : vulnerability.introduced),
  ])
  if (!named.ok) return named
  const branches = matrixOf(ground, assessment)
  const counts: Record<CellStatus, number> = { affected: 0, fixed: 0, unaffected: 0, unknown: 0, planned: 0 }
  for (const { status } of branches.flatMap(({ cells }) => cells)) counts[status]++
  return ok({
    readAt: ground.readAt,
    counts,
    introduced:
      vulnerability.introduced === '0'
        ? '0'
        : vulnerability.introduced.flatMap((hash) => {
            const commit = findCommit(ground.history, hash)
            return commit.ok ? [named.value(commit.value)] : []
          }),
    branches,
    ranges: rangesOf(assessment, ground.project.bounds).map(rangeView),
    conflicts: assessment.conflicts.map(conflictView),
    fixes: statedFixes(ground, assessment, named.value),
    derivedReferences: derivedReferences(ground, assessment),
  })
}

/** Fixes that may exist on other branches, looked for in the clone. */
export async function readBackports(desk: AdvisoryDesk, actor: Actor, name: string): Promise<Result<BackportsView>> {
  const opened = await openAssessed(desk, actor, 'vulnerability.read', name)
  if (!opened.ok) return opened
  const { row, ground, assessment } = opened.value
  const proposals = await lookForBackports(desk, ground, assessment)
  return proposals.ok ? ok({ version: row.version, proposals: proposals.value }) : proposals
}

export async function lookForBackports(
  desk: AdvisoryDesk,
  ground: ProjectGround,
  assessment: Assessment,
): Promise<Result<readonly FixView[]>> {
  const { repositories } = desk.projects
  const { folder, project, history } = ground
  const found = await proposeBackports(
    repositories,
    folder,
    project,
    history,
    assessment.vulnerability,
    () => undefined,
  )
  if (!found.ok) return found
  const named = await nameCommits(
    desk,
    ground,
    found.value.flatMap(({ commits }) => commits),
  )
  return named.ok ? ok(proposedFixes(ground, assessment, found.value, named.value)) : named
}

export async function nameCommits(
  desk: AdvisoryDesk,
  ground: ProjectGround,
  hashes: readonly string[],
): Promise<Result<NameCommit>> {
  const commits = hashes.flatMap((hash) => {
    const found = findCommit(ground.history, hash)
    return found.ok ? [found.value] : []
  })
  const names = await desk.commitNames.of(ground, commits)
  if (!names.ok) return names
  return ok((commit) => {
    const name = names.value.get(commit)
    if (name === undefined) throw new Error(`commit ${commit} was not asked for`)
    return name
  })
}

function unresolved({ introduced }: Vulnerability): '0' | readonly CommitView[] {
  return introduced === '0' ? '0' : introduced.map((hash) => ({ hash, subject: '' }))
}

function rangeView({ status, lower, upper, provisional }: ReturnType<typeof rangesOf>[number]): RangeView {
  const from = lower === '0' ? '' : `from ${lower}`
  const before =
    upper === undefined ? (lower === '0' ? 'every release' : ' on') : `${from === '' ? '' : ' '}before ${upper}`
  return {
    status,
    lower,
    ...(upper !== undefined && { upper }),
    provisional,
    text: `${from}${before}${provisional ? ' (planned)' : ''}`,
  }
}
