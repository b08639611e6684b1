import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseCvss } from '#cvss'
import { faultsOf } from '#fault'

const BASE_3 = 'AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'
const BASE_4 = 'AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N'

const readable: readonly [why: string, text: string, version: string, canonical: string][] = [
  ['2.0 has no prefix', 'AV:N/AC:L/Au:N/C:P/I:P/A:P', '2.0', 'AV:N/AC:L/Au:N/C:P/I:P/A:P'],
  ['2.0 in parentheses, as the NVD wrote it', '(AV:N/AC:L/Au:N/C:P/I:P/A:P)', '2.0', 'AV:N/AC:L/Au:N/C:P/I:P/A:P'],
  ['2.0 in any order', 'Au:N/AC:L/AV:N/A:P/I:P/C:P', '2.0', 'AV:N/AC:L/Au:N/C:P/I:P/A:P'],
  ['ND is the same as absent', 'AV:N/AC:L/Au:N/C:P/I:P/A:P/E:ND/CDP:ND', '2.0', 'AV:N/AC:L/Au:N/C:P/I:P/A:P'],
  ['N for CDP is a value of its own', 'AV:N/AC:L/Au:N/C:P/I:P/A:P/CDP:N', '2.0', 'AV:N/AC:L/Au:N/C:P/I:P/A:P/CDP:N'],
  ['3.0', `CVSS:3.0/${BASE_3}`, '3.0', `CVSS:3.0/${BASE_3}`],
  ['3.1', `CVSS:3.1/${BASE_3}`, '3.1', `CVSS:3.1/${BASE_3}`],
  ['3.1 in any order', 'CVSS:3.1/S:U/E:P/AV:N/AC:L/PR:N/UI:N/A:H/I:H/C:H', '3.1', `CVSS:3.1/${BASE_3}/E:P`],
  ['X is the same as absent', `CVSS:3.1/${BASE_3}/E:X/MAV:X`, '3.1', `CVSS:3.1/${BASE_3}`],
  ['4.0', `CVSS:4.0/${BASE_4}`, '4.0', `CVSS:4.0/${BASE_4}`],
  [
    '4.0 with every group',
    `CVSS:4.0/${BASE_4}/E:P/MSI:S/AU:Y/U:Amber`,
    '4.0',
    `CVSS:4.0/${BASE_4}/E:P/MSI:S/AU:Y/U:Amber`,
  ],
  ['X keeps its place in 4.0', `CVSS:4.0/${BASE_4}/E:X/CR:H`, '4.0', `CVSS:4.0/${BASE_4}/CR:H`],
]
for (const [why, text, version, canonical] of readable) {
  test(`cvss reads: ${why}`, () => {
    const read = parseCvss(text)
    assert(read.ok, JSON.stringify(read))
    assert.equal(read.value.version, version)
    assert.equal(read.value.text, canonical)
    const again = parseCvss(canonical)
    assert(again.ok)
    assert.deepEqual(again.value, read.value)
  })
}

