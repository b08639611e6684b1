import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Meant, type NoVersion, noVersion } from './no-version.ts'

const before = (version: string, from?: string): Meant => range(from, { version, included: false })
const through = (version: string, from?: string): Meant => range(from, { version, included: true })
const upTo = (version: string, from?: string): Meant => range(from, { version })
const range = (from: string | undefined, to?: { version: string; included?: boolean }): Meant => ({
  kind: 'range',
  ...(from !== undefined && { from }),
  ...(to !== undefined && { to }),
})
const list = (...versions: string[]): Meant => ({ kind: 'versions', versions })
const comparison = (meant?: Meant): NoVersion => ({ kind: 'comparison', meant })
const phrase = (meant?: Meant): NoVersion => ({ kind: 'phrase', meant })

const versions = [
  '1.2.3',
  'v1.2',
  '3.14.0rc1',
  '1!2.0.post1+local.2',
  '1:2.30.2-1.el9~rc1^git',
  '2.0.0-next.193',
  '1.1.1zk',
  '2.x-dev', // the name of a branch at Packagist, and of a version
  'R16B03-1',
  '12.2(33)SXI',
  'OTP-27.0',
  'release/2030-04',
  '6ceb8aeda504b079fef7a57b8d81472f15cdd9a5',
  'x',
  'allspice',
  ' 1.2.3 ', // the blanks around it are another rule's
]

for (const text of versions) {
  test(`${JSON.stringify(text)} may be a version`, () => assert.equal(noVersion(text), undefined))
}

const cases: readonly [text: string, what: NoVersion][] = [
  ['*', { kind: 'everything' }],
  ['All versions', { kind: 'everything' }],
  ['N/A', { kind: 'nothing' }],
  ['-', { kind: 'nothing' }],
  ['unspecified', { kind: 'nothing' }],
  ['latest', { kind: 'nothing' }],
  ['4.x', { kind: 'branch', branch: '4' }],
  ['4.1.X', { kind: 'branch', branch: '4.1' }],
  ['4.x.x', { kind: 'branch', branch: '4' }],
  ['3.12.*', { kind: 'branch', branch: '3.12' }],
  ['3.*.1', { kind: 'asterisk' }],
  ['3*', { kind: 'asterisk' }],

  ['< 3.9', comparison(before('3.9'))],
  ['<3.9', comparison(before('3.9'))],
  ['≤ 3.9', comparison(through('3.9'))],
  ['>= 1.7.0, < 1.18.4', comparison(before('1.18.4', '1.7.0'))],
  ['< 1.18.4 && >= 1.7.0', comparison(before('1.18.4', '1.7.0'))],
  ['>=1.7.0 <=1.18.4', comparison(through('1.18.4', '1.7.0'))],
  ['>= 1.7.0', comparison(range('1.7.0'))],
  ['= 3.1', comparison(list('3.1'))],
  ['==3.1', comparison(list('3.1'))],
  ['> 1.0', comparison()], // no entry begins after a version
  ['< 1.2 || > 2.0', comparison()],
  ['< 1.2, < 1.3', comparison()],
  ['= 1.2, = 1.3', comparison()],
  ['1.2 < 1.3', comparison()],

  ['3.9 and earlier', phrase(through('3.9'))],
  ['3.9 (and prior versions)', phrase(through('3.9'))],
  ['3.9 or later', phrase(range('3.9'))],
  ['3.9+', phrase(range('3.9'))],
  ['before 3.9', phrase(before('3.9'))],
  ['All versions prior to 3.9', phrase(before('3.9'))],
  ['through 3.9', phrase(through('3.9'))],
  ['up to 3.9', phrase(upTo('3.9'))],
  ['up to and including 3.9', phrase(through('3.9'))],
  ['3.8 - 3.9', phrase(through('3.9', '3.8'))],
  ['3.8 – 3.9', phrase(through('3.9', '3.8'))],
  ['from 3.8 to 3.9', phrase(upTo('3.9', '3.8'))],
  ['between 3.8 and 3.9', phrase(upTo('3.9', '3.8'))],
  ['3.8.0 before 3.8.4', phrase(before('3.8.4', '3.8.0'))],
  ['[1.0,2.0)', phrase(before('2.0', '1.0'))],
  ['[1.0, 2.0]', phrase(through('2.0', '1.0'))],
  ['[1.0,)', phrase(range('1.0'))],
  ['(,2.0]', phrase(through('2.0'))],
  ['(,2.0)', phrase(before('2.0'))],
  ['1.2, 1.3', phrase(list('1.2', '1.3'))],
  ['1.2;1.3', phrase(list('1.2', '1.3'))],
  ['1.2, 1.3, and 1.4', phrase(list('1.2', '1.3', '1.4'))],
  ['11 and 12', phrase(list('11', '12'))],
  ['1.2, and others', phrase()],
  ['4.1 SP2', { kind: 'blank' }],
  ['Windows 10 Version 1607', { kind: 'blank' }],
]

for (const [text, what] of cases) {
  test(`${JSON.stringify(text)} is none`, () => assert.deepEqual(noVersion(text), what))
}

test('texts of a million characters are read quickly, and not taken apart', () => {
  const long = 1_000_000
  const texts = [
    '1'.repeat(long),
    '1 '.repeat(long),
    `${' '.repeat(long)}x`,
    '<1,'.repeat(long),
    '1.'.repeat(long),
    '1+'.repeat(long),
  ]
  const start = performance.now()
  const kinds = texts.map((text) => noVersion(text)?.kind)
  assert.deepEqual(kinds, [undefined, 'blank', undefined, 'comparison', undefined, undefined])
  assert(performance.now() - start < 1000)
})
