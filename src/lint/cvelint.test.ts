// cvelint is the linter that CVE operators have had. Reading its rules showed what it finds that is no fault, and what it overlooks. Each row is
// one of these, and what the rules here say of the same record: nothing at all, or the code of a rule and its place.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '#json'
import { makeLinter } from './linter.ts'
import type { RecordExample } from './rule.ts'
import { RULES } from './rules/index.ts'
import { recordOf } from './testdata/sample.ts'

const linter = makeLinter()
const CNA = '/containers/cna'

const english = (...descriptions: readonly (readonly [lang: string, value: string])[]): JsonObject => ({
  descriptions: descriptions.map(([lang, value]) => ({ lang, value })),
})
const TEXT = 'Lantern before 3.13.9 follows a symbolic link, which allows a local user to delete files of another user.'
const BRITISH = TEXT.replace('allows', 'licenses')
const product = (fields: JsonObject): JsonObject => ({
  affected: [
    {
      vendor: 'Lantern Software Foundation',
      product: 'lantern',
      defaultStatus: 'unaffected',
      versions: [{ version: '0', lessThan: '3.13.9', status: 'affected', versionType: 'semver' }],
      ...fields,
    },
  ],
})

const noFaults: readonly [defect: string, example: RecordExample][] = [
  [
    'E019 asks the timeline for `event` and `eventDate`, which no record may have, and flags every valid one',
    {
      container: {
        timeline: [
          { time: '2030-02-10T09:00:00Z', lang: 'en', value: 'Reported' },
          { time: '2030-02-20T08:00:00Z', lang: 'en', value: 'Made public' },
        ],
      },
    },
  ],
  ['E016 takes no English but `en`: American', { container: english(['en-US', TEXT]) }],
  ['E016 takes no English but `en`: in small letters', { container: english(['en-us', TEXT]) }],
  [
    'E016 takes no English but `en`: after another language',
    { container: english(['de', 'Ein Fehler in Lantern'], ['en-GB', TEXT]) },
  ],
  ['two kinds of English are no repetition', { container: english(['en', TEXT], ['en-GB', BRITISH]) }],
  ['E007 flags `0` in semantic versions, which as a lower bound means that there is none', { container: product({}) }],
]

for (const [defect, example] of noFaults) {
  test(`no fault: ${defect}`, () => assert.deepEqual(linter.lint(recordOf(example)).findings, []))
}

const faults: readonly [defect: string, document: JsonObject | RecordExample, code: string, at: string][] = [
  [
    'E013 looks for `purl`, and never at `packageURL`: a version in it',
    { container: product({ packageURL: 'pkg:pypi/lantern@3.13.8' }) },
    'STW220',
    `${CNA}/affected/0/packageURL`,
  ],
  [
    'E014 looks for `purl`, and never at `packageURL`: a package of another collection',
    {
      container: product({
        packageURL: 'pkg:npm/lantern',
        collectionURL: 'https://pypi.org/project',
        packageName: 'lantern',
      }),
    },
    'STW220',
    `${CNA}/affected/0/packageURL`,
  ],
  [
    'E019 sees nothing of a timeline that is wrong',
    {
      container: {
        timeline: [
          { time: '2030-02-20T08:00:00Z', lang: 'en', value: 'Made public' },
          { time: '2030-02-10T09:00:00Z', lang: 'en', value: 'Reported' },
        ],
      },
    },
    'STW502',
    `${CNA}/timeline/1`,
  ],
  [
    'the same English twice',
    { container: english(['en-US', TEXT], ['en-us', BRITISH]) },
    'STW102',
    `${CNA}/descriptions/1/lang`,
  ],
  ['no English at all', { container: english(['de', 'Ein Fehler in Lantern']) }, 'STW003', `${CNA}/descriptions`],
  [
    'the check of credits is there, and is never asked',
    { container: { credits: [{ lang: 'en', value: 'Ada <ada@lantern.example>', type: 'reporter' }] } },
    'STW501',
    `${CNA}/credits/0/value`,
  ],
  [
    'scores of CVSS 4.0 are not computed',
    {
      container: {
        metrics: [
          {
            cvssV4_0: {
              version: '4.0',
              vectorString: 'CVSS:4.0/AV:L/AC:L/AT:N/PR:L/UI:N/VC:N/VI:H/VA:N/SC:N/SI:N/SA:N',
              baseScore: 9.8,
              baseSeverity: 'CRITICAL',
            },
          },
        ],
      },
    },
    'STW303',
    `${CNA}/metrics/0/cvssV4_0/baseScore`,
  ],
  [
    'a record without `assignerShortName` is passed over: a draft of one',
    { metadata: { assignerShortName: null }, container: { references: [{ url: 'http://localhost/4' }] } },
    'STW401',
    `${CNA}/references/0/url`,
  ],
]

for (const [defect, example, code, at] of faults) {
  test(`overlooked: ${defect}`, () => {
    const { findings } = linter.lint(recordOf(example))
    assert.ok(
      findings.some((finding) => finding.code === code && finding.at === at),
      findings.map((finding) => `${finding.code} ${finding.at}`).join('\n'),
    )
  })
}

for (const [form, wrap, base] of [
  ['a container as CVE Services take it', (container: JsonObject) => ({ cnaContainer: container }), '/cnaContainer'],
  ['a bare container', (container: JsonObject) => container, ''],
] as const) {
  test(`overlooked: a record without \`assignerShortName\` is passed over: ${form}`, () => {
    const container = { ...english(['en', TEXT]), ...product({}), references: [{ url: 'http://localhost/4' }] }
    const found = linter.lint(wrap(container)).findings.filter(({ code }) => code === 'STW401')
    assert.deepEqual(
      found.map(({ at }) => at),
      [`${base}/references/0/url`],
    )
  })
}

test('no rule names the rule of the CNA behind it, none mends anything, all are of one level: here they do, and are not', () => {
  assert.ok(RULES.some(({ cnaRules = [] }) => cnaRules.length > 0))
  assert.ok(RULES.some(({ fixes }) => fixes === true))
  assert.deepEqual([...new Set(RULES.map(({ level }) => level))].sort(), ['error', 'info', 'warning'])
})
