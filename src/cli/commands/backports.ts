import path from 'node:path'
import { acceptProposals, assessedOf, cloneOf, type GroupProposal, proposeBackports } from '#desk'
import { type AnyCommand, COMMON_FLAGS, command, EXIT, reportFault } from '../command.ts'
import { progressOn } from '../progress.ts'
import { assessHere } from '../run-workspace.ts'
import { count, table } from '../table.ts'

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
    for (const line of proposalLines(proposals.value)) world.terminal.out(line)
    if (accepted.length > 0) world.terminal.out(`wrote ${count(accepted.length, 'proposal')} into ${file.name}`)
    else if (proposals.value.length > 0 && !values.quiet)
      world.terminal.out(`look at each, then: steward backports ${operands[0]} --accept HASH`)
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

/** One row for each proposal: branch, commits, signals, what is missing. */
export function proposalLines(proposals: readonly GroupProposal[]): readonly string[] {
  if (proposals.length === 0) return ['no backport found']
  return table(
    proposals.map(({ kind, branch, commits, signals, strong, missing }) => [
      branch ?? '(no branch)',
      kind,
      commits.map((commit) => commit.slice(0, 12)).join(' + '),
      signals.join(', '),
      missing.length > 0
        ? `incomplete: nothing stands for ${missing.map((commit) => commit.slice(0, 12)).join(', ')}`
        : strong
          ? ''
          : 'confirm this one',
    ]),
  )
}
