import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LintSettings } from '#project'
import { makeOsvLinter } from './osv-linter.ts'
import { osvOf } from './testdata/sample.ts'

const wrong = osvOf({ record: { modified: '2030-02-19T09:00:00Z' } })

function outcome(settings: LintSettings): readonly string[] {
  const { findings, waived } = makeOsvLinter(settings).lint(wrong, { now: '2030-03-01T09:00:00Z' })
  return [
    ...findings.map(({ code, level, at }) => `${code} ${level} ${at}`),
    ...waived.map(({ finding, reason }) => `waived ${finding.code}: ${reason}`),
  ]
}

const waiver = { rule: 'STW702', reason: 'dates of another database' }

const rows: readonly (readonly [why: string, settings: LintSettings, lines: readonly string[]])[] = [
  ['no settings', { rules: [], waivers: [] }, ['STW702 error /modified']],
  [
    'another level',
    { rules: [{ rule: 'STW702', level: 'info', reason: 'ours' }], waivers: [] },
    ['STW702 info /modified'],
  ],
  ['off', { rules: [{ rule: 'STW702', level: 'off', reason: 'ours' }], waivers: [] }, []],
  ['waived', { rules: [], waivers: [waiver] }, ['waived STW702: dates of another database']],
  [
    'waived by its own identifier',
    { rules: [], waivers: [{ ...waiver, record: 'x_LSF-2030-4' }] },
    ['waived STW702: dates of another database'],
  ],
  [
    'waived by an alias',
    { rules: [], waivers: [{ ...waiver, record: 'CVE-2030-10421' }] },
    ['waived STW702: dates of another database'],
  ],
  [
    'waived for another record',
    { rules: [], waivers: [{ ...waiver, record: 'CVE-2030-10422' }] },
    ['STW702 error /modified'],
  ],
  ['waived until yesterday', { rules: [], waivers: [{ ...waiver, until: '2030-02-28' }] }, ['STW702 error /modified']],
  ['waived at another place', { rules: [], waivers: [{ ...waiver, at: '/published' }] }, ['STW702 error /modified']],
]

for (const [why, settings, lines] of rows) {
  test(`makeOsvLinter: ${why}`, () => assert.deepEqual(outcome(settings), lines))
}
