import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type CvssVector, type CvssVersion, explainCvss, METRICS, parseCvss, scoreCvss, withMetric } from '#cvss'

const PREFIX: Readonly<Record<CvssVersion, string>> = {
  '2.0': '',
  '3.0': 'CVSS:3.0/',
  '3.1': 'CVSS:3.1/',
  '4.0': 'CVSS:4.0/',
}

/** Any text of a valid vector: each metric with one of its values, "not defined" among them, the optional ones at times absent. */
const texts: fc.Arbitrary<string> = fc.constantFrom<CvssVersion>('2.0', '3.0', '3.1', '4.0').chain((version) =>
  fc
    .tuple(
      ...METRICS[version].map(({ name, mandatory, values }) => {
        const part = fc.constantFrom(...values.map((value) => `${name}:${value.name}`))
        return mandatory ? part : fc.option(part, { nil: '' })
      }),
    )
    .map((parts) => PREFIX[version] + parts.filter((part) => part !== '').join('/')),
)
const vectors: fc.Arbitrary<CvssVector> = texts.map((text) => {
  const read = parseCvss(text)
  assert(read.ok, text)
  return read.value
})
/** A vector with the name of one of its metrics and a value for it. */
const edits = vectors.chain((vector) =>
  fc.constantFrom(...METRICS[vector.version]).chain((metric) =>
    fc.record({
      vector: fc.constant(vector),
      metric: fc.constant(metric),
      value: fc.constantFrom(...metric.values.map(({ name }) => name)),
    }),
  ),
)

test('the canonical text is a fixed point', () => {
  fc.assert(
    fc.property(vectors, (vector) => {
      assert.deepEqual(parseCvss(vector.text), { ok: true, value: vector })
    }),
  )
})

test('every score is within 0.0 and 10.0 and has one decimal', () => {
  fc.assert(
    fc.property(vectors, (vector) => {
      const { score, base, temporal = 0, environmental = 0 } = scoreCvss(vector)
      for (const each of [score, base, temporal, environmental]) {
        assert(each >= 0 && each <= 10 && !Object.is(each, -0), `${vector.text}: ${each}`)
        assert.equal(each, Number(each.toFixed(1)))
      }
    }),
    { numRuns: 2000 },
  )
})

test('a metric set and set back gives the same vector', () => {
  fc.assert(
    fc.property(edits, ({ vector, metric, value }) => {
      const set = withMetric(vector, metric.name, value)
      assert(set.ok)
      const back = withMetric(set.value, metric.name, vector.metrics.get(metric.name))
      assert(back.ok)
      assert.deepEqual([...back.value.metrics], [...vector.metrics])
      assert.equal(back.value.text, vector.text)
    }),
  )
})

test('an edited vector is what its text says', () => {
  fc.assert(
    fc.property(edits, ({ vector, metric, value }) => {
      const set = withMetric(vector, metric.name, value)
      assert(set.ok)
      assert.deepEqual(parseCvss(set.value.text), set)
    }),
  )
})

test('"not defined" and removal are the same', () => {
  fc.assert(
    fc.property(edits, ({ vector, metric }) => {
      if (metric.mandatory) return
      const notDefined = vector.version === '2.0' ? 'ND' : 'X'
      assert.deepEqual(withMetric(vector, metric.name, notDefined), withMetric(vector, metric.name, undefined))
    }),
  )
})

test('supplemental metrics do not change the score', () => {
  fc.assert(
    fc.property(edits, ({ vector, metric, value }) => {
      if (metric.group !== 'supplemental') return
      const set = withMetric(vector, metric.name, value)
      assert(set.ok)
      assert.deepEqual(scoreCvss(set.value), scoreCvss(vector))
    }),
    { numRuns: 1000 },
  )
})

test('in 4.0 a value that is worse by the order of the specification never scores lower', () => {
  const worse = ['AV', 'AC', 'AT', 'PR', 'UI', 'VC', 'VI', 'VA', 'SC', 'SI', 'SA']
  fc.assert(
    fc.property(edits, ({ vector, metric }) => {
      if (vector.version !== '4.0' || !worse.includes(metric.name)) return
      const scores = metric.values.map(({ name }) => {
        const set = withMetric(vector, metric.name, name)
        assert(set.ok)
        return scoreCvss(set.value).score
      })
      assert.deepEqual(
        scores,
        scores.toSorted((a, b) => b - a),
        `${vector.text} ${metric.name}: ${scores}`,
      )
    }),
    { numRuns: 1000 },
  )
})

test('an explanation has one line per given metric', () => {
  fc.assert(
    fc.property(vectors, (vector) => {
      const names = explainCvss(vector).map((line) => line.split(':', 1)[0])
      assert.deepEqual(names, [...vector.metrics.keys()])
    }),
  )
})

test('an explanation names metric and value as the specification does', () => {
  const read = parseCvss('CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:P/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N/MSI:S')
  assert(read.ok)
  const lines = explainCvss(read.value)
  assert.equal(lines[0], 'AV:N  Attack Vector: Network. From where can it be exploited?')
  assert.equal(
    lines.at(-1),
    'MSI:S  Modified Subsequent System Integrity Impact: Safety. In your environment: how much of the systems behind it can be altered?',
  )
})

const refused: readonly [why: string, metric: string, value: string | undefined, code: string][] = [
  ['a metric of another version', 'AT', 'N', 'CVSS_METRIC_UNKNOWN'],
  ['a metric in lower case', 'av', 'N', 'CVSS_METRIC_UNKNOWN'],
  ['an unknown value', 'AV', 'Q', 'CVSS_METRIC_VALUE'],
  ['"not defined" for a mandatory metric', 'AV', 'X', 'CVSS_METRIC_VALUE'],
  ['the removal of a mandatory metric', 'AV', undefined, 'CVSS_METRIC_MISSING'],
]
for (const [why, metric, value, code] of refused) {
  test(`an edit refuses ${why}`, () => {
    const read = parseCvss('CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H')
    assert(read.ok)
    const edited = withMetric(read.value, metric, value)
    assert(!edited.ok)
    assert.equal(edited.fault.code, code)
  })
}

const sizes: readonly [CvssVersion, metrics: number, mandatory: number][] = [
  ['2.0', 14, 6],
  ['3.0', 22, 8],
  ['3.1', 22, 8],
  ['4.0', 32, 11],
]
for (const [version, metrics, mandatory] of sizes) {
  test(`version ${version} has ${metrics} metrics, ${mandatory} of them mandatory`, () => {
    assert.equal(METRICS[version].length, metrics)
    assert.equal(METRICS[version].filter((metric) => metric.mandatory).length, mandatory)
  })
}
