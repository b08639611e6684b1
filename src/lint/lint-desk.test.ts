import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LintSettings } from '#project'
import { lintDesk } from './lint-desk.ts'
import type { DeskFacts } from './world.ts'

const now = '2030-02-20T09:00:00Z'
const facts: DeskFacts = {
  cases: [
    { id: 'LSF-2030-4', cveId: 'CVE-2030-10421', reporter: { toldCveId: false } },
    { id: 'LSF-2030-5', cveId: 'CVE-2030-10422', reporter: { toldCveId: false } },
  ],
}

const found = (settings?: LintSettings): readonly string[] =>
  lintDesk(facts, { now }, settings).findings.map(({ code, level, at }) => `${code} ${level} ${at}`)

test('lintDesk: without settings', () => {
  assert.deepEqual(found(), ['STW606 warning /cases/0/reporter', 'STW606 warning /cases/1/reporter'])
})

test('lintDesk: a level of its own, and none', () => {
  const rule = (level: 'error' | 'off'): readonly string[] =>
    found({ rules: [{ rule: 'STW606', level, reason: 'ours' }], waivers: [] })
  assert.deepEqual(rule('error'), ['STW606 error /cases/0/reporter', 'STW606 error /cases/1/reporter'])
  assert.deepEqual(rule('off'), [])
})

test('lintDesk: a waiver for one case, by either of its identifiers, until it runs out', () => {
  for (const record of ['LSF-2030-4', 'CVE-2030-10421']) {
    const waiver = { rule: 'STW606', record, reason: 'an anonymous report' }
    const waived = lintDesk(facts, { now }, { rules: [], waivers: [waiver] })
    assert.deepEqual(
      waived.findings.map(({ at }) => at),
      ['/cases/1/reporter'],
    )
    assert.deepEqual(
      waived.waived.map(({ reason }) => reason),
      ['an anonymous report'],
    )
    const over = lintDesk(facts, { now }, { rules: [], waivers: [{ ...waiver, until: '2030-02-19' }] })
    assert.equal(over.findings.length, 2)
  }
})

test('lintDesk: what is absent is told, with what is checked all the same', () => {
  const lacks = (desk: DeskFacts, world = {}): readonly string[] =>
    lintDesk(desk, world).notChecked.map(
      ({ code, needs, partly }) => `${code} ${partly ? 'partly ' : ''}${needs.join(' ')}`,
    )
  assert.deepEqual(lacks({}), [
    'STW601 now cases identifiers',
    'STW602 now identifiers',
    'STW603 cases foundation',
    'STW604 cases approval lastEdit',
    'STW605 cases',
    'STW606 now reporter dispute',
    'STW607 now links foundation users',
  ])
  assert.deepEqual(lacks(facts, { now }), [
    'STW601 identifiers',
    'STW602 identifiers',
    'STW603 foundation',
    'STW604 approval lastEdit',
    'STW605 partly identifiers',
    'STW606 partly dispute',
    'STW607 links foundation users',
  ])
  // Where there is no case, there is none to approve.
  assert(!lacks({ cases: [] }, { now }).includes('STW604 approval lastEdit'))
})
