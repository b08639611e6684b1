import type { Project } from '#project'
import { type Assessment, type BranchStatus, type Conflict, describeReason, type Range, rangesOf } from '#vulnerability'
import { type Ink, inkOf, PLAIN } from './ink.ts'
import { count, table } from './table.ts'
import type { Terminal } from './world.ts'

/** One vulnerability in two lines: identifiers and title; state, ranges and what is open. */
export function statusSummary(assessment: Assessment, project: Project, terminal: Terminal): readonly string[] {
  const ink = inkOf(terminal)
  const open = openConflicts(assessment)
  const codes = [...new Set(open.map(({ level, code }) => ink(level, `[${code}]`)))]
  const { state } = assessment.vulnerability
  return [
    heading(assessment, ink),
    ['  ', state.padEnd(9), '  ', [rangesText(assessment, project), ...codes].join('   ')].join(''),
  ]
}

/** One vulnerability branch by branch; with `explain` also release by release. */
export function statusText(assessment: Assessment, explain: boolean, terminal: Terminal): readonly string[] {
  const ink = inkOf(terminal)
  const width = terminal.columns
  const { branches, releases, conflicts } = assessment
  const lines = [heading(assessment, ink)]
  const header = (...names: readonly string[]): readonly string[] => names.map((name) => ink('heading', name))
  if (branches.length > 0) {
    lines.push(...table([header('branch', 'affected', 'fixed in', 'why'), ...branches.map(branchRow)], '  ', width))
  }
  if (explain || branches.length === 0) {
    const rows = releases.map(({ release, status, reason }) => [
      release.version.text,
      status,
      `${describeReason(reason, release)}${release.yanked === undefined ? '' : ` (yanked: ${release.yanked})`}${release.sourceOnly ? ' (source only)' : ''}`,
    ])
    lines.push(...table([header('release', 'status', 'why'), ...rows], '  ', width))
  }
  return [...lines, ...conflicts.map((conflict) => conflictLine(conflict, ink))]
}

/** Errors and questions: what a person must settle before a record is right. */
export function openConflicts({ conflicts }: Assessment): readonly Conflict[] {
  return conflicts.filter(({ level }) => level !== 'notice')
}

function heading({ vulnerability: { id, cve, title, embargo } }: Assessment, ink: Ink): string {
  const names = [id, cve].filter((name) => name !== undefined).join('  ')
  return `${ink('title', names)}  ${title}${embargo === undefined ? '' : `  (embargo until ${embargo})`}`
}

function branchRow({ branch, affected, fixedIn, planned, why }: BranchStatus): readonly string[] {
  const first = affected?.first.version.text
  const last = affected?.last.version.text
  const stretch = first === undefined ? '-' : first === last ? first : `${first} .. ${last}`
  const end = fixedIn?.version.text ?? (planned === undefined ? '-' : `(${planned.text})`)
  return [branch === '' ? 'all' : branch, stretch, end, why]
}

/** `question: message   [CODE]`, and below what to do. */
export function conflictLine({ level, message, code, hint }: Conflict, ink: Ink = PLAIN): string {
  return `${ink(level, `${level}:`)} ${message}   [${code}]${hint === undefined ? '' : `\n    ${hint}`}`
}

/** `< 3.8.20, 3.9.0a1 < 3.9.20, 3.14.0a1 < (3.14.2)`: the ranges as a record has them; in parentheses what is not released yet. */
export function rangesText(assessment: Assessment, project: Project): string {
  const ranges = rangesOf(assessment, project.bounds)
  if (ranges.length > 0) return ranges.map(rangeText).join(', ')
  const affected = assessment.releases.filter(({ status }) => status === 'affected').length
  return affected === 0 ? 'nothing affected' : `${count(affected, 'release')} affected`
}

function rangeText({ status, lower, upper, provisional }: Range): string {
  const end = upper === undefined ? undefined : `< ${provisional ? `(${upper})` : upper}`
  const start = lower === '0' ? undefined : end === undefined ? `${lower} and later` : lower
  const both = [start, end].filter((part) => part !== undefined).join(' ')
  return `${both === '' ? 'every version' : both}${status === 'unknown' ? ' unknown' : ''}`
}
