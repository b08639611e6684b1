import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Json, JsonObject } from '#json'
import { EXAMPLE_PROJECT, EXAMPLE_RELEASES } from '../example-world.ts'
import type { RecordExample } from '../rule.ts'
import { containerAfterFix, linesOf } from '../testdata/findings-of.ts'
import { before, withVersions } from '../testdata/with-versions.ts'
import type { LintWorld } from '../world.ts'

const NAME = 'cpe:2.3:a:lsf:lantern:*:*:*:*:*:*:*:*'
const named = (version: string, update = '*'): string => `cpe:2.3:a:lsf:lantern:${version}:${update}:*:*:*:*:*:*`
const match = (range: JsonObject, criteria = NAME): JsonObject => ({ vulnerable: true, criteria, ...range })
const between = (from: string, to: string): JsonObject =>
  match({ versionStartIncluding: from, versionEndExcluding: to })
const or = (...cpeMatch: readonly JsonObject[]): JsonObject => ({
  nodes: [{ operator: 'OR', negate: false, cpeMatch }],
})

const b312 = before('3.12.13', '3.12.0')
const b313 = before('3.13.9', '3.13.0')
const single = (version: string, status = 'affected'): JsonObject => ({ version, status, versionType: 'python' })

function record(
  versions: readonly JsonObject[],
  cpeApplicability: readonly Json[],
  product: JsonObject = {},
  world?: LintWorld,
): RecordExample {
  const { container, ...example } = withVersions(versions, product, world)
  return { ...example, container: { ...container, cpeApplicability } }
}

const LACKS = (what: string): string => `cpeApplicability leaves out ${what}, which the versions call affected`
const ADDS = (what: string): string => `cpeApplicability calls ${what} vulnerable, and the versions do not`

const cases: readonly [why: string, versions: readonly JsonObject[], cpe: readonly Json[], message?: string][] = [
  ['nothing', [b312], []],
  ['the same ranges', [b312, b313], [or(between('3.12.0', '3.12.13'), between('3.13.0', '3.13.9'))]],
  ['in two elements', [b312, b313], [or(between('3.12.0', '3.12.13')), or(between('3.13.0', '3.13.9'))]],
  ['in another order and spelling', [b312, b313], [or(between('3.13', '3.13.9.0'), between('3.12', '3.12.13'))]],
  [
    'ranges that touch are one',
    [before('3.13.9', '3.12.0')],
    [or(between('3.12.0', '3.13.0'), between('3.13.0', '3.13.9'))],
  ],
  ['from the beginning', [before('3.13.9')], [or(match({ versionEndExcluding: '3.13.9' }))]],
  ['0 is the beginning', [before('3.13.9')], [or(between('0', '3.13.9'))]],
  ['to no end', [before('*', '3.12.0')], [or(match({ versionStartIncluding: '3.12.0' }))]],
  ['all versions', [before('*')], [or(match({}))]],
  [
    'the last that is affected',
    [{ version: '3.12.0', lessThanOrEqual: '3.12.12', status: 'affected', versionType: 'python' }],
    [or(match({ versionStartIncluding: '3.12.0', versionEndIncluding: '3.12.12' }))],
  ],
  [
    'changes within a range',
    [
      {
        ...before('*', '3.12.0'),
        changes: [
          { at: '3.12.13', status: 'unaffected' },
          { at: '3.13.0', status: 'affected' },
        ],
      },
    ],
    [or(between('3.12.0', '3.12.13'), match({ versionStartIncluding: '3.13.0' }))],
  ],
  [
    'an entry before says otherwise',
    [{ ...b312, status: 'unaffected' }, before('3.13.9')],
    [or(match({ versionEndExcluding: '3.12.0' }), between('3.12.13', '3.13.9'))],
  ],
  [
    'single versions',
    [single('3.12.1'), single('3.12.2')],
    [or(match({}, named('3.12.1')), match({}, named('3.12.2')))],
  ],
  ['a pre-release, whose name CPE cuts in two', [single('3.14.0rc1')], [or(match({}, named('3.14.0', 'rc1')))]],
  [
    'the releases of a range one by one: there may be no others',
    [b312],
    [or(match({}, named('3.12.0')), match({}, named('3.12.12')))],
  ],
  [
    'a range around versions that are listed: there may be no others',
    [single('3.12.1'), single('3.12.3')],
    [or(between('3.12.1', '3.12.4'))],
  ],
  ['the end of a branch, for which CPE has no word', [before('3.12.*', '3.12.0')], [or(between('3.12.0', '3.13.0'))]],
  [
    'a branch is missing',
    [b312, b313],
    [or(between('3.13.0', '3.13.9'))],
    LACKS('versions from 3.12.0 before 3.12.13'),
  ],
  [
    'the fix was corrected in one place',
    [b313],
    [or(between('3.13.0', '3.13.8'))],
    LACKS('versions from 3.13.8 before 3.13.9'),
  ],
  ['too much', [b313], [or(match({ versionEndExcluding: '3.13.9' }))], ADDS('versions before 3.13.0')],
  [
    'both',
    [b313],
    [or(between('3.13.1', '3.13.10'))],
    `${LACKS('versions from 3.13.0 before 3.13.1')}; ${ADDS('versions from 3.13.9 before 3.13.10')}`,
  ],
  ['no end', [b313], [or(match({ versionStartIncluding: '3.13.0' }))], ADDS('versions from 3.13.9 on')],
  [
    'the end is within',
    [b313],
    [or(match({ versionStartIncluding: '3.13.0', versionEndIncluding: '3.13.9' }))],
    ADDS('3.13.9'),
  ],
  [
    'the start is without',
    [b313],
    [or(match({ versionStartExcluding: '3.13.0', versionEndExcluding: '3.13.9' }))],
    LACKS('3.13.0'),
  ],
  ['a single version too many', [b313], [or(between('3.13.0', '3.13.9'), match({}, named('3.13.9')))], ADDS('3.13.9')],
  [
    'a single version is missing',
    [single('3.12.1'), single('3.12.2')],
    [or(match({}, named('3.12.1')))],
    LACKS('3.12.2'),
  ],
  [
    'many differences',
    [before('*')],
    [or(...['1', '3', '5', '7'].map((n) => between(n, String(Number(n) + 1))))],
    LACKS('versions before 1, versions from 2 before 3, versions from 4 before 5, more'),
  ],
]

