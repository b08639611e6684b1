import { spawnSync } from 'node:child_process'

const INTERPRETERS = ['/usr/bin/python3', 'python3', 'python']

/** A Python that can import a module; undefined where there is none. */
export function pythonWith(module: string): string | undefined {
  return INTERPRETERS.find((python) => spawnSync(python, ['-c', `import ${module}`]).status === 0)
}

/** Runs a Python program once: JSON goes in, JSON comes out. */
export function ask(python: string, program: string, input: unknown): unknown {
  const run = spawnSync(python, ['-c', program], {
    input: JSON.stringify(input),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    env: { ...process.env, PYTHONIOENCODING: 'utf-8' },
  })
  if (run.status !== 0) throw new Error(run.stderr)
  return JSON.parse(run.stdout)
}

/** Whole numbers below `limit`, the same ones in every run (mulberry32). */
export function randomNumbers(seed: number): (limit: number) => number {
  let state = seed
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit)
  }
}

/** `count` pairs of items, the same ones in every run. */
export function randomPairs<T>(items: readonly T[], count: number, seed: number): readonly (readonly [T, T])[] {
  const random = randomNumbers(seed)
  return Array.from({ length: count }, () => [items[random(items.length)]!, items[random(items.length)]!] as const)
}
