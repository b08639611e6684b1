import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Json, JsonObject } from '#json'
import { makeOsvLinter } from '../osv-linter.ts'
import { osvLinesOf } from '../testdata/osv-lines-of.ts'
import { osvOf } from '../testdata/sample.ts'

const range = { type: 'ECOSYSTEM', events: [{ introduced: '3.13.0' }] }
const inRange = (more: JsonObject): JsonObject => ({
  affected: [{ package: { ecosystem: 'PyPI', name: 'lantern' }, ranges: [{ ...range, ...more }] }],
})

const rows: readonly (readonly [why: string, record: JsonObject, lines: readonly string[]])[] = [
  ['as it is', {}, []],
  ['what the schema allows to be null', { aliases: null, severity: null, affected: null, references: null }, []],
  [
    'an ecosystem in small letters',
    { affected: [{ package: { ecosystem: 'pypi', name: 'lantern' } }] },
    ['/affected/0/package/ecosystem error "pypi" is no ecosystem of the OSV schema'],
  ],
  ['an ecosystem with a suffix', { affected: [{ package: { ecosystem: 'Debian:12', name: 'lantern' } }] }, []],
  ['a field that no record has', { cwe_ids: ['CWE-59'] }, ['/cwe_ids error a record has no field "cwe_ids"']],
  ['the same in the field for it', { database_specific: { cwe_ids: ['CWE-59'] } }, []],
  [
    'a day that no calendar has',
    { published: '2030-02-30T08:00:00Z' },
    ['/published error "2030-02-30T08:00:00Z" is no time in UTC like 2030-02-17T09:00:00Z'],
  ],
  [
    'no event that says where it began',
    inRange({ events: [{ fixed: '3.13.9' }] }),
    ['/affected/0/ranges/0/events error no event says where it was introduced'],
  ],
  [
    'fixed and last_affected in one range',
    inRange({ events: [{ introduced: '0' }, { fixed: '3.13.9' }, { last_affected: '3.13.8' }] }),
    ['/affected/0/ranges/0/events error there are events with "last_affected" and with "fixed"'],
  ],
  [
    'a shortened hash, and no repository',
    inRange({ type: 'GIT', events: [{ introduced: '6ceb8aeda504' }] }),
    [
      '/affected/0/ranges/0 error a GIT range needs the field "repo"',
      '/affected/0/ranges/0/events/0/introduced error "6ceb8aeda504" is no whole commit hash',
    ],
  ],
  [
    'severity in two places',
    { affected: [{ severity: [{ type: 'Ubuntu', score: 'low' }] }] },
    ['/affected/0/severity error the severity stands here and at the whole record'],
  ],
  [
    'a reference of an unknown type, and one that is no address',
    {
      references: [
        { type: 'PATCH', url: 'https://git.example/lantern' },
        { type: 'WEB', url: 'lantern.example' },
      ],
    },
    [
      '/references/0/type error expected one of ADVISORY, ARTICLE, DETECTION, DISCUSSION, REPORT, FIX, INTRODUCED, GIT, PACKAGE, EVIDENCE, WEB, found "PATCH"',
      '/references/1/url error "lantern.example" is no URI such as https://lantern.example/advisories/4',
    ],
  ],
  ['the prefix of the id, which is STW706', { id: 'LSF-2030-4' }, []],
  ['a score that does not fit, which is STW708', { severity: [{ type: 'CVSS_V3', score: '9.8' }] }, []],
  [
    'a type of severity that nobody knows',
    { severity: [{ type: 'CVSS_V5', score: '9.8' }] },
    ['/severity/0/type error expected one of CVSS_V2, CVSS_V3, CVSS_V4, Ubuntu, found "CVSS_V5"'],
  ],
  [
    'too far from a record to be walked through: everything at once',
    { modified: null, published: 5, affected: [{ ranges: [{ type: 'ECOSYSTEM', events: [{}] }] }] },
    [
      ' error the field "modified" is missing',
      '/published error expected text, found the number 5',
      '/affected/0/ranges/0/events error no event says where it was introduced',
      '/affected/0/ranges/0/events/0 error an event has one of introduced, fixed, last_affected, limit, a text',
    ],
  ],
  [
    'taken by the schema, which counts texts, and not readable all the same',
    inRange({ events: [{ introduced: '0', fixed: 5 }] }),
    [
      '/affected/0/ranges/0/events/0/fixed error expected text, found the number 5',
      '/affected/0/ranges/0/events/0 error an object must hold exactly one of introduced, fixed, last_affected, limit',
    ],
  ],
]

for (const [why, record, lines] of rows) {
  test(`STW701: ${why}`, () => assert.deepEqual(osvLinesOf('STW701', { record }), lines))
}

test('STW701: what is no object at all', () => {
  const values: readonly Json[] = [null, 'PSF-2030-4', [], 5]
  for (const value of values) {
    const { findings } = makeOsvLinter().lint(value)
    assert.deepEqual(
      findings.map(({ code, level }) => `${code} ${level}`),
      ['STW701 error'],
    )
  }
})

test('STW701: switched off, it holds for what is no record at all', () => {
  const linter = makeOsvLinter({ rules: [{ rule: 'STW701', level: 'off', reason: 'ours' }], waivers: [] })
  assert.deepEqual(linter.lint(osvOf({ record: { cwe_ids: [] } })).findings, [])
  assert.equal(linter.lint([]).findings.length, 1)
})
