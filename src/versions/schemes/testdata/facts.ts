import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Scheme, Version } from '#versions'

type Row = readonly [why: string, text: string]
type Pair = readonly [why: string, from: string, to: string]

/** What is known of a scheme without an oracle. */
export interface Facts {
  /** Each row is one chain from the lowest to the highest. */
  readonly ascending: readonly (readonly [why: string, ...versions: string[]])[]
  readonly equal: readonly Pair[]
  readonly normal: readonly Pair[]
  readonly malformed: readonly Row[]
  readonly prerelease: readonly (readonly [why: string, text: string, is: boolean])[]
  readonly series: readonly (readonly [why: string, text: string, numbers: number | undefined, series: string])[]
  readonly next: readonly (readonly [why: string, text: string, next: string | undefined])[]
}

export function testFacts(scheme: Scheme, facts: Facts): void {
  const read = (text: string): Version => {
    const version = scheme.parse(text)
    assert(version.ok, `${text} is not a version`)
    return version.value
  }
  for (const [why, ...versions] of facts.ascending) {
    test(`${scheme.name} order: ${why}`, () => {
      const all = versions.map(read)
      for (const [i, low] of all.entries()) {
        assert.equal(scheme.compare(low, low), 0)
        for (const high of all.slice(i + 1)) {
          assert(scheme.compare(low, high)! < 0, `${low.text} < ${high.text}`)
          assert(scheme.compare(high, low)! > 0, `${high.text} > ${low.text}`)
        }
      }
    })
  }
  for (const [why, a, b] of facts.equal) {
    test(`${scheme.name}: ${why}: ${a} is ${b}`, () => assert.equal(scheme.compare(read(a), read(b)), 0))
  }
  for (const [why, text, normal] of facts.normal) {
    test(`${scheme.name}: ${why}: ${JSON.stringify(text)} is written ${normal}`, () => {
      assert.equal(read(text).normal, normal)
      assert.equal(read(text).text, text)
    })
  }
  for (const [why, text] of [...facts.malformed, ...MALFORMED]) {
    test(`${scheme.name} refuses ${why}`, () => {
      const version = scheme.parse(text)
      assert(!version.ok)
      assert.equal(version.fault.code, 'VERSION_MALFORMED')
      assert.match(version.fault.message, /^[ -~]{1,600}$/)
    })
  }
  for (const [why, text, is] of facts.prerelease) {
    test(`${scheme.name}: ${text} is ${is ? 'a' : 'no'} pre-release: ${why}`, () =>
      assert.equal(read(text).prerelease, is))
  }
  for (const [why, text, numbers, series] of facts.series) {
    test(`${scheme.name}: ${text} is of the series '${series}' (${why})`, () =>
      assert.equal(scheme.series(read(text), numbers), series))
  }
  for (const [why, text, next] of facts.next) {
    test(`${scheme.name}: ${next} comes after ${text} (${why})`, () => {
      assert.equal(scheme.next(read(text)), next)
      if (next !== undefined) assert(scheme.compare(read(text), read(next))! < 0)
    })
  }
}

/** What no scheme takes. */
const MALFORMED: readonly Row[] = [
  ['empty text', ''],
  ['blanks alone', ' \t '],
  ['a line break within', '1.0\n2.0'],
  ['a NUL', '1.0\0'],
  ['an escape sequence', '1.0\x1b[31m'],
  ['more than 1,024 characters', '1'.repeat(1025)],
]
