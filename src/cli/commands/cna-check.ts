import path from 'node:path'
import type { CveRecord } from '#cve'
import { openWorkspace, type Workspace } from '#desk'
import { type AskedServices, type CveServices, deskFactsOf, type Listing, type Target } from '#desk/cna'
import { type Fault, fail, from, ok, type Result } from '#fault'
import { DESK_RULES, type DeskFacts, type DeskLint, type Finding, type LinkAnswer, lintDesk } from '#lint'
import type { LintSettings } from '#project'
import { SERVICE_FLAGS, targetJson, targetLine, withServices } from '../cna-session.ts'
import { type AnyCommand, COMMON_FLAGS, command, EXIT, exitOf, printFaults, reportFault } from '../command.ts'
import { deskFindingLines, deskTallyLine, subjectsOf } from '../desk-text.ts'
import type { Values } from '../flags.ts'
import { inkOf } from '../ink.ts'
import { settingsFor } from '../lint-settings.ts'
import { notCheckedLines } from '../not-checked.ts'
import { progressOn } from '../progress.ts'
import { shownPath } from '../record-files.ts'
import { codesOf } from '../rule-codes.ts'
import type { World } from '../world.ts'

const FLAGS = {
  rule: { type: 'string', multiple: true, value: 'CODE', about: 'hear of this rule alone (repeat for more)' },
  strict: { type: 'boolean', about: 'warnings fail the run too' },
  config: { type: 'string', value: 'FILE', about: 'levels and waivers from FILE, not from steward.yaml' },
  links: { type: 'boolean', about: 'open the public pages of the foundation; nothing of any case' },
  ...SERVICE_FLAGS,
  ...COMMON_FLAGS,
} as const

export const cnaCheck: AnyCommand = command({
  name: 'cna check',
  summary: 'check the work of the CNA: records that are due, forgotten IDs, embargoes, idle accounts',
  operands: { text: 'PROJECT...', min: 0, max: Number.POSITIVE_INFINITY },
  about:
    'Looks at the facts files of the project in the current folder, or of the projects in the folders that are named, and at the foundation in steward.yaml. With --target or --credentials it also asks CVE Services for the IDs and the users of the organisation; without them nothing is sent anywhere. An ID that a case of another project needs looks forgotten: name all projects of the CNA. What could not be checked is listed. Exit code 1 when there is an error.',
  examples: [
    ['steward cna check', 'the project in this folder, offline'],
    ['steward cna check --target production lantern/ wick/', 'two projects, and what CVE Services know'],
  ],
  flags: FLAGS,
  async run({ values, operands }, world) {
    const plan = await planCheck(values, operands, world)
    if (!plan.ok) return reportFault(plan.fault, values.json, world)
    if (values.target === undefined && values.credentials === undefined)
      return check(plan.value, undefined, values, world)
    return withServices(values, world, async (services, named) => {
      const asked = await ask(services, plan.value.workspaces, world)
      if (!asked.ok) return reportFault(asked.fault, values.json, world)
      const told = { ...asked.value, line: targetLine(services, named), json: targetJson(services, named) }
      return check(plan.value, told, values, world)
    })
  },
})

interface Plan {
  readonly workspaces: readonly Workspace[]
  readonly settings: LintSettings
  /** The rules to hear of; all when empty. */
  readonly only: readonly string[]
}

async function planCheck(
  values: Values<typeof FLAGS>,
  operands: readonly string[],
  world: World,
): Promise<Result<Plan>> {
  const only = codesOf(values.rule)
  if (!only.ok) return only
  const other = only.value.find((code) => !DESK_RULES.some((rule) => rule.code === code))
  if (other !== undefined) return fail(otherRule(other))
  const workspaces: Workspace[] = []
  for (const operand of operands.length === 0 ? ['.'] : operands) {
    const opened = await openWorkspace(world.files, path.resolve(world.folder, operand))
    if (!opened.ok) return opened
    workspaces.push(opened.value)
  }
  const own = values.config === undefined ? workspaces[0]?.project.lint : undefined
  const settings = own === undefined ? await settingsFor(values.config, world) : ok(own)
  return settings.ok ? ok({ workspaces, settings: settings.value, only: only.value }) : settings
}

function otherRule(code: string): Fault {
  return {
    code: 'USAGE_RULE',
    kind: 'invalid',
    message: `${code} is no rule about the work of a CNA`,
    at: '--rule',
    hint: `one of ${DESK_RULES.map((rule) => rule.code).join(', ')}`,
  }
}

/** What CVE Services told, and who they are. */
interface Told extends AskedServices {
  readonly line: string
  readonly json: object
}

