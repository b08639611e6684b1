import path from 'node:path'
import {
  type AuditContext,
  type AuditOptions,
  auditContext,
  commonEnding,
  gatherTree,
  type IndexedEntry,
  type LeftOver,
  loadSubject,
  type PlannedChange,
  planJson,
  type ReleasePlan,
  type RepairKind,
  readDigestLists,
  type Subject,
  wantedEntries,
} from '#desk/archive'
import { type Fault, fail, ok, type Result } from '#fault'
import { writeJson } from '#json'
import { parsePolicy, writeInstant } from '#trust'
import { AUDIT_FLAGS, auditOptions } from '../audit-options.ts'
import { type AnyCommand, COMMON_FLAGS, command, EXIT, reportFault } from '../command.ts'
import type { Values } from '../flags.ts'
import { progressOn } from '../progress.ts'
import { count, table } from '../table.ts'
import { wholeSeconds } from '../trust-files.ts'
import type { World } from '../world.ts'

const FLAGS = {
  ...AUDIT_FLAGS,
  upgrade: { type: 'boolean', about: 'also bring bundles of older formats to version 0.3' },
  only: {
    type: 'string',
    multiple: true,
    value: 'KIND',
    words: ['add-checkpoint', 'backfill', 'upgrade'],
    about: 'repairs of this kind alone',
  },
  'ask-rekor': { type: 'boolean', about: 'ask the log for entries that no file has: over the network' },
  'rekor-url': { type: 'string', value: 'URL', about: 'the log to ask; that of the public instance when absent' },
  out: { type: 'string', value: 'FILE', about: 'write the plan to FILE; without it, it is only shown' },
  ...COMMON_FLAGS,
} as const

export const releasePlan: AnyCommand = command({
  name: 'release plan',
  summary: 'plan what can be mended in an archive, without signing anything again',
  operands: { text: 'DIR', min: 1, max: 1 },
  about:
    'Adds missing checkpoints to bundles, makes bundles of .crt and .sig, and with --upgrade brings older bundles to version 0.3, from log entries in files. Only evidence changes: signature, certificate, digest and what the log recorded stay to the byte, and every new bundle is verified before it is in the plan. Nothing is written but the plan.',
  examples: [
    ['steward release plan /srv/ftp/lantern --policy p.json --rekor dump.json --out plan.json', 'the plan'],
    ['steward release plan DIR --policy p.json --upgrade --only upgrade', 'only newer formats, shown'],
  ],
  flags: FLAGS,
  async run({ values, operands }, world) {
    const [place = ''] = operands
    const planned = await plan(world, place, values)
    if (!planned.ok) return reportFault(planned.fault, values.json, world)
    const text = writeJson(planJson(planned.value))
    if (values.out !== undefined) {
      const written = await world.files.write(path.resolve(world.folder, values.out), text)
      if (!written.ok) return reportFault(written.fault, values.json, world)
    }
    if (values.json)
      world.terminal.out(JSON.stringify({ ...(planJson(planned.value) as object), file: values.out ?? null }))
    else if (!values.quiet) for (const line of planLines(planned.value, values.out)) world.terminal.out(line)
    return EXIT.done
  },
})

