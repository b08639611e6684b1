import { type Fault, failAll, ok, type Result } from '#fault'
import { findCommit, type History, type Tag } from '#history'
import { pointer } from '#json'
import { identityOf, type Scheme, schemeNamed, type Version } from '#versions'
import type { Project, ReleaseNote } from './project.ts'
import { seriesOf } from './series.ts'
import { matchesGlob, versionInTag } from './tag-rule.ts'

/** One release of a project. */
export interface Release {
  readonly version: Version
  /** The series it belongs to; `''` where the scheme has none. */
  readonly series: string
  /** The tags that name it: usually one, none for a release without tag, two when a version was tagged twice. */
  readonly tags: readonly string[]
  /** Numbers of its commits in the history: one for each tag that stands elsewhere, none when no tag and nobody says. */
  readonly commits: readonly number[]
  readonly date?: string
  readonly yanked?: string
  readonly sourceOnly?: boolean
}

/** A tag that is no release, and why. */
export interface IgnoredTag {
  readonly tag: string
  readonly why: string
}

export interface ReleaseList {
  /** In the order of the scheme; in the order of the history where the scheme has none. */
  readonly releases: readonly Release[]
  readonly ignored: readonly IgnoredTag[]
}

/** The releases of a project: its tags read by its rules, and the releases without tag that `steward.yaml` lists. */
export function releasesOf(project: Project, history: History): Result<ReleaseList> {
  const named = schemeNamed(project.scheme)
  if (!named.ok) return named
  const scheme = named.value
  const drafts = new Map<string, Draft>()
  const ignored: IgnoredTag[] = []
  for (const tag of history.tags) {
    const version = versionOfTag(project, scheme, tag)
    if (typeof version === 'string') {
      ignored.push({ tag: tag.name, why: version })
      continue
    }
    const draft = drafts.get(identityOf(version))
    if (draft === undefined) drafts.set(identityOf(version), { version, tags: [tag] })
    else draft.tags.push(tag)
  }
  const faults: Fault[] = []
  for (const [i, note] of project.releases.entries()) {
    const read = scheme.parse(note.version)
    if (!read.ok) faults.push({ ...read.fault, at: pointer('releases', i, 'version') })
    else {
      const draft = drafts.get(identityOf(read.value)) ?? { version: read.value, tags: [] }
      drafts.set(identityOf(read.value), draft)
      draft.note = note
      if (note.commit === undefined) continue
      const commit = findCommit(history, note.commit)
      if (commit.ok) draft.commit = commit.value
      else faults.push({ ...commit.fault, at: pointer('releases', i, 'commit') })
    }
  }
  if (faults.length > 0) return failAll(faults)
  const releases = [...drafts.values()].map((draft) => toRelease(project, scheme, draft))
  return ok({ releases: releases.sort(inOrder(scheme)), ignored })
}

interface Draft {
  readonly version: Version
  readonly tags: Tag[]
  note?: ReleaseNote
  commit?: number
}

/** The version that a tag names, or why it names none. */
function versionOfTag(project: Project, scheme: Scheme, tag: Tag): Version | string {
  if (project.ignoreTags.some((pattern) => matchesGlob(pattern, tag.name))) return 'ignore-tags names it'
  let unread: string | undefined
  for (const rule of project.tags) {
    const text = versionInTag(rule, tag.name)
    if (text === undefined) continue
    const read = scheme.parse(text)
    if (read.ok) return read.value
    unread ??= text
  }
  return unread === undefined ? 'no tag rule matches' : `${JSON.stringify(unread)} is no ${scheme.name} version`
}

function toRelease(project: Project, scheme: Scheme, draft: Draft): Release {
  const { version, tags, note } = draft
  const commits = [...new Set(draft.commit === undefined ? tags.map((tag) => tag.commit) : [draft.commit])]
  const date = note?.date ?? tags[0]?.date
  return {
    version,
    series: seriesOf(project, scheme, version),
    tags: tags.map((tag) => tag.name),
    commits,
    ...(date !== undefined && { date }),
    ...(note?.yanked !== undefined && { yanked: note.yanked }),
    ...(note?.sourceOnly !== undefined && { sourceOnly: note.sourceOnly }),
  }
}

function inOrder(scheme: Scheme): (a: Release, b: Release) => number {
  if (scheme.order === 'total') return (a, b) => scheme.compare(a.version, b.version) ?? 0
  return (a, b) => (a.commits[0] ?? -1) - (b.commits[0] ?? -1)
}
