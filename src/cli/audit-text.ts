import { type Anomaly, type Audit, type AuditRow, type AuditVerdict, firstOf } from '#desk/archive'
import type { Json, LongJson } from '#json'
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

/** Of those, with one code: hundreds that fail alike must not hide the one that does not. */
const SHOWN_ALIKE = 8

/** An audit for a person at a terminal: figures, what to look at first, what is bad, what could be mended. */
export function auditLines(audit: Audit, ink: Ink): readonly string[] {
  const { summary } = audit
  const bad = summary.verdicts.fail + summary.verdicts.incomplete
  const shown = bad === 0 ? [] : firstOf(fewAlike(audit.rows('fail', 'incomplete')), SHOWN)
  return [
    `  ${count(summary.files, 'artifact')}, ${count(summary.rows, 'check')}, by ${audit.policy.id} version ${audit.policy.version}`,
    ...table([
      [ink('heading', 'verdict'), ink('heading', 'checks')],
      ...VERDICTS.map((verdict) => [
        ink(TONES[verdict], verdict),
        figure(summary.verdicts[verdict]) + detailOf(audit, verdict),
      ]),
    ]),
    ...(bad === 0 ? [] : ['']),
    ...shown.map((row) => rowLine(row, ink)),
    ...(bad > shown.length
      ? [`  and ${(bad - shown.length).toLocaleString('en-US')} more: --out audit.html shows all`]
      : []),
    ...anomalyLines(audit, ink),
    ...openpgpLines(audit),
    ...repairLines(audit),
    ...promiseLines(audit),
    ...(summary.files > 0 && summary.verdicts.unsigned === summary.rows
      ? ['', '  nothing is signed: nobody can tell whether these are the files that were released']
      : []),
  ]
}

function* fewAlike(rows: Iterable<AuditRow>): Generator<AuditRow> {
  const seen = new Map<string, number>()
  for (const row of rows) {
    const times = (seen.get(row.code ?? '') ?? 0) + 1
    seen.set(row.code ?? '', times)
    if (times <= SHOWN_ALIKE) yield row
  }
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

function anomalyLines(audit: Audit, ink: Ink): readonly string[] {
  const { all } = audit.anomalyCount
  if (all === 0) return []
  return [
    '',
    '  look at these first',
    ...firstOf(audit.anomalies(), SHOWN).flatMap(({ level, message, detail, code }) => [
      `  ${ink(level, level.padEnd(10))}  ${message} [${code}]`,
      `              ${detail}`,
    ]),
    ...(all > SHOWN ? [`  and ${all - SHOWN} more`] : []),
  ]
}

/** A report beside the verdicts, where keys were given. */
function openpgpLines({ openpgpStates: states }: Audit): readonly string[] {
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
  const parts = repairs.map(({ kind, files, ready, from, andOthers }) => {
    const found =
      ready === 0
        ? 'no log entry at hand'
        : `${ready === files ? '' : `${ready} of them `}found in ${listed(andOthers === true ? [...from, 'others'] : from)}`
    return `${NEED[kind]?.(files)}${kind === 'upgrade' ? '' : ` (${found})`}`
  })
  return ['', `  repairable: ${parts.join(', ')}`]
}

/** What a stricter policy would say of the passes. */
function promiseLines({ summary: { evidence } }: Audit): readonly string[] {
  const n = evidence.promise ?? 0
  if (n === 0) return []
  const one = n === 1
  return [
    '',
    `  ${count(n, 'pass', 'passes')} ${one ? 'rests' : 'rest'} on a promise of the log alone: a policy that asks for proof`,
    `  (steward trust import --evidence proof) would leave ${one ? 'it' : 'them'} incomplete`,
  ]
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
export function auditJson(audit: Audit): { readonly [key: string]: LongJson } {
  const { place, at, policy, roots, summary } = audit
  return {
    artifacts: each(audit.rows(), auditRowJson),
    place,
    at,
    policy: { ...policy },
    trustedRoots: roots,
    summary: { ...(structuredClone(summary) as object), anomalies: each(audit.anomalies(), anomalyJson) },
    openpgp: each(audit.openpgp(), (report) => ({ ...report })),
  }
}

/** The same as the answer of the command, with the parts that could not be looked at. */
export function auditAnswer(audit: Audit): { readonly [key: string]: LongJson } {
  return { ...auditJson(audit), faults: each(audit.faults(), (fault) => ({ ...fault }) as unknown as Json) }
}

function anomalyJson({ code, level, message, detail, files }: Anomaly): LongJson {
  return { code, level, message, detail, files: each(files, (file) => file) }
}

/** A list that is never held. */
function* each<T>(items: Iterable<T>, json: (item: T) => LongJson): Generator<LongJson> {
  for (const item of items) yield json(item)
}
