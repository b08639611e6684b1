import type { Project } from '#project'
import { type Assessment, type BranchStatus, type Conflict, describeReason, rangesOf } from '#vulnerability'
import { table } from './table.ts'

/** One vulnerability on one line: identifiers, ranges, what is open. */
export function statusLine(assessment: Assessment, project: Project): string {
  const { vulnerability, conflicts } = assessment
  const open = conflicts.filter(({ level }) => level !== 'notice')
  return [
    heading(assessment),
    `    ${vulnerability.state}  ${rangesText(assessment, project)}${open.length > 0 ? `  ${open.map(({ code }) => `[${code}]`).join(' ')}` : ''}`,
  ].join('\n')
}

/** One vulnerability branch by branch; with `explain` also release by release. */
export function statusText(assessment: Assessment, explain: boolean): readonly string[] {
  const { branches, releases, conflicts } = assessment
  const lines = [heading(assessment)]
  if (branches.length > 0) lines.push(...table([['branch', 'affected', 'fixed in', 'why'], ...branches.map(branchRow)]))
  if (explain || branches.length === 0) {
    const rows = releases.map(({ release, status, reason }) => [
      release.version.text,
      status,
      `${describeReason(reason, release)}${release.yanked === undefined ? '' : ` (yanked: ${release.yanked})`}${release.sourceOnly ? ' (source only)' : ''}`,
    ])
    lines.push(...table([['release', 'status', 'why'], ...rows]))
  }
  return [...lines, ...conflicts.map(conflictLine)]
}

function heading({ vulnerability: { id, cve, title, embargo } }: Assessment): string {
  return [id, cve, title, embargo === undefined ? undefined : `(embargo until ${embargo})`]
    .filter((part) => part !== undefined)
    .join('  ')
}

function branchRow({ branch, affected, fixedIn, planned, why }: BranchStatus): readonly string[] {
  const first = affected?.first.version.text
  const last = affected?.last.version.text
  const stretch = first === undefined ? '-' : first === last ? first : `${first} .. ${last}`
  const end = fixedIn?.version.text ?? (planned === undefined ? '-' : `(${planned.text})`)
  return [branch, stretch, end, why]
}

/** `conflict: message   [CODE]`, and what to do. */
export function conflictLine({ level, message, code, hint }: Conflict): string {
  return `${level}: ${message}   [${code}]${hint === undefined ? '' : `\n    ${hint}`}`
}

/** `0 .. 3.8.20, 3.9.0a1 .. 3.9.20`: the ranges as a record has them. */
export function rangesText(assessment: Assessment, project: Project): string {
  const ranges = rangesOf(assessment, project.bounds)
  if (ranges.length > 0) {
    return ranges
      .map(({ status, lower, upper, provisional }) => {
        const end = upper === undefined ? '*' : provisional ? `(${upper})` : upper
        return `${lower} .. ${end}${status === 'unknown' ? ' unknown' : ''}`
      })
      .join(', ')
  }
  const affected = assessment.releases.filter(({ status }) => status === 'affected').length
  return affected === 0 ? 'nothing affected' : `${affected} releases affected`
}
