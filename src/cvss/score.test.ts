import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { type CvssScores, type CvssVector, parseCvss, scoreCvss, severityOf } from '#cvss'

const DATA = new URL('../../../shared/data/cvss/', import.meta.url)

function vector(text: string): CvssVector {
  const read = parseCvss(text)
  assert(read.ok, `${text}: ${JSON.stringify(read)}`)
  return read.value
}

// The numbers of lines are part of the test: a file that lost some would otherwise pass.
const files: readonly [name: string, count: number][] = [
  ['vectors_calculator2', 5],
  ['vectors_cvsslib2', 12],
  ['vectors_simple2', 509],
  ['vectors_calculator3', 1],
  ['vectors_cvsslib3', 20],
  ['vectors_simple3', 1759],
  ['vectors_simple31', 1718],
  ['vectors_security4', 39],
  ['vectors_simple4', 697],
  ['vectors_supplemental4', 396],
  ['vectors_threat4', 4],
]
for (const [name, count] of files) {
  test(`${count} vectors of ${name} score as stated`, { skip: existsSync(DATA) ? false : 'no ../shared/data' }, () => {
    const lines = readFileSync(new URL(name, DATA), 'utf8').trim().split('\n')
    assert.equal(lines.length, count)
    for (const line of lines) {
      const [text = '', stated = ''] = line.split(' - ')
      assert.deepEqual(listed(scoreCvss(vector(text)), name), numbers(stated), line)
    }
  })
}

/** `(6.4, 5.5, None)`, `(9.2,)` or `9.2`; `-0.0` is zero. */
function numbers(stated: string): (number | undefined)[] {
  const words = stated.replaceAll(/[(),]/g, ' ').trim().split(/\s+/)
  return words.map((word) => (word === 'None' ? undefined : Math.abs(Number(word))))
}

function listed(scores: CvssScores, name: string): (number | undefined)[] {
  return name.endsWith('4') ? [scores.score] : [scores.base, scores.temporal, scores.environmental]
}

const BASE_4 = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N'

