/**
 * The other side of the sandbox, outside `/api`: what an exercise or a test does to the server. Only for this machine, and only for
 * the administrator that the sandbox was started with, or the Secretariat.
 *
 * @module
 */

import { fail, ok, type Result } from '#fault'
import {
  integer,
  type Json,
  type JsonObject,
  list,
  nonEmpty,
  object,
  oneOf,
  optional,
  parsed,
  readShape,
  refine,
  type Shape,
  text,
} from '#json'
import { done, type Outcome, refuse } from './answer.ts'
import { type Clock, readMoment } from './clock.ts'
import { ERRORS } from './errors.ts'
import { type FaultOrder, type FaultPlan, type Mishap, parseMishap } from './faults.ts'
import { showId } from './operations/cve-ids.ts'
import { showOrg } from './operations/orgs.ts'
import { showUser } from './operations/users.ts'
import type { StateView } from './state.ts'

export interface Controlled {
  readonly clock: Clock
  readonly faults: FaultPlan
  readonly state: StateView
}

/** Answers `METHOD /sandbox/NAME`. The caller has been asked already. */
export function control(method: string, name: string, body: Json, { clock, faults, state }: Controlled): Outcome {
  if (method === 'GET' && name === 'state') return done(showState(state, clock, faults))
  if (method === 'DELETE' && name === 'faults') {
    faults.clear()
    return done({ faults: [] })
  }
  if (method === 'POST' && name === 'faults') {
    const orders = readShape(ORDERS, body)
    if (!orders.ok) return refused(orders)
    faults.add(orders.value.faults.map(({ fault, times = 1, ...where }) => ({ ...where, mishap: fault, times })))
    return done({ faults: faults.orders.map(showOrder) })
  }
  if (method === 'POST' && name === 'clock') {
    const change = readShape(CLOCK, body)
    if (!change.ok) return refused(change)
    const { set, fix, advance, reset } = change.value
    if (reset) clock.reset()
    if (set !== undefined) clock.setTo(set)
    if (fix !== undefined) clock.fix(fix)
    if (advance !== undefined) clock.advance(advance * 1000)
    return done({ now: clock.now().toISOString() })
  }
  return refuse(404, ERRORS.notFound())
}

function refused({ fault }: { readonly fault: { readonly message: string; readonly at?: string } }): Outcome {
  return refuse(400, ERRORS.badRequest(`${fault.message}${fault.at ? ` at ${fault.at}` : ''}`))
}

const mishap: Shape<Mishap> = parsed(text, parseMishap)
const ORDERS = object({
  faults: list(
    object({
      /** In the words of `--fault`: `500`, `lost`, `slow=200`. */
      fault: mishap,
      method: optional(oneOf('GET', 'POST', 'PUT')),
      path: optional(nonEmpty),
      times: optional(refine(integer, (value) => (value < 1 ? 'must be at least 1' : undefined))),
    }),
  ),
})

const moment: Shape<Date> = parsed(text, (value): Result<Date> => {
  const read = readMoment(value)
  return read !== undefined
    ? ok(read)
    : fail({ code: 'SANDBOX_CLOCK', kind: 'invalid', message: 'expected a time as in 2030-02-20T09:00:00Z' })
})
const CLOCK = object({
  set: optional(moment),
  fix: optional(moment),
  advance: optional(integer), // seconds
  reset: optional(oneOf('now')),
})

/** Everything there is, without the hashes of keys and without the pool. */
function showState(state: StateView, clock: Clock, faults: FaultPlan): JsonObject {
  return {
    now: clock.now().toISOString(),
    orgs: state.orgs().map((org) => ({ ...showOrg(org), reserved: state.reservedBy(org.UUID) })),
    users: state.users().map(showUser),
    ids: [...state.ids()].filter((id) => id.state !== 'AVAILABLE').map((id) => showId(id, state)),
    records: [...state.records()].map(({ cve }) => cve),
    faults: faults.orders.map(showOrder),
  }
}

function showOrder({ method, path, mishap: { kind, ...facts }, times }: FaultOrder): JsonObject {
  return {
    fault: kind === 'status' ? String(Object.values(facts)[0]) : [kind, ...Object.values(facts)].join('='),
    ...(method !== undefined && { method }),
    ...(path !== undefined && { path }),
    times,
  }
}
