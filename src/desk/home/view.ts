/** What wants a person, and what it is about. */
export type NeedKind =
  | 'record-due' // public, and no record yet
  | 'publication-refused'
  | 'board'
  | 'review'
  | 'changes-asked'
  | 'case-acknowledge'
  | 'case-idle'
  | 'case-reporter-silent'
  | 'case-disclosure'
  | 'case-exploited'
  | 'dispute-acknowledge'
  | 'dispute-decide'
  | 'embargo-ends'
  | 'scheduled'
  | 'credit-consent'
  | 'stale-ids'

/** One line of the home page: what is the case, and the verb that settles it. */
export interface Need {
  readonly kind: NeedKind
  /** A whole sentence without a full stop: `Publish the record: the advisory is public`. */
  readonly title: string
  /** What it is about. */
  readonly words: string
  readonly verb: string
  /** Below the desk's own address. */
  readonly href: string
  readonly project?: string
  /** When the clock started and when it runs out; both absent where none runs. */
  readonly since?: string
  readonly due?: string
}

export interface HomeView {
  /** RFC 3339, UTC: what "now" was. */
  readonly now: string
  /** Sorted by clock; what has none comes last. */
  readonly needs: readonly Need[]
  readonly counts: {
    readonly needs: number
    readonly vulnerabilities: number
    readonly cases: number
    readonly board: number
    readonly published: number
  }
  readonly board: readonly BoardLine[]
  readonly activity: readonly Activity[]
}

export interface BoardLine {
  readonly project: string
  readonly tag: string
  readonly version: string
  readonly seen: string
  readonly all: number
  readonly published: number
  readonly open: number
  readonly conflicts: number
}

export interface Activity {
  readonly at: string
  readonly who: string
  /** One sentence without the name: `asked for review of CVE-2030-10433`. */
  readonly words: string
  /** The part of `words` that names what it was done to. */
  readonly subject?: string
  /** Where that is seen. */
  readonly href?: string
}

/** A number people ask for, with the sentence that says what it shows. */
export interface Statistics {
  readonly bySeverity: {
    readonly words: string
    readonly years: readonly {
      readonly year: string
      readonly low: number
      readonly medium: number
      readonly high: number
      readonly critical: number
      readonly none: number
    }[]
  }
  /** Medians in days, by the quarter in which the record was published. */
  readonly reportToRecord: {
    readonly words: string
    readonly quarters: readonly {
      readonly quarter: string
      readonly records: number
      readonly toFix?: number
      readonly toRecord?: number
    }[]
  }
  readonly weaknesses: {
    readonly words: string
    readonly rows: readonly { readonly cwe: string; readonly name: string; readonly count: number }[]
  }
  readonly waiting: {
    readonly words: string
    readonly rows: readonly { readonly state: string; readonly count: number }[]
  }
  /** Record-days on which something public was not true, by the week that they fall in. */
  readonly daysWrong: {
    readonly words: string
    readonly weeks: readonly { readonly week: string; readonly days: number }[]
  }
}

export type FoundKind = 'vulnerability' | 'case' | 'project' | 'person' | 'identifier' | 'release'

export interface Found {
  readonly kind: FoundKind
  readonly title: string
  /** Where the words stood: `fix 7fe9ef36`, `affects 3.12.12`, `credited as finder`. */
  readonly words: string
  readonly href: string
  readonly project?: string
}