for (const [why, versions, cpe, message] of cases) {
  test(`STW221: ${why}`, () => {
    const lines = linesOf('STW221', record(versions, cpe))
    assert.deepEqual(lines, message === undefined ? [] : [`/cpeApplicability warning ${message}`])
  })
}

const WRONG = between('3.13.0', '3.13.8')
const unread: readonly [why: string, cpe: readonly Json[]][] = [
  [
    'a configuration',
    [{ operator: 'AND', nodes: [or(WRONG), or(WRONG)].map(({ nodes }) => (nodes as readonly Json[])[0] ?? null) }],
  ],
  [
    'a platform that is not vulnerable',
    [or(WRONG, { vulnerable: false, criteria: 'cpe:2.3:o:lsf:wick:*:*:*:*:*:*:*:*' })],
  ],
  ['what is not so', [{ negate: true, nodes: [{ operator: 'OR', cpeMatch: [WRONG] }] }]],
  ['a node that is not so', [{ nodes: [{ operator: 'OR', negate: true, cpeMatch: [WRONG] }] }]],
  ['two names at once', [{ nodes: [{ operator: 'AND', cpeMatch: [WRONG, WRONG] }] }]],
  ['a field that nobody knows', [{ nodes: [{ operator: 'OR', cpeMatch: [{ ...WRONG, x_note: 'y' }] }] }]],
  ['a version with a pattern', [or(match({}, 'cpe:2.3:a:lsf:lantern:3.1*:*:*:*:*:*:*:*'))]],
  ['a version that is none', [or(between('banana', '3.13.9'))]],
  ['a name that is none', [or(match({}, 'lantern'))]],
  ['no shape at all', [null, 7, { nodes: 7 }]],
]

for (const [why, cpe] of unread) {
  test(`STW221: not compared: ${why}`, () => assert.deepEqual(linesOf('STW221', record([b313], cpe)), []))
}

test('STW221: versions without an order are not compared', () => {
  assert.deepEqual(linesOf('STW221', record([before('3.13.9', '3.13.0', 'custom')], [or(WRONG)])), [])
})

