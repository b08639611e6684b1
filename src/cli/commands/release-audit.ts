import path from 'node:path'
import {
  type Audit,
  type AuditedSubject,
  auditContext,
  auditCsv,
  auditMarkdown,
  auditPage,
  type Gathered,
  gatherManifest,
  gatherTree,
  readDigestLists,
  summarize,
} from '#desk/archive'
import { type Fault, fail, ok, type Result } from '#fault'
import { writeJson } from '#json'
import { expiry, parsePolicy, writeInstant } from '#trust'
import { AUDIT_FLAGS, auditOptions } from '../audit-options.ts'
import { auditJson, auditLines } from '../audit-text.ts'
import { type AnyCommand, COMMON_FLAGS, command, EXIT, listOf, printFaults, reportFault } from '../command.ts'
import { inkOf } from '../ink.ts'
import { progressOn } from '../progress.ts'
import type { World } from '../world.ts'

export const releaseAudit: AnyCommand = command({
  name: 'release audit',
  summary: 'verify a whole archive of released files, and say what can be mended',
  operands: { text: 'DIR|MANIFEST.jsonl', min: 1, max: 1 },
  about:
    'Looks at every file of a folder and what lies beside it (.sigstore, .sigstore.json, .crt with .sig, .rekor, .asc), or at the rows of a manifest, and judges each signature by the trust policy. Nothing is asked of the network, no link is followed. Says which bundles lack a checkpoint, which files lack a bundle, and whether the log entry for that is at hand. Exit code 1 when a check fails or is incomplete. docs/release-audit.md tells more.',
  examples: [
    ['steward release audit /srv/ftp/lantern --policy lantern.trust.json', 'a tree'],
    ['steward release audit files.jsonl --policy policy.json --rekor dump.json', 'a manifest, with log entries'],
  ],
  flags: {
    ...AUDIT_FLAGS,
    owner: { type: 'string', value: 'NAME', about: 'whose releases they are, for the page' },
    out: {
      type: 'string',
      multiple: true,
      value: 'FILE',
      about: 'write a report; .html, .json, .csv or .md says which',
    },
    ...COMMON_FLAGS,
  },
  async run({ values, operands }, world) {
    const [place = ''] = operands
    const wrong = values.out.find((file) => !REPORTS.has(path.extname(file)))
    if (wrong !== undefined) return reportFault(unknownReport(wrong), values.json, world)
    const done = await auditPlace(world, place, values)
    if (!done.ok) return reportFault(done.fault, values.json, world)
    const { audit, faults } = done.value
    for (const file of values.out) {
      const written = await world.files.write(path.resolve(world.folder, file), reportText(file, audit, values.owner))
      if (!written.ok) return reportFault(written.fault, values.json, world)
    }
    const { fail: failed, incomplete } = audit.summary.verdicts
    if (values.json) world.terminal.out(JSON.stringify({ ...auditJson(audit), faults: faults.flatMap(listOf) }))
    else {
      const lines = auditLines(audit, inkOf(world.terminal))
      if (!values.quiet || failed + incomplete > 0) for (const line of lines) world.terminal.out(line)
      printFaults(faults, world)
      if (!values.quiet) for (const line of lastLines(audit, values.out, place, values.policy)) world.terminal.out(line)
    }
    const alarming = audit.summary.anomalies.some(({ level }) => level === 'error')
    return failed + incomplete > 0 || alarming || faults.length > 0 ? EXIT.findings : EXIT.done
  },
})

type Report = (audit: Audit, owner: string | undefined) => string

/** What a report is by the ending of its name. */
const REPORTS: ReadonlyMap<string, Report> = new Map<string, Report>([
  ['.html', (audit, owner) => auditPage(audit, owner === undefined ? {} : { owner })],
  ['.json', (audit) => writeJson(auditJson(audit))],
  ['.csv', auditCsv],
  ['.md', auditMarkdown],
])

function reportText(file: string, audit: Audit, owner: string | undefined): string {
  const report = REPORTS.get(path.extname(file))
  if (report === undefined) throw new Error(`no report for ${file}`)
  return report(audit, owner)
}

function unknownReport(file: string): Fault<'USAGE_REPORT'> {
  return {
    code: 'USAGE_REPORT',
    kind: 'invalid',
    message: `cannot tell what report ${JSON.stringify(file)} should be`,
    hint: `its name ends in ${[...REPORTS.keys()].join(', ')}`,
  }
}

/** Audits a folder or a manifest. Faults are of parts that could not be looked at; the rest went on. */
export async function auditPlace(
  world: World,
  place: string,
  values: Parameters<typeof auditOptions>[2],
): Promise<Result<{ readonly audit: Audit; readonly faults: readonly Fault[]; readonly root: string }>> {
  const given = path.resolve(world.folder, place)
  if (!(await world.files.exists(given))) return fail(absent(place))
  const { reader, audits } = await world.archives()
  const isManifest = !(await reader.isFolder(given))
  const root = isManifest ? path.dirname(given) : given
  const options = await auditOptions(world, root, values)
  if (!options.ok) return options
  const context = auditContext(options.value)
  if (!context.ok) return context
  const stale = values['expired-policy'] === 'accept' ? undefined : expiry(context.value.policy, options.value.now)
  if (stale !== undefined) return fail(stale)
  const lists = values.digests.map((file) => ({ path: path.resolve(world.folder, file), shown: file }))
  const digests = await readDigestLists(world.files, lists)
  if (!digests.ok) return digests
  const gathered: Gathered = isManifest
    ? gatherManifest(world.files, { path: given, shown: place }, digests.value)
    : await gatherTree(reader, root, digests.value)
  const progress = progressOn(world)
  const subjects: AuditedSubject[] = []
  for await (const subject of audits.run(gathered.subjects, options.value, world.threads)) {
    subjects.push(subject)
    progress(subjects.length, gathered.total, 'auditing')
  }
  world.terminal.status('')
  if (subjects.length === 0 && gathered.faults.length === 0) return fail(nothing(place))
  const policy = parsePolicy(options.value.policy.text, options.value.policy.file)
  if (!policy.ok) return policy
  const { policyId, version } = policy.value.policy
  return ok({
    audit: {
      place,
      at: writeInstant(Math.floor(options.value.now / 1000) * 1000),
      policy: { id: policyId, version, digest: policy.value.digest },
      roots: context.value.roots.map((each) => each.root.sha256),
      subjects,
      summary: summarize(subjects, gathered.passedOver),
    },
    faults: gathered.faults,
    root,
  })
}

function lastLines(
  { summary }: Audit,
  out: readonly string[],
  place: string,
  policy: string | undefined,
): readonly string[] {
  const wrote = out.length === 0 ? [] : [`  wrote ${out.join(' ')}`]
  const mendable = summary.repairs.some(({ kind, ready }) => kind !== 'upgrade' && ready > 0)
  const next = mendable ? [`  next: steward release plan ${place} --policy ${policy} --rekor DUMP --out plan.json`] : []
  return [...wrote, ...next]
}

function absent(place: string): Fault<'ARCHIVE_ABSENT'> {
  return { code: 'ARCHIVE_ABSENT', kind: 'absent', message: `cannot audit ${place}: it does not exist` }
}

/** A check of nothing must not look like a clean one. */
function nothing(place: string): Fault<'ARCHIVE_EMPTY'> {
  return {
    code: 'ARCHIVE_EMPTY',
    kind: 'absent',
    message: `there is no released file in ${place}`,
    hint: 'name the folder that holds them, or a manifest with one file in a line',
  }
}
