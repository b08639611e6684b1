import type { Fault } from '#fault'
import type { Level } from '#lint'
import type { CnaCount, Count, Tally } from './checked.ts'

export const NO_TALLY: Tally = {
  files: 0,
  unread: 0,
  flagged: 0,
  waived: 0,
  passedOver: 0,
  faults: [],
  byRule: {},
  byCna: {},
}

/** Faults that are kept; of more there is only the number of files. */
const MOST_FAULTS = 1000

/** What is counted of one file. */
export interface Counted {
  readonly cna?: string
  readonly findings: readonly { readonly code: string; readonly level: Level }[]
  readonly waived: readonly unknown[]
  readonly passedOver?: unknown
  readonly faults: readonly Fault[]
}

/** Counts files one after the other. */
export class Counter {
  #files = 0
  #unread = 0
  #flagged = 0
  #waived = 0
  #passedOver = 0
  readonly #faults: Fault[] = []
  readonly #byRule = new Map<string, { error: number; warning: number; info: number; files: number }>()
  readonly #byCna = new Map<string, { error: number; warning: number; info: number; files: number; records: number }>()

  add({ cna = '', findings, waived, faults, passedOver }: Counted): void {
    if (passedOver !== undefined) {
      this.#passedOver++
      return
    }
    if (faults.length > 0) {
      this.#unread++
      this.#faults.push(...faults)
      return
    }
    this.#files++
    this.#waived += waived.length
    if (findings.length > 0) this.#flagged++
    let own = this.#byCna.get(cna)
    if (own === undefined) {
      own = { error: 0, warning: 0, info: 0, files: 0, records: 0 }
      this.#byCna.set(cna, own)
    }
    own.records++
    if (findings.length > 0) own.files++
    const seen = new Set<string>()
    for (const { code, level } of findings) {
      own[level]++
      let rule = this.#byRule.get(code)
      if (rule === undefined) {
        rule = { error: 0, warning: 0, info: 0, files: 0 }
        this.#byRule.set(code, rule)
      }
      rule[level]++
      if (!seen.has(code)) rule.files++
      seen.add(code)
    }
  }

  get tally(): Tally {
    return {
      files: this.#files,
      unread: this.#unread,
      flagged: this.#flagged,
      waived: this.#waived,
      passedOver: this.#passedOver,
      faults: this.#faults,
      byRule: Object.fromEntries(this.#byRule),
      byCna: Object.fromEntries(this.#byCna),
    }
  }
}

/** Two tallies as one. */
export function sum(a: Tally, b: Tally): Tally {
  return {
    files: a.files + b.files,
    unread: a.unread + b.unread,
    flagged: a.flagged + b.flagged,
    waived: a.waived + b.waived,
    passedOver: a.passedOver + b.passedOver,
    faults: a.faults.length >= MOST_FAULTS ? a.faults : [...a.faults, ...b.faults],
    byRule: sumOf(a.byRule, b.byRule, addCounts),
    byCna: sumOf(a.byCna, b.byCna, addCnaCounts),
  }
}

function sumOf<T>(
  a: Readonly<Record<string, T>>,
  b: Readonly<Record<string, T>>,
  add: (a: T, b: T) => T,
): Readonly<Record<string, T>> {
  // By way of a map: a CNA may call itself `__proto__`.
  const sums = new Map(Object.entries(a))
  for (const [key, value] of Object.entries(b)) {
    const before = sums.get(key)
    sums.set(key, before === undefined ? value : add(before, value))
  }
  return Object.fromEntries(sums)
}

function addCounts(a: Count, b: Count): Count {
  return { error: a.error + b.error, warning: a.warning + b.warning, info: a.info + b.info, files: a.files + b.files }
}

function addCnaCounts(a: CnaCount, b: CnaCount): CnaCount {
  return { ...addCounts(a, b), records: a.records + b.records }
}
