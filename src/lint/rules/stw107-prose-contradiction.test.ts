import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '#json'
import { described } from '../testdata/described.ts'
import { linesOf } from '../testdata/findings-of.ts'

/** 3.12.0 to 3.12.12 and 3.13.0 to 3.13.8 are affected, as in the sample record. */
const SAMPLE: JsonObject = {}
const product = (versions: readonly JsonObject[], more: JsonObject = {}): JsonObject => ({
  vendor: 'Lantern Software Foundation',
  product: 'lantern',
  defaultStatus: 'unaffected',
  versions,
  ...more,
})
const range = (version: string, end: JsonObject, versionType = 'python'): JsonObject => ({
  version,
  status: 'affected',
  versionType,
  ...end,
})
const one = (...versions: readonly JsonObject[]): JsonObject => ({ affected: [product(versions)] })

const AT = '/descriptions/0/value error'
const fixedYet = (words: string, version: string, entry = 1): string =>
  `${AT} "${words}" says that ${version} has the fix, and /containers/cna/affected/0/versions/${entry} ("lantern") says that it is affected`
const affectedYet = (words: string, version: string): string =>
  `${AT} "${words}" says that ${version} is affected, and /containers/cna/affected/0/defaultStatus ("lantern") says that it is not affected`

const cases: readonly [why: string, text: string, container: JsonObject, lines: readonly string[]][] = [
  ['no version', 'Lantern follows links.', SAMPLE, []],
  ['the fix is the end of the range', 'This was fixed in 3.12.13 and 3.13.9.', SAMPLE, []],
  ['the fix lies in the range', 'This was fixed in 3.13.8.', SAMPLE, [fixedYet('fixed in 3.13.8', '3.13.8')]],
  [
    'one of two does',
    'Fixed in versions 3.12.13 and 3.13.8.',
    SAMPLE,
    [fixedYet('Fixed in versions 3.12.13 and 3.13.8', '3.13.8')],
  ],
  [
    'one that is called',
    'It has been patched in Lantern v3.13.8, we hope.',
    SAMPLE,
    [fixedYet('patched in Lantern v3.13.8', '3.13.8')],
  ],
  [
    'before a version in the range',
    'Lantern before 3.13.8 follows links.',
    SAMPLE,
    [fixedYet('before 3.13.8', '3.13.8')],
  ],
  ['prior to it', 'In versions prior to 3.13.8, links are followed.', SAMPLE, [fixedYet('prior to 3.13.8', '3.13.8')]],
  ['versions of two branches', 'Lantern 3.12.0 before 3.12.13 and 3.13.0 before 3.13.9 follows links.', SAMPLE, []],
  [
    'versions of two branches, one of them wrong',
    'Lantern 3.12.x before 3.12.13, 3.13.x before 3.13.7 follows links.',
    SAMPLE,
    [fixedYet('before 3.13.7', '3.13.7')],
  ],
  ['an upgrade', 'Users should upgrade to version 3.13.5.', SAMPLE, [fixedYet('upgrade to version 3.13.5', '3.13.5')]],
  [
    'the classic',
    'Fixed in 1.2.3.',
    one(range('0', { lessThanOrEqual: '1.2.3' }, 'semver')),
    [fixedYet('Fixed in 1.2.3', '1.2.3', 0)],
  ],
  [
    'the same, once',
    'Lantern before 3.13.8 follows links. Fixed in 3.13.8.',
    SAMPLE,
    [fixedYet('Fixed in 3.13.8', '3.13.8')],
  ],
  [
    'through a version outside',
    'Lantern through 3.13.9 follows links.',
    SAMPLE,
    [affectedYet('through 3.13.9', '3.13.9')],
  ],
  ['through the last one', 'Lantern 3.13.0 through 3.13.8 follows links.', SAMPLE, []],
  ['and earlier', 'Lantern 3.13.9 and earlier follows links.', SAMPLE, [affectedYet('3.13.9 and earlier', '3.13.9')]],
  ['and earlier, of the last one', 'Lantern 3.13.8 and earlier follows links.', SAMPLE, []],
  ['earlier than is not earlier', 'Starting with version 3.13.0 and prior to 3.13.9 it follows links.', SAMPLE, []],

  // In doubt there is no finding.
  [
    'something else',
    'With OpenSSL before 3.13.1 it follows links. The fix is in glibc, fixed in glibc 3.13.2.',
    SAMPLE,
    [],
  ],
  ['versions of something else', 'With OpenSSL versions before 3.13.1 it follows links.', SAMPLE, []],
  ['fixed in a version of something else', 'The cause was fixed in 3.13.2 of OpenSSL.', SAMPLE, []],
  ['time', 'Before 3.5 seconds are over, wait. Lantern crashes through 3.13.9 lines.', SAMPLE, []],
  ['no fix', 'This is not fixed in 3.13.8. It was incompletely fixed in 3.13.7.', SAMPLE, []],
  ['another bug', 'CVE-2030-10400 was fixed in 3.13.8, and this is what it left.', SAMPLE, []],
  ['a series', 'Fixed in 3.13.', SAMPLE, []],
  ['a branch', 'Fixed in 3.12.5 branch, and before 3.12.x too.', SAMPLE, []],
  ['the start of the next range', 'Lantern before 3.12.13 and 3.13.0 through 3.13.8 follows links.', SAMPLE, []],
  ['the next range is one version', 'Lantern before 3.12.13, and 3.13.0 follows links.', SAMPLE, []],
  ['no version of the type', 'Fixed in 3.13.', one(range('0', { lessThan: '4.0.0' }, 'semver')), []],
  ['a type without order', 'Fixed in 1.2.3.', one(range('0', { lessThan: '2.0.0' }, 'custom')), []],
  [
    'single versions may leave one out',
    'Lantern through 1.4.1 follows links.',
    one({ version: '1.4.0', status: 'affected' }),
    [],
  ],
  [
    'a single version that is fixed',
    'Lantern before 1.4.0 follows links.',
    one({ version: '1.4.0', status: 'affected' }),
    [fixedYet('before 1.4.0', '1.4.0', 0)],
  ],
  [
    'another product has the fix',
    'Fixed in 3.13.8.',
    {
      affected: [
        product([range('0', { lessThan: '4.0' })]),
        product([range('0', { lessThan: '2.0' })], { product: 'wick' }),
      ],
    },
    [],
  ],
  [
    'all products agree that it is affected',
    'Fixed in 3.13.8.',
    {
      affected: [
        product([range('0', { lessThan: '4.0' })]),
        product([range('0', { lessThan: '5.0' })], { product: 'wick' }),
      ],
    },
    [fixedYet('Fixed in 3.13.8', '3.13.8', 0)],
  ],
  [
    'every version is affected',
    'Fixed in 3.13.8.',
    { affected: [{ vendor: 'LSF', product: 'lantern', defaultStatus: 'affected' }] },
    [
      `${AT} "Fixed in 3.13.8" says that 3.13.8 has the fix, and /containers/cna/affected/0/defaultStatus ("lantern") says that it is affected`,
    ],
  ],
]
for (const [why, text, container, lines] of cases) {
  test(`STW107: ${why}`, () => assert.deepEqual(linesOf('STW107', described(text, container)), lines))
}

test('STW107: hostile texts are read at once', () => {
  const affected = Array.from({ length: 50 }, (_, i) =>
    product([range('0', { lessThan: '4.0' })], { product: `wick${i}` }),
  )
  const started = performance.now()
  for (const text of [
    '1.',
    'before ',
    'fixed in ',
    'wick1 ',
    '1.2, ',
    'before 1.2 and ',
    '1.1 and earlier ',
    'CVE-',
    'not ',
    ' ',
    'upgrade to 1.2.3-a.b.c ',
  ]) {
    linesOf('STW107', described(`${text.repeat(16_384 / text.length)} 1.2`, { affected }))
  }
  assert(performance.now() - started < 4000)
})
