import { type Fault, fail, from, ok, type Result } from '#fault'
import type { NamedRoot } from '#trust'
import { type Beginning, checkChange } from './check-change.ts'
import { type Direction, decideSteps, type Step } from './decide.ts'
import { bundleText, type PlannedChange } from './plan.ts'
import type { ArchiveReader, ArchiveWriter, PathState } from './ports.ts'
import type { ReleasePlan } from './saved-plan.ts'

export interface ApplyPorts {
  readonly reader: ArchiveReader
  readonly writer: ArchiveWriter
}

export interface ApplyRequest {
  readonly plan: ReleasePlan
  /** Digest of the plan's text, hexadecimal: so that a journal says of which plan it is. */
  readonly planDigest: string
  /** Absolute path of the plan. Its journal, its lock and what was there before lie beside it. */
  readonly file: string
  readonly direction: Direction
  readonly roots: readonly NamedRoot[]
  /** Milliseconds since 1970. */
  readonly now: number
  /** Checks everything and changes nothing. */
  readonly dryRun: boolean
  progress(phase: ApplyPhase, done: number, total: number): void
  /** Whether somebody asked to stop; looked at between two files. */
  isStopped(): boolean
}

/** Before anything is changed every change is checked, and what stands there is kept. */
export type ApplyPhase = 'checking' | 'keeping' | 'changing'

export interface Applied {
  /** Files that were changed, or would be. */
  readonly changed: readonly string[]
  /** Files that were so already: an earlier run was interrupted, or done. */
  readonly already: number
  /** Files that were looked at again when all was done. */
  readonly verified: number
  readonly journal: string
}

/** Bytes of a bundle, a certificate or a signature. */
const LIMIT = 4 * 1024 * 1024

/**
 * Brings an archive to the state after a plan, or back to the one before.
 *
 * First everything is looked at and checked, and what stands there is kept. Then one file after the other is replaced whole, and noted.
 * Whenever this is killed, running it again (in either direction) ends in one of the two states, and in no other.
 */
export async function applyPlan(request: ApplyRequest, ports: ApplyPorts): Promise<Result<Applied>> {
  const { file, dryRun } = request
  if (dryRun) return work(request, ports)
  const lock = await ports.writer.lock(`${file}.lock`)
  if (!lock.ok) return lock
  const done = await work(request, ports)
  await lock.value()
  return done
}

async function work(request: ApplyRequest, ports: ApplyPorts): Promise<Result<Applied>> {
  const { plan, planDigest, file, direction, dryRun, progress } = request
  const { writer } = ports
  const [journal, store] = [`${file}.journal`, `${file}.old`]
  const states = await lookAll(plan, writer)
  if (!states.ok) return states
  const steps = decideSteps(plan.changes, states.value, direction)
  if (!steps.ok) return steps
  const checked = direction === 'apply' ? await checkAll(steps.value, request, ports) : ok(undefined)
  if (!checked.ok) return checked
  const already = plan.changes.length - steps.value.length
  const changed = steps.value.map(({ change }) => change.path)
  if (dryRun) return ok({ changed, already, verified: 0, journal })
  if (direction === 'apply') {
    const kept = await keepAll(steps.value, request, store, writer)
    if (!kept.ok) return kept
  }
  const note = (entry: object): Promise<Result<void>> => writer.note(journal, JSON.stringify(entry))
  const begun = await note({ begin: direction, plan: planDigest, steps: steps.value.length })
  if (!begun.ok) return begun
  for (const [i, step] of steps.value.entries()) {
    if (request.isStopped()) return fail(halfDone(stopped(), i, steps.value.length, direction))
    const done = await take(step, plan.root, store, direction, writer)
    if (!done.ok) return fail(halfDone(done.fault, i, steps.value.length, direction))
    const noted = await note({ done: step.change.path, sha256: step.to })
    if (!noted.ok) return noted
    progress('changing', i + 1, steps.value.length)
  }
  const verified = await verifyAll(plan, direction, writer)
  if (!verified.ok) return verified
  for (const { path } of plan.changes) {
    const clean = await writer.clean(plan.root, path)
    if (!clean.ok) return clean
  }
  const ended = await note({ end: direction })
  return ended.ok ? ok({ changed, already, verified: verified.value, journal }) : ended
}