test('STW221: what nobody knows is no difference', () => {
  assert.deepEqual(
    linesOf('STW221', record([b312, { ...b313, status: 'unknown' }], [or(between('3.12.0', '3.12.13'), WRONG)])),
    [],
  )
  assert.deepEqual(
    linesOf('STW221', record([b312], [or(between('3.12.0', '3.12.13'), WRONG)], { defaultStatus: 'unknown' })),
    [],
  )
})

test('STW221: whatever is not listed is affected', () => {
  const lines = (...cpe: readonly JsonObject[]): readonly string[] =>
    linesOf('STW221', record([single('3.13.9', 'unaffected')], [or(...cpe)], { defaultStatus: 'affected' }))
  const earlier = match({ versionEndExcluding: '3.13.9' })
  assert.deepEqual(lines(earlier, match({ versionStartExcluding: '3.13.9' })), [])
  assert.deepEqual(lines(earlier), [`/cpeApplicability warning ${LACKS('versions after 3.13.9')}`])
})

test('STW221: where the releases are known, they are what counts', () => {
  const world = { project: EXAMPLE_PROJECT, releases: EXAMPLE_RELEASES }
  const lines = (...cpe: readonly JsonObject[]): readonly string[] =>
    linesOf('STW221', record([b312, b313], [or(...cpe)], {}, world))
  assert.deepEqual(lines(between('3.12.1', '3.12.13'), between('3.13.0', '3.13.9')), [])
  assert.deepEqual(lines(match({}, named('3.12.12')), match({}, named('3.13.8'))), [])
  assert.deepEqual(lines(match({}, named('3.13.8'))), [`/cpeApplicability warning ${LACKS('3.12.12')}`])
  assert.deepEqual(lines(match({ versionEndExcluding: '3.13.9' })), [
    `/cpeApplicability warning ${ADDS('3.11.14, 3.11.15 and 3.12.13')}`,
  ])
})

const product = (name: string, fields: JsonObject, ...versions: readonly JsonObject[]): JsonObject => ({
  vendor: 'LSF',
  product: name,
  defaultStatus: 'unaffected',
  versions,
  ...fields,
})
const CANDLE = 'cpe:2.3:a:lsf:candle:*:*:*:*:*:*:*:*'

test('STW221: of several products, those are compared that carry the name', () => {
  const lines = (...affected: readonly JsonObject[]): readonly string[] =>
    linesOf('STW221', { container: { affected, cpeApplicability: [or(between('3.13.0', '3.13.9'))] } })
  const late = before('3.13.10', '3.13.0')
  assert.deepEqual(lines(product('lantern', { cpes: [NAME] }, b313), product('candle', {}, late)), [])
  assert.deepEqual(lines(product('lantern', { cpes: [NAME] }, late), product('candle', {}, b313)).length, 1)
  assert.deepEqual(
    lines(product('lantern', { cpes: ['cpe:/a:lsf:lantern'] }, late), product('candle', {}, b313)).length,
    1,
  )
  assert.deepEqual(lines(product('lantern', {}, late), product('candle', {}, late)), [])
  assert.deepEqual(
    lines(
      product('lantern', { cpes: [NAME] }, before('3.13.8', '3.13.0')),
      product('lantern', { cpes: [NAME] }, before('3.13.9', '3.13.8')),
    ),
    [],
  )
})

test('STW221: with several names, each difference says of which', () => {
  const affected = [product('lantern', { cpes: [NAME] }, b313), product('candle', { cpes: [CANDLE] }, before('1.1'))]
  const cpeApplicability = [or(WRONG), or(match({ versionEndExcluding: '1.1' }, CANDLE))]
  assert.deepEqual(linesOf('STW221', { container: { affected, cpeApplicability } }), [
    '/cpeApplicability warning cpeApplicability of "a:lsf:lantern" leaves out versions from 3.13.8 before 3.13.9, which the versions call affected',
  ])
})

test('STW221: the name that the project gives its product', () => {
  const project = { ...EXAMPLE_PROJECT, product: { ...EXAMPLE_PROJECT.product, cpes: [NAME] } }
  const affected = [product('lantern', {}, before('3.13.10', '3.13.0')), product('candle', {}, b313)]
  const cpeApplicability = [or(between('3.13.0', '3.13.9'))]
  assert.deepEqual(linesOf('STW221', { container: { affected, cpeApplicability }, world: { project } }), [
    `/cpeApplicability warning ${LACKS('versions from 3.13.9 before 3.13.10')}`,
  ])
})

