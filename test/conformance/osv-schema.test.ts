/*
 * Our definitions of the OSV record against the official schema: the same verdict on every real advisory and on 10,000 mutants. A
 * longer run:
 *
 *     MUTANTS=1000000 node test/conformance/osv-schema.test.ts
 *
 * and one mutant alone, by the number that a failure tells: `MUTANT=4711`.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Json } from '#json'
import { validateOsv } from '#osv'
import { everyWord } from './osv-schema/every-word.ts'
import { mutant } from './osv-schema/mutate.ts'
import { readOracle, skip } from './osv-schema/oracle.ts'
import { inventedAdvisories, realAdvisories } from './osv-schema/seeds.ts'

const MUTANTS = Number(process.env.MUTANTS ?? 10_000)
const ONLY = process.env.MUTANT

test('every real advisory has the verdict of the official schema', { skip }, () => {
  const accepts = readOracle()
  const advisories = [...realAdvisories(), ...inventedAdvisories]
  assert(advisories.length > 2_250, `${advisories.length} advisories`)
  for (const { name, text } of advisories) compare(accepts, JSON.parse(text), name)
})

test('every word of the official schema, vector, day and place of a severity has its verdict', { skip }, () => {
  const accepts = readOracle()
  let valid = 0
  let all = 0
  for (const value of everyWord()) {
    all++
    if (compare(accepts, value, `number ${all}`)) valid++
  }
  assert(valid > 500 && all > 2 * valid, `${valid} of ${all} are valid`)
})

test(`${MUTANTS} mutants have the verdict of the official schema`, { skip }, () => {
  const accepts = readOracle()
  // The invented ones, in which every field stands, are mutated as often as all real ones together.
  const seeds = [
    ...realAdvisories().filter((_, place) => place % 8 === 0),
    ...Array.from({ length: 90 }, () => inventedAdvisories).flat(),
  ]
  const numbers = ONLY === undefined ? Array.from({ length: MUTANTS }, (_, number) => number) : [Number(ONLY)]
  let valid = 0
  for (const number of numbers) {
    const { seed, value } = mutant(seeds, number)
    if (compare(accepts, value, `MUTANT=${number} of ${seed}`)) valid++
  }
  if (ONLY === undefined) assert(valid > MUTANTS / 10 && valid < (MUTANTS * 9) / 10, `${valid} are valid`)
})

function compare(accepts: (value: Json) => boolean, value: Json, name: string): boolean {
  const expected = accepts(value)
  const errors = validateOsv(value)
  assert.equal(
    errors.length === 0,
    expected,
    `${name}: ${errors[0]?.at} ${errors[0]?.message} ${JSON.stringify(value)}`,
  )
  return expected
}
