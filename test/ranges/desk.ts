/**
 * A security desk on a repository made for one test: real git, real files, the real desk.
 *
 * @module
 */
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { localFiles } from '#adapters/files'
import { localRepositories } from '#adapters/git'
import { type CveRecord, parseCveRecord } from '#cve'
import { type AssessedWorkspace, assessedOf, assessWorkspace, openWorkspace } from '#desk'
import { applySync, type RecordPlan, type SyncOptions, type SyncPlan, sync } from '#desk/sync'
import type { Result } from '#fault'
import type { Json } from '#json'
import { type OsvRecord, parseOsv } from '#osv'
import type { BoundStyle } from '#project'
import { type Assessment, rangesOf, writeFacts } from '#vulnerability'
import { addCommits, type CommitScript, freshFolders, type NameScript, repository } from '../worlds/repository.ts'

/** The moment of every sync. */
export const NOW = '2030-03-01T12:00:00Z'

const folders = freshFolders()

/** Commits that follow each other on one branch. The first one comes after `from`, or is a root. */
export function line(branch: string, from: string | undefined, ...ids: readonly string[]): readonly CommitScript[] {
  return ids.map((id, i) => ({
    id,
    on: branch,
    parents: i > 0 ? [ids[i - 1]!] : from === undefined ? [] : [from],
  }))
}

export interface Desk {
  readonly root: string
  readonly clone: string
  /** The full hash of a commit of the story. */
  hash(id: string): string
  /** Goes on with the story. */
  more(commits: readonly CommitScript[], names?: NameScript): void
  /** Writes `steward.yaml`: what is given here beside the fields that every test shares. */
  project(fields: string): void
  /**
   * Writes one facts file and says where. What is given replaces or follows the fields of a published vulnerability; `@fix` in it
   * stands for the hash of that commit.
   */
  facts(fields: Readonly<Record<string, Json>>, description?: string): string
  assessed(): Promise<AssessedWorkspace>
  /** The assessment of one facts file. */
  assess(id?: string): Promise<Assessment>
  sync(options?: Partial<SyncOptions>): Promise<Result<SyncPlan>>
  /** Plans, writes, and plans again, which must find nothing to do. */
  apply(options?: Partial<SyncOptions>): Promise<SyncPlan>
  read(file: string): string
  write(file: string, text: string): void
  cve(id?: string): CveRecord
  osv(id?: string): OsvRecord
}

/** A repository with this story, and a workspace beside it without any facts. */
export function desk(fields: string, commits: readonly CommitScript[], names: NameScript = {}): Desk {
  const root = folders()
  const clone = path.join(root, 'clone')
  let hashes = repository(clone, commits, names)
  const at = (file: string): string => path.join(root, file)

  const self: Desk = {
    root,
    clone,
    hash(id) {
      const hash = hashes.get(id)
      assert(hash !== undefined, `no commit is called ${id}`)
      return hash
    },
    more(added, more = {}) {
      hashes = addCommits(clone, added, more, hashes)
    },
    project(own) {
      self.write('steward.yaml', `${SHARED}${own}`)
    },
    facts(fields, description = 'It can be made to fail.') {
      const whole = { id: 'LSF-2030-1', cve: 'CVE-2030-10001', title: 'A bug', state: 'published', ...fields }
      const text = JSON.stringify(whole).replaceAll(/@([\w.-]+)/g, (_, name: string) => self.hash(name))
      const file = `advisories/${whole.id}.md`
      self.write(file, writeFacts(JSON.parse(text) as Record<string, Json>, description))
      return file
    },
    async assessed() {
      const workspace = await openWorkspace(localFiles, root)
      assert(workspace.ok, JSON.stringify(workspace))
      const here = await assessWorkspace(localRepositories, workspace.value)
      assert(here.ok, JSON.stringify(here))
      return here.value
    },
    async assess(id = 'LSF-2030-1') {
      const one = assessedOf(await self.assessed(), id)
      assert(one.ok, JSON.stringify(one))
      return one.value.assessment
    },
    async sync(options = {}) {
      const workspace = await openWorkspace(localFiles, root)
      assert(workspace.ok, JSON.stringify(workspace))
      const result = await sync(localFiles, localRepositories, workspace.value, {
        offline: true,
        acceptTags: false,
        now: NOW,
        ...options,
      })
      return result.ok ? { ok: true, value: result.value.plan } : result
    },
    async apply(options = {}) {
      const plan = await self.sync(options)
      assert(plan.ok, JSON.stringify(plan))
      assert.deepEqual(plan.value.faults, [])
      const workspace = await openWorkspace(localFiles, root)
      assert(workspace.ok)
      const applied = await applySync(localFiles, workspace.value, plan.value)
      assert(applied.ok, JSON.stringify(applied))
      const again = await self.sync()
      assert(again.ok)
      assert.deepEqual(again.value.writes, [], 'a second sync has nothing to write')
      return plan.value
    },
    read: (file) => readFileSync(at(file), 'utf8'),
    write(file, text) {
      mkdirSync(path.dirname(at(file)), { recursive: true })
      writeFileSync(at(file), text)
    },
    cve(id = 'CVE-2030-10001') {
      const record = parseCveRecord(JSON.parse(self.read(`records/cve/${id}.json`)) as Json)
      assert(record.ok, JSON.stringify(record))
      return record.value
    },
    osv(id = 'x_LSF-2030-1') {
      const record = parseOsv(JSON.parse(self.read(`records/osv/${id}.json`)) as Json)
      assert(record.ok, JSON.stringify(record))
      return record.value
    },
  }
  self.project(fields)
  return self
}

