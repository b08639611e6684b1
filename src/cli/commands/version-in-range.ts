import { contains, parseConstraints, parseVers, schemeNamed } from '#versions'
import { type AnyCommand, COMMON_FLAGS, command, EXIT, reportFault } from '../command.ts'
import { parseAll, schemeFlag } from '../read-versions.ts'
import { table } from '../table.ts'

export const versionInRange: AnyCommand = command({
  name: 'version in-range',
  summary: 'which versions lie in a VERS range',
  operands: { text: 'RANGE VERSION...', min: 2, max: Number.POSITIVE_INFINITY },
  about:
    'Says for each version whether the range holds it. The range is VERS (vers:pypi/>=3.9|<3.9.20), which names its scheme, or its constraints alone with --scheme. Exit code 1 when a version lies outside.',
  examples: [
    ["steward version in-range 'vers:pypi/>=3.9|<3.9.20' 3.9.19 3.9.20", '3.9.19 in, 3.9.20 out'],
    ["steward version in-range --scheme openssl '<1.0.2zk' 1.0.2zj", 'constraints alone'],
  ],
  flags: { ...schemeFlag, ...COMMON_FLAGS },
  async run({ values, operands }, world) {
    const [text, ...texts] = operands
    const named = schemeNamed(values.scheme ?? 'python')
    if (!named.ok) return reportFault(named.fault, values.json, world)
    const vers = text!.startsWith('vers:') ? parseVers(text!) : undefined
    if (vers !== undefined && !vers.ok) return reportFault(vers.fault, values.json, world)
    const scheme = vers?.value.scheme ?? named.value
    const range = vers === undefined ? parseConstraints(scheme, text!) : { ok: true as const, value: vers.value.range }
    if (!range.ok) return reportFault(range.fault, values.json, world)
    const versions = parseAll(scheme, texts)
    if (!versions.ok) return reportFault(versions.fault, values.json, world)
    const answers = versions.value.map((version) => [version.text, contains(range.value, version)] as const)
    if (values.json) world.terminal.out(JSON.stringify(Object.fromEntries(answers)))
    else {
      const told = values.quiet ? answers.filter(([, inside]) => !inside) : answers
      const rows = told.map(([version, inside]) => [version, inside ? 'in' : 'out'])
      for (const line of table(rows, '')) world.terminal.out(line)
    }
    return answers.every(([, inside]) => inside) ? EXIT.done : EXIT.findings
  },
})
