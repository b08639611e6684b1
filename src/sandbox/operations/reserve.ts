/**
 * `POST /cve-id`: the three ways to reserve IDs, from their separate blocks of numbers.
 *
 * Source: `reserveCveId` and what it calls in cve-id.controller.js of CVE Services, in the order of its checks.
 *
 * @module
 */
import { parseCveId } from '#ids'
import type { JsonObject } from '#json'
import { type Outcome, refuse } from '../answer.ts'
import { ERRORS } from '../errors.ts'
import { isSecretariat } from '../gates.ts'
import { one } from '../parameters.ts'
import type { RegisteredCall } from '../route.ts'
import type { Change, IdEntry, IdRange, Org } from '../state.ts'
import { newRange, opensByItself } from './id-ranges.ts'

const MOST_NONSEQUENTIAL = 10
/** The least number of AVAILABLE IDs among which nonsequential ones are drawn. */
const SMALLEST_POOL = 100

interface Order {
  readonly call: RegisteredCall
  readonly owner: Org
  readonly amount: number
  readonly range: IdRange
  /** The owner's quota before this reservation. */
  readonly available: number
}

export function reserveIds(call: RegisteredCall): Outcome {
  const { state, query, caller } = call
  const [short_name = '', year = '', batchType] = [
    one(query, 'short_name'),
    one(query, 'cve_year'),
    one(query, 'batch_type'),
  ]
  const amount = Number(one(query, 'amount'))
  if (caller.org.short_name !== short_name && !isSecretariat(caller)) {
    return refuse(403, ERRORS.orgCannotReserveForOther())
  }
  if (amount <= 0) return refuse(400, ERRORS.invalidAmount())
  if (amount > 1 && (batchType ?? '') === '') return refuse(400, ERRORS.noBatchType())
  const owner = state.orgNamed(short_name)
  if (owner === undefined) return refuse(403, ERRORS.orgDne(short_name, 'short_name'))

  const total_reserved = state.reservedBy(owner.UUID)
  const available = owner.id_quota - total_reserved
  if (amount > available) {
    return refuse(403, ERRORS.overIdQuota({ id_quota: owner.id_quota, total_reserved, available }))
  }
  if (call.reserving(owner.UUID)) return refuse(403, ERRORS.reservationInProgress())

  const way = wayOf(batchType)
  if (way === undefined) return refuse(400, ERRORS.invalidBatchType())
  if (way === nonsequential && amount > MOST_NONSEQUENTIAL) return refuse(403, ERRORS.overNonsequentialMaxAmount())
  const range = state.range(year) ?? (opensByItself(year, call.now) ? newRange(year) : undefined)
  if (range === undefined) return refuse(403, ERRORS.cannotReserveForYear(year), quotaHeader(available))
  return { ...way({ call, owner, amount, range, available }), reservesFor: owner }
}

/** A batch type that is given but empty is none of the three, though it passes as missing for several IDs above. */
function wayOf(batchType: string | undefined): ((order: Order) => Outcome) | undefined {
  if (batchType === undefined) return priority
  if (batchType === 'sequential') return sequential
  return batchType === 'nonsequential' || batchType === 'non-sequential' ? nonsequential : undefined
}

/** One ID of the low numbers; when they are used up, of the general block. */
function priority(order: Order): Outcome {
  const { range, amount } = order
  const { priority: block } = range
  if (block.top_id >= block.end) return sequential(order)
  const top_id = block.top_id + amount
  return reserved(order, numbersUpTo(top_id, amount), { ...range, priority: { ...block, top_id } })
}

/** Consecutive IDs of the general block. */
function sequential(order: Order): Outcome {
  const { range, amount } = order
  const { general: block } = range
  const top_id = block.top_id + amount
  if (top_id > block.end) return refuse(403, ERRORS.yearRangeFull(range.cve_year), quotaHeader(order.available))
  return reserved(order, numbersUpTo(top_id, amount), { ...range, general: { ...block, top_id } })
}

