import { type Anomaly, anomaliesOf, type PassedOver } from './anomalies.ts'
import type { AuditedSubject, AuditRow, AuditVerdict, RepairKind } from './subject.ts'

/** An archive as it was found. */
export interface Audit {
  /** As the person named it. */
  readonly place: string
  /** RFC 3339. */
  readonly at: string
  readonly policy: { readonly id: string; readonly version: number; readonly digest: string }
  /** SHA-256 of the trusted roots that were used, hexadecimal. */
  readonly roots: readonly string[]
  readonly subjects: readonly AuditedSubject[]
  readonly summary: AuditSummary
}

export interface AuditSummary {
  readonly files: number
  readonly rows: number
  readonly verdicts: Readonly<Record<AuditVerdict, number>>
  /** Passes by the evidence behind them. */
  readonly evidence: Readonly<Record<string, number>>
  readonly repairs: readonly RepairTally[]
  readonly coverage: readonly StreamCoverage[]
  readonly anomalies: readonly Anomaly[]
}

/** How many files a kind of repair would mend, and from where. */
export interface RepairTally {
  readonly kind: RepairKind
  readonly files: number
  /** Files whose repair has a source at hand. */
  readonly ready: number
  readonly from: readonly string[]
}

/** What the files of one stream have. `stream` is null for files that no stream covers. */
export interface StreamCoverage {
  readonly stream: string | null
  readonly files: number
  readonly bundle: number
  readonly detached: number
  readonly proof: number
  readonly asc: number
  readonly sbom: number
  readonly any: number
  /** Files with a failed check, by column. */
  readonly failed: { readonly bundle: number; readonly detached: number }
}

export function summarize(subjects: readonly AuditedSubject[], passedOver: readonly PassedOver[]): AuditSummary {
  const rows = subjects.flatMap((subject) => subject.rows)
  const verdicts = { pass: 0, incomplete: 0, fail: 0, unsigned: 0 }
  const evidence: Record<string, number> = {}
  for (const row of rows) {
    verdicts[row.verdict]++
    if (row.verdict === 'pass' && row.evidence !== null) evidence[row.evidence] = (evidence[row.evidence] ?? 0) + 1
  }
  return {
    files: subjects.length,
    rows: rows.length,
    verdicts,
    evidence,
    repairs: repairsOf(rows),
    coverage: coverageOf(subjects),
    anomalies: anomaliesOf(subjects, passedOver),
  }
}

const REPAIRS: readonly RepairKind[] = ['add-checkpoint', 'backfill', 'upgrade']

function repairsOf(rows: readonly AuditRow[]): readonly RepairTally[] {
  return REPAIRS.flatMap((kind) => {
    const own = rows.filter(({ repair }) => repair?.kind === kind)
    const ready = own.filter(({ repair }) => repair?.from !== null)
    // Upgrades come from the bundles themselves: naming each would say nothing.
    const from =
      kind === 'upgrade' ? ['the bundle itself'] : [...new Set(ready.map(({ repair }) => repair?.from ?? ''))]
    return own.length === 0
      ? []
      : [{ kind, files: own.length, ready: ready.length, from: ready.length === 0 ? [] : from }]
  })
}

function coverageOf(subjects: readonly AuditedSubject[]): readonly StreamCoverage[] {
  const streams = new Map<string | null, AuditedSubject[]>()
  for (const subject of subjects) {
    const own = streams.get(subject.stream)
    if (own === undefined) streams.set(subject.stream, [subject])
    else own.push(subject)
  }
  return [...streams]
    .map(([stream, own]) => {
      const having = (test: (subject: AuditedSubject) => boolean): number => own.filter(test).length
      const has = (material: AuditRow['material']) => (each: AuditedSubject) =>
        each.rows.some((row) => row.material === material)
      const fails = (material: AuditRow['material']) => (each: AuditedSubject) =>
        each.rows.some((row) => row.material === material && row.verdict === 'fail')
      return {
        stream,
        files: own.length,
        bundle: having(has('.sigstore')),
        detached: having(has('.sig+.crt')),
        proof: having(({ rows }) => rows.some((row) => row.verdict === 'pass' && row.evidence?.startsWith('proof'))),
        asc: having(({ hasAsc }) => hasAsc),
        sbom: having(({ hasSbom }) => hasSbom),
        any: having(({ hasAsc, rows }) => hasAsc || rows.some(({ verdict }) => verdict !== 'unsigned')),
        failed: { bundle: having(fails('.sigstore')), detached: having(fails('.sig+.crt')) },
      }
    })
    .sort((a, b) => byRelease(a.stream, b.stream))
}

/** Streams with the newest release first; `3.9` comes after `3.10`. Files of no stream come last. */
function byRelease(a: string | null, b: string | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1
  return new Intl.Collator('en', { numeric: true }).compare(b, a)
}
