import { type Fault, fail, ok, quote, type Result } from '#fault'
import { type AttackPattern, findAttackPatterns, findWeaknesses, type Weakness } from '#weaknesses'
import { type AnyCommand, COMMON_FLAGS, command, EXIT, reportFault } from '../command.ts'
import { inkOf } from '../ink.ts'
import { catalogFlag, openCatalog } from '../open-catalog.ts'
import { table } from '../table.ts'

/** Entries of each catalogue that are printed when no number is asked for. */
const SHOWN = 10
const MOST_SHOWN = 10_000

export const catalogSearch: AnyCommand = command({
  name: 'catalog search',
  summary: 'weaknesses and attack patterns by words',
  operands: { text: 'WORD...', min: 1, max: Number.POSITIVE_INFINITY },
  about:
    'Prints CWE and CAPEC entries for words, a number or an identifier, best first: names that begin with the words, names in which each word begins a word, and after `steward catalog update` other names and descriptions that have them all.',
  examples: [
    ['steward catalog search path traversal', 'names with both words'],
    ['steward catalog search --in cwe --most 3 sql', 'three weaknesses'],
  ],
  flags: {
    in: { type: 'string', value: 'CATALOG', words: ['cwe', 'capec'], about: 'look in cwe or capec only' },
    most: { type: 'string', value: 'N', about: `entries of each catalogue to print, ${SHOWN} if not said` },
    ...catalogFlag,
    ...COMMON_FLAGS,
  },
  async run({ values, operands }, world) {
    const most = numberOf(values.most)
    if (!most.ok) return reportFault(most.fault, values.json, world)
    const open = await openCatalog(world, values.catalog)
    if (!open.ok) return reportFault(open.fault, values.json, world)
    const { catalogue } = open.value
    const text = operands.join(' ')
    const weaknesses = values.in === 'capec' ? [] : findWeaknesses(text, catalogue, most.value)
    const attackPatterns = values.in === 'cwe' ? [] : findAttackPatterns(text, catalogue, most.value)
    if (values.json) {
      world.terminal.out(
        JSON.stringify({ weaknesses: weaknesses.map(briefly), attackPatterns: attackPatterns.map(briefly) }),
      )
      return EXIT.done
    }
    const ink = inkOf(world.terminal)
    const rows = [...weaknesses, ...attackPatterns].map((entry) => [ink('title', entry.id), noteOf(entry), entry.name])
    for (const line of table(rows, '', world.terminal.columns)) world.terminal.out(line)
    if (rows.length === 0 && !values.quiet) world.terminal.out('no entry has all of these words')
    return EXIT.done
  },
})

function numberOf(text: string | undefined): Result<number> {
  const number = text === undefined ? SHOWN : /^[0-9]{1,9}$/.test(text) ? Number(text) : 0
  if (number >= 1 && number <= MOST_SHOWN) return ok(number)
  const fault: Fault = {
    code: 'USAGE_MOST',
    kind: 'invalid',
    message: `--most takes a number from 1 to ${MOST_SHOWN}, not ${quote(text ?? '')}`,
  }
  return fail(fault)
}

/** What decides whether an entry may be named. */
function noteOf(entry: Weakness | AttackPattern): string {
  if (entry.deprecated) return 'deprecated'
  if (entry.kind === 'category' || entry.kind === 'view') return entry.kind
  return 'mapping' in entry ? entry.mapping : ''
}

function briefly(entry: Weakness | AttackPattern): object {
  const { id, name, kind, deprecated } = entry
  return { id, name, kind, deprecated, ...('mapping' in entry && { mapping: entry.mapping }) }
}
