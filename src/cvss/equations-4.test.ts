import assert from 'node:assert/strict'
import { test } from 'node:test'
import { score4 } from './equations-4.ts'
import { MACRO_VECTORS } from './macro-vectors.ts'
import { METRICS } from './metrics.ts'

test('the table has the 270 MacroVectors that can be, and their scores add up', () => {
  const scores = Object.values(MACRO_VECTORS)
  assert.equal(Object.keys(MACRO_VECTORS).length, 30)
  assert(scores.every((row) => row.length === 9))
  // 16,563 tenths: the sum at the time when every entry agreed with two other implementations; against a slip of the pen.
  assert.equal(
    scores.flat().reduce((sum, score) => sum + score, 0),
    16_563,
  )
})

test('no MacroVector scores higher than one that is worse in one equivalence set', () => {
  for (const [key, row] of Object.entries(MACRO_VECTORS)) {
    for (const [i, score] of row.entries()) {
      if (i % 3 < 2) assert(row[i + 1]! <= score, `${key} ${i}`)
      if (i < 6) assert(row[i + 3]! <= score, `${key} ${i}`)
    }
    for (const place of [0, 1, 2, 3]) {
      const lower = `${key.slice(0, place)}${Number(key[place]) + 1}${key.slice(place + 1)}`
      for (const [i, score] of (MACRO_VECTORS[lower] ?? []).entries()) assert(score <= row[i]!, `${lower} ${i}`)
    }
  }
})

test('each of the 104,976 base vectors has a score, and a less severe value never raises it', () => {
  const metrics = METRICS['4.0'].filter((metric) => metric.mandatory)
  const scores = new Map<string, number>()
  let vectors: (readonly string[])[] = [[]]
  for (const { values } of metrics) vectors = vectors.flatMap((vector) => values.map(({ name }) => [...vector, name]))
  for (const vector of vectors) {
    const given = new Map(metrics.map(({ name }, i) => [name, vector[i]!]))
    scores.set(vector.join(''), score4({ version: '4.0', text: '', metrics: given }))
  }
  assert.equal(scores.size, 104_976)
  for (const [vector, score] of scores) {
    for (const [i, { values }] of metrics.entries()) {
      const less = values[values.findIndex(({ name }) => name === vector[i]) + 1]
      if (less === undefined) continue
      const lower = scores.get(vector.slice(0, i) + less.name + vector.slice(i + 1))!
      if (lower > score) assert.fail(`${vector}: ${score}, with ${less.name} at ${i}: ${lower}`)
    }
  }
})
