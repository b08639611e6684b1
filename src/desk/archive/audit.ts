import type { Fault } from '#fault'
import type { OpenpgpReport } from '#openpgp'
import type { Anomaly, PassedOver } from './anomaly.ts'
import { type AnomalyCount, AnomalyFinder } from './anomaly-finder.ts'
import type { Spool, Spools } from './ports.ts'
import type { AuditedSubject, AuditRow, AuditVerdict, MaterialName } from './subject.ts'
import { type AuditSummary, auditTally } from './tally.ts'

/** What an audit was about. */
export interface AuditHead {
  /** As the person named it. */
  readonly place: string
  /** RFC 3339. */
  readonly at: string
  readonly policy: { readonly id: string; readonly version: number; readonly digest: string }
  /** SHA-256 of the trusted roots that were used, hexadecimal. */
  readonly roots: readonly string[]
}

/** An archive as it was found. What grows with the archive is read from the disk as it is gone through, as often as one likes. */
export interface Audit extends AuditHead {
  readonly summary: AuditSummary
  readonly materials: ReadonlySet<MaterialName | null>
  readonly anomalyCount: AnomalyCount
  /** Reports on `.asc` files by what they say. */
  readonly openpgpStates: ReadonlyMap<string, number>
  /** Parts that could not be looked at. */
  readonly faultCount: number
  /** Rows in the order of their files; those of some verdicts alone, where these are named. */
  rows(...verdicts: readonly AuditVerdict[]): Iterable<AuditRow>
  /** The worst first. */
  anomalies(): Iterable<Anomaly>
  openpgp(): Iterable<OpenpgpReport & { readonly path: string }>
  faults(): Iterable<Fault>
}

/** Takes what an audit finds, file after file, and puts it aside on a disk: memory stays the same for every size of archive. */
export class AuditRecord implements Disposable {
  readonly #tally = auditTally()
  readonly #finder: AnomalyFinder
  /** Lines of a verdict's letter and a row as JSON. */
  readonly #rows: Spool
  readonly #openpgp: Spool
  readonly #faults: Spool
  #files = 0
  #faultCount = 0

  constructor(spools: Spools) {
    this.#finder = new AnomalyFinder(spools)
    this.#rows = spools.inOrder()
    this.#openpgp = spools.inOrder()
    this.#faults = spools.inOrder()
  }

  add(subject: AuditedSubject): void {
    this.#files++
    this.#tally.add(subject)
    this.#finder.add(subject)
    for (const row of subject.rows) this.#rows.add(LETTERS[row.verdict] + JSON.stringify(row))
    if (subject.openpgp !== null) this.#openpgp.add(JSON.stringify({ path: subject.path, ...subject.openpgp }))
  }

  passOver(each: PassedOver): void {
    this.#finder.passOver(each)
  }

  /** A part that could not be looked at; the rest goes on. */
  miss(fault: Fault): void {
    const { also = [], ...first } = fault
    this.#faultCount++
    this.#faults.add(JSON.stringify(first))
    for (const each of also) this.miss(each)
  }

  get files(): number {
    return this.#files
  }

  /** Nothing was found, and nothing was missed. */
  get isEmpty(): boolean {
    return this.#files + this.#faultCount === 0
  }

  /** Why it cannot go on: there is no room for what it puts aside. */
  get fault(): Fault | undefined {
    return [this.#finder, this.#rows, this.#openpgp, this.#faults].find(({ fault }) => fault !== undefined)?.fault
  }

  /** The audit, when all files were added; it lasts until this is disposed of. */
  finish(head: AuditHead): Audit {
    const { materials, openpgp, filesOf } = this.#tally
    return {
      ...head,
      summary: this.#tally.summary(),
      materials,
      anomalyCount: this.#finder.finish(filesOf),
      openpgpStates: openpgp,
      faultCount: this.#faultCount,
      rows: (...verdicts) => rowsIn(this.#rows, verdicts),
      anomalies: () => this.#finder.anomalies(),
      openpgp: () => parsed(this.#openpgp),
      faults: () => parsed(this.#faults),
    }
  }

  [Symbol.dispose](): void {
    for (const each of [this.#finder, this.#rows, this.#openpgp, this.#faults]) each.close()
  }
}

const LETTERS: Readonly<Record<AuditVerdict, string>> = { pass: 'p', incomplete: 'i', fail: 'f', unsigned: 'u' }

/** Only what is wanted is read: a page asks for one verdict after the other. */
function* rowsIn(rows: Spool, verdicts: readonly AuditVerdict[]): Generator<AuditRow> {
  const wanted = new Set(verdicts.map((verdict) => LETTERS[verdict]))
  for (const line of rows.lines()) {
    if (wanted.size === 0 || wanted.has(line.charAt(0))) yield JSON.parse(line.slice(1))
  }
}

function* parsed<T>(spool: Spool): Generator<T> {
  for (const line of spool.lines()) yield JSON.parse(line)
}

/** The first of many; the others are not gone through. */
export function firstOf<T>(items: Iterable<T>, most: number): readonly T[] {
  const first: T[] = []
  for (const item of items) {
    first.push(item)
    if (first.length === most) break
  }
  return first
}
