import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Json, JsonObject } from '#json'
import type { LintSettings, Waiver } from '#project'
import { makeLinter } from './linter.ts'
import { NO_SETTINGS } from './settings.ts'
import { recordOf } from './testdata/sample.ts'

/** The sample without its `defaultStatus`, which is STW203 and nothing else. */
function withoutDefault(waivers?: Json): Json {
  const { containers } = recordOf({}) as {
    readonly containers: { readonly cna: { readonly affected: readonly JsonObject[] } }
  }
  const affected = containers.cna.affected.map(({ defaultStatus: _, ...product }) => product)
  return recordOf({ container: { affected, ...(waivers !== undefined && { x_stewardWaivers: waivers }) } })
}

function outcome(document: Json, settings: LintSettings = NO_SETTINGS): readonly string[] {
  const { findings, waived, waiverNotes } = makeLinter(settings).lint(document, { now: '2030-02-20T09:00:00Z' })
  return [
    ...findings.map(({ code, level }) => `${code} ${level}`),
    ...waived.map(({ finding, reason }) => `${finding.code} waived: ${reason}`),
    ...waiverNotes.map(({ at, message }) => `${at.replace('/containers/cna/x_stewardWaivers', '')}: ${message}`),
  ]
}

test('without a waiver the finding stands', () => assert.deepEqual(outcome(withoutDefault()), ['STW203 warning']))

const W = { rule: 'STW203', reason: 'looked at' }
const inline: readonly [why: string, waivers: Json, says: readonly string[]][] = [
  ['for the whole record', [W], ['STW203 waived: looked at']],
  ['for the place', [{ ...W, at: '/affected/0' }], ['STW203 waived: looked at']],
  ['for a place above it', [{ ...W, at: '/affected' }], ['STW203 waived: looked at']],
  [
    'for another place',
    [{ ...W, at: '/affected/1' }],
    ['STW203 warning', '/0: the waiver of STW203 has nothing to waive'],
  ],
  [
    'a name that begins alike is another place',
    [{ ...W, at: '/aff' }],
    ['STW203 warning', '/0: the waiver of STW203 has nothing to waive'],
  ],
  ['on its last day', [{ ...W, until: '2030-02-20' }], ['STW203 waived: looked at']],
  [
    'the day after',
    [{ ...W, until: '2030-02-19' }],
    ['STW203 warning', '/0: the waiver of STW203 ran out on 2030-02-19'],
  ],
  ['for another rule', [{ ...W, rule: 'STW103' }], ['STW203 warning', '/0: the waiver of STW103 has nothing to waive']],
  [
    'without a reason',
    [{ rule: 'STW203' }],
    ['STW203 warning', '/0: the waiver of STW203 gives no reason, and does not hold'],
  ],
  [
    'with a blank reason',
    [{ ...W, reason: ' ' }],
    ['STW203 warning', '/0: the waiver of STW203 gives no reason, and does not hold'],
  ],
  [
    'until something else than a day',
    [{ ...W, until: 'soon' }],
    ['STW203 warning', '/0: the waiver of STW203 holds until a date like 2030-03-01'],
  ],
  [
    'without a rule',
    [{ reason: 'x' }],
    ['STW203 warning', '/0: a waiver names its rule: {"rule": "STW103", "reason": "..."}'],
  ],
  ['something else than a list', { rule: 'STW203' }, ['STW203 warning', ': waivers are a list']],
]
for (const [why, waivers, says] of inline) {
  test(`a waiver in the record: ${why}`, () => assert.deepEqual(outcome(withoutDefault(waivers)), says))
}

const settings: readonly [why: string, waiver: Waiver, says: readonly string[]][] = [
  ['for every record', W, ['STW203 waived: looked at']],
  ['for this record', { ...W, record: 'CVE-2030-10421' }, ['STW203 waived: looked at']],
  ['for another record', { ...W, record: 'CVE-2030-1' }, ['STW203 warning']],
  ['that ran out', { ...W, until: '2030-01-01' }, ['STW203 warning']],
]
for (const [why, waiver, says] of settings) {
  test(`a waiver of the settings: ${why}`, () =>
    assert.deepEqual(outcome(withoutDefault(), { rules: [], waivers: [waiver] }), says))
}

test('a rule has the level of the settings, or none', () => {
  const at = (level: 'error' | 'info' | 'off'): LintSettings => ({
    rules: [{ rule: 'STW203', level, reason: 'ours' }],
    waivers: [],
  })
  assert.deepEqual(outcome(withoutDefault(), at('error')), ['STW203 error'])
  assert.deepEqual(outcome(withoutDefault(), at('info')), ['STW203 info'])
  assert.deepEqual(outcome(withoutDefault(), at('off')), [])
})

test('what is no record never passes, also where the rule of the schema is off', () => {
  const { findings } = makeLinter({ rules: [{ rule: 'STW003', level: 'off', reason: 'x' }], waivers: [] }).lint([])
  assert(findings.some(({ code, level }) => code === 'STW003' && level === 'error'))
})
