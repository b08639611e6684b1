import { type Fault, fail, from, ok, type Result } from '#fault'
import { commitHash, type History } from '#history'
import { aMap, constant, object, parseJson, placeFaults, readShape, text, writeJson } from '#json'
import type { Release } from '#project'

/** Where every release tag stood when records were last written: `steward.lock.json`. */
export interface Lock {
  /** Tag to full commit hash. */
  readonly tags: ReadonlyMap<string, string>
}

export const LOCK_FILE = 'steward.lock.json'

const FILE = object({ steward: constant(1), tags: aMap(text) })

export function parseLock(content: string): Result<Lock> {
  const document = parseJson(content)
  if (!document.ok) return fail(from(LOCK_FILE, document.fault))
  const file = readShape(FILE, document.value.value)
  return file.ok ? ok({ tags: file.value.tags }) : fail(placeFaults(LOCK_FILE, document.value, file.fault))
}

/** Tags in code-unit order, so that the file changes only where a tag did. */
export function writeLock(lock: Lock): string {
  const tags = [...lock.tags].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return writeJson({ steward: 1, tags: Object.fromEntries(tags) })
}

/** The release tags of this moment. Other tags may move as they like. */
export function lockOf(releases: readonly Release[], history: History): Lock {
  const names = new Set(releases.flatMap(({ tags }) => tags))
  const tags = history.tags
    .filter(({ name }) => names.has(name))
    .map(({ name, commit }) => [name, commitHash(history, commit)] as const)
  return { tags: new Map(tags) }
}

/** What happened to release tags between two moments. */
export interface TagChanges {
  readonly added: readonly string[]
  readonly moved: readonly { readonly tag: string; readonly from: string; readonly to: string }[]
  readonly deleted: readonly string[]
}

export function compareLocks(before: Lock, after: Lock): TagChanges {
  const added = [...after.tags.keys()].filter((tag) => !before.tags.has(tag))
  const deleted = [...before.tags.keys()].filter((tag) => !after.tags.has(tag))
  const moved = [...after.tags].flatMap(([tag, to]) => {
    const old = before.tags.get(tag)
    return old === undefined || old === to ? [] : [{ tag, from: old, to }]
  })
  return { added, moved, deleted }
}

/** The fault that stops a sync when history was rewritten under a release; undefined when it was not. */
export function rewritten({ moved, deleted }: TagChanges): Fault | undefined {
  if (moved.length === 0 && deleted.length === 0) return undefined
  const what = [
    ...moved.map(({ tag, from: old, to }) => `${tag} moved from ${old.slice(0, 12)} to ${to.slice(0, 12)}`),
    ...deleted.map((tag) => `${tag} is gone`),
  ]
  return {
    code: 'TAGS_REWRITTEN',
    kind: 'conflict',
    message: `release tags changed since the last sync: ${what.slice(0, 10).join('; ')}${what.length > 10 ? ` and ${what.length - 10} more` : ''}`,
    place: { source: LOCK_FILE },
    hint: 'find out who changed them; `steward sync --accept-tags` takes the new ones as true',
  }
}
