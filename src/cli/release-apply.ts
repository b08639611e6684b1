import path from 'node:path'
import { sha256 } from '#bytes'
import { type Applied, applyPlan, type Direction, parsePlan, type ReleasePlan } from '#desk/archive'
import { ok, type Result } from '#fault'
import { COMMON_FLAGS, EXIT, reportFault } from './command.ts'
import type { CommonFlags, Values } from './flags.ts'
import { progressOn } from './progress.ts'
import { count } from './table.ts'
import { namedRoots } from './trust-files.ts'
import type { World } from './world.ts'

const OWN_FLAGS = {
  'dry-run': { type: 'boolean', about: 'check everything and change nothing' },
  'trusted-root': {
    type: 'string',
    value: 'FILE',
    multiple: true,
    about: 'a trusted_root.json besides that of the public instance',
  },
} as const

/** The flags of `release apply` and `release rollback`. */
export const APPLY_FLAGS: typeof OWN_FLAGS & CommonFlags = { ...OWN_FLAGS, ...COMMON_FLAGS }

/** Bytes of a plan. */
const LIMIT = 512 * 1024 * 1024

/** Applies a plan, or takes it back, and says what came of it. */
export async function runPlan(
  direction: Direction,
  file: string,
  values: Values<typeof APPLY_FLAGS>,
  world: World,
): Promise<number> {
  const done = await run(direction, file, values, world)
  if (!done.ok) return reportFault(done.fault, values.json, world)
  const { plan, applied } = done.value
  const { terminal } = world
  if (values.json)
    terminal.out(JSON.stringify({ direction, ...applied, dryRun: values['dry-run'], total: plan.changes.length }))
  else if (!values.quiet)
    for (const line of lines(direction, file, values['dry-run'], plan, applied)) terminal.out(line)
  return EXIT.done
}

const PHASE: Readonly<Record<Direction, string>> = { apply: 'applying', rollback: 'going back' }

interface Done {
  readonly plan: ReleasePlan
  readonly applied: Applied
}

async function run(
  direction: Direction,
  given: string,
  values: Values<typeof APPLY_FLAGS>,
  world: World,
): Promise<Result<Done>> {
  const file = path.resolve(world.folder, given)
  const text = await world.files.read(file, LIMIT)
  if (!text.ok) return text
  const plan = parsePlan(text.value, given)
  if (!plan.ok) return plan
  const roots = await namedRoots(world, values['trusted-root'])
  if (!roots.ok) return roots
  const ports = await world.archives()
  const progress = progressOn(world)
  const applied = await applyPlan(
    {
      plan: plan.value,
      planDigest: sha256(text.value),
      file,
      direction,
      roots: roots.value,
      now: world.now().getTime(),
      dryRun: values['dry-run'],
      isStopped: world.stopAsked(),
      progress: (phase, done, total) => progress(done, total, phase === 'changing' ? PHASE[direction] : phase),
    },
    ports,
  )
  return applied.ok ? ok({ plan: plan.value, applied: applied.value }) : applied
}

function lines(
  direction: Direction,
  file: string,
  dryRun: boolean,
  { changes }: ReleasePlan,
  { changed, already, verified, journal }: Applied,
): readonly string[] {
  if (changes.length === 0) return ['  the plan is empty: nothing to do']
  const before = already === 0 ? '' : `; ${count(already, 'file')} ${already === 1 ? 'was' : 'were'} so already`
  if (dryRun)
    return [`  ${count(changed.length, 'change')} checked, all preconditions hold${before}`, '  nothing written']
  const rest = direction === 'apply' ? `undo: steward release rollback ${file}` : `again: steward release apply ${file}`
  return [
    `  ${count(changed.length, 'file')} changed${before}; signatures and digests unchanged in every file`,
    `  verified again: ${verified} of ${changes.length}      journal ${path.basename(journal)}`,
    `  ${rest}`,
  ]
}
