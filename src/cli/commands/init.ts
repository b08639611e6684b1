import path from 'node:path'
import { type Names, type Proposal, proposeProject, ruleText, writeProject } from '#desk/init'
import { type Fault, fail, ok, type Result } from '#fault'
import { parseProject } from '#project'
import { type AnyCommand, COMMON_FLAGS, command, EXIT, reportFault } from '../command.ts'
import { inkOf } from '../ink.ts'
import { count, table, wrap } from '../table.ts'
import type { World } from '../world.ts'

/** Columns before the second column of the description. */
const INDENT = 13

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
    'dry-run': { type: 'boolean', about: 'print the file instead of writing it' },
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
      for (const line of describe(proposal, history.value.size, history.value.tags.length, world))
        world.terminal.out(line)
    const names = await askNames(values, proposal, world)
    if (!names.ok) return reportFault(names.fault, values.json, world)
    const text = writeProject(proposal, names.value, path.relative(world.folder, clone) || '.')
    const check = parseProject(text, 'steward.yaml')
    if (!check.ok) return reportFault(unwritten(check.fault), values.json, world)
    if (values['dry-run'] && !values.json) {
      world.terminal.write(text)
      return EXIT.done
    }
    const written = values['dry-run'] ? ok(undefined) : await world.files.write(file, text)
    if (!written.ok) return reportFault(written.fault, values.json, world)
    if (values.json)
      world.terminal.out(
        JSON.stringify({ file: 'steward.yaml', proposal, names: names.value, written: !values['dry-run'] }),
      )
    else if (!values.quiet) for (const line of closing(proposal, names.value)) world.terminal.out(line)
    return EXIT.done
  },
})

/** A fault of a steward.yaml that was never written: it has no lines to point at. */
function unwritten(fault: Fault): Fault {
  const { place: _, also: __, ...rest } = fault
  return { ...rest, message: `cannot write steward.yaml: ${rest.message}`, hint: rest.hint ?? 'correct the names' }
}

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

function describe(proposal: Proposal, commits: number, tags: number, { terminal }: World): readonly string[] {
  const { scheme, releases, prereleases, ignored, branches, repository } = proposal
  const some = (names: readonly string[]): string =>
    names.length > 4 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ')
  const title = inkOf(terminal)('title', proposal.project)
  const head = [title, repository, `${count(commits, 'commit')}, ${count(tags, 'tag')}`]
  const lines = wrap(
    branches.map(({ name, lifecycle, newest }) => [name, lifecycle, newest].filter(Boolean).join(' ')).join('   '),
    Math.max(40, Math.min(100, terminal.columns) - INDENT),
    '   ',
  )
  return [
    head.filter((part) => part !== undefined).join('  '),
    ...table([
      [
        'tags',
        releases === 0
          ? 'none looks like a version'
          : `${proposal.tags.map(ruleText).join('; ')}   ${count(releases, 'release')}`,
      ],
      ...(ignored.length === 0 ? [] : [['ignored', `${count(ignored.length, 'tag')}: ${some(ignored)}`]]),
      ['scheme', `${scheme}${prereleases.length === 0 ? '' : `   pre-releases present (${prereleases.at(-1)})`}`],
      ...(branches.length === 0 ? [['branches', 'none']] : lines.map((line, i) => [i === 0 ? 'branches' : '', line])),
    ]),
  ]
}

/** What is left to check, and the next command. */
function closing({ releases }: Proposal, { shortName: cna, orgId }: Names): readonly string[] {
  const check =
    releases === 0 ? 'say under `tags:` which tags are releases' : 'check `branches:` (lifecycles are guesses)'
  return [
    `  wrote steward.yaml: ${check}`,
    ...(cna === undefined || orgId === undefined ? ['  CVE records need `foundation:` too'] : []),
    'next: steward advisory new --fix HASH',
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
  { terminal }: World,
): Promise<Result<Names>> {
  const asks = !values.yes && !values.json && terminal.interactive
  const ask = async (given: string | undefined, question: string, suggestion: string): Promise<string | undefined> => {
    if (given !== undefined || !asks) return given ?? suggestion
    const answer = await terminal.ask(`  ${question} [${suggestion}] `)
    return answer === undefined ? undefined : answer.trim() || suggestion
  }
  const owner = proposal.repository === undefined ? undefined : new URL(proposal.repository).pathname.split('/')[1]
  const letters = proposal.project
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .replace(/^[^A-Z]+/, '')
  const vendor = await ask(values.vendor, 'vendor, as CVE records name it', owner || proposal.project)
  const product = vendor === undefined ? undefined : await ask(values.product, 'product', proposal.project)
  const prefix =
    product === undefined
      ? undefined
      : await ask(values.prefix, 'prefix of advisory identifiers', letters === '' ? 'ADV' : letters)
  if (vendor === undefined || product === undefined || prefix === undefined) {
    return fail({
      code: 'USAGE_ANSWER',
      kind: 'invalid',
      message: 'a question was not answered: nothing is written',
      hint: '--yes asks nothing and takes what is suggested',
    })
  }
  const { 'short-name': cna, 'org-id': orgId } = values
  return ok({
    vendor,
    product,
    prefix,
    ...(cna !== undefined && { shortName: cna }),
    ...(orgId !== undefined && { orgId }),
  })
}
