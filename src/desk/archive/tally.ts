import type { AuditedSubject, AuditRow, AuditVerdict, MaterialName, RepairKind } from './subject.ts'

/** How many of what an archive has. Bounded by the policy, not by the archive. */
export interface AuditSummary {
  readonly files: number
  readonly rows: number
  readonly verdicts: Readonly<Record<AuditVerdict, number>>
  /** Passes by the evidence behind them. */
  readonly evidence: Readonly<Record<string, number>>
  readonly repairs: readonly RepairTally[]
  readonly coverage: readonly StreamCoverage[]
}

/** How many files a kind of repair would mend, and from where. */
export interface RepairTally {
  readonly kind: RepairKind
  readonly files: number
  /** Files whose repair has a source at hand. */
  readonly ready: number
  /** The sources, or the first of them. */
  readonly from: readonly string[]
  /** There are more sources than `from` names. */
  readonly andOthers?: true
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

/** Sources of a repair that are named: where each file has one of its own, nobody reads them all. */
const SOURCES = 12

/** Counts file after file, and holds none. */
export interface AuditTally {
  add(subject: AuditedSubject): void
  summary(): AuditSummary
  /** How many files a stream has. */
  filesOf(stream: string): number
  /** What signatures there are. */
  readonly materials: ReadonlySet<MaterialName | null>
  /** Reports on `.asc` files by what they say. */
  readonly openpgp: ReadonlyMap<string, number>
}

export function auditTally(): AuditTally {
  let [files, rows] = [0, 0]
  const verdicts = { pass: 0, incomplete: 0, fail: 0, unsigned: 0 }
  const evidence: Record<string, number> = {}
  const repairs = new Map<RepairKind, CountedRepair>()
  const coverage = new Map<string | null, CountedStream>()
  const materials = new Set<MaterialName | null>()
  const openpgp = new Map<string, number>()
  return {
    add(subject) {
      files++
      rows += subject.rows.length
      for (const row of subject.rows) {
        verdicts[row.verdict]++
        if (row.verdict === 'pass' && row.evidence !== null) evidence[row.evidence] = (evidence[row.evidence] ?? 0) + 1
        materials.add(row.material)
        countRepair(repairs, row)
      }
      const stream = coverage.get(subject.stream) ?? noFiles(subject.stream)
      coverage.set(subject.stream, stream)
      cover(stream, subject)
      const state = subject.openpgp?.state
      if (state !== undefined) openpgp.set(state, (openpgp.get(state) ?? 0) + 1)
    },
    summary: () => ({
      files,
      rows,
      verdicts,
      evidence,
      repairs: REPAIRS.flatMap((kind) => tallied(kind, repairs.get(kind))),
      coverage: [...coverage.values()].sort((a, b) => byRelease(a.stream, b.stream)),
    }),
    filesOf: (stream) => coverage.get(stream)?.files ?? 0,
    materials,
    openpgp,
  }
}

const REPAIRS: readonly RepairKind[] = ['add-checkpoint', 'backfill', 'upgrade']

interface CountedRepair {
  files: number
  ready: number
  /** One more than is named, so that it is known whether there are more. */
  readonly from: Set<string>
}

function countRepair(repairs: Map<RepairKind, CountedRepair>, { repair }: AuditRow): void {
  if (repair === null) return
  const own = repairs.get(repair.kind) ?? { files: 0, ready: 0, from: new Set() }
  repairs.set(repair.kind, own)
  own.files++
  if (repair.from === null) return
  own.ready++
  // Upgrades come from the bundles themselves: naming each would say nothing.
  if (own.from.size <= SOURCES) own.from.add(repair.kind === 'upgrade' ? 'the bundle itself' : repair.from)
}

function tallied(kind: RepairKind, counted: CountedRepair | undefined): readonly RepairTally[] {
  if (counted === undefined) return []
  const { files, ready, from } = counted
  return [{ kind, files, ready, from: [...from].slice(0, SOURCES), ...(from.size > SOURCES && { andOthers: true }) }]
}

type CountedStream = { -readonly [K in keyof StreamCoverage]: StreamCoverage[K] } & {
  readonly failed: { bundle: number; detached: number }
}

function noFiles(stream: string | null): CountedStream {
  const failed = { bundle: 0, detached: 0 }
  return { stream, files: 0, bundle: 0, detached: 0, proof: 0, asc: 0, sbom: 0, any: 0, failed }
}

function cover(stream: CountedStream, { rows, hasAsc, hasSbom }: AuditedSubject): void {
  const has = (material: MaterialName): boolean => rows.some((row) => row.material === material)
  const fails = (material: MaterialName): boolean =>
    rows.some((row) => row.material === material && row.verdict === 'fail')
  stream.files++
  if (has('.sigstore')) stream.bundle++
  if (has('.sig+.crt')) stream.detached++
  if (rows.some((row) => row.verdict === 'pass' && row.evidence?.startsWith('proof'))) stream.proof++
  if (hasAsc) stream.asc++
  if (hasSbom) stream.sbom++
  if (hasAsc || rows.some(({ verdict }) => verdict !== 'unsigned')) stream.any++
  if (fails('.sigstore')) stream.failed.bundle++
  if (fails('.sig+.crt')) stream.failed.detached++
}

/** Streams with the newest release first; `3.9` comes after `3.10`. Files of no stream come last. */
function byRelease(a: string | null, b: string | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1
  return new Intl.Collator('en', { numeric: true }).compare(b, a)
}
