import { type Fault, failAll, ok, type Result } from '#fault'
import { findCommit, type History, tagsContaining } from '#history'
import { type AnyCommand, COMMON_FLAGS, command, EXIT, reportFault } from '../command.ts'
import { historyFlags, openHistory } from '../open-history.ts'
import { table } from '../table.ts'

export const historyContains: AnyCommand = command({
  name: 'history contains',
  summary: 'which tags contain which commits, in one pass',
  operands: { text: 'HASH...', min: 1, max: Number.POSITIVE_INFINITY },
  about:
    'Prints every tag from which a commit can be reached. One pass answers for any number of commits: what `git tag --contains` asks once for each. Hashes may be abbreviated to 7 digits.',
  examples: [
    ['steward history contains --repo . 6ceb8aeda504', 'the tags of one commit'],
    ['steward history contains --graph curl.graph.gz --json 7385610d0c7 076a2f62911', '{"hash": ["tag", ...], ...}'],
  ],
  flags: { ...historyFlags, ...COMMON_FLAGS },
  async run({ values, operands }, world) {
    const history = await openHistory(values, world)
    if (!history.ok) return reportFault(history.fault, values.json, world)
    const commits = findAll(history.value, operands)
    if (!commits.ok) return reportFault(commits.fault, values.json, world)
    const answers = tagsContaining(history.value, commits.value)
    const named = operands.map((hash, i) => [hash, (answers[i] ?? []).map(({ name }) => name)] as const)
    if (values.json) world.terminal.out(JSON.stringify(Object.fromEntries(named)))
    else {
      const rows = named.map(([hash, tags]) => [hash, tags.length === 0 ? 'in no tag' : tags.join(' ')])
      for (const line of table(rows, '', world.terminal.columns)) world.terminal.out(line)
    }
    return EXIT.done
  },
})

function findAll(history: History, hashes: readonly string[]): Result<readonly number[]> {
  const faults: Fault[] = []
  const commits: number[] = []
  for (const hash of hashes) {
    const found = findCommit(history, hash)
    if (found.ok) commits.push(found.value)
    else faults.push(found.fault)
  }
  return faults.length > 0 ? failAll(faults) : ok(commits)
}
