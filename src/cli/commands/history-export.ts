import path from 'node:path'
import { writeGraph } from '#history'
import { type AnyCommand, COMMON_FLAGS, command, EXIT, reportFault } from '../command.ts'
import { historyFlags, openHistory } from '../open-history.ts'
import { count } from '../table.ts'

export const historyExport: AnyCommand = command({
  name: 'history export',
  summary: 'write the commit graph of a repository as one plain file',
  operands: { text: 'FILE', min: 1, max: 1 },
  about:
    'Writes commits, parents, tags and branches in the plain graph format (docs/graph-file.md): enough to answer every question about releases without the repository. Compress it with gzip; every command reads both.',
  examples: [
    ['steward history export lantern.graph', 'the repository of the current folder'],
    ['steward history export --repo ../lantern - | gzip > lantern.graph.gz', 'compressed on the way'],
  ],
  flags: { ...historyFlags, ...COMMON_FLAGS },
  async run({ values, operands }, world) {
    if (operands[0] === '-' && values.json) {
      const message = '- writes the graph to standard output, where --json would write too'
      const fault = { code: 'USAGE_OUTPUT', kind: 'invalid', message, hint: 'name a file' } as const
      return reportFault(fault, values.json, world)
    }
    const history = await openHistory(values, world)
    if (!history.ok) return reportFault(history.fault, values.json, world)
    if (operands[0] === '-') {
      for (const chunk of writeGraph(history.value)) world.terminal.write(chunk)
      return EXIT.done
    }
    const file = path.resolve(world.folder, operands[0]!)
    const written = await world.files.write(file, writeGraph(history.value))
    if (!written.ok) return reportFault(written.fault, values.json, world)
    const { size: commits, tags, branches } = history.value
    if (values.json) {
      world.terminal.out(JSON.stringify({ file: operands[0], commits, tags: tags.length, branches: branches.length }))
    } else if (!values.quiet) {
      world.terminal.out(
        `wrote ${operands[0]}: ${count(commits, 'commit')}, ${count(tags.length, 'tag')}, ${count(branches.length, 'branch', 'branches')}`,
      )
    }
    return EXIT.done
  },
})
