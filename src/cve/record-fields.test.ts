import assert from 'node:assert/strict'
import { test } from 'node:test'
import { carryOver, renderCveRecord } from '#cve'
import { writeJson } from '#json'
import type { Vulnerability } from '#vulnerability'
import { assessed, FACTS, LANTERN, ranges } from './testdata/sample-facts.ts'

function rendered(facts: Partial<Vulnerability>) {
  const record = renderCveRecord(LANTERN, assessed({ ...FACTS, ...facts }), ranges(['3.12.0', '3.12.13']))
  assert(record.ok, JSON.stringify(record))
  return record.value
}

test('what the facts have no word for stands in the record, in the order of the schema', () => {
  const record = { x_ours: { a: 1 }, tags: ['disputed'], affected: { programFiles: ['clean.py'] }, solutions: [] }
  const { cna } = rendered({ record }).containers
  assert.deepEqual(Object.keys(cna).slice(-5), ['solutions', 'source', 'tags', 'x_generator', 'x_ours'])
  assert.deepEqual(cna.affected?.[0]?.programFiles, ['clean.py'])
  assert.equal(cna.affected?.[0]?.vendor, LANTERN.product.vendor)
})

test('without such fields the record is byte for byte what it was', () => {
  assert.equal(writeJson(rendered({ record: {} })), writeJson(rendered({})))
})

test('attack patterns and discovery come from the facts', () => {
  const { cna } = rendered({ attackPatterns: ['CAPEC-132', 'CAPEC-132'], discovery: 'USER' }).containers
  assert.deepEqual(cna.impacts, [
    { capecId: 'CAPEC-132', descriptions: [{ lang: 'en', value: 'CAPEC-132: Symlink Attack' }] },
  ])
  assert.deepEqual(cna.source, { discovery: 'USER' })
})

test('null takes a field out of the published record; what nobody speaks of stays', () => {
  const before = rendered({ record: { x_kept: 1, x_gone: 2 } })
  const facts = { ...FACTS, record: { x_gone: null } }
  const { cna } = carryOver(before, rendered(facts), facts).containers
  assert.deepEqual([cna.x_kept, cna.x_gone], [1, undefined])
})

test('an update keeps since when the public knows, unless somebody states it', () => {
  const [early, late] = ['2030-02-11T14:00:00Z', '2030-02-12T14:00:00Z']
  const of = (before: Partial<Vulnerability>, now: Partial<Vulnerability>): unknown => {
    const facts = { ...FACTS, ...now }
    return carryOver(rendered(before), rendered(facts), facts).containers.cna.datePublic
  }
  assert.equal(of({ embargo: early }, { embargo: late }), early)
  assert.equal(of({ embargo: early }, {}), early)
  assert.equal(of({}, { embargo: late }), undefined)
  assert.equal(of({}, { embargo: late, record: { datePublic: early } }), early)
  assert.equal(of({ embargo: early }, { embargo: early, record: { datePublic: null } }), undefined)
  assert.equal(of({ state: 'rejected', rejectedReason: 'A mistake.' }, { embargo: late }), late)
})
