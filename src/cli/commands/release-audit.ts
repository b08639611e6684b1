import path from 'node:path'
import {
  type Audit,
  AuditRecord,
  auditContext,
  auditCsv,
  auditMarkdown,
  auditPage,
  countTree,
  firstOf,
  gatherManifest,
  gatherTree,
  readDigestLists,
} from '#desk/archive'
import { type Fault, fail, ok, type Result } from '#fault'
import { jsonPieces } from '#json'
import { expiry, parsePolicy, writeInstant } from '#trust'
import { AUDIT_FLAGS, auditOptions } from '../audit-options.ts'
import { auditAnswer, auditJson, auditLines } from '../audit-text.ts'
import {
  type AnyCommand,
  COMMON_FLAGS,
  command,
  EXIT,
  exitAfterFaults,
  printFaults,
  reportFault,
  writeAnswer,
} from '../command.ts'
import { inkOf } from '../ink.ts'
import { progressOn } from '../progress.ts'
import { count } from '../table.ts'
import { wholeSeconds } from '../trust-files.ts'
import type { World } from '../world.ts'

export const releaseAudit: AnyCommand = command({
  name: 'release audit',
  summary: 'verify a whole archive of released files, and say what can be mended',
  operands: { text: 'DIR|MANIFEST.jsonl', min: 1, max: 1 },
  about:
    'Looks at every file of a folder and what lies beside it (.sigstore, .sigstore.json, .crt with .sig, .rekor, .asc), or at the rows of a manifest, and judges each signature by the trust policy. Nothing is asked of the network, no link is followed. Says which bundles lack a checkpoint, which files lack a bundle, and whether the log entry for that is at hand. Exit code 1 when a check fails or is incomplete, or nothing is signed; 3 and above when a part could not be looked at. docs/release-audit.md tells more.',
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
    const { reader, spools } = await world.archives()
    const isFolder = await reader.isFolder(path.resolve(world.folder, place))
    using record = new AuditRecord(spools)
    const done = await auditPlace(world, place, values, record)
    if (!done.ok) return reportFault(done.fault, values.json, world)
    const audit = done.value
    for (const file of values.out) {
      const written = await world.files.write(path.resolve(world.folder, file), reportText(file, audit, values.owner))
      if (!written.ok) return reportFault(written.fault, values.json, world)
    }
    const isBad = audit.summary.verdicts.fail + audit.summary.verdicts.incomplete > 0
    if (values.json) writeAnswer(auditAnswer(audit), world)
    else {
      if (!values.quiet || isBad || audit.summary.verdicts.pass === 0)
        for (const line of auditLines(audit, inkOf(world.terminal))) world.terminal.out(line)
      printFaults(firstOf(audit.faults(), FAULTS_SHOWN), world)
      const missed = audit.faultCount - FAULTS_SHOWN
      if (missed > 0) world.terminal.err(`steward: and ${count(missed, 'fault')} more: --json tells all`)
      if (!values.quiet)
        for (const line of lastLines(audit, isFolder ? place : undefined, values)) world.terminal.out(line)
    }
    // Nothing that passes is no clean audit.
    const isClean = !isBad && audit.anomalyCount.errors === 0 && audit.summary.verdicts.pass > 0
    return exitAfterFaults(isClean ? EXIT.done : EXIT.findings, audit.faults())
  },
})

type Report = (audit: Audit, owner: string | undefined) => Iterable<string>

/** What a report is by the ending of its name. */
const REPORTS: ReadonlyMap<string, Report> = new Map<string, Report>([
  ['.html', (audit, owner) => auditPage(audit, owner === undefined ? {} : { owner })],
  ['.json', auditDocument],
  ['.csv', auditCsv],
  ['.md', auditMarkdown],
])

function* auditDocument(audit: Audit): Generator<string> {
  yield* jsonPieces(auditJson(audit), 2)
  yield '\n'
}

function reportText(file: string, audit: Audit, owner: string | undefined): Iterable<string> {
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

type PlaceValues = Parameters<typeof auditOptions>[2]

/** Audits a folder or a manifest, into a record. Parts that could not be looked at are faults in it; the rest went on. */
async function auditPlace(
  world: World,
  place: string,
  values: PlaceValues,
  record: AuditRecord,
): Promise<Result<Audit>> {
  const given = path.resolve(world.folder, place)
  if (!(await world.files.exists(given))) return fail(absent(place))
  const { reader, audits } = await world.archives()
  const isManifest = !(await reader.isFolder(given))
  const root = isManifest ? path.dirname(given) : given
  const options = await auditOptions(world, root, values)
  if (!options.ok) return options
  const context = auditContext(options.value)
  if (!context.ok) return context
  const { now } = options.value
  const policy = parsePolicy(options.value.policy.text, options.value.policy.file)
  if (!policy.ok) return policy
  const stale = values['expired-policy'] === 'accept' ? undefined : expiry(policy.value.policy, now)
  if (stale !== undefined) return fail(stale)
  const lists = values.digests.map((file) => ({ path: path.resolve(world.folder, file), shown: file }))
  const digests = await readDigestLists(world.files, lists)
  if (!digests.ok) return digests
  const subjects = isManifest
    ? gatherManifest(world.files, { path: given, shown: place }, digests.value, record)
    : gatherTree(reader, root, digests.value, record)
  const total = isManifest || !world.terminal.interactive ? undefined : await countTree(reader, root)
  const progress = progressOn(world)
  for await (const subject of audits.run(subjects, options.value, world.threads)) {
    record.add(subject)
    if (record.fault !== undefined) return fail(record.fault)
    progress(record.files, total, 'auditing')
  }
  world.terminal.status('')
  if (record.isEmpty) return fail(nothing(place))
  const { policyId, version } = policy.value.policy
  const audit = record.finish({
    place,
    at: writeInstant(wholeSeconds(now)),
    policy: { id: policyId, version, digest: policy.value.digest },
    roots: context.value.roots.map((each) => each.root.sha256),
  })
  return record.fault === undefined ? ok(audit) : fail(record.fault)
}

/** Parts that could not be looked at, told one by one. */
const FAULTS_SHOWN = 40

/** `folder`: only files in one can be mended. */
function lastLines(
  { summary }: Audit,
  folder: string | undefined,
  values: PlaceValues & { readonly out: readonly string[] },
): readonly string[] {
  const wrote = values.out.length === 0 ? [] : [`  wrote ${values.out.join(' ')}`]
  const isMendable = summary.repairs.some(({ kind, ready }) => kind !== 'upgrade' && ready > 0)
  if (folder === undefined || !isMendable) return wrote
  const flags = (['policy', 'digests', 'rekor', 'trusted-root'] as const).flatMap((flag) =>
    [values[flag] ?? []].flat().map((value) => ` --${flag} ${value}`),
  )
  return [...wrote, `  next: steward release plan ${folder}${flags.join('')} --out plan.json`]
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
