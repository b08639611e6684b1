import { type CnaContainer, type CveRecord, parseCve, parseCveRecord, sameMeaning } from '#cve'
import { type Fault, fail, from, ok, type Result } from '#fault'
import { type CveId, parseCveId } from '#ids'
import {
  anyJson,
  boolean,
  constant,
  type Limits,
  list,
  object,
  oneOf,
  optional,
  parsed,
  parseJson,
  readShape,
  type Shape,
  text,
} from '#json'
import { address } from './address.ts'
import { draftFor } from './draft.ts'
import type { Step } from './step.ts'
import { type Address, type Destination, sameDestination, type Target } from './target.ts'
import type { Upstream } from './upstream.ts'

/** One step of a plan in a file, and what it was made against. */
export interface SavedStep {
  readonly id: CveId
  readonly source: string
  readonly do: 'create' | 'update' | 'republish'
  readonly changes: readonly string[]
  readonly waived: readonly string[]
  readonly container: CnaContainer
  /** The record that the server had; absent where it had none. */
  readonly before?: CveRecord
}

/** A plan as it is reviewed: what would be sent, where to, and what it would change. */
export interface SavedPlan {
  readonly to: Address
  readonly org: string
  /** RFC 3339 */
  readonly made: string
  readonly erlcheck: boolean
  readonly steps: readonly SavedStep[]
}

const container: Shape<CnaContainer> = parsed(anyJson, (value) => {
  const read = parseCve(value)
  if (!read.ok) return read
  return read.value.kind === 'container' ? ok(read.value.container) : ok(read.value.record.containers.cna)
})

const step: Shape<SavedStep> = object({
  id: parsed(text, parseCveId),
  source: text,
  do: oneOf('create', 'update', 'republish'),
  changes: list(text),
  waived: list(text),
  container,
  before: optional(parsed(anyJson, parseCveRecord)),
})

const plan = object({
  plan: constant('steward cna publish'),
  version: constant(1),
  to: address,
  org: text,
  made: text,
  erlcheck: boolean,
  steps: list(step),
})

/** The plan as a file. Its fields are in the order in which they are read. */
export function writePlan({ to, org, made, erlcheck, steps }: SavedPlan): string {
  const document = {
    plan: 'steward cna publish',
    version: 1,
    to: { target: to.target, url: to.url },
    org,
    made,
    erlcheck,
    steps,
  }
  return `${JSON.stringify(document, undefined, 2)}\n`
}

/** Plans hold whole records, before and after: some thousands of the usual size. */
export const PLAN_LIMITS: Limits = { length: 64 * 1024 * 1024, depth: 64 }

/** Reads a plan, and refuses one that was made for another target, another address or another organisation. */
export function readPlan(content: string, here: Address, org: string, source: string): Result<SavedPlan> {
  const document = parseJson(content, PLAN_LIMITS)
  const read = document.ok ? readShape(plan, document.value.value) : document
  if (!read.ok) return fail(from(source, read.fault))
  const right = sameDestination(read.value.to, here)
  if (!right.ok) return fail(from(source, right.fault))
  const { plan: _, version: __, ...saved } = read.value
  return saved.org === org ? ok(saved) : fail(from(source, otherOrg(saved.org, org)))
}

/** A saved step as one to carry out, if the server still holds what the plan was made against. */
export function stepOf<T extends Target>(
  to: Destination<T>,
  saved: SavedStep,
  erlcheck: boolean,
  now: Upstream,
): Result<Step<T>> {
  const { id, source, changes, waived } = saved
  if (!isSameState(saved, now)) return fail(stale(id))
  const draft = draftFor(to, id, saved.container)
  return ok({ id, source, changes, waived, action: { do: saved.do, draft, checks: { erlcheck } } })
}

function isSameState({ do: wanted, before }: SavedStep, now: Upstream): boolean {
  const record = now.state === 'reserved' ? undefined : now.record
  if (before === undefined || record === undefined) {
    return before === undefined && record === undefined && wanted === 'create'
  }
  return sameMeaning(before, record)
}

function stale(id: CveId): Fault {
  return {
    code: 'CNA_PLAN_STALE',
    kind: 'conflict',
    message: `${id} has changed at CVE Services since the plan was made`,
    hint: 'make the plan again and review it',
  }
}

function otherOrg(made: string, here: string): Fault {
  return {
    code: 'CNA_OTHER_ORG',
    kind: 'refused',
    message: `this was made for the organisation ${JSON.stringify(made)}, and CVE_ORG is ${JSON.stringify(here)}`,
  }
}
