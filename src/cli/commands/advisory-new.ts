import { newAdvisory, openWorkspace } from '#desk'
import { type AnyCommand, COMMON_FLAGS, command, EXIT, reportFault } from '../command.ts'
import { progressOn } from '../progress.ts'
import { proposalLines } from './backports.ts'

export const advisoryNew: AnyCommand = command({
  name: 'advisory new',
  summary: 'start a vulnerability from its fix',
  about:
    'Writes a facts file from the commit that fixes the bug: looks for backports on the other branches, takes those that leave no doubt and lists the rest. The title and the description are yours to write.',
  examples: [
    ['steward advisory new --fix https://git.example/lantern/commit/6ceb8aeda504', 'from a link'],
    [
      'steward advisory new --fix 6ceb8aeda504,02a9259c7177 --introduced 1d2c3b4a5f60',
      'two commits that are required together',
    ],
  ],
  flags: {
    fix: {
      type: 'string',
      multiple: true,
      value: 'LINK|HASH',
      about: 'a fixing commit; commas join commits required together',
    },
    introduced: {
      type: 'string',
      multiple: true,
      value: 'LINK|HASH',
      about: 'an introducing commit; without one the bug was always there',
    },
    id: { type: 'string', value: 'ID', about: "the identifier; the project's next free one when absent" },
    cve: { type: 'string', value: 'CVE-ID', about: 'the CVE ID, when there is one' },
    title: { type: 'string', value: 'TEXT', about: "the title; the commit's subject when absent" },
    'dry-run': { type: 'boolean', about: 'print the file instead of writing it' },
    ...COMMON_FLAGS,
  },
  async run({ values }, world) {
    if (values.fix.length === 0) {
      return reportFault(
        {
          code: 'USAGE_FIX',
          kind: 'invalid',
          message: '--fix is missing',
          hint: 'paste the link or the hash of the fixing commit',
        },
        values.json,
        world,
      )
    }
    const workspace = await openWorkspace(world.files, world.folder)
    if (!workspace.ok) return reportFault(workspace.fault, values.json, world)
    const { id, cve, title } = values
    const written = await newAdvisory(
      world.files,
      world.repositories,
      workspace.value,
      {
        fixes: values.fix,
        introduced: values.introduced,
        now: world.now(),
        dryRun: values['dry-run'],
        ...(id !== undefined && { id }),
        ...(cve !== undefined && { cve }),
        ...(title !== undefined && { title }),
      },
      progressOn(world),
    )
    if (!written.ok) return reportFault(written.fault, values.json, world)
    const { text, ...answer } = written.value
    const { file, fixes, proposals } = answer
    if (values.json) {
      world.terminal.out(JSON.stringify({ ...answer, written: !values['dry-run'] }))
      return EXIT.done
    }
    if (values['dry-run']) {
      world.terminal.write(text)
      return EXIT.done
    }
    const open = proposals.filter(({ strong, missing }) => !strong || missing.length > 0)
    const { out } = world.terminal
    if (values.quiet) {
      if (open.length > 0) for (const line of proposalLines(open, [], world)) out(line)
      return EXIT.done
    }
    for (const { commit, subject } of fixes) out(`fix ${commit.slice(0, 12)} "${subject}"`)
    const taken = proposals.filter((each) => !open.includes(each))
    for (const line of proposalLines(proposals, taken, world)) out(line)
    out(
      `wrote ${file}: write its title and description${values.introduced.length === 0 ? ', name the introducing commit' : ''}`,
    )
    const weak = open.find(({ missing }) => missing.length === 0)
    out(
      weak === undefined
        ? `next: steward status ${written.value.id}`
        : `next: steward backports ${written.value.id} --accept ${weak.commits[0]?.slice(0, 12)}, when you have looked at it`,
    )
    return EXIT.done
  },
})