/** IDs drawn from the pool of AVAILABLE ones, which is filled from the general block when it runs low. */
function nonsequential(order: Order): Outcome {
  const { call, range, amount, available } = order
  const target = Math.max(3 * amount, SMALLEST_POOL)
  const pool: IdEntry[] = [...call.state.pool(range.cve_year)].slice(0, target)
  const changes: Change[] = []
  if (pool.length < target) {
    const { general: block } = range
    const growth = Math.min(target - pool.length + amount, block.end - block.top_id)
    if (growth <= 0 && pool.length < amount) {
      return refuse(403, ERRORS.yearRangeFull(range.cve_year), quotaHeader(available))
    }
    const top_id = block.top_id + growth
    const fresh = numbersUpTo(top_id, growth).map((number) => availableId(order, number))
    pool.push(...fresh)
    changes.push({ kind: 'range', entry: { ...range, general: { ...block, top_id } } })
    changes.push(...fresh.map((entry): Change => ({ kind: 'id', entry })))
  }
  const drawn: IdEntry[] = []
  while (drawn.length < amount && pool.length > 0) {
    const [id] = pool.splice(call.chance.below(pool.length), 1)
    if (id !== undefined) drawn.push(toReserved(order, id))
  }
  const left = available - amount
  changes.push(...drawn.map((entry): Change => ({ kind: 'id', entry })))
  const cve_ids = drawn.map((id) => show(order, id))
  if (drawn.length < amount) {
    // The remaining quota in the header counts the whole amount, as it does in CVE Services.
    return { ...refuse(206, ERRORS.reservedPartialAmount(drawn.length, cve_ids), quotaHeader(left)), changes }
  }
  return { status: 200, body: { cve_ids, meta: { remaining_quota: left } }, headers: quotaHeader(left), changes }
}

function reserved(order: Order, numbers: readonly number[], range: IdRange): Outcome {
  const left = order.available - order.amount
  const ids = numbers.map((number) => toReserved(order, availableId(order, number)))
  return {
    status: 200,
    body: { cve_ids: ids.map((id) => show(order, id)), meta: { remaining_quota: left } },
    headers: quotaHeader(left),
    changes: [{ kind: 'range', entry: range }, ...ids.map((entry): Change => ({ kind: 'id', entry }))],
  }
}

function numbersUpTo(top: number, amount: number): readonly number[] {
  return Array.from({ length: amount }, (_, i) => top - amount + 1 + i)
}

function availableId({ range, call }: Order, number: number): IdEntry {
  const id = parseCveId(`CVE-${range.cve_year}-${String(number).padStart(4, '0')}`)
  if (!id.ok) throw new Error(id.fault.message)
  const now = call.now.toISOString()
  return {
    cve_id: id.value,
    cve_year: range.cve_year,
    state: 'AVAILABLE',
    owning_cna: '',
    requested_by: { cna: '', user: '' },
    reserved: now,
    time: { created: now, modified: now },
  }
}

function toReserved({ owner, call }: Order, id: IdEntry): IdEntry {
  const now = call.now.toISOString()
  return {
    ...id,
    state: 'RESERVED',
    owning_cna: owner.UUID,
    requested_by: { cna: call.caller.org.UUID, user: call.caller.user.UUID },
    reserved: now,
    time: { ...id.time, modified: now },
  }
}

/** A fresh reservation is shown without its times. */
function show({ owner, call }: Order, id: IdEntry): JsonObject {
  return {
    requested_by: { cna: call.caller.org.short_name, user: call.caller.user.username },
    cve_id: id.cve_id,
    cve_year: id.cve_year,
    state: id.state,
    owning_cna: owner.short_name,
    reserved: id.reserved,
  }
}

function quotaHeader(left: number): Readonly<Record<string, string>> {
  return { 'CVE-API-REMAINING-QUOTA': String(left) }
}
