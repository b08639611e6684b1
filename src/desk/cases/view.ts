/**
 * How far a report has come.
 *
 * Until `accepted` it is a report; from there on a vulnerability, whose own state says the rest. The others are ends, each of which
 * can be taken back while the case is not closed by a record.
 */
export const CASE_STATES = [
  'new',
  'acknowledged',
  'triage',
  'accepted',
  'not-a-vulnerability',
  'duplicate',
  'out-of-scope',
  'hardening',
  'spam',
  'withdrawn',
  'closed',
] as const

export type CaseState = (typeof CASE_STATES)[number]

/** What becomes of a record that was disputed. */
export const DISPUTE_OUTCOMES = [
  'unchanged', // the dispute is not valid
  'modified', // what was wrong or missing in it is put right
  'disputed', // it stands, with the tag of the record format and both views in its text
  'rejected', // there is no vulnerability: the state of the record
] as const

export type DisputeOutcome = (typeof DISPUTE_OUTCOMES)[number]

export const DISPUTE_STEPS = ['acknowledge', 'extend', 'decide'] as const

export type DisputeStep = (typeof DISPUTE_STEPS)[number]

/** Whether somebody wants to be named, in their own words. `unknown` is no consent. */
export type Consent = 'unknown' | 'named' | 'anonymous'

export interface NamedPerson {
  readonly id: string
  readonly name: string
}

export interface CaseSummary {
  readonly id: string
  /** `lantern-0192`: what people call it. */
  readonly number: string
  readonly project: string
  readonly title: string
  readonly state: CaseState
  readonly reporter: string
  readonly coordinator?: NamedPerson
  /** RFC 3339, UTC, as all moments. */
  readonly received: string
  readonly exploited: boolean
  readonly vulnerability?: string
  /** Where the case is a dispute of a published record. */
  readonly dispute?: DisputeSummary
  /** The clock that runs out first; absent where none runs. */
  readonly clock?: Clock
  readonly version: number
}

export interface DisputeSummary {
  /** Identifier of the vulnerability, and the CVE ID of its record. */
  readonly vulnerability: string
  readonly cve: string
  /** Who disputes it, as they call themselves. */
  readonly by: string
  readonly outcome?: DisputeOutcome
}

export interface DisputeView extends DisputeSummary {
  /** What they claim. Markdown is not interpreted. */
  readonly claim: string
  readonly received: string
  readonly acknowledged?: string
  /** That more time is needed, as they were told. */
  readonly extended?: { readonly at: string; readonly reason: string }
  readonly decided?: { readonly at: string; readonly outcome: DisputeOutcome; readonly reason: string }
  /** What can be done about it now; the likeliest first. */
  readonly next: readonly NextStep[]
  /** Whether it can be said that it is no dispute after all. */
  readonly retractable: boolean
  /** Whether the facts of the vulnerability have the tag `disputed`; only where that is the decision, for those who may see them. */
  readonly tagged?: boolean
}

export interface NextStep {
  readonly step: DisputeStep
  readonly verb: string
  /** What has to be said along with it. */
  readonly needs?: 'reason' | 'outcome'
}

export interface CaseView extends CaseSummary {
  /** The report as it came. Markdown is not interpreted. */
  readonly report: string
  readonly contact?: string
  readonly credit: { readonly name: string; readonly consent: Consent; readonly askedAt?: string }
  /** When everybody may know, as agreed with the reporter. */
  readonly disclosure?: string
  /** When it became public, and through whom. */
  readonly public?: { readonly at: string; readonly by: 'us' | 'others' }
  /** The identifier of the one that it repeats. */
  readonly duplicateOf?: string
  readonly dispute?: DisputeView
  readonly clocks: readonly Clock[]
  readonly notes: readonly CaseNote[]
  /** Who may know. */
  readonly access: readonly NamedPerson[]
  /** The states that it may go to from here, each with the verb on its button. */
  readonly next: readonly CaseMove[]
  readonly may: { readonly edit: boolean; readonly access: boolean }
}

export interface CaseMove {
  readonly to: CaseState
  readonly verb: string
  /** What has to be said along with it. */
  readonly needs?: 'reason' | 'duplicate-of'
}

export type ClockKind =
  | 'acknowledge' // two business days after the report came
  | 'triage' // three days without a move of the coordinator
  | 'reporter-silent' // fourteen days without an answer
  | 'disclosure' // the agreed date, else 90 days after the report
  | 'exploited' // seven days after it was known to be used
  | 'record-due' // 24 hours after we made it public, 72 after others did
  | 'dispute-acknowledge' // three business days after the dispute came
  | 'dispute-decide' // five business days after those
  | 'dispute-final' // fifteen more, where more time was taken

export interface Clock {
  readonly kind: ClockKind
  /** When it started and when it runs out. */
  readonly since: string
  readonly due: string
  /** One sentence: what runs out, and what is to be done. */
  readonly words: string
  readonly overdue: boolean
}

/** `to-reporter` and `from-reporter` are what was said to and by the reporter outside the desk; the last two are what the desk did. */
export type NoteKind = 'note' | 'to-reporter' | 'from-reporter' | 'moved' | 'dispute'

export interface CaseNote {
  readonly id: string
  readonly kind: NoteKind
  readonly by: NamedPerson
  readonly at: string
  /** Markdown. */
  readonly text: string
}
