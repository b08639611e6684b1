import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CveRecord } from '#cve'
import { parseCveId } from '#ids'
import { readPlan, type SavedPlan, type SavedStep, stepOf, writePlan } from './saved-plan.ts'
import type { Address, Destination } from './target.ts'
import type { Upstream } from './upstream.ts'
import type { CveIdEntry } from './wire.ts'

const parsed = parseCveId('CVE-2030-1001')
assert(parsed.ok)
const id = parsed.value
const here: Destination<'test'> = { target: 'test', url: 'https://test.example/api' }
const entry: CveIdEntry = { cve_id: id, cve_year: '2030', state: 'PUBLISHED', owning_cna: 'LSF' }
const record = (title: string): CveRecord => ({
  dataType: 'CVE_RECORD',
  dataVersion: '5.2.0',
  cveMetadata: { cveId: id, state: 'PUBLISHED' },
  containers: { cna: { title, descriptions: [{ lang: 'en', value: 'A bug.' }] } },
})
const create: SavedStep = {
  id,
  source: 'CVE-2030-1001.json',
  do: 'create',
  changes: [],
  waived: [],
  container: record('New').containers.cna,
}
const update: SavedStep = { ...create, do: 'update', before: record('Old') }
const plan: SavedPlan = { to: here, org: 'LSF', made: '2030-02-20T09:00:00Z', erlcheck: false, steps: [create, update] }

test('a plan is read as it was written', () => {
  const read = readPlan(writePlan(plan), here, 'LSF', 'plan.json')
  assert.deepEqual(read, { ok: true, value: plan })
})

const refused: readonly [why: string, text: string, to: Address, org: string, code: string][] = [
  ['another target', writePlan(plan), { target: 'production', url: here.url }, 'LSF', 'CNA_OTHER_TARGET'],
  ['another address', writePlan(plan), { target: 'test', url: 'https://cve.example/api' }, 'LSF', 'CNA_OTHER_TARGET'],
  ['another organisation', writePlan(plan), here, 'candle', 'CNA_OTHER_ORG'],
  ['no plan', '{}', here, 'LSF', 'SHAPE_MISSING'],
  ['no JSON', 'plan', here, 'LSF', 'JSON_SYNTAX'],
  ['a key of the prototype', '{"__proto__": {}}', here, 'LSF', 'JSON_FORBIDDEN_KEY'],
  ['an ID that is none', writePlan(plan).replaceAll('CVE-2030-1001', 'CVE-2030-1'), here, 'LSF', 'CVE_ID_MALFORMED'],
]
for (const [why, text, to, org, code] of refused) {
  test(`a plan is refused: ${why}`, () => {
    const read = readPlan(text, to, org, 'plan.json')
    assert.equal(read.ok ? 'ok' : read.fault.code, code)
  })
}

const published = (title: string): Upstream => ({ state: 'published', entry, record: record(title) })
const states: readonly [why: string, saved: SavedStep, now: Upstream, is: string][] = [
  ['still reserved', create, { state: 'reserved', entry }, 'create'],
  ['published meanwhile', create, published('New'), 'CNA_PLAN_STALE'],
  ['still the same record', update, published('Old'), 'update'],
  ['another record meanwhile', update, published('Other'), 'CNA_PLAN_STALE'],
  ['rejected meanwhile', update, { state: 'rejected', entry }, 'CNA_PLAN_STALE'],
]
for (const [why, saved, now, is] of states) {
  test(`a step of a plan: ${why}`, () => {
    const step = stepOf(here, saved, false, now)
    assert.equal(step.ok ? step.value.action.do : step.fault.code, is)
  })
}