async function lookAll({ root, changes }: ReleasePlan, writer: ArchiveWriter): Promise<Result<readonly PathState[]>> {
  const states: PathState[] = []
  for (const { path } of changes) {
    const state = await writer.look(root, path)
    if (!state.ok) return state
    states.push(state.value)
  }
  return ok(states)
}

async function checkAll(
  steps: readonly Step[],
  { plan, roots, now, progress, isStopped }: ApplyRequest,
  { reader }: ApplyPorts,
): Promise<Result<void>> {
  for (const [i, { change }] of steps.entries()) {
    if (isStopped()) return fail({ ...stopped(), hint: 'nothing was changed' })
    progress('checking', i, steps.length)
    const beginning = await beginningOf(change, plan.root, reader)
    const checked = beginning.ok ? checkChange(change, beginning.value, roots, now) : beginning
    if (!checked.ok) return checked
  }
  return ok(undefined)
}

async function beginningOf(change: PlannedChange, root: string, reader: ArchiveReader): Promise<Result<Beginning>> {
  if (change.detached === null) {
    const text = await reader.text(root, change.path, LIMIT)
    return text.ok ? ok({ kind: 'bundle', text: text.value }) : fail(from(change.path, text.fault))
  }
  const crt = await reader.text(root, change.detached.crt, LIMIT)
  if (!crt.ok) return fail(from(change.detached.crt, crt.fault))
  const sig = await reader.text(root, change.detached.sig, LIMIT)
  if (!sig.ok) return fail(from(change.detached.sig, sig.fault))
  return ok({ kind: 'detached', crt: crt.value, sig: sig.value })
}

async function keepAll(
  steps: readonly Step[],
  { plan: { root }, progress, isStopped }: ApplyRequest,
  store: string,
  writer: ArchiveWriter,
): Promise<Result<void>> {
  for (const [i, { change, from: before }] of steps.entries()) {
    if (isStopped()) return fail({ ...stopped(), hint: 'nothing was changed' })
    progress('keeping', i, steps.length)
    const kept = before === null ? ok(undefined) : await writer.keep(store, root, change.path, before)
    if (!kept.ok) return kept
  }
  return ok(undefined)
}

async function take(
  { change, from: before, to }: Step,
  root: string,
  store: string,
  direction: Direction,
  writer: ArchiveWriter,
): Promise<Result<void>> {
  if (to === null) return before === null ? ok(undefined) : writer.remove(root, change.path, before)
  if (direction === 'apply') return writer.replace(root, change.path, bundleText(change.bundle), before)
  const old = await writer.kept(store, to)
  return old.ok ? writer.replace(root, change.path, old.value, before) : old
}

async function verifyAll(plan: ReleasePlan, direction: Direction, writer: ArchiveWriter): Promise<Result<number>> {
  const states = await lookAll(plan, writer)
  if (!states.ok) return states
  const left = decideSteps(plan.changes, states.value, direction)
  if (!left.ok) return left
  if (left.value.length > 0) throw new Error(`${left.value[0]?.change.path} was replaced and is as before`)
  return ok(plan.changes.length)
}

function stopped(): Fault<'ARCHIVE_STOPPED'> {
  return { code: 'ARCHIVE_STOPPED', kind: 'conflict', message: 'it was stopped before all files were done' }
}

/** Some files are changed and some are not: the way on and the way back are open. */
function halfDone(fault: Fault, done: number, total: number, direction: Direction): Fault {
  return {
    ...fault,
    hint: `${done} of ${total} files were done; run the same again to go on, or \`steward release ${direction === 'apply' ? 'rollback' : 'apply'}\` to go back`,
  }
}
