/**
 * The work of a CNA at CVE Services: targets, credentials, drafts, plans and what is decided before anything is sent.
 *
 * @module
 */
export { ApiKey } from './api-key.ts'
export {
  carryOutAll,
  changing,
  type Item,
  type Outcome,
  outcomesOf,
  type Planned,
  planItems,
  type Recorder,
} from './batch.ts'
export { changesOf } from './changes.ts'
export { confirm, confirmationFor } from './confirmation.ts'
export { type Credentials, readCredentials, readCredentialsFile } from './credentials.ts'
export type { Checks, CveIds, CveRecords, CveServices, Listing, Orgs, Users } from './cve-services.ts'
export { type AskedServices, deskFactsOf } from './desk-facts.ts'
export { type Draft, type DraftContent, draftFor } from './draft.ts'
export { type Choice, chooseDestination, type Environment } from './environment.ts'
export { fingerprint } from './fingerprint.ts'
export { parseWaiver, passGate, schemaFaults, type Waiver } from './gate.ts'
export { doneKey, entryLine, headLine, type JournalEntry, type JournalHead, readJournal } from './journal.ts'
export { type Manuscript, manuscriptOfFacts, manuscriptOfFile } from './manuscript.ts'
export { planAddition, planAdp } from './plan-adp.ts'
export { type PlannedAction, type PublishWish, planPublish } from './plan-publish.ts'
export { planReject, planUndoReject } from './plan-reject.ts'
export type { CnaPorts, Exchange, OpenCveServices } from './ports.ts'
export { type PublishStep, type PublishTerms, planManuscript } from './publish.ts'
export type { Registry } from './registry.ts'
export { PLAN_LIMITS, readPlan, type SavedPlan, type SavedStep, stepOf, writePlan } from './saved-plan.ts'
export { type Action, carryOut, type Deed, type Step } from './step.ts'
export { adpContainerIn, readAdp, readSubject, type Subject } from './subject.ts'
export {
  type Address,
  DEVELOPMENT_URL,
  type Destination,
  destinationOf,
  forTarget,
  PRODUCTION_URL,
  type SomeDestination,
  sameDestination,
  type Target,
  TEST_URL,
} from './target.ts'
export { lookUp, type Upstream } from './upstream.ts'
export type * from './wire.ts'
