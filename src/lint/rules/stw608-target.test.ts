import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseCveId } from '#ids'
import type { JsonObject } from '#json'
import { makeLinter } from '../linter.ts'
import { linesOf } from '../testdata/findings-of.ts'
import { recordOf } from '../testdata/sample.ts'
import type { LintWorld, Reservation, TargetName } from '../world.ts'

const id = parseCveId('CVE-2030-10421')
assert(id.ok)
const reservation = (state: Reservation['state']): Reservation => ({ id: id.value, state })
const target = (writtenFor: TargetName, sendTo: TargetName): NonNullable<LintWorld['target']> => ({
  writtenFor,
  sendTo,
})

const rows: readonly (readonly [why: string, world: LintWorld, lines: readonly string[]])[] = [
  ['nothing is sent', {}, []],
  ['to where it was written for', { target: target('test', 'test') }, []],
  [
    'from an exercise to the world',
    { target: target('test', 'production') },
    ['/cveMetadata/cveId error this was written for test, and is about to go to production'],
  ],
  [
    'from the world to a sandbox, where the ID is another one',
    { target: target('production', 'sandbox') },
    ['/cveMetadata/cveId error this was written for production, and is about to go to sandbox'],
  ],
  ['the ID exists', { target: target('test', 'test'), reservation: reservation('reserved') }, []],
  [
    'the ID does not exist',
    { target: target('test', 'test'), reservation: reservation('absent') },
    ['/cveMetadata/cveId error CVE-2030-10421 does not exist in test'],
  ],
  [
    'the ID does not exist, and nobody said where it was to go',
    { reservation: reservation('absent') },
    ['/cveMetadata/cveId error CVE-2030-10421 does not exist at CVE Services'],
  ],
  [
    'one error is enough',
    { target: target('test', 'production'), reservation: reservation('absent') },
    ['/cveMetadata/cveId error this was written for test, and is about to go to production'],
  ],
]

for (const [why, world, lines] of rows) {
  test(`STW608: ${why}`, () => assert.deepEqual(linesOf('STW608', { world }), lines))
}

test('STW608: the reservation of another ID says nothing', () => {
  const other = parseCveId('CVE-2030-10422')
  assert(other.ok)
  const world = { reservation: { id: other.value, state: 'absent' } } as const
  assert.deepEqual(linesOf('STW608', { world }), [])
})

test('STW608: a container alone has the ID with which it is sent', () => {
  const { containers } = recordOf({}) as { readonly containers: { readonly cna: JsonObject } }
  const { findings } = makeLinter().lint(containers.cna, { reservation: reservation('absent') })
  assert.deepEqual(
    findings.filter(({ code }) => code === 'STW608').map(({ at }) => at),
    [''],
  )
})
