import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '#json'
import { EXAMPLE_PROJECT, EXAMPLE_RELEASES, exampleReleases } from '../example-world.ts'
import type { RecordExample } from '../rule.ts'
import { linesOf } from '../testdata/findings-of.ts'
import { before, withVersions } from '../testdata/with-versions.ts'

const world = { project: EXAMPLE_PROJECT, releases: EXAMPLE_RELEASES }
const nothing = before('31.3.9', '31.3.0')
const single = (version: string, more: JsonObject = {}): JsonObject => ({ version, status: 'affected', ...more })

const cases: readonly [why: string, versions: readonly JsonObject[], product: JsonObject, found: boolean][] = [
  ['a release is in the range', [before('3.13.9', '3.13.0')], {}, false],
  ['a release is listed', [single('3.13.8')], {}, false],
  ['whatever is not listed is affected', [], { defaultStatus: 'affected' }, false],
  ['whatever is not listed is unknown', [], { defaultStatus: 'unknown' }, false],
  ['a release is said to be unknown', [{ ...before('3.13.9', '3.13.0'), status: 'unknown' }], {}, false],
  ['commits say nothing of releases', [before('b2c0ffee5504b079fef7a57b8d81472f15cdd9a5', '0', 'git')], {}, false],
  ['nor does a single commit', [single('b2c0ffee5504b079fef7a57b8d81472f15cdd9a5', { versionType: 'git' })], {}, false],
  ['what cannot be compared may be affected', [before('3.13.9', 'banana')], {}, false],
  ['no release is in the range', [nothing], {}, true],
  ['nor in one of a type without an order', [before('31.3.9', '31.3.0', 'custom')], {}, true],
  ['no release has that number', [single('3.13.7', { versionType: 'python' })], {}, true],
  ['without a default, what is not listed is not affected either', [nothing], { defaultStatus: null }, true],
  [
    'an entry that comes first says that all is well',
    [{ ...before('*'), status: 'unaffected' }, before('3.13.9', '3.13.0')],
    {},
    true,
  ],
  ['everything is unaffected', [{ ...before('*'), status: 'unaffected' }], {}, true],
]

for (const [why, versions, product, found] of cases) {
  test(`STW218: ${why}`, () => {
    const lines = linesOf('STW218', withVersions(versions, product, world))
    const line = '/affected/0 error none of the 6 releases of the project is affected by what the record says'
    assert.deepEqual(lines, found ? [line] : [])
  })
}

test('STW218: products are asked together, and others than the project’s may be affected', () => {
  const product = { vendor: 'LSF', product: 'lantern', defaultStatus: 'unaffected' }
  const lines = (...affected: readonly JsonObject[]): readonly string[] => {
    const example: RecordExample = { container: { affected }, world }
    return linesOf('STW218', example).map((line) => line.slice(0, 15))
  }
  const wrong = { ...product, versions: [nothing] }
  assert.deepEqual(lines(wrong, { ...product, platforms: ['Windows'], versions: [before('3.13.9')] }), [])
  assert.deepEqual(lines(wrong, { ...product, platforms: ['Windows'], versions: [nothing] }), ['/affected error'])
  assert.deepEqual(lines(wrong, { ...product, product: 'candle', versions: [before('3.13.9')] }), [])
})

test('STW218: without releases nothing is said', () => {
  assert.deepEqual(linesOf('STW218', withVersions([nothing], {}, { ...world, releases: exampleReleases() })), [])
})
