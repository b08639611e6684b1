import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Direction, decideSteps, type PathState, type PlannedChange } from '#desk/archive'

const digest = (text: string): string => text.repeat(64)
function change(path: string, before: string | null, after: string): PlannedChange {
  return {
    kind: before === null ? 'backfill' : 'add-checkpoint',
    path,
    before,
    after,
    bundle: {},
    detached: null,
    artifact: digest('f'),
    identity: 'ruta@lantern.example',
    issuer: 'https://forge.example',
    signedAt: '2030-03-02T14:06:00Z',
    evidence: { before: 'promise', after: 'proof' },
    from: 'dump.json',
  }
}
const file = (sha256: string): PathState => ({ kind: 'file', sha256 })
const absent: PathState = { kind: 'absent' }
const [a, b, c] = [digest('a'), digest('b'), digest('c')]
const old = change('x.sigstore', a, b)
const fresh = change('y.sigstore', null, b)

const cases: readonly [why: string, direction: Direction, state: PathState, of: PlannedChange, expected: string][] = [
  ['as before', 'apply', file(a), old, 'a -> b'],
  ['done already', 'apply', file(b), old, 'nothing'],
  ['changed by somebody', 'apply', file(c), old, 'ARCHIVE_CHANGED'],
  ['gone', 'apply', absent, old, 'ARCHIVE_CHANGED'],
  ['a new file', 'apply', absent, fresh, 'none -> b'],
  ['somebody made another one', 'apply', file(c), fresh, 'ARCHIVE_CHANGED'],
  ['back', 'rollback', file(b), old, 'b -> a'],
  ['back already', 'rollback', file(a), old, 'nothing'],
  ['a new file goes', 'rollback', file(b), fresh, 'b -> none'],
  ['it is gone already', 'rollback', absent, fresh, 'nothing'],
  ['a new file that somebody changed since', 'rollback', file(c), fresh, 'ARCHIVE_CHANGED'],
]
for (const [why, direction, state, of, expected] of cases) {
  test(`${direction}: ${why}`, () => {
    const steps = decideSteps([of], [state], direction)
    const [step] = steps.ok ? steps.value : []
    const shown = !steps.ok
      ? steps.fault.code
      : step === undefined
        ? 'nothing'
        : `${step.from?.[0] ?? 'none'} -> ${step.to?.[0] ?? 'none'}`
    assert.equal(shown, expected)
  })
}

test('whatever was done of a plan, both directions lead to one of its two states', () => {
  const changes = Array.from({ length: 6 }, (_, i) =>
    change(`${i}.sigstore`, i % 3 === 0 ? null : digest(`${i}`), digest('e')),
  )
  fc.assert(
    fc.property(
      fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
      fc.constantFrom<Direction>('apply', 'rollback'),
      (done, direction) => {
        const states = changes.map(({ before, after }, i) =>
          done[i] ? file(after) : before === null ? absent : file(before),
        )
        const steps = decideSteps(changes, states, direction)
        assert(steps.ok)
        const left = new Map(changes.map(({ path }, i) => [path, states[i]]))
        for (const {
          change: { path },
          to,
        } of steps.value)
          left.set(path, to === null ? absent : file(to))
        const wanted = changes.map(({ before, after }) =>
          direction === 'apply' ? file(after) : before === null ? absent : file(before),
        )
        assert.deepEqual([...left.values()], wanted)
      },
    ),
    { seed: 1 },
  )
})

test('one changed file stops everything', () => {
  const steps = decideSteps([old, fresh, change('z.sigstore', a, b)], [file(a), absent, file(c)], 'apply')
  assert.equal(steps.ok ? 'steps' : steps.fault.place?.source, 'z.sigstore')
})