const fixes: readonly [why: string, example: RecordExample, after: Json][] = [
  [
    'ranges',
    record(
      [b312, { ...b313, lessThan: '*' }],
      [or(match({ versionEndExcluding: '3.13.9', matchCriteriaId: '8254265b-2729-46b6-b9e3-3dfca2d5bfca' }))],
    ),
    [or(between('3.12.0', '3.12.13'), match({ versionStartIncluding: '3.13.0' }))],
  ],
  [
    'single versions, their names escaped',
    record(
      [
        single('3.14.0rc1'),
        single('3.14.0+local'),
        { version: '3.12.0', lessThanOrEqual: '3.12.12', status: 'affected', versionType: 'python' },
      ],
      [or(match({}, named('3.15.0')))],
    ),
    [
      or(
        match({ versionStartIncluding: '3.12.0', versionEndIncluding: '3.12.12' }),
        match({}, named('3.14.0rc1')),
        match({}, named('3.14.0\\+local')),
      ),
    ],
  ],
  [
    'two products',
    {
      container: {
        affected: [product('lantern', { cpes: [NAME] }, b313), product('candle', { cpes: [CANDLE] }, before('1.1'))],
        cpeApplicability: [or(WRONG), or(match({}, CANDLE))],
      },
    },
    [
      {
        nodes: [
          ...(or(between('3.13.0', '3.13.9')).nodes as readonly Json[]),
          ...(or(match({ versionEndExcluding: '1.1' }, CANDLE)).nodes as readonly Json[]),
        ],
      },
    ],
  ],
]

for (const [why, example, after] of fixes) {
  test(`STW221, the fix: ${why}`, () => {
    const { cpeApplicability } = containerAfterFix('STW221', example) as { cpeApplicability: unknown }
    assert.deepEqual(cpeApplicability, after)
  })
}

const untouched: readonly [why: string, example: RecordExample][] = [
  [
    'a name that no product has',
    {
      container: {
        affected: [product('lantern', { cpes: [NAME] }, b313), product('wick', {}, b313)],
        cpeApplicability: [or(WRONG, match({}, CANDLE))],
      },
    },
  ],
  [
    'the product for several platforms',
    record([b313], [or(WRONG, match({ versionEndExcluding: '3.12' }, 'cpe:2.3:a:lsf:lantern:*:*:*:*:*:windows:*:*'))]),
  ],
  ['the end of a branch', record([before('3.12.*', '3.12.0')], [or(match({}))])],
  ['nothing is affected', record([{ ...b313, status: 'unaffected' }], [or(WRONG)])],
]

for (const [why, example] of untouched) {
  test(`STW221, no fix: ${why}`, () => {
    assert.equal(linesOf('STW221', example).length, 1)
    const { cpeApplicability } = containerAfterFix('STW221', example) as { cpeApplicability: unknown }
    assert.deepEqual(cpeApplicability, example.container?.cpeApplicability)
  })
}

const names: readonly [why: string, cpe: string, found?: string][] = [
  ['the product', NAME],
  ['an affected version', named('3.13.8')],
  ['a version that is none of its type', named('banana')],
  ['a pattern', named('3.1*')],
  ['of the distribution that holds it', 'cpe:2.3:o:lsf:distribution:3.13.9:*:*:*:*:*:*:*'],
  ['the fixed version', named('3.13.9'), '3.13.9'],
  ['in the notation of CPE 2.2', 'cpe:/a:lsf:lantern:3.13.9', '3.13.9'],
  ['a pre-release before the range', named('3.13.0', 'rc1'), '3.13.0rc1'],
]

for (const [why, cpe, found] of names) {
  test(`STW221, cpes: ${why}`, () => {
    const lines = linesOf('STW221', withVersions([b313], { cpes: [NAME, cpe].slice(cpe === NAME ? 1 : 0) }))
    const line = `/affected/0/cpes/1 warning the CPE name is of version ${found}, which the versions call unaffected`
    assert.deepEqual(lines, found === undefined ? [] : [line])
  })
}

test('STW221: entries without number take no time', () => {
  const many = Array.from({ length: 20_000 }, (_, i) => single(`3.${i}`))
  const started = performance.now()
  assert.deepEqual(linesOf('STW221', record(many, [or(match({}))])), [])
  assert(performance.now() - started < 3000)
})
