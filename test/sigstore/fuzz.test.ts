// Changed input for every reader: each answers with a value or a fault, soon, and nothing is verified that nobody signed.
// STEWARD_FUZZ=1000000 tries so many for each reader; 500 is the usual number. --test-name-pattern takes one reader.
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { skip } from './data.ts'
import { changed } from './fuzz-changes.ts'
import { type Reached, type Reader, readers } from './fuzz-readers.ts'
import { randomFrom } from './mutants.ts'

const ROUNDS = Number(process.env.STEWARD_FUZZ ?? 500)

/** Milliseconds that one input may take: what is refused must be refused at once. */
const PATIENCE = 1000

/** Of this share of the inputs at least the reader must make something: what it throws away at the door tells nothing of it. */
const LEAST_READ = 0.02

for (const [which, reader] of (skip === false ? readers() : []).entries()) {
  test(`${ROUNDS} changed inputs, ${reader.name}: no crash, no hang, nothing that nobody signed`, (t) =>
    fuzz(t, reader, which))
}
test('every reader', { skip }, () => undefined)

function fuzz(t: TestContext, { name, seeds, read }: Reader, which: number): void {
  assert(seeds.length > 0 && seeds.every(({ length }) => length > 0))
  const random = randomFrom(which + 1)
  const counts: Record<Reached, number> = { refused: 0, read: 0, verified: 0 }
  let slowest = 0
  for (let i = 0; i < ROUNDS; i++) {
    const seed = Math.floor(random() * seeds.length)
    const input = changed(seeds[seed]!, random)
    let reached: Reached = 'refused'
    const once = (): number =>
      milliseconds(() => {
        reached = read(input, seed)
      })
    try {
      let took = once()
      // What is slow is slow each time; what the machine did meanwhile is not.
      for (let again = 0; took > slowest && again < 3; again++) took = Math.min(took, once())
      slowest = Math.max(slowest, took)
    } catch (thrown) {
      const shown = Buffer.from(input).toString('base64').slice(0, 2000)
      assert.fail(`${name}, input ${i} of seed ${seed} (${shown}): ${(thrown as Error).stack}`)
    }
    counts[reached]++
  }
  const share = (count: number): string => `${count} (${((count / ROUNDS) * 100).toFixed(1)} %)`
  const deep = counts.read + counts.verified
  t.diagnostic(
    `${name}: ${ROUNDS} inputs, ${share(deep)} read, ${share(counts.verified)} verified as what was signed, slowest ${slowest.toFixed(0)} ms`,
  )
  assert(slowest < PATIENCE, `one input took ${slowest} ms`)
  assert(deep >= ROUNDS * LEAST_READ, `of ${ROUNDS} inputs ${deep} were read`)
}

/** The time of this thread alone. */
function milliseconds(run: () => void): number {
  const before = process.threadCpuUsage()
  run()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1000
}
