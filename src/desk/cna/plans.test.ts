import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CnaContainer, CveRecord } from '#cve'
import { type CveId, parseCveId } from '#ids'
import { planAdp } from './plan-adp.ts'
import { type PublishWish, planPublish } from './plan-publish.ts'
import { planReject, planUndoReject } from './plan-reject.ts'
import type { Destination } from './target.ts'
import type { Upstream } from './upstream.ts'
import type { CveIdEntry, IdState } from './wire.ts'

const parsed = parseCveId('CVE-2030-1001')
assert(parsed.ok)
const id: CveId = parsed.value
const to: Destination<'test'> = { target: 'test', url: 'https://test.example/api' }

const saying = (title: string): CnaContainer => ({ title, descriptions: [{ lang: 'en', value: 'A bug.' }] })
const rejecting = (value: string): CnaContainer => ({ rejectedReasons: [{ lang: 'en', value }] })
const entry = (state: IdState): CveIdEntry => ({ cve_id: id, cve_year: '2030', state, owning_cna: 'LSF' })
function record(cna: CnaContainer, state: 'PUBLISHED' | 'REJECTED', adp?: readonly CnaContainer[]): CveRecord {
  const containers = { cna: { ...cna, providerMetadata: { orgId: 'theirs' } }, ...(adp && { adp }) }
  return { dataType: 'CVE_RECORD', dataVersion: '5.2.0', cveMetadata: { cveId: id, state }, containers }
}

const reserved: Upstream = { state: 'reserved', entry: entry('RESERVED') }
const unused: Upstream = { state: 'rejected', entry: entry('REJECTED') }
const published = (cna: CnaContainer, adp?: readonly CnaContainer[]): Upstream => ({
  state: 'published',
  entry: entry('PUBLISHED'),
  record: record(cna, 'PUBLISHED', adp),
})
const rejected = (why: string): Upstream => ({
  state: 'rejected',
  entry: entry('REJECTED'),
  record: record(rejecting(why), 'REJECTED'),
})

const publish = { intent: 'publish', revive: false, checks: { erlcheck: false } } as const
const update = { ...publish, intent: 'update' } as const
const revive = { ...publish, revive: true } as const

const publications: readonly [why: string, upstream: Upstream, wish: PublishWish, is: string, changes?: number][] = [
  ['a reserved ID gets a record', reserved, publish, 'create', 0],
  ['an update needs one', reserved, update, 'CNA_NOT_PUBLISHED'],
  ['the same meaning: nothing', published(saying('New')), publish, 'nothing', 0],
  ['the same meaning: nothing, also for an update', published(saying('New')), update, 'nothing', 0],
  ['another title', published(saying('Old')), publish, 'update', 1],
  ['another title, as an update', published(saying('Old')), update, 'update', 1],
  ['a rejected ID stays so', rejected('Never was.'), publish, 'CNA_REJECTED'],
  ['unless it is revived', rejected('Never was.'), revive, 'republish', 1],
  ['a rejected ID without a record stays so', unused, publish, 'CNA_REJECTED'],
  ['unless it is revived, which creates one', unused, revive, 'create', 1],
  ['an update revives nothing', unused, update, 'CNA_REJECTED'],
]
for (const [why, upstream, wish, is, changes] of publications) {
  test(`to publish: ${why}`, () => {
    const planned = planPublish(to, id, saying('New'), upstream, wish)
    assert.equal(planned.ok ? planned.value.action.do : planned.fault.code, is)
    if (planned.ok) assert.equal(planned.value.changes.length, changes)
  })
}

const rejections: readonly [why: string, stated: CnaContainer | undefined, upstream: Upstream, is: string][] = [
  ['an unused ID, without a reason', undefined, reserved, 'reject-id'],
  ['twice is once', undefined, unused, 'nothing'],
  ['a published one needs a reason', undefined, published(saying('A')), 'CNA_NO_REASON'],
  ['an unused ID, with a reason', rejecting('Never was.'), reserved, 'reject-new'],
  ['a rejected one without a record gets one', rejecting('Never was.'), unused, 'reject-new'],
  ['a published one', rejecting('Never was.'), published(saying('A')), 'reject-record'],
  ['the same reason', rejecting('Never was.'), rejected('Never was.'), 'nothing'],
  ['another reason', rejecting('A duplicate.'), rejected('Never was.'), 'reject-record'],
]
for (const [why, stated, upstream, is] of rejections) {
  test(`to reject: ${why}`, () => {
    const planned = planReject(to, id, stated, upstream)
    assert.equal(planned.ok ? planned.value.action.do : planned.fault.code, is)
  })
}

test('to reject: what others added goes with it, and that is said', () => {
  const planned = planReject(to, id, rejecting('Never was.'), published(saying('A'), [saying('Theirs')]))
  assert(planned.ok)
  assert(
    planned.value.changes.some((change) => change.includes('of others (ADP): removed')),
    planned.value.changes.join(),
  )
})

const undone: readonly [why: string, upstream: Upstream, is: string][] = [
  ['without a record', unused, 'undo-reject'],
  ['never rejected', reserved, 'nothing'],
  ['with a record', rejected('Never was.'), 'CNA_HAS_RECORD'],
  ['published', published(saying('A')), 'CNA_HAS_RECORD'],
]
for (const [why, upstream, is] of undone) {
  test(`to take a rejection back: ${why}`, () => {
    const planned = planUndoReject(id, upstream)
    assert.equal(planned.ok ? planned.value.action.do : planned.fault.code, is)
  })
}

const ours = { ...saying('Ours'), providerMetadata: { orgId: 'a', shortName: 'lanternadp' } }
const theirs = { ...saying('Theirs'), providerMetadata: { orgId: 'b', shortName: 'other' } }
const additions: readonly [why: string, adp: readonly CnaContainer[], is: string, changes: number][] = [
  ['the first', [], 'adp', 1],
  ['beside that of others', [theirs], 'adp', 1],
  ['the same again', [theirs, ours], 'nothing', 0],
  ['another title', [theirs, { ...ours, title: 'Older' }], 'adp', 1],
]
for (const [why, adp, is, changes] of additions) {
  test(`to add a container: ${why}`, () => {
    const planned = planAdp(to, id, saying('Ours'), record(saying('A'), 'PUBLISHED', adp), 'lanternadp')
    assert(planned.ok)
    assert.equal(planned.value.action.do, is)
    assert.equal(planned.value.changes.length, changes, planned.value.changes.join())
  })
}

test('to add a container: not to a rejected record', () => {
  const planned = planAdp(to, id, saying('Ours'), record(rejecting('No.'), 'REJECTED'), 'lanternadp')
  assert.equal(planned.ok ? 'ok' : planned.fault.code, 'CNA_REJECTED')
})