const malformed: readonly [why: string, text: string, codes: string[], hint: string][] = [
  ['nothing', '', ['CVSS_VERSION_UNKNOWN'], 'a vector looks like CVSS:3.1/'],
  ['a score', '9.8', ['CVSS_VERSION_UNKNOWN'], 'a vector looks like CVSS:3.1/'],
  ['a version of the future', `CVSS:5.0/${BASE_3}`, ['CVSS_VERSION_UNKNOWN'], 'start with CVSS:4.0/, CVSS:3.1/'],
  ['2.0 with a prefix', 'CVSS:2.0/AV:N/AC:L/Au:N/C:P/I:P/A:P', ['CVSS_VERSION_UNKNOWN'], '2.0 has no prefix'],
  ['3.x without its prefix', BASE_3, ['CVSS_VERSION_UNKNOWN'], 'start with CVSS:3.1/'],
  ['4.0 without its prefix', BASE_4, ['CVSS_VERSION_UNKNOWN'], 'start with CVSS:4.0/'],
  [
    'a lost prefix and a wrong value at once',
    BASE_3.replace('AV:N', 'AV:Q'),
    ['CVSS_VERSION_UNKNOWN', 'CVSS_METRIC_VALUE'],
    'start with CVSS:3.1/',
  ],
  ['a prefix alone', 'CVSS:3.1/', Array(8).fill('CVSS_METRIC_MISSING'), 'add AV:, with N (Network)'],
  ['a prefix without a slash', 'CVSS:4.0', Array(11).fill('CVSS_METRIC_MISSING'), 'add AV:'],
  ['a prefix in lower case', `cvss:3.1/${BASE_3}`, ['CVSS_CASE'], 'write CVSS:3.1'],
  ['a metric in lower case', `CVSS:3.1/${BASE_3.replace('AV:N', 'av:n')}`, ['CVSS_CASE'], 'write AV:N'],
  ['everything in lower case', `CVSS:3.1/${BASE_3}`.toLowerCase(), Array(9).fill('CVSS_CASE'), 'write CVSS:3.1'],
  ['2.0 with AU for Au', 'AV:N/AC:L/AU:N/C:P/I:P/A:P', ['CVSS_CASE'], 'write Au:N'],
  ['4.0 with a colour in capitals', `CVSS:4.0/${BASE_4}/U:RED`, ['CVSS_CASE'], 'write U:Red'],
  ['an unknown metric', `CVSS:3.1/${BASE_3}/XY:Z`, ['CVSS_METRIC_UNKNOWN'], 'the metrics are AV, AC, PR'],
  ['a metric of another version', `CVSS:3.1/${BASE_3}/AT:N`, ['CVSS_METRIC_UNKNOWN'], 'AT is a metric of version 4.0'],
  ['an unknown value', `CVSS:3.1/${BASE_3}/E:Z`, ['CVSS_METRIC_VALUE'], 'write X (Not Defined), H (High), F'],
  ['not defined where a value must be', `CVSS:3.1/${BASE_3.replace('S:U', 'S:X')}`, ['CVSS_METRIC_VALUE'], 'write U'],
  ['a value of 3.1 in 4.0', `CVSS:4.0/${BASE_4.replace('UI:N', 'UI:R')}`, ['CVSS_METRIC_VALUE'], 'P (Passive)'],
  ['safety in a base metric', `CVSS:4.0/${BASE_4.replace('SI:N', 'SI:S')}`, ['CVSS_METRIC_VALUE'], 'write H (High)'],
  ['safety where there is none', `CVSS:4.0/${BASE_4}/MSC:S`, ['CVSS_METRIC_VALUE'], 'N (Negligible)'],
  ['no value', `CVSS:3.1/${BASE_3.replace('A:H', 'A:')}`, ['CVSS_METRIC_VALUE'], 'write H (High)'],
  ['a second colon', `CVSS:3.1/${BASE_3.replace('A:H', 'A:H:H')}`, ['CVSS_METRIC_VALUE'], 'write H (High)'],
  ['a metric twice', `CVSS:3.1/${BASE_3}/AV:L`, ['CVSS_METRIC_TWICE'], 'keep one of them'],
  ['the same twice', `CVSS:3.1/${BASE_3}/AV:N`, ['CVSS_METRIC_TWICE'], 'keep one of them'],
  ['not defined, then defined', `CVSS:3.1/${BASE_3}/E:X/E:H`, ['CVSS_METRIC_TWICE'], 'keep one of them'],
  ['a slash at the end', `CVSS:3.1/${BASE_3}/`, ['CVSS_METRIC_MALFORMED'], 'remove the slash'],
  ['two slashes', `CVSS:3.1//${BASE_3}`, ['CVSS_METRIC_MALFORMED'], 'remove the slash'],
  ['no colon', `CVSS:3.1/${BASE_3}/EH`, ['CVSS_METRIC_MALFORMED'], 'with a colon between them'],
  ['a space at the end', `CVSS:3.1/${BASE_3} `, ['CVSS_METRIC_VALUE'], 'write H (High)'],
  ['one missing', 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H', ['CVSS_METRIC_MISSING'], 'add A:, with H (High)'],
  ['Au missing from 2.0', 'AV:N/AC:L/C:P/I:P/A:P', ['CVSS_METRIC_MISSING'], 'add Au:'],
  [
    'one parenthesis',
    '(AV:N/AC:L/Au:N/C:P/I:P/A:P',
    ['CVSS_METRIC_UNKNOWN', 'CVSS_METRIC_MISSING'],
    'the metrics are AV',
  ],
  ['a name of every object', `CVSS:3.1/${BASE_3}/constructor:x`, ['CVSS_METRIC_UNKNOWN'], 'the metrics are AV'],
  [
    '4.0 out of order',
    `CVSS:4.0/${BASE_4.replace('AV:N/AC:L', 'AC:L/AV:N')}/E:A`,
    ['CVSS_METRIC_ORDER'],
    `write CVSS:4.0/${BASE_4}/E:A`,
  ],
  [
    'all at once, in the order of the text, with what is missing after it',
    'CVSS:4.0/AC:L/AV:Q/AT:N/PR:N/ui:N/VC:H/VI:H/VA:H/SC:N/SI:N/SI:N/XX:Y',
    [
      'CVSS_METRIC_VALUE',
      'CVSS_CASE',
      'CVSS_METRIC_TWICE',
      'CVSS_METRIC_UNKNOWN',
      'CVSS_METRIC_MISSING',
      'CVSS_METRIC_ORDER',
    ],
    'write N (Network)',
  ],
  ['a long text', 'A'.repeat(513), ['CVSS_TOO_LONG'], 'one vector and nothing else'],
]
for (const [why, text, codes, hint] of malformed) {
  test(`cvss refuses ${why}`, () => {
    const read = parseCvss(text)
    assert(!read.ok)
    assert.deepEqual(
      faultsOf(read.fault).map((fault) => fault.code),
      codes,
    )
    assert(read.fault.hint?.includes(hint), String(read.fault.hint))
  })
}

test('every fault of a vector is one line of prose with a hint', () => {
  for (const [, text] of malformed) {
    const read = parseCvss(text)
    assert(!read.ok)
    for (const fault of faultsOf(read.fault)) {
      assert.equal(fault.kind, 'invalid')
      assert.match(fault.message, /^cannot read the CVSS vector: [^\n]{5,200}$/)
      assert.doesNotMatch(fault.message, /\.$/)
      assert(fault.hint !== undefined)
    }
  }
})

test('what is not a vector is a value, never an exception', () => {
  const near = fc.array(
    fc.constantFrom('CVSS:3.1', 'CVSS:4.0', '/', ':', 'AV', 'N', 'Au', 'X', '(', ')', 'av', '\u0000', '__proto__'),
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        near.map((parts) => parts.join('')),
      ),
      (text) => {
        const read = parseCvss(text)
        if (read.ok) assert.deepEqual(parseCvss(read.value.text), read)
      },
    ),
  )
})

test('the longest of vectors is read, and hostile ones are refused in no time', () => {
  const hostile = ['/', ':', 'AV:N/', '(', 'CVSS:', 'cvss:3.1/', 'E:X/'].map((part) => part.repeat(1e6))
  const start = performance.now()
  for (const text of hostile) assert(!parseCvss(text).ok)
  for (const text of hostile) assert(!parseCvss(text.slice(0, 512)).ok)
  assert(performance.now() - start < 500)
})
