import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BoardItem, BoardPage } from '#desk/board'
import type { PublicationView } from '#desk/publishing'
import { driftSteps } from './drift-steps.ts'

const MORNING = '2030-03-12T09:00:00Z'
const NOON = '2030-03-12T12:00:00Z'
const EVENING = '2030-03-12T18:00:00Z'

type Page = Parameters<typeof driftSteps>[0]

function page(items: readonly Partial<BoardItem>[], published: readonly Partial<PublicationView>[]): Page {
  return {
    conflicts: [],
    changes: items as readonly BoardItem[],
    batch: { publications: published } as BoardPage['batch'] & object,
  }
}

const cases: readonly [why: string, page: Page, steps: readonly (readonly [string, number])[]][] = [
  ['no record, no step', page([], []), []],
  [
    'records that became wrong with the tag, and one that was mended',
    page(
      [
        { vulnerability: 'a', since: MORNING },
        { vulnerability: 'b', since: MORNING },
      ],
      [{ vulnerability: 'a', state: 'published', finishedAt: NOON }],
    ),
    [
      [MORNING, 2],
      [NOON, 1],
    ],
  ],
  [
    'one that became wrong later counts from then',
    page(
      [
        { vulnerability: 'a', since: MORNING },
        { vulnerability: 'b', since: NOON },
      ],
      [],
    ),
    [
      [MORNING, 1],
      [NOON, 2],
    ],
  ],
  ['a record that is true is none', page([{ vulnerability: 'a' }], []), []],
  [
    'what was refused is not mended',
    page([{ vulnerability: 'a', since: MORNING }], [{ vulnerability: 'a', state: 'refused', finishedAt: EVENING }]),
    [[MORNING, 1]],
  ],
]

for (const [why, given, steps] of cases) {
  test(`driftSteps: ${why}`, () => {
    assert.deepEqual(
      driftSteps(given).map(({ at, wrong }) => [at, wrong]),
      steps.map(([at, wrong]) => [Date.parse(at), wrong]),
    )
  })
}