async function plan(world: World, place: string, values: Values<typeof FLAGS>): Promise<Result<ReleasePlan>> {
  const root = path.resolve(world.folder, place)
  const { reader, plans } = await world.archives()
  if (!(await world.files.exists(root))) return fail(absent(place))
  if (!(await reader.isFolder(root))) return fail(noFolder(place))
  const options = await auditOptions(world, root, values)
  if (!options.ok) return options
  const context = auditContext(options.value)
  if (!context.ok) return context
  const policy = parsePolicy(options.value.policy.text, options.value.policy.file)
  if (!policy.ok) return policy
  const lists = values.digests.map((file) => ({ path: path.resolve(world.folder, file), shown: file }))
  const digests = await readDigestLists(world.files, lists)
  if (!digests.ok) return digests
  const unlisted: Fault[] = []
  const notice = { miss: (fault: Fault) => void unlisted.push(fault), passOver: () => undefined }
  const subjects: Subject[] = []
  for await (const subject of gatherTree(reader, root, digests.value, notice)) subjects.push(subject)
  if (unlisted[0] !== undefined) return fail(unlisted[0])
  const ending = commonEnding(
    subjects.flatMap(({ bundles }) => bundles.map((each) => (each.kind === 'file' ? each.path : ''))),
  )
  const kinds = kindsOf(values)
  const asked = await askLog(world, subjects, options.value, context.value, kinds, values)
  if (!asked.ok) return asked
  const progress = progressOn(world)
  const changes: PlannedChange[] = []
  const left: LeftOver[] = []
  let done = 0
  const given = { ...options.value, wishes: { kinds, ending }, asked: asked.value }
  for await (const planned of plans.run(subjects, given, world.threads)) {
    changes.push(...planned.changes)
    left.push(...planned.left)
    progress(++done, subjects.length, 'planning')
  }
  const { policyId: id, version } = policy.value.policy
  const createdAt = writeInstant(wholeSeconds(options.value.now))
  return ok({ root, createdAt, policy: { id, version, digest: policy.value.digest }, changes, left })
}

/** The log of the public instance. */
const PUBLIC_LOG = 'https://rekor.sigstore.dev'

/** Entries that the log has and no file does, where somebody asked for that. They are verified like any other. */
async function askLog(
  world: World,
  subjects: readonly Subject[],
  options: AuditOptions,
  context: AuditContext,
  kinds: ReadonlySet<RepairKind>,
  values: Values<typeof FLAGS>,
): Promise<Result<readonly IndexedEntry[]>> {
  if (!values['ask-rekor']) return ok([])
  const archives = await world.archives()
  const wanted: string[] = []
  for (const subject of subjects) {
    wanted.push(...wantedEntries(subject, await loadSubject(subject, options, archives.reader), context, kinds))
  }
  const progress = progressOn(world)
  return archives.askLog(values['rekor-url'] ?? PUBLIC_LOG, wanted, (done) =>
    progress(done, wanted.length, 'asking the log'),
  )
}

function kindsOf({ only, upgrade }: Values<typeof FLAGS>): ReadonlySet<RepairKind> {
  if (only.length > 0) return new Set(only as readonly RepairKind[])
  return new Set<RepairKind>(['add-checkpoint', 'backfill', ...(upgrade ? (['upgrade'] as const) : [])])
}

const STEPS: Readonly<Record<RepairKind, string>> = {
  'add-checkpoint': 'add the missing checkpoint',
  backfill: 'make a bundle of .crt and .sig',
  upgrade: 'upgrade to format 0.3',
}

function planLines({ changes, left }: ReleasePlan, out: string | undefined): readonly string[] {
  const kinds = [...new Set(changes.map(({ kind }) => kind))]
  const rows = kinds.map((kind) => {
    const own = changes.filter((each) => each.kind === kind)
    const from =
      kind === 'upgrade' ? 'the bundle itself' : [...new Set(own.map((each) => each.from))].slice(0, 3).join(', ')
    return [STEPS[kind], count(own.length, 'file'), from]
  })
  const reasons = [...new Set(left.map(({ code, message }) => `${message} [${code}]`))]
  return [
    ...(changes.length === 0 ? ['nothing to do'] : table([['step', 'files', 'from'], ...rows])),
    ...reasons.map(
      (reason) =>
        `  left to a person: ${left.filter(({ code, message }) => `${message} [${code}]` === reason).length} ${reason}`,
    ),
    ...(changes.length === 0 ? [] : ['', '  signatures, certificates and digests stay in every file']),
    ...(out === undefined
      ? []
      : [`  wrote ${out}${changes.length === 0 ? '' : `    next: steward release apply ${out}`}`]),
  ]
}

function absent(place: string): Fault<'ARCHIVE_ABSENT'> {
  return { code: 'ARCHIVE_ABSENT', kind: 'absent', message: `cannot plan for ${place}: it does not exist` }
}

function noFolder(place: string): Fault<'ARCHIVE_NO_FOLDER'> {
  return {
    code: 'ARCHIVE_NO_FOLDER',
    kind: 'invalid',
    message: `cannot plan for ${place}: only files in a folder can be changed`,
    hint: 'name the folder of the archive',
  }
}
