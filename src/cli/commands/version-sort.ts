import { schemeNamed } from '#versions'
import { type AnyCommand, COMMON_FLAGS, command, EXIT, reportFault } from '../command.ts'
import { parseAll, schemeFlag } from '../read-versions.ts'

export const versionSort: AnyCommand = command({
  name: 'version sort',
  summary: 'versions from oldest to newest',
  operands: { text: 'VERSION...', min: 1, max: Number.POSITIVE_INFINITY },
  about: 'Sorts versions by a scheme, oldest first; equal versions keep their order.',
  examples: [
    ['steward version sort 3.13.0 3.13.0a1 3.9.1', '3.9.1, 3.13.0a1, 3.13.0, one a line'],
    ['steward version sort --scheme deb --reverse 1.0~rc1 1.0', 'newest first'],
  ],
  flags: { ...schemeFlag, reverse: { type: 'boolean', short: 'r', about: 'newest first' }, ...COMMON_FLAGS },
  async run({ values, operands }, world) {
    const scheme = schemeNamed(values.scheme ?? 'python')
    if (!scheme.ok) return reportFault(scheme.fault, values.json, world)
    if (scheme.value.order !== 'total') {
      return reportFault(
        {
          code: 'VERSION_UNORDERED',
          kind: 'invalid',
          message: `the scheme ${scheme.value.name} has no order`,
          hint: 'name another --scheme',
        },
        values.json,
        world,
      )
    }
    const versions = parseAll(scheme.value, operands)
    if (!versions.ok) return reportFault(versions.fault, values.json, world)
    const sorted = versions.value.toSorted((a, b) => scheme.value.compare(a, b) ?? 0).map(({ text }) => text)
    if (values.reverse) sorted.reverse()
    if (values.json) world.terminal.out(JSON.stringify(sorted))
    else for (const text of sorted) world.terminal.out(text)
    return EXIT.done
  },
})
