import type { ProjectGround } from '#desk/projects'
import type { Branch } from '#project'
import { type Scheme, schemeNamed } from '#versions'
import { type Assessment, type BranchStatus, describeReason, type ReleaseStatus } from '#vulnerability'
import type { MatrixBranch, MatrixCell } from './views.ts'

/** Branches against releases, newest branch first; a sentence for each cell. */
export function matrixOf({ project }: ProjectGround, assessment: Assessment): readonly MatrixBranch[] {
  const named = schemeNamed(project.scheme)
  if (!named.ok) throw new Error(`a project with an unknown scheme: ${project.scheme}`)
  const scheme = named.value
  const bySeries = Map.groupBy(assessment.releases, ({ release }) => release.series)
  // A scheme without order knows no branches: everything is in one line.
  const lines: readonly Line[] =
    assessment.branches.length > 0
      ? assessment.branches.map((status) => ({
          status,
          branch: project.branches.find(({ series }) => series === status.series),
        }))
      : [...bySeries.keys()].map((series) => ({
          status: { branch: series || project.title, series, why: '' },
          branch: undefined,
        }))
  return lines.toReversed().map(({ status, branch }): MatrixBranch => {
    const cells = (bySeries.get(status.series) ?? []).map((each) => cellOf(each, status.series, assessment))
    const next = plannedCell(status, branch, scheme)
    return {
      name: status.branch,
      series: status.series,
      ...(branch !== undefined && { lifecycle: branch.lifecycle }),
      ...(branch?.endOfLife !== undefined && { endOfLife: branch.endOfLife }),
      why: sentence(status.why),
      cells: next === undefined ? cells : [...cells, next],
    }
  })
}

interface Line {
  readonly status: BranchStatus
  readonly branch: Branch | undefined
}

function cellOf({ release, status, reason }: ReleaseStatus, series: string, assessment: Assessment): MatrixCell {
  const { version, date, yanked } = release
  const override = reason.kind === 'override' ? assessment.vulnerability.overrides.indexOf(reason.override) : undefined
  return {
    version: version.text,
    label: labelOf(version.text, series, version.prerelease),
    status,
    why: sentence(describeReason(reason, release)),
    prerelease: version.prerelease,
    ...(date !== undefined && { date }),
    ...(yanked !== undefined && { yanked }),
    ...(override !== undefined && override >= 0 && { override }),
    ...(reason.kind === 'override' && { git: reason.git }),
  }
}

/** The next release of a branch that has the fix: the first one to have it, or one after others that do. */
function plannedCell(status: BranchStatus, branch: Branch | undefined, scheme: Scheme): MatrixCell | undefined {
  const version = status.planned?.text ?? (status.fixedIn === undefined ? undefined : branch?.next)
  if (version === undefined || version === status.fixedIn?.version.text) return undefined
  const read = scheme.parse(version)
  const prerelease = read.ok && read.value.prerelease
  return {
    version,
    label: labelOf(version, status.series, prerelease),
    status: 'planned',
    why: sentence(status.planned === undefined ? 'the next release, which will have the fix' : status.why),
    prerelease,
  }
}

/** `.4` of 3.13.4, `a1` of 3.15.0a1. */
function labelOf(version: string, series: string, prerelease: boolean): string {
  const rest = series !== '' && version.startsWith(series) ? version.slice(series.length) : version
  const short = prerelease ? rest.replace(/^\.0(?=[a-z-])/i, '').replace(/^-/, '') : rest
  return short === '' ? version : short
}

function sentence(text: string): string {
  const first = text.charAt(0)
  // A hash or a version at the start of a sentence keeps its letters.
  return /^[0-9a-f]{7,}\b|^\S*\d/.test(text) ? text : first.toUpperCase() + text.slice(1)
}