const known: readonly [why: string, text: string, scores: CvssScores][] = [
  // CVSS 2.0, section 3.3.1: the example of the specification.
  [
    'CVE-2002-0392 by the specification of 2.0',
    'AV:N/AC:L/Au:N/C:N/I:N/A:C/E:F/RL:OF/RC:C/CDP:H/TD:H/CR:M/IR:M/AR:H',
    { score: 9.2, severity: 'HIGH', base: 7.8, temporal: 6.4, environmental: 9.2 },
  ],
  [
    'a tie of 2.0 that binary fractions lose: 0.25 of 6.6 is 1.65',
    'AV:N/AC:H/Au:N/C:P/I:C/A:P/TD:L',
    { score: 1.7, severity: 'LOW', base: 6.6, environmental: 1.7 },
  ],
  [
    'an adjusted impact so small that the equation goes below zero',
    'AV:L/AC:H/Au:M/C:P/I:N/A:N/CR:L',
    { score: 0, severity: 'LOW', base: 0.8, environmental: 0 },
  ],
  ['2.0 knows no CRITICAL', 'AV:N/AC:L/Au:N/C:C/I:C/A:C', { score: 10, severity: 'HIGH', base: 10 }],
  [
    'the usual remote code execution',
    'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
    { score: 9.8, severity: 'CRITICAL', base: 9.8, temporal: 9.8, environmental: 9.8 },
  ],
  [
    'the overall score of 3.1 is the temporal one where that is the last defined',
    'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/E:P/RL:O',
    { score: 8.8, severity: 'HIGH', base: 9.8, temporal: 8.8, environmental: 8.8 },
  ],
  [
    'no impact, no score',
    'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:N/I:N/A:N',
    { score: 0, severity: 'NONE', base: 0, temporal: 0, environmental: 0 },
  ],
  [
    'a product that is exactly 4.6 is not rounded up in 3.0, although binary fractions have a little more',
    'CVSS:3.0/AV:P/AC:L/PR:H/UI:N/S:U/C:L/I:L/A:H/RC:U',
    { score: 4.6, severity: 'MEDIUM', base: 5, temporal: 4.6, environmental: 4.6 },
  ],
  [
    'the modified impact of a changed scope in 3.0',
    'CVSS:3.0/AV:A/AC:H/PR:N/UI:N/S:C/C:H/I:H/A:H/CR:H/AR:L/MAV:N',
    { score: 9, severity: 'CRITICAL', base: 8.3, temporal: 8.3, environmental: 9 },
  ],
  [
    'the same as 3.1 mended it',
    'CVSS:3.1/AV:A/AC:H/PR:N/UI:N/S:C/C:H/I:H/A:H/CR:H/AR:L/MAV:N',
    { score: 9.1, severity: 'CRITICAL', base: 8.3, temporal: 8.3, environmental: 9.1 },
  ],
  [
    'what 3.1 mended shows where nothing is modified, and must not become the overall score',
    'CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:C/C:H/I:H/A:H',
    { score: 8.3, severity: 'HIGH', base: 8.3, temporal: 8.3, environmental: 8.4 },
  ],
  ['base metrics alone', BASE_4, { score: 9.3, severity: 'CRITICAL', base: 9.3, nomenclature: 'CVSS-B' }],
  ['with threat', `${BASE_4}/E:U`, { score: 8.1, severity: 'HIGH', base: 9.3, nomenclature: 'CVSS-BT' }],
  ['with environment', `${BASE_4}/MAV:P`, { score: 7, severity: 'HIGH', base: 9.3, nomenclature: 'CVSS-BE' }],
  ['with both', `${BASE_4}/E:U/MSI:S`, { score: 9.4, severity: 'CRITICAL', base: 9.3, nomenclature: 'CVSS-BTE' }],
  [
    'safety, far from the most severe vector of its MacroVector',
    'CVSS:4.0/AV:L/AC:H/AT:N/PR:L/UI:N/VC:L/VI:L/VA:N/SC:N/SI:L/SA:N/MSI:S',
    { score: 6.4, severity: 'MEDIUM', base: 2, nomenclature: 'CVSS-BE' },
  ],
  [
    'safety and requirements',
    'CVSS:4.0/AV:A/AC:L/AT:P/PR:L/UI:P/VC:L/VI:H/VA:L/SC:N/SI:N/SA:L/CR:L/IR:M/AR:H/MSI:S',
    { score: 5.4, severity: 'MEDIUM', base: 4.4, nomenclature: 'CVSS-BE' },
  ],
  [
    'a supplemental metric is no group of the nomenclature',
    `${BASE_4}/AU:Y/U:Red`,
    { score: 9.3, severity: 'CRITICAL', base: 9.3, nomenclature: 'CVSS-B' },
  ],
  [
    'a tie of 4.0 that binary fractions lose',
    'CVSS:4.0/AV:N/AC:L/AT:P/PR:H/UI:A/VC:N/VI:H/VA:L/SC:N/SI:N/SA:L',
    { score: 5.7, severity: 'MEDIUM', base: 5.7, nomenclature: 'CVSS-B' },
  ],
]
for (const [why, text, scores] of known) {
  test(`score: ${why}`, () => assert.deepEqual(scoreCvss(vector(text)), scores))
}

const bands: readonly [score: number, newer: string, older: string][] = [
  [0, 'NONE', 'LOW'],
  [0.1, 'LOW', 'LOW'],
  [3.9, 'LOW', 'LOW'],
  [4, 'MEDIUM', 'MEDIUM'],
  [6.9, 'MEDIUM', 'MEDIUM'],
  [7, 'HIGH', 'HIGH'],
  [8.9, 'HIGH', 'HIGH'],
  [9, 'CRITICAL', 'HIGH'],
  [10, 'CRITICAL', 'HIGH'],
]
for (const [score, newer, older] of bands) {
  test(`${score} is ${newer}, in 2.0 ${older}`, () => {
    for (const version of ['3.0', '3.1', '4.0'] as const) assert.equal(severityOf(version, score), newer)
    assert.equal(severityOf('2.0', score), older)
  })
}

test('what is no score has no severity', () => {
  for (const score of [-0.1, 10.1, Number.NaN]) assert.throws(() => severityOf('3.1', score), RangeError)
})
