import type { AuditRow } from './subject.ts'
import type { Audit } from './summary.ts'

/**
 * The table that python.org's own audit has: artifact, material, identity, provider, result, details. What passes with a weaker
 * evidence than the policy asks for is a FAIL there, and says so.
 */
export function auditMarkdown({ subjects, policy, at }: Audit): string {
  const head = '| Artifact | Material | Identity | Provider | Result | Details |'
  const rows = subjects.flatMap(({ rows }) => rows.map(markdownRow))
  return [
    `Audited ${at} against ${policy.id} version ${policy.version}, ${policy.digest}.`,
    '',
    head,
    '|---|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}

/** The words of python.org's audit. */
function resultWord({ verdict }: AuditRow): 'PASS' | 'FAIL' | 'N/A' {
  return verdict === 'pass' ? 'PASS' : verdict === 'unsigned' ? 'N/A' : 'FAIL'
}

function markdownRow(row: AuditRow): string {
  const identity = row.expected?.identity ?? ''
  const provider = row.expected?.issuer ?? ''
  const details = row.verdict === 'unsigned' ? '' : detailsOf(row)
  const cells = [row.name, row.material ?? '', identity, provider, resultWord(row), details]
  return `| ${cells.map(cell).join(' | ')} |`
}

function detailsOf({ diagnosis, code, repair }: AuditRow): string {
  const why = diagnosis === null ? '' : code === null ? diagnosis : `${diagnosis} [${code}]`
  if (repair === null) return why
  return `${why}; repairable: ${repair.kind}${repair.from === null ? ', with the log entry' : ` from ${repair.from}`}`
}

/** A pipe ends a cell, and names come from anybody. */
function cell(text: string): string {
  return text.replaceAll(/[\\|`*_<>[\]]/g, '\\$&').replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
}

const COLUMNS = [
  'name',
  'path',
  'release',
  'stream',
  'material',
  'source',
  'format',
  'verdict',
  'code',
  'diagnosis',
  'identity',
  'issuer',
  'evidence',
  'signedAt',
  'sha256',
] as const satisfies readonly (keyof AuditRow)[]

/** Every check as a line of CSV (RFC 4180). */
export function auditCsv({ subjects }: Audit): string {
  const lines = subjects.flatMap(({ rows }) =>
    rows.map((row) => [...COLUMNS.map((column) => row[column]), row.repair?.kind ?? null, row.repair?.from ?? null]),
  )
  return [[...COLUMNS, 'repair', 'repairFrom'], ...lines].map((cells) => `${cells.map(field).join(',')}\r\n`).join('')
}

/** A field that begins like a formula is one for the programs that people open CSV with; an apostrophe keeps it text. */
function field(value: string | null): string {
  const text = value === null ? '' : /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
