import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Json } from '#json'
import { seededChance } from '../chance.ts'
import { field } from '../json-object.ts'
import { Memory } from '../memory.ts'
import type { RegisteredCall } from '../route.ts'
import type { IdRange, Org, User } from '../state.ts'
import { reserveIds } from './reserve.ts'

/* What happens at the ends of the blocks, which nobody reaches over HTTP: the general one has fifty million numbers. */

const time = { created: '2030-02-20T09:00:00.000Z', modified: '2030-02-20T09:00:00.000Z' }
const org: Org = { UUID: 'org', short_name: 'lsf', name: 'LSF', active_roles: ['CNA'], id_quota: 1000, time }
const user: User = {
  UUID: 'user',
  org_UUID: 'org',
  username: 'anna',
  name: { first: '', last: '', middle: '', suffix: '' },
  active: true,
  active_roles: [],
  secret: '',
  time,
}

/** A year of which so many numbers are used. */
function range(priority: number, general: number): IdRange {
  return {
    cve_year: '2030',
    priority: { start: 0, end: 20_000, top_id: priority },
    general: { start: 20_000, end: 50_000_000, top_id: general },
  }
}

function reserve(state: Memory, amount: number, batch_type?: string): { status: number; body: Json; ids: Json } {
  const query = new Map([
    ['short_name', ['lsf']],
    ['cve_year', ['2030']],
    ['amount', [String(amount)]],
    ...(batch_type === undefined ? [] : [['batch_type', [batch_type]] as const]),
  ])
  const call: RegisteredCall = {
    state,
    path: {},
    query,
    body: {},
    now: new Date(time.created),
    chance: seededChance(7),
    newSecret: () => ({ key: '', hash: '' }),
    options: { allErrors: false },
    published: () => undefined,
    reserving: () => false,
    caller: { org, user },
  }
  const { status, body = null, changes = [] } = reserveIds(call)
  state.apply(changes)
  const ids = field(body, 'cve_ids')
  return { status, body, ids: Array.isArray(ids) ? ids.map((id) => field(id, 'cve_id') ?? null) : [] }
}

function year(priority: number, general: number): Memory {
  const state = new Memory()
  state.apply([
    { kind: 'org', entry: org },
    { kind: 'user', entry: user },
    { kind: 'range', entry: range(priority, general) },
  ])
  return state
}

test('the last low number, and then the general block', () => {
  const state = year(19_999, 20_000)
  assert.deepEqual(reserve(state, 1).ids, ['CVE-2030-20000'])
  assert.deepEqual(reserve(state, 1).ids, ['CVE-2030-20001'])
})

test('the last number of all', () => {
  const state = year(20_000, 49_999_998)
  assert.equal(field(reserve(state, 3, 'sequential').body, 'error'), 'YEAR_RANGE_FULL')
  assert.deepEqual(reserve(state, 2, 'sequential').ids, ['CVE-2030-49999999', 'CVE-2030-50000000'])
  for (const way of ['sequential', 'nonsequential', undefined]) {
    assert.equal(field(reserve(state, 1, way).body, 'error'), 'YEAR_RANGE_FULL', String(way))
  }
})

test('the pool runs dry: what is left is reserved, and the answer says so', () => {
  const state = year(0, 49_999_996)
  const { status, body, ids } = reserve(state, 6, 'nonsequential')
  assert.equal(status, 206)
  assert.equal(field(body, 'error'), 'RESERVED_PARTIAL_AMOUNT')
  assert.deepEqual(field(body, 'details'), { amount_reserved: 4 })
  assert.equal((ids as Json[]).length, 4)
  assert.equal(state.reservedBy('org'), 4)
  assert.equal(state.pool('2030').length, 0)
})

test('the pool is used before it grows again', () => {
  const state = year(0, 20_000)
  for (let i = 0; i < 5; i++) reserve(state, 10, 'nonsequential')
  assert.equal(state.reservedBy('org'), 50)
  // 110 at first (100 and the amount), then 10 and the amount whenever fewer than 100 are left.
  assert.equal(state.range('2030')?.general.top_id, 20_000 + state.pool('2030').length + 50)
  assert(state.pool('2030').length <= 110)
})
