import type { Audit } from './audit.ts'
import type { AuditRow } from './subject.ts'

/**
 * The table that python.org's own audit has: artifact, material, identity, provider, result, details. What passes with a weaker
 * evidence than the policy asks for is a FAIL there, and says so.
 */
export function* auditMarkdown(audit: Audit): Generator<string> {
  const { policy, at } = audit
  yield `Audited ${at} against ${policy.id} version ${policy.version}, ${policy.digest}.\n\n`
  yield '| Artifact | Material | Identity | Provider | Result | Details |\n|---|---|---|---|---|---|\n'
  for (const row of audit.rows()) yield `${markdownRow(row)}\n`
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
export function* auditCsv(audit: Audit): Generator<string> {
  yield csvLine([...COLUMNS, 'repair', 'repairFrom'])
  for (const row of audit.rows())
    yield csvLine([...COLUMNS.map((column) => row[column]), row.repair?.kind ?? null, row.repair?.from ?? null])
}

function csvLine(cells: readonly (string | null)[]): string {
  return `${cells.map(field).join(',')}\r\n`
}

/** A field that begins like a formula is one for the programs that people open CSV with; an apostrophe keeps it text. */
function field(value: string | null): string {
  const text = value === null ? '' : /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
