import { explainCvss, parseCvss, scoreCvss } from '#cvss'
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
    ['steward cvss --json CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H', 'the same as JSON'],
  ],
  flags: { ...COMMON_FLAGS },
  async run({ values, operands }, world) {
    const vector = parseCvss(operands[0]!)
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