const SHARED = `steward: 1
project: lantern
foundation: { short-name: LSF, org-id: 3f1b9c52-6a0d-4c1e-9d2a-5b7f0c8e4a61 }
repository: https://git.example/lantern
clone: clone
scheme: python
tags: [v(version)]
product: { vendor: Lantern Software Foundation, product: Lantern }
osv: { prefix: LSF, ecosystem: PyPI, package: lantern }
`

/** Branches that are named as their series. */
export function branches(...names: readonly string[]): string {
  return `branches:\n${names.map((name) => `  - name: '${name}'\n`).join('')}`
}

/** `affected 3.12.0 3.12.1 | fixed 3.12.2`: neighbours with one status together. */
export function statuses({ releases }: Assessment): string {
  const parts: { status: string; versions: string[] }[] = []
  for (const { release, status } of releases) {
    const last = parts.at(-1)
    if (last?.status === status) last.versions.push(release.version.text)
    else parts.push({ status, versions: [release.version.text] })
  }
  return parts.map(({ status, versions }) => `${status} ${versions.join(' ')}`).join(' | ')
}

/** `0 .. 3.12.5, 3.13.0 .. 3.13.1?`: a question mark for a bound that is not released, `*` for no end. */
export function ranges(assessment: Assessment, style: BoundStyle = 'first-prerelease'): string {
  return rangesOf(assessment, style)
    .map(({ status, lower, upper, provisional }) => {
      const word = status === 'affected' ? '' : `${status} `
      return `${word}${lower} .. ${upper ?? '*'}${provisional ? '?' : ''}`
    })
    .join(', ')
}

/** Codes of conflicts with their level. */
export function codes({ conflicts }: Assessment): readonly string[] {
  return conflicts.map(({ code, level }) => `${level} ${code}`)
}

/** The version entries of the one product, as they stand in the record. */
export function block({ containers }: CveRecord): readonly object[] {
  const [product, ...others] = containers.cna.affected ?? []
  assert(product !== undefined && others.length === 0)
  assert.equal(product.defaultStatus, 'unaffected')
  return product.versions ?? []
}

/** An entry of {@link block}. */
export function entry(version: string, lessThan: string): object {
  return { version, status: 'affected', versionType: 'python', lessThan }
}

/** The events of the ranges of one kind, `introduced 0, fixed 3.12.5`. */
export function events({ affected }: OsvRecord, kind: 'GIT' | 'ECOSYSTEM'): string {
  return (affected ?? [])
    .flatMap(({ ranges: all }) => all ?? [])
    .filter(({ type }) => type === kind)
    .flatMap((range) => range.events.flatMap((event) => Object.entries(event).map(([word, at]) => `${word} ${at}`)))
    .join(', ')
}

/** The plan of the one vulnerability that changes. */
export function only(plan: SyncPlan): RecordPlan {
  const [change, ...others] = plan.changes
  assert(change !== undefined && others.length === 0, `${plan.changes.length} records change`)
  return change
}

/** `3.12.1 unaffected -> affected`, one for each release that a plan changes. */
export function changed({ versions }: RecordPlan): readonly string[] {
  return versions.map(({ version, before, after }) => `${version} ${before} -> ${after}`)
}
