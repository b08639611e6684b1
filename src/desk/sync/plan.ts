import type { Assessed, AssessedWorkspace } from '#desk'
import type { Fault } from '#fault'
import type { History } from '#history'
import type { Json } from '#json'
import type { Scheme } from '#versions'
import { schemeNamed } from '#versions'
import {
  type Conflict,
  editFacts,
  type ProvisionalOutcome,
  provisionalBounds,
  provisionalOutcomes,
} from '#vulnerability'
import { compareLocks, LOCK_FILE, type Lock, lockOf, type TagChanges, writeLock } from './lock.ts'
import { planRecords, type VersionChange } from './records.ts'
import type { Write } from './write.ts'

/** Everything that a sync would change, and why. Nothing is done yet. */
export interface SyncPlan {
  readonly tags: TagChanges
  /** Vulnerabilities that change, are held back or have something to say; the others are only counted. */
  readonly changes: readonly RecordPlan[]
  readonly unchanged: number
  /** Facts files that could not be read or assessed. */
  readonly faults: readonly Fault[]
  /** In the order in which they are written; the lock comes last, so that an interrupted run starts over. */
  readonly writes: readonly Write[]
}

export interface RecordPlan {
  readonly id: string
  readonly cve?: string
  readonly title: string
  readonly state: 'new' | 'change' | 'held' | 'same'
  /** Ranges as they were written last, and as they are now. */
  readonly before: readonly string[]
  readonly after: readonly string[]
  readonly versions: readonly VersionChange[]
  readonly outcomes: readonly ProvisionalOutcome[]
  /** Other changes of the records, one sentence each. */
  readonly changes: readonly string[]
  /** Why it is held: its records would be wrong, or cannot be rendered. */
  readonly held: readonly string[]
  /** What readers of the record see besides our own statement. */
  readonly notices: readonly string[]
  readonly writes: readonly Write[]
}

/** What the plan needs besides the workspace: the files as they are, and the moment. */
export interface SyncInput {
  readonly here: AssessedWorkspace
  readonly lock?: Lock
  /** Text of the written records that exist, by path relative to the workspace. */
  readonly existing: ReadonlyMap<string, string>
  /** RFC 3339, UTC. */
  readonly now: string
}

/** Conflicts that a sync itself settles. */
const SETTLED = new Set(['BOUND_SLIPPED'])

/**
 * Plans a sync: recomputes everything, compares it with what was written last, and lists every difference with its reason. What
 * means the same stays as it is, to the byte.
 */
export function planSync({ here, lock, existing, now }: SyncInput): SyncPlan {
  const { workspace, ground, assessed, faults } = here
  const scheme = schemeNamed(workspace.project.scheme)
  if (!scheme.ok) throw new Error(scheme.fault.message)
  const current = lockOf(ground.releases, ground.history)
  const plans = assessed.map((each) => planOne(each, here, scheme.value, existing, now))
  const changes = plans.filter((plan) => plan !== undefined)
  const lockText = writeLock(current)
  const lockWrites = lock !== undefined && writeLock(lock) === lockText ? [] : [{ path: LOCK_FILE, text: lockText }]
  return {
    tags: existingOnly(compareLocks(lock ?? current, current), ground.history),
    changes,
    unchanged: plans.length - changes.filter(({ state }) => state !== 'same').length,
    faults,
    writes: [...changes.flatMap(({ writes }) => writes), ...lockWrites],
  }
}

/** A tag that is there and no release any more (`ignore-tags` names it now) was not deleted. */
function existingOnly(changes: TagChanges, history: History): TagChanges {
  const names = new Set(history.tags.map(({ name }) => name))
  return { ...changes, deleted: changes.deleted.filter((tag) => !names.has(tag)) }
}

function planOne(
  { file, assessment }: Assessed,
  here: AssessedWorkspace,
  scheme: Scheme,
  existing: ReadonlyMap<string, string>,
  now: string,
): RecordPlan | undefined {
  const { vulnerability } = assessment
  const outcomes = provisionalOutcomes(scheme, assessment).filter(({ outcome }) => outcome !== 'pending')
  const records = planRecords(here.workspace.project, assessment, existing, now)
  const held = [...records.held, ...assessment.conflicts.filter(holds).map(describe)]
  // The facts come last: they hold what was promised, and a run that is interrupted must find that again.
  const writes = held.length > 0 ? [] : [...records.writes, ...factsWrites(file.name, file.text, assessment)]
  if (writes.length === 0 && held.length === 0 && records.notices.length === 0) return undefined
  return {
    id: vulnerability.id,
    ...(vulnerability.cve !== undefined && { cve: vulnerability.cve }),
    title: vulnerability.title,
    state: held.length > 0 ? 'held' : writes.length === 0 ? 'same' : records.isNew ? 'new' : 'change',
    before: records.before,
    after: records.after,
    versions: records.versions,
    outcomes,
    changes: records.changes,
    held,
    notices: records.notices,
    writes,
  }
}

function holds({ level, code }: Conflict): boolean {
  return level === 'error' && !SETTLED.has(code)
}

function describe({ message, code }: Conflict): string {
  return `${message}   [${code}]`
}

/** The facts file with the provisional bounds of this moment: they are how the next sync knows what was promised. */
function factsWrites(name: string, text: string, assessment: Assessed['assessment']): readonly Write[] {
  const bounds = provisionalBounds(assessment)
  const value: Json = bounds.map(({ branch, version, commit }) => ({ branch, version, commit }))
  const edited = editFacts(text, [
    bounds.length === 0 ? { do: 'remove', field: 'provisional' } : { do: 'set', field: 'provisional', value },
  ])
  if (!edited.ok) throw new Error(`a facts file that was read cannot be edited: ${edited.fault.message}`)
  return edited.value === text ? [] : [{ path: name, text: edited.value }]
}
