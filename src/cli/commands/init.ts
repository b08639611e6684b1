import path from 'node:path'
import { type Names, type Proposal, proposeProject, ruleText, writeProject } from '#desk'
import { parseProject } from '#project'
import { type AnyCommand, COMMON_FLAGS, command, EXIT, reportFault } from '../command.ts'
import { count, table } from '../table.ts'
import type { World } from '../world.ts'

export const init: AnyCommand = command({
  name: 'init',
  summary: 'look at a repository and write steward.yaml',
  about:
    'Looks at tags and branches, proposes which tags are which versions, the version scheme and the branches, and writes steward.yaml. Asks only for the names that no repository holds; --yes takes the defaults. An existing file is never overwritten.',
  examples: [
    ['cd lantern && steward init', 'in the repository itself'],
    [
      'steward init --repo ../lantern --vendor "Lantern Software Foundation" --prefix LSF --yes',
      'in a folder of its own, without questions',
    ],
  ],
  flags: {
    repo: { type: 'string', value: 'DIR', about: 'the clone to look at; the current folder when absent' },
    vendor: { type: 'string', value: 'TEXT', about: 'vendor, as CVE records name it' },
    product: { type: 'string', value: 'TEXT', about: 'product, as CVE records name it' },
    prefix: { type: 'string', value: 'TEXT', about: 'prefix of your advisory identifiers, as in LSF-2030-4' },
    'short-name': { type: 'string', value: 'TEXT', about: 'short name of your CNA in the CVE registry' },
    'org-id': { type: 'string', value: 'UUID', about: 'its organisation id there' },
    repository: { type: 'string', value: 'URL', about: 'the public address; that of the remote when absent' },
    yes: { type: 'boolean', short: 'y', about: 'ask nothing' },
    ...COMMON_FLAGS,
  },
  async run({ values }, world) {
    const file = path.join(world.folder, 'steward.yaml')
    if (await world.files.exists(file)) {
      return reportFault(
        {
          code: 'PROJECT_EXISTS',
          kind: 'conflict',
          message: 'steward.yaml exists already',
          hint: 'edit it; `steward advisory check` checks it',
        },
        values.json,
        world,
      )
    }
    const clone = path.resolve(world.folder, values.repo ?? '.')
    const history = await world.repositories.history(clone)
    if (!history.ok) return reportFault(history.fault, values.json, world)
    const remotes = await world.repositories.remotes(clone)
    if (!remotes.ok) return reportFault(remotes.fault, values.json, world)
    const remote = remotes.value.includes('origin') ? 'origin' : remotes.value[0]
    const url = remote === undefined ? undefined : await world.repositories.remoteUrl(clone, remote)
    if (url !== undefined && !url.ok) return reportFault(url.fault, values.json, world)

    const proposal = proposeProject(history.value, shortName(clone), values.repository ?? url?.value)
    if (!values.json && !values.quiet)
      for (const line of describe(proposal, history.value.size, history.value.tags.length)) world.terminal.out(line)
    const names = await askNames(values, proposal, world)
    const text = writeProject(proposal, names, path.relative(world.folder, clone) || '.')
    const check = parseProject(text, 'steward.yaml')
    if (!check.ok) return reportFault(check.fault, values.json, world)
    const written = await world.files.write(file, text)
    if (!written.ok) return reportFault(written.fault, values.json, world)
    if (values.json) world.terminal.out(JSON.stringify({ file: 'steward.yaml', proposal, names }))
    else if (!values.quiet)
      world.terminal.out(
        '  wrote steward.yaml: check `branches:` (lifecycles are guesses)    next: steward advisory new --fix HASH',
      )
    return EXIT.done
  },
})

/** The folder's name as a project name. */
function shortName(clone: string): string {
  const name = path
    .basename(clone)
    .replace(/\.git$/, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 64)
  return name === '' ? 'project' : name
}

function describe(proposal: Proposal, commits: number, tags: number): readonly string[] {
  const { scheme, releases, prereleases, ignored, branches } = proposal
  const some = (names: readonly string[]): string =>
    `${names.slice(0, 4).join(', ')}${names.length > 4 ? ` and ${names.length - 4} more` : ''}`
  return [
    `${proposal.project}  ${[proposal.repository, count(commits, 'commit'), count(tags, 'tag')].filter((part) => part !== undefined).join('  ')}`,
    ...table([
      [
        'tags',
        `${proposal.tags.map(ruleText).join('; ')}   ${count(releases, 'release')}${ignored.length === 0 ? '' : `; ${count(ignored.length, 'tag')} ignored: ${some(ignored)}`}`,
      ],
      ['scheme', `${scheme}${prereleases.length === 0 ? '' : `   pre-releases present (${prereleases.at(-1)})`}`],
      [
        'branches',
        branches.length === 0
          ? 'none'
          : branches
              .map(({ name, lifecycle, newest }) => `${name} ${lifecycle}${newest === undefined ? '' : ` ${newest}`}`)
              .join('   '),
      ],
    ]),
  ]
}

/** Flags first, then questions where somebody can answer, then what the repository suggests. */
async function askNames(
  values: {
    readonly vendor: string | undefined
    readonly product: string | undefined
    readonly prefix: string | undefined
    readonly 'short-name': string | undefined
    readonly 'org-id': string | undefined
    readonly yes: boolean
    readonly json: boolean
  },
  proposal: Proposal,
  world: World,
): Promise<Names> {
  const ask = async (given: string | undefined, question: string, suggestion: string): Promise<string> => {
    if (given !== undefined) return given
    if (values.yes || values.json || !world.terminal.interactive) return suggestion
    return (await world.terminal.ask(`  ${question} [${suggestion}] `)).trim() || suggestion
  }
  const owner = proposal.repository === undefined ? undefined : new URL(proposal.repository).pathname.split('/')[1]
  const vendor = await ask(values.vendor, 'vendor, as CVE records name it', owner || proposal.project)
  const product = await ask(values.product, 'product', proposal.project)
  const letters = proposal.project
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .replace(/^[^A-Z]+/, '')
  const prefix = await ask(values.prefix, 'prefix of advisory identifiers', letters === '' ? 'ADV' : letters)
  const { 'short-name': cna, 'org-id': orgId } = values
  return {
    vendor,
    product,
    prefix,
    ...(cna !== undefined && { shortName: cna }),
    ...(orgId !== undefined && { orgId }),
  }
}
