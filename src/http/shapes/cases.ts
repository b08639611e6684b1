import { z } from 'zod'
import {
  CASE_STATES,
  type CaseNote,
  type CaseState,
  type CaseSummary,
  type CaseView,
  type Clock,
  type Consent,
  DISPUTE_OUTCOMES,
  DISPUTE_STEPS,
  type DisputeOutcome,
  type DisputeStep,
  type DisputeSummary,
  type DisputeView,
} from '#desk/cases'
import { instant, namedPerson } from './desk-words.ts'

const state: z.ZodType<CaseState> = z.enum(CASE_STATES).meta({ id: 'CaseState' })
const consent: z.ZodType<Consent> = z.enum(['unknown', 'named', 'anonymous'])

export const clock: z.ZodType<Clock> = z
  .object({
    kind: z.enum([
      'acknowledge',
      'triage',
      'reporter-silent',
      'disclosure',
      'exploited',
      'record-due',
      'dispute-acknowledge',
      'dispute-decide',
      'dispute-final',
    ]),
    since: instant,
    due: instant,
    words: z.string(),
    overdue: z.boolean(),
  })
  .meta({ id: 'Clock' })

const outcome: z.ZodType<DisputeOutcome> = z.enum(DISPUTE_OUTCOMES).meta({ id: 'DisputeOutcome' })

const disputeBrief = {
  vulnerability: z.string().describe('Identifier of the vulnerability'),
  cve: z.string().describe('CVE ID of the disputed record'),
  by: z.string().describe('Who disputes it'),
  outcome: outcome.exactOptional(),
}

const disputeSummary: z.ZodType<DisputeSummary> = z.object(disputeBrief).meta({ id: 'DisputeSummary' })

const dispute: z.ZodType<DisputeView> = z
  .object({
    ...disputeBrief,
    claim: z.string(),
    received: instant,
    acknowledged: instant.exactOptional(),
    extended: z.object({ at: instant, reason: z.string() }).exactOptional(),
    decided: z.object({ at: instant, outcome, reason: z.string() }).exactOptional(),
    next: z.array(
      z.object({ step: z.enum(DISPUTE_STEPS), verb: z.string(), needs: z.enum(['reason', 'outcome']).exactOptional() }),
    ),
    retractable: z.boolean(),
    tagged: z.boolean().exactOptional().describe('Whether the facts have the tag `disputed`, where that was decided'),
  })
  .meta({ id: 'Dispute' })

const summary = {
  id: z.string(),
  number: z.string(),
  project: z.string(),
  title: z.string(),
  state,
  reporter: z.string(),
  coordinator: namedPerson.exactOptional(),
  received: instant,
  exploited: z.boolean(),
  vulnerability: z.string().exactOptional(),
  dispute: disputeSummary.exactOptional(),
  clock: clock.exactOptional(),
  version: z.int(),
}

export const caseSummary: z.ZodType<CaseSummary> = z.object(summary).meta({ id: 'CaseSummary' })

/** `GET /cases` */
export const cases: z.ZodType<Cases> = z
  .object({ items: z.array(caseSummary), next: z.string().exactOptional() })
  .meta({ id: 'Cases' })

export interface Cases {
  readonly items: readonly CaseSummary[]
  readonly next?: string
}

export const caseNote: z.ZodType<CaseNote> = z
  .object({
    id: z.string(),
    kind: z.enum(['note', 'to-reporter', 'from-reporter', 'moved', 'dispute']),
    by: namedPerson,
    at: instant,
    text: z.string(),
  })
  .meta({ id: 'CaseNote' })

/** `GET /cases/:id`, and the answer to every change of it. */
export const caseView: z.ZodType<CaseView> = z
  .object({
    ...summary,
    report: z.string(),
    contact: z.string().exactOptional(),
    credit: z.object({ name: z.string(), consent, askedAt: instant.exactOptional() }),
    disclosure: instant.exactOptional(),
    public: z.object({ at: instant, by: z.enum(['us', 'others']) }).exactOptional(),
    duplicateOf: z.string().exactOptional(),
    dispute: dispute.exactOptional(),
    clocks: z.array(clock),
    notes: z.array(caseNote),
    access: z.array(namedPerson),
    next: z.array(z.object({ to: state, verb: z.string(), needs: z.enum(['reason', 'duplicate-of']).exactOptional() })),
    may: z.object({ edit: z.boolean(), access: z.boolean() }),
  })
  .meta({ id: 'Case' })

const title = z.string().min(1).max(256)
/** Which record is disputed. */
export const disputedRecord: z.ZodString = z
  .string()
  .min(1)
  .max(64)
  .describe('CVE ID, or the identifier of the vulnerability')

