import assert from 'node:assert/strict'
import { test } from 'node:test'
import { faultsOf } from '#fault'
import { parseLintSettings } from './lint-settings.ts'

test('settings are read', () => {
  const text = `rules:
  STW103: { level: off, reason: titles are short here }
waivers:
  - { rule: STW203, record: CVE-2030-1, at: /affected/0, until: 2030-06-01, reason: being looked at }
`
  assert.deepEqual(parseLintSettings(text, 'lint.yaml'), {
    ok: true,
    value: {
      rules: [{ rule: 'STW103', level: 'off', reason: 'titles are short here' }],
      waivers: [
        { rule: 'STW203', record: 'CVE-2030-1', at: '/affected/0', until: '2030-06-01', reason: 'being looked at' },
      ],
    },
  })
})

const wrong: readonly [why: string, text: string, line: number, message: RegExp][] = [
  ['a decision has a reason', 'rules:\n  STW103: { level: off }\n', 2, /"reason" is missing/],
  ['an empty reason is none', 'rules:\n  STW103: { level: off, reason: "" }\n', 2, /must not be empty/],
  [
    'levels have names',
    'rules:\n  STW103: { level: none, reason: x }\n',
    2,
    /expected one of error, warning, info, off/,
  ],
  ['rules have codes', 'rules:\n  title: { level: off, reason: x }\n', 2, /must be the code of a rule/],
  ['a waiver has a rule', 'waivers:\n  - { reason: x }\n', 2, /"rule" is missing/],
  ['a waiver holds until a day', 'waivers:\n  - { rule: STW103, until: soon, reason: x }\n', 2, /must be a date/],
  ['nothing else is known', 'ignore: [STW103]\n', 1, /"ignore" is not known here/],
]
for (const [why, text, line, message] of wrong) {
  test(`settings: ${why}`, () => {
    const read = parseLintSettings(text, 'lint.yaml')
    assert(!read.ok)
    assert(faultsOf(read.fault).some((fault) => message.test(fault.message) && fault.place?.line === line))
  })
}
