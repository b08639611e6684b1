import { type CvssVector, explainCvss, parseCvss, scoreCvss, withMetric } from '#cvss'
import { fail, ok, type Result } from '#fault'
import { type AnyCommand, COMMON_FLAGS, command, EXIT, reportFault } from '../command.ts'
import { inkOf } from '../ink.ts'
import { table } from '../table.ts'

export const cvss: AnyCommand = command({
  name: 'cvss',
  summary: 'score and explain a CVSS vector (2.0, 3.0, 3.1, 4.0)',
  operands: { text: 'VECTOR', min: 1, max: 1 },
  about:
    'Reads a vector, prints its score, severity and canonical text, and says what each metric means. Every fault of the vector is reported at once.',
  examples: [
    [
      'steward cvss CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N',
      'score 9.3 CRITICAL, metric by metric',
    ],
    [
      'steward cvss CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H --set AV=L --set E=P',
      'the same vector with two metrics changed; `--set E=` takes one out',
    ],
  ],
  flags: {
    set: {
      type: 'string',
      multiple: true,
      value: 'METRIC=VALUE',
      about: 'change one metric; without VALUE, take it out',
    },
    ...COMMON_FLAGS,
  },
  async run({ values, operands }, world) {
    const vector = edited(parseCvss(operands[0]!), values.set)
    if (!vector.ok) return reportFault(vector.fault, values.json, world)
    const scores = scoreCvss(vector.value)
    if (values.json) {
      const { version, text, metrics } = vector.value
      world.terminal.out(JSON.stringify({ version, vector: text, ...scores, metrics: Object.fromEntries(metrics) }))
      return EXIT.done
    }
    const ink = inkOf(world.terminal)
    const { version, text } = vector.value
    world.terminal.out(`${ink('title', `${scores.score.toFixed(1)} ${scores.severity}`)}  CVSS ${version}  ${text}`)
    const metrics = explainCvss(vector.value).map((line) => line.split(/ {2}(.*)/, 2))
    if (!values.quiet) for (const line of table(metrics, '  ', world.terminal.columns)) world.terminal.out(line)
    return EXIT.done
  },
})

/** The vector with the changes of `--set`, one after the other. */
function edited(vector: Result<CvssVector>, changes: readonly string[]): Result<CvssVector> {
  if (!vector.ok) return vector
  let current = vector.value
  for (const change of changes) {
    const [, metric, value] = /^([A-Za-z]+)=(.*)$/.exec(change) ?? []
    if (metric === undefined) {
      return fail({
        code: 'USAGE_SET',
        kind: 'invalid',
        message: `--set takes METRIC=VALUE, not ${JSON.stringify(change.slice(0, 60))}`,
        hint: 'as in --set AV=L',
      })
    }
    const next = withMetric(current, metric, value === '' ? undefined : value)
    if (!next.ok) return next
    current = next.value
  }
  return ok(current)
}