/** `POST /cases` */
export const newCase: z.ZodType<NewCase> = z
  .strictObject({
    project: z.string().max(64),
    title,
    report: z.string().max(200_000),
    reporter: z.string().min(1).max(200),
    contact: z.string().max(320).exactOptional(),
    received: z.iso.datetime().exactOptional().describe('Now when absent'),
    exploited: z.boolean().exactOptional(),
    disputes: disputedRecord.exactOptional().describe('Where the report disputes a published record: which one'),
  })
  .meta({ id: 'NewCase' })

export interface NewCase {
  readonly project: string
  readonly title: string
  readonly report: string
  readonly reporter: string
  readonly contact?: string
  readonly received?: string
  readonly exploited?: boolean
  readonly disputes?: string
}

/** `PATCH /cases/:id` with `If-Match`; null takes a field away. */
export const caseChange: z.ZodType<CaseChange> = z
  .strictObject({
    title: title.exactOptional(),
    reporter: z.string().min(1).max(200).exactOptional(),
    contact: z.string().max(320).nullable().exactOptional(),
    coordinator: z.string().max(64).nullable().exactOptional(),
    exploited: z.boolean().exactOptional(),
    credit: z.strictObject({ name: z.string().max(200), consent }).exactOptional(),
    disclosure: z.iso.datetime().nullable().exactOptional(),
    public: z
      .strictObject({ at: z.iso.datetime(), by: z.enum(['us', 'others']) })
      .nullable()
      .exactOptional(),
  })
  .meta({ id: 'CaseChange' })

export interface CaseChange {
  readonly title?: string
  readonly reporter?: string
  readonly contact?: string | null
  readonly coordinator?: string | null
  readonly exploited?: boolean
  readonly credit?: { readonly name: string; readonly consent: Consent }
  readonly disclosure?: string | null
  readonly public?: { readonly at: string; readonly by: 'us' | 'others' } | null
}

/** `POST /cases/:id/moves` */
export const newCaseMove: z.ZodType<NewCaseMove> = z
  .strictObject({
    to: state,
    version: z.int().min(1),
    reason: z.string().min(1).max(4000).exactOptional(),
    duplicateOf: z.string().max(64).exactOptional(),
  })
  .meta({ id: 'NewCaseMove' })

export interface NewCaseMove {
  readonly to: CaseState
  readonly version: number
  readonly reason?: string
  readonly duplicateOf?: string
}

/** `POST /cases/:id/notes` */
export const newCaseNote: z.ZodType<NewCaseNote> = z
  .strictObject({ kind: z.enum(['note', 'to-reporter', 'from-reporter']), text: z.string().min(1).max(100_000) })
  .meta({ id: 'NewCaseNote' })

export interface NewCaseNote {
  readonly kind: 'note' | 'to-reporter' | 'from-reporter'
  readonly text: string
}

/** `PUT /cases/:id/access` */
export const caseAccess: z.ZodType<CaseAccess> = z
  .strictObject({ people: z.array(z.string().max(64)).min(1).max(200) })
  .meta({ id: 'CaseAccess' })

export interface CaseAccess {
  readonly people: readonly string[]
}

/** `PUT /cases/:id/dispute` with `If-Match`; who and what are the reporter and the report where they are absent. */
export const newDispute: z.ZodType<NewDispute> = z
  .strictObject({
    disputes: disputedRecord,
    by: z.string().min(1).max(200).exactOptional(),
    claim: z.string().max(200_000).exactOptional(),
    received: z.iso.datetime().exactOptional().describe('When the report came, where it is absent'),
  })
  .meta({ id: 'NewDispute' })

export interface NewDispute {
  readonly disputes: string
  readonly by?: string
  readonly claim?: string
  readonly received?: string
}

/** `POST /cases/:id/dispute/steps` */
export const newDisputeStep: z.ZodType<NewDisputeStep> = z
  .strictObject({
    step: z.enum(DISPUTE_STEPS),
    version: z.int().min(1),
    at: z.iso.datetime().exactOptional().describe('When it was done; now when absent'),
    reason: z.string().min(1).max(4000).exactOptional().describe('Of an extension, and of a decision'),
    outcome: outcome.exactOptional().describe('Of a decision'),
  })
  .meta({ id: 'NewDisputeStep' })

export interface NewDisputeStep {
  readonly step: DisputeStep
  readonly version: number
  readonly at?: string
  readonly reason?: string
  readonly outcome?: DisputeOutcome
}

/** `POST /cases/:id/vulnerability`: begins one from the case, or names one that exists. */
export const caseVulnerability: z.ZodType<CaseVulnerability> = z
  .strictObject({ existing: z.string().max(64).exactOptional() })
  .meta({ id: 'CaseVulnerability' })

export interface CaseVulnerability {
  readonly existing?: string
}

export type { CaseNote, CaseState, CaseSummary, CaseView, Clock, Consent }
