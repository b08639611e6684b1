/**
 * Figures of the benchmarks: measured, compared with their limits, printed.
 *
 * @module
 */

/** One figure, and the limit that it has to keep where there is one. */
export interface Figure {
  readonly what: string
  readonly value: number
  readonly unit: 'ms' | 's' | 'x' | 'MB' | 'us/commit' | 'files/s' | 'commits' | 'tags'
  readonly atLeast?: number
  readonly atMost?: number
  readonly note?: string
}

/** The figures as a table; a limit that is not kept is marked. */
export function printFigures(figures: readonly Figure[]): string {
  const width = Math.max(...figures.map(({ what }) => what.length))
  const rows = figures.map(({ what, value: figure, unit, atLeast, atMost, note }) => {
    const kept = (atLeast === undefined || figure >= atLeast) && (atMost === undefined || figure <= atMost)
    const limit = atLeast !== undefined ? `at least ${atLeast}` : atMost !== undefined ? `at most ${atMost}` : ''
    const digits =
      unit === 'commits' || unit === 'tags' || unit === 'files/s' ? 0 : figure < 10 ? 2 : figure < 100 ? 1 : 0
    const number = `${figure.toFixed(digits)} ${unit}`.padStart(16)
    return [what.padEnd(width), number, limit, kept ? '' : 'MISSED', note === undefined ? '' : `(${note})`]
      .join('  ')
      .trimEnd()
  })
  return `${rows.join('\n')}\n`
}

/** Runs that are not counted: until the code has been compiled, a loop is timed that runs several times slower. */
export const WARM_UP = 5

export async function median<T>(
  times: number,
  run: () => Promise<T>,
): Promise<{ readonly milliseconds: number; readonly answer: T }> {
  const runs: { milliseconds: number; answer: T }[] = []
  for (let i = 0; i < WARM_UP + times; i++) {
    const start = performance.now()
    const answer = await run()
    runs.push({ milliseconds: performance.now() - start, answer })
  }
  return runs.slice(WARM_UP).toSorted((a, b) => a.milliseconds - b.milliseconds)[times >> 1]!
}

export function best(times: number, run: () => unknown): number {
  const runs = Array.from({ length: times }, () => {
    const start = performance.now()
    run()
    return performance.now() - start
  })
  return Math.min(...runs)
}

export function value<T>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: unknown },
): T {
  if (result.ok) return result.value
  throw new Error(JSON.stringify(result.fault))
}