async function check(
  { workspaces, settings, only }: Plan,
  told: Told | undefined,
  values: Values<typeof FLAGS>,
  world: World,
): Promise<number> {
  const { out } = world.terminal
  const facts = deskFactsOf(workspaces, told)
  const links = values.links ? await askPages(facts, world) : undefined
  const all = lintDesk(facts, { now: world.now().toISOString(), ...(links && { links }) }, settings)
  const isWanted = ({ code }: { readonly code: string }): boolean => only.length === 0 || only.includes(code)
  const lint: DeskLint = {
    findings: all.findings.filter(isWanted),
    waived: all.waived.filter(({ finding }) => isWanted(finding)),
    notChecked: all.notChecked.filter(isWanted),
  }
  const faults = workspaces.flatMap((each) => each.faults.map((fault) => placed(fault, each.root, world)))
  const subjectOf = subjectsOf(workspaces, facts, world)
  if (values.json) {
    const plain = ({ fix: _, ...finding }: Finding): object => ({ subject: subjectOf(finding.at), ...finding })
    const { cases = [], identifiers, users } = facts
    out(
      JSON.stringify({
        ...(told !== undefined && { target: told.json }),
        cases: cases.length,
        identifiers: identifiers?.length ?? null,
        users: users?.length ?? null,
        findings: lint.findings.map(plain),
        waived: lint.waived.map(({ finding, reason }) => ({ ...plain(finding), reason })),
        notChecked: lint.notChecked,
        faults,
      }),
    )
  } else {
    if (told !== undefined && !values.quiet) out(told.line)
    printFaults(faults, world)
    for (const line of deskFindingLines(lint, subjectOf, inkOf(world.terminal))) out(line)
    if (!values.quiet) {
      out(deskTallyLine(lint, facts))
      for (const line of notCheckedLines(lint.notChecked)) out(inkOf(world.terminal)('heading', line))
    }
  }
  if (faults.length > 0) return Math.max(...faults.map(exitOf))
  const has = (level: Finding['level']): boolean => lint.findings.some((finding) => finding.level === level)
  return has('error') || (values.strict && has('warning')) ? EXIT.findings : EXIT.done
}

/** Faults name files from the folder of their project. */
function placed(fault: Fault, root: string, world: World): Fault {
  const source = fault.place?.source
  return source === undefined ? fault : from(shownPath(path.resolve(root, source), world), fault)
}

async function ask<T extends Target>(
  services: CveServices<T>,
  workspaces: readonly Workspace[],
  world: World,
): Promise<Result<AskedServices>> {
  const { org } = services.speaker
  const ours = workspaces.find(({ project }) => project.foundation !== undefined)?.project.foundation?.shortName
  if (ours !== undefined && ours.toLowerCase() !== org.toLowerCase()) return fail(otherOrg(org, ours))
  const entries = await listAll(services.ids.list({}))
  if (!entries.ok) return entries
  const users = await listAll(services.users.list(org))
  if (!users.ok) return users
  const states = new Map(entries.value.map(({ cve_id, state }) => [cve_id, state]))
  const published = workspaces.flatMap(({ facts }) =>
    facts.flatMap(({ vulnerability: { cve } }) => (cve !== undefined && states.get(cve) === 'PUBLISHED' ? [cve] : [])),
  )
  const records = new Map<string, CveRecord>()
  const progress = progressOn(world)
  for (const [i, id] of published.entries()) {
    const record = await services.records.get(id)
    if (!record.ok) return record
    records.set(id, record.value)
    progress(i + 1, published.length, 'reading records')
  }
  return ok({ entries: entries.value, users: users.value, records })
}

async function listAll<V>(listing: Listing<V>): Promise<Result<readonly V[]>> {
  const all: V[] = []
  for await (const each of listing) {
    if (!each.ok) return each
    all.push(each.value)
  }
  return ok(all)
}

function otherOrg(org: string, ours: string): Fault {
  return {
    code: 'CNA_OTHER_ORG',
    kind: 'conflict',
    message: `the credentials are of ${JSON.stringify(org)}, and steward.yaml is of ${JSON.stringify(ours)}`,
    hint: 'its identifiers and users would tell nothing of these cases',
  }
}

/** The pages that the foundation tells everybody about. */
async function askPages({ foundation }: DeskFacts, world: World): Promise<ReadonlyMap<string, LinkAnswer>> {
  const links = new Map<string, LinkAnswer>()
  for (const url of [foundation?.contact, foundation?.policy, foundation?.advisories]) {
    if (url !== undefined && /^https?:\/\//i.test(url)) links.set(url, await world.web.look(url))
  }
  return links
}
