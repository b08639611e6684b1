import { schemeNamed } from '#versions'
import { type AnyCommand, COMMON_FLAGS, command, EXIT, reportFault } from '../command.ts'
import { parseAll, schemeFlag } from '../read-versions.ts'

export const versionCompare: AnyCommand = command({
  name: 'version compare',
  summary: 'which of two versions is older',
  operands: { text: 'A B', min: 2, max: 2 },
  about:
    'Compares two versions by a scheme and prints <, = or >. A scheme that does not order them answers with a fault, never with a guess.',
  examples: [
    ['steward version compare 3.13.0rc2 3.13.0', '3.13.0rc2 < 3.13.0'],
    ['steward version compare --scheme openssl 1.0.2z 1.0.2za', '1.0.2z < 1.0.2za'],
  ],
  flags: { ...schemeFlag, ...COMMON_FLAGS },
  async run({ values, operands }, world) {
    const scheme = schemeNamed(values.scheme ?? 'python')
    if (!scheme.ok) return reportFault(scheme.fault, values.json, world)
    const versions = parseAll(scheme.value, operands)
    if (!versions.ok) return reportFault(versions.fault, values.json, world)
    const [a, b] = versions.value
    const order = scheme.value.compare(a!, b!)
    if (order === undefined) {
      return reportFault(
        {
          code: 'VERSION_UNORDERED',
          kind: 'invalid',
          message: `the scheme ${scheme.value.name} does not order ${a!.text} and ${b!.text}`,
          hint: 'name another --scheme',
        },
        values.json,
        world,
      )
    }
    const sign = order < 0 ? '<' : order > 0 ? '>' : '='
    world.terminal.out(
      values.json
        ? JSON.stringify({ scheme: scheme.value.name, a: a!.normal, b: b!.normal, order: Math.sign(order) })
        : `${a!.text} ${sign} ${b!.text}`,
    )
    return EXIT.done
  },
})
