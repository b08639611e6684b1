import path from 'node:path'
import { assessWorkspace, cloneOf, type Files, type Repositories, type Workspace } from '#desk'
import { fail, ok, type Result } from '#fault'
import { matchesGlob, type Project, versionInTag } from '#project'
import { compareLocks, LOCK_FILE, type Lock, parseLock, rewritten } from './lock.ts'
import { planSync, type SyncPlan } from './plan.ts'
import { recordPaths } from './records.ts'

/** Largest record or lock that is read back. Bytes. */
const RECORD_LIMIT = 16 * 1024 * 1024

export interface SyncOptions {
  /** Do not ask the remote. */
  readonly offline: boolean
  readonly remote?: string
  /** Take moved and deleted release tags as true. */
  readonly acceptTags: boolean
  /** RFC 3339, UTC. */
  readonly now: string
}

export interface SyncResult {
  readonly plan: SyncPlan
  /** The remote that tags were fetched from; absent when none was asked. */
  readonly fetched?: string
}

/** Fetches, recomputes everything, plans. Writes nothing outside the clone. */
export async function sync(
  files: Files,
  repositories: Repositories,
  workspace: Workspace,
  options: SyncOptions,
): Promise<Result<SyncResult>> {
  const lock = await readLock(files, workspace)
  if (!lock.ok) return lock
  const fetched = options.offline ? ok(undefined) : await fetchReleases(repositories, workspace, lock.value, options)
  if (!fetched.ok) return fetched
  const here = await assessWorkspace(repositories, workspace)
  if (!here.ok) return here
  const existing = await readRecords(files, workspace, here.value.assessed)
  if (!existing.ok) return existing
  const plan = planSync({
    here: here.value,
    existing: existing.value,
    now: options.now,
    ...(lock.value !== undefined && { lock: lock.value }),
  })
  const stop = options.acceptTags ? undefined : rewritten(plan.tags)
  if (stop !== undefined) return fail(stop)
  return ok({ plan, ...(fetched.value !== undefined && { fetched: fetched.value }) })
}

/** Writes what a plan says, each file whole or not at all; a second run finds nothing to write. */
export async function applySync(files: Files, workspace: Workspace, plan: SyncPlan): Promise<Result<void>> {
  for (const { path: file, text } of plan.writes) {
    const written = await files.write(path.join(workspace.root, file), text)
    if (!written.ok) return written
  }
  return ok(undefined)
}

/** Fetches tags and branches, after looking whether the remote rewrote a release: a fetch would overwrite the evidence. */
async function fetchReleases(
  repositories: Repositories,
  workspace: Workspace,
  lock: Lock | undefined,
  options: SyncOptions,
): Promise<Result<string | undefined>> {
  const clone = cloneOf(workspace)
  const remotes = await repositories.remotes(clone)
  if (!remotes.ok) return remotes
  const remote = options.remote ?? (remotes.value.includes('origin') ? 'origin' : remotes.value[0])
  if (remote === undefined) return ok(undefined)
  if (!remotes.value.includes(remote)) {
    return fail({
      code: 'REMOTE_UNKNOWN',
      kind: 'absent',
      message: `the clone has no remote ${JSON.stringify(remote.slice(0, 100))}`,
      hint: remotes.value.length === 0 ? 'use --offline' : `its remotes are ${remotes.value.join(', ')}`,
    })
  }
  const tags = await repositories.remoteTags(clone, remote)
  if (!tags.ok) return tags
  if (lock !== undefined && !options.acceptTags) {
    const releases = (all: Iterable<readonly [string, string]>): Lock => ({
      tags: new Map([...all].filter(([name]) => isRelease(workspace.project, name))),
    })
    const there = releases(tags.value.map(({ name, hash }) => [name, hash]))
    const stop = rewritten(compareLocks(releases(lock.tags), there))
    if (stop !== undefined) return fail(stop)
  }
  const fetched = await repositories.fetchTags(clone, remote)
  return fetched.ok ? ok(remote) : fetched
}

function isRelease(project: Project, tag: string): boolean {
  return (
    !project.ignoreTags.some((glob) => matchesGlob(glob, tag)) &&
    project.tags.some((rule) => versionInTag(rule, tag) !== undefined)
  )
}

async function readLock(files: Files, workspace: Workspace): Promise<Result<Lock | undefined>> {
  const file = path.join(workspace.root, LOCK_FILE)
  if (!(await files.exists(file))) return ok(undefined)
  const text = await files.read(file, RECORD_LIMIT)
  return text.ok ? parseLock(text.value) : text
}

async function readRecords(
  files: Files,
  workspace: Workspace,
  assessed: readonly { readonly assessment: Parameters<typeof recordPaths>[1] }[],
): Promise<Result<ReadonlyMap<string, string>>> {
  const existing = new Map<string, string>()
  for (const { assessment } of assessed) {
    const { cve, osv } = recordPaths(workspace.project, assessment)
    for (const file of cve === undefined ? [osv] : [cve, osv]) {
      const absolute = path.join(workspace.root, file)
      if (!(await files.exists(absolute))) continue
      const text = await files.read(absolute, RECORD_LIMIT)
      if (!text.ok) return text
      existing.set(file, text.value)
    }
  }
  return ok(existing)
}
