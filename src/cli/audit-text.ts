import type { Audit, AuditRow, AuditVerdict } from '#desk/archive'
import type { Json } from '#json'
import type { Ink, Tone } from './ink.ts'
import { count, listed, table } from './table.ts'

const TONES: Readonly<Record<AuditVerdict, Tone>> = {
  pass: 'good',
  incomplete: 'question',
  fail: 'error',
  unsigned: 'heading',
}
const VERDICTS: readonly AuditVerdict[] = ['pass', 'incomplete', 'fail', 'unsigned']

/** Rows of bad checks that are shown; a report has them all. */
const SHOWN = 40

/** An audit for a person at a terminal: figures, what to look at first, what is bad, what could be mended. */
export function auditLines(audit: Audit, ink: Ink): readonly string[] {
  const { summary } = audit
  const bad = audit.subjects
    .flatMap(({ rows }) => rows)
    .filter(({ verdict }) => verdict === 'fail' || verdict === 'incomplete')
  return [
    `  ${count(summary.files, 'artifact')}, ${count(summary.rows, 'check')}, by ${audit.policy.id} version ${audit.policy.version}`,
    ...table([
      [ink('heading', 'verdict'), ink('heading', 'checks')],
      ...VERDICTS.map((verdict) => [
        ink(TONES[verdict], verdict),
        figure(summary.verdicts[verdict]) + detailOf(audit, verdict),
      ]),
    ]),
    ...(bad.length === 0 ? [] : ['']),
    ...bad.slice(0, SHOWN).map((row) => rowLine(row, ink)),
    ...(bad.length > SHOWN ? [`  and ${bad.length - SHOWN} more: --out audit.html shows all`] : []),
    ...anomalyLines(audit, ink),
    ...openpgpLines(audit),
    ...repairLines(audit),
  ]
}

function figure(n: number): string {
  return n.toLocaleString('en-US').padStart(7)
}

function detailOf({ summary }: Audit, verdict: AuditVerdict): string {
  if (verdict !== 'pass' || summary.verdicts.pass === 0) return ''
  const words = Object.entries(summary.evidence).map(([level, n]) => `${n.toLocaleString('en-US')} ${level}`)
  return `   ${words.join(', ')}`
}

function rowLine({ path, material, verdict, diagnosis, code, repair }: AuditRow, ink: Ink): string {
  const word = ink(TONES[verdict], verdict.padEnd(10))
  const mend = repair === null ? '' : `; ${repairWords(repair)}`
  return `  ${word}  ${path} ${material ?? ''}   ${diagnosis} [${code}]${mend}`
}

function repairWords({ kind, from }: NonNullable<AuditRow['repair']>): string {
  return from === null ? `repairable with the log entry (${kind})` : `repairable from ${from} (${kind})`
}

function anomalyLines({ summary: { anomalies } }: Audit, ink: Ink): readonly string[] {
  if (anomalies.length === 0) return []
  const tone: Readonly<Record<string, Tone>> = { error: 'error', question: 'question', notice: 'notice' }
  return [
    '',
    '  look at these first',
    ...anomalies
      .slice(0, SHOWN)
      .flatMap(({ level, message, detail, code }) => [
        `  ${ink(tone[level] ?? 'notice', level.padEnd(10))}  ${message} [${code}]`,
        `              ${detail}`,
      ]),
    ...(anomalies.length > SHOWN ? [`  and ${anomalies.length - SHOWN} more`] : []),
  ]
}

/** A report beside the verdicts, where keys were given. */
function openpgpLines({ subjects }: Audit): readonly string[] {
  const states = new Map<string, number>()
  for (const { openpgp } of subjects)
    if (openpgp !== null) states.set(openpgp.state, (states.get(openpgp.state) ?? 0) + 1)
  if (states.size === 0) return []
  return ['', `  .asc files: ${[...states].map(([state, n]) => `${n} ${state}`).join(', ')}`]
}

const NEED: Readonly<Record<string, (n: number) => string>> = {
  'add-checkpoint': (n) => `${count(n, 'bundle')} ${n === 1 ? 'needs' : 'need'} a checkpoint`,
  backfill: (n) => `${count(n, 'artifact')} ${n === 1 ? 'lacks' : 'lack'} a bundle`,
  upgrade: (n) => `${count(n, 'bundle')} of an older format`,
}

function repairLines({ summary: { repairs } }: Audit): readonly string[] {
  if (repairs.length === 0) return []
  const parts = repairs.map(({ kind, files, ready, from }) => {
    const found =
      ready === 0 ? 'no log entry at hand' : `${ready === files ? '' : `${ready} of them `}found in ${listed(from)}`
    return `${NEED[kind]?.(files)}${kind === 'upgrade' ? '' : ` (${found})`}`
  })
  return ['', `  repairable: ${parts.join(', ')}`]
}

/** One check as programs get it; part of the interface. */
export function auditRowJson(row: AuditRow): Json {
  const { name, material, verdict, code, identity, issuer, evidence, signedAt, path, release, stream } = row
  const { sha256, source, format, diagnosis, rules, expected, repair } = row
  return {
    name,
    material,
    verdict,
    code,
    identity,
    issuer,
    evidence,
    signedAt,
    path,
    release,
    stream,
    sha256,
    source,
    format,
    diagnosis,
    rules,
    expected,
    repair,
  }
}

/** The whole audit; part of the interface. */
export function auditJson(audit: Audit): { readonly [key: string]: Json } {
  const { place, at, policy, roots, subjects, summary } = audit
  return {
    artifacts: subjects.flatMap(({ rows }) => rows.map(auditRowJson)),
    place,
    at,
    policy: { ...policy },
    trustedRoots: roots,
    summary: structuredClone(summary) as unknown as Json,
    openpgp: subjects.flatMap(({ path, openpgp }) => (openpgp === null ? [] : [{ path, ...openpgp }])),
  }
}
