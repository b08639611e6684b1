import type { BoardPage } from '#desk/board'

/** From a moment on, so many records were wrong. */
export interface Step {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly wrong: number
}

/** The number of wrong records over time: it grows where one became wrong, and falls where its new edition was published. */
export function driftSteps({
  changes,
  conflicts,
  batch,
}: Pick<BoardPage, 'changes' | 'conflicts' | 'batch'>): readonly Step[] {
  const mended = new Map(
    (batch?.publications ?? [])
      .filter(({ state }) => state === 'published' || state === 'unchanged')
      .map(({ vulnerability, finishedAt }) => [vulnerability, finishedAt]),
  )
  const moves = [...conflicts, ...changes].flatMap(({ vulnerability, since }) => {
    // Without a moment since which it is wrong, the record is true: something else keeps it on the board.
    if (since === undefined) return []
    const end = mended.get(vulnerability)
    const start = { at: Date.parse(since), by: 1 }
    return end === undefined ? [start] : [start, { at: Date.parse(end), by: -1 }]
  })
  const steps: Step[] = []
  let wrong = 0
  for (const { at, by } of moves.sort((a, b) => a.at - b.at || b.by - a.by)) {
    wrong += by
    if (steps.at(-1)?.at === at) steps.pop()
    steps.push({ at, wrong })
  }
  return steps
}
