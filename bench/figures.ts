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

/** Does its work once, and tells how long that took. */
export type Timed = () => number | Promise<number>

/**
 * What each of several sides takes, round after round, each side in every round. The speed of a processor changes while one measures
 * (of a virtual machine above all): sides that are timed one after the other are timed at different speeds, and their ratio swings by
 * a fifth. Within a short round the speed is the same for all, so that the ratio of a round is good, and the median of them steady.
 *
 * @param warmUp rounds before these that are not counted.
 */
export async function turnAbout<Side extends string>(
  rounds: number,
  sides: Readonly<Record<Side, Timed>>,
  warmUp: number = WARM_UP,
): Promise<Readonly<Record<Side, readonly number[]>>> {
  const names = Object.keys(sides) as Side[]
  const taken = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Side, number[]>
  for (let round = 0; round < warmUp + rounds; round++) {
    for (const name of names) {
      const time = await sides[name]()
      if (round >= warmUp) taken[name].push(time)
    }
  }
  return taken
}

/** Microseconds of all threads of this process: other programs on the machine do not count. */
export function cpuTime(times: number, run: () => void): number {
  const before = process.cpuUsage()
  for (let i = 0; i < times; i++) run()
  const { user, system } = process.cpuUsage(before)
  return user + system
}

/** The middle one of the ratios that two sides have in each round, and how far those of the middle half are apart. */
export function ratioOf(above: readonly number[], below: readonly number[]): { ratio: number; spread: string } {
  const ratios = above.map((each, i) => each / below[i]!).toSorted((a, b) => a - b)
  const at = (part: number): number => ratios[Math.floor(part * (ratios.length - 1))]!
  return { ratio: at(0.5), spread: `${at(0.25).toFixed(2)} to ${at(0.75).toFixed(2)}` }
}

export function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!
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
