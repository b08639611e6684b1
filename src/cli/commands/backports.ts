import path from 'node:path'
import { acceptProposals, assessedOf, cloneOf, type GroupProposal, proposeBackports } from '#desk'
import { type AnyCommand, COMMON_FLAGS, command, EXIT, reportFault } from '../command.ts'
import { inkOf } from '../ink.ts'
import { progressOn } from '../progress.ts'
import { assessHere } from '../run-workspace.ts'
import { count, table } from '../table.ts'
import type { World } from '../world.ts'

export const backports: AnyCommand = command({
  name: 'backports',
  summary: 'find the same fix on other branches',
  operands: { text: 'ID', min: 1, max: 1 },
  about:
    'Proposes commits on other branches that carry the fixes (and the introducing commits) of a vulnerability, each with the signals it was found by: the same patch-id, a "cherry picked from" line, the same subject, the same issue. Nothing is believed until it is accepted.',
  examples: [
    ['steward backports LSF-2030-4', 'the proposals'],
    [
      'steward backports LSF-2030-4 --accept 8eaeefe49d17',
      'writes one of them into the facts; --accept all takes every complete one',
    ],
  ],
  flags: {
    accept: { type: 'string', multiple: true, value: 'HASH|all', about: 'write a proposal into the facts' },
    ...COMMON_FLAGS,
  },
  async run({ values, operands }, world) {
    const here = await assessHere(world)
    if (!here.ok) return reportFault(here.fault, values.json, world)
    const found = assessedOf(here.value, operands[0]!)
    if (!found.ok) return reportFault(found.fault, values.json, world)
    const { workspace, ground } = here.value
    const { file } = found.value
    const proposals = await proposeBackports(
      world.repositories,
      cloneOf(workspace),
      workspace.project,
      ground.history,
      file.vulnerability,
      progressOn(world),
    )
    if (!proposals.ok) return reportFault(proposals.fault, values.json, world)

    const accepted = chosen(proposals.value, values.accept)
    const unknown = values.accept.filter((word) => word !== 'all' && !accepted.some((each) => names(each, word)))
    if (unknown.length > 0) {
      return reportFault(
        {
          code: 'BACKPORT_UNKNOWN',
          kind: 'absent',
          message: `no proposal has the commit ${unknown.join(', ')}`,
          hint: 'accept one of those listed, or write it into the facts by hand',
        },
        values.json,
        world,
      )
    }
    if (accepted.length > 0) {
      const text = acceptProposals(file.text, file.vulnerability, accepted)
      if (!text.ok) return reportFault(text.fault, values.json, world)
      const written = await world.files.write(path.join(workspace.root, file.name), text.value)
      if (!written.ok) return reportFault(written.fault, values.json, world)
    }
    if (values.json) {
      world.terminal.out(
        JSON.stringify({ id: file.vulnerability.id, proposals: proposals.value, accepted: accepted.length }),
      )
      return EXIT.done
    }
    const { out } = world.terminal
    if (!values.quiet || accepted.length === 0) {
      for (const line of proposalLines(proposals.value, accepted, world)) out(line)
    }
    if (values.quiet) return EXIT.done
    const { id } = file.vulnerability
    const first = proposals.value.find((each) => each.missing.length === 0)?.commits[0]?.slice(0, 12)
    if (accepted.length > 0)
      out(`wrote ${count(accepted.length, 'proposal')} into ${file.name}; next: steward status ${id}`)
    else if (first !== undefined)
      out(`nothing written; next, when you have looked at it: steward backports ${id} --accept ${first}`)
    else if (proposals.value.length > 0) out('nothing written: find the missing commits and write the group by hand')
    return EXIT.done
  },
})

function chosen(proposals: readonly GroupProposal[], words: readonly string[]): readonly GroupProposal[] {
  const all = words.includes('all')
  return proposals.filter((each) => (all && each.missing.length === 0) || words.some((word) => names(each, word)))
}

function names(proposal: GroupProposal, word: string): boolean {
  return word.length >= 7 && proposal.commits.some((commit) => commit.startsWith(word.toLowerCase()))
}

/** One row for each proposal: branch, commits, the signals it was found by, what becomes of it. */
export function proposalLines(
  proposals: readonly GroupProposal[],
  accepted: readonly GroupProposal[],
  { terminal }: World,
): readonly string[] {
  if (proposals.length === 0) return ['  no backport found on other branches']
  const ink = inkOf(terminal)
  const short = (commits: readonly string[]): string => commits.map((commit) => commit.slice(0, 12)).join(' + ')
  const rows = [
    ['branch', 'kind', 'commit', 'found by', ''].map((name) => ink('heading', name)),
    ...proposals.map((each) => [
      each.branch ?? '-',
      each.kind,
      short(each.commits),
      each.signals.join(', '),
      each.missing.length > 0
        ? ink('error', `incomplete: nothing stands for ${short(each.missing)}`)
        : accepted.includes(each)
          ? ink('good', 'accepted')
          : each.strong
            ? 'certain'
            : ink('question', 'look at it: is it the same change?'),
    ]),
  ]
  return table(rows, '  ', terminal.columns)
}
