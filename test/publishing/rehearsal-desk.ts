/**
 * A desk with one project, a real small repository and a sandbox of CVE Services in this process: what review, publishing and the
 * release board need to work for real.
 *
 * @module
 */
import assert from 'node:assert/strict'
import { realSurroundings } from '#adapters/clock'
import { connect, PATIENCE } from '#adapters/cve-services'
import type { Database, Tx } from '#adapters/database'
import { localRepositories } from '#adapters/git'
import { editVulnerability, makeAssessments, type VulnerabilityRow } from '#desk/advisories'
import { makeReadingNotes } from '#desk/audit'
import type { BoardDesk } from '#desk/board'
import type { Target } from '#desk/cna'
import type { Actor, Role } from '#desk/people'
import { type ProjectGround, projectServices, type Vault } from '#desk/projects'
import type { GroundOf } from '#desk/review'
import type { Surroundings } from '#desk/store'
import { fail, ok } from '#fault'
import { parseProject, releasesOf } from '#project'
import { type Sandbox, startSandbox } from '#sandbox'
import { parseVulnerability } from '#vulnerability'
import { addCommits, type CommitScript, repository } from '../worlds/repository.ts'

export const ORG = 'LSF'
export const CVE = 'CVE-2030-10421'
const USER = 'alex@lantern.example'
const KEY = 'Zq7-rehearsal-KEY-never-shown-0123456789'

/** Somebody with some roles in the project. */
export function person(name: string, ...roles: readonly Role[]): Actor {
  return { kind: 'person', person: name, name, session: 's', foundation: [], projects: { lantern: roles } }
}

export const tomas: Actor = person('tomas', 'editor')
export const ilse: Actor = person('ilse', 'reviewer', 'editor')
export const runa: Actor = person('runa', 'operator')

export interface RehearsalDesk extends Omit<BoardDesk, 'store'> {
  readonly store: Database['store']
  readonly sandbox: Sandbox
  /** Hashes of the commits of the clone, by the names in {@link COMMITS}. */
  readonly hashes: ReadonlyMap<string, string>
  /** Adds commits and tags to the clone. */
  release(commits: readonly CommitScript[], tags: Readonly<Record<string, string>>): void
  /** Every request that the sandbox has seen: `POST /api/cve/CVE-2030-10421/cna 200`. */
  readonly seen: readonly string[]
  /** Orders mishaps for the next requests, in the words of the sandbox: `lost`, `500`, `cut`. */
  order(...faults: readonly { fault: string; method?: string; path?: string; times?: number }[]): Promise<void>
  /** Turns the clock: what it says from now on, RFC 3339. */
  turn(moment: string): void
}

export const COMMITS: readonly CommitScript[] = [
  { id: 'start' },
  { id: 'bug' },
  { id: 'r0' },
  { id: 'between' },
  { id: 'r1' },
  { id: 'fix' },
  { id: 'r2' },
]

export const TAGS: Readonly<Record<string, string>> = {
  'v3.12.0': 'start',
  'v3.13.0': 'r0',
  'v3.13.1': 'r1',
  'v3.13.2': 'r2',
}

/** Settings of the project; its clone has {@link COMMITS}. */
export const PROJECT: string = `steward: 1
project: lantern
title: Lantern
foundation:
  short-name: ${ORG}
  org-id: 3f1b9c52-6a0d-4c1e-9d2a-5b7f0c8e4a61
repository: https://git.example/lantern
clone: .
scheme: python
tags: [v(version)]
branches:
  - name: '3.13'
    ref: main
    next: 3.13.3
product:
  vendor: Lantern Software Foundation
  product: Lantern
osv:
  prefix: LSF
`

/** A key that is kept as it is: what a vault is for is tested where the vault is. */
const openVault: Vault = {
  seal: (secret, purpose) => `${purpose}:${secret}`,
  open: (sealed, purpose) =>
    sealed.startsWith(`${purpose}:`)
      ? ok(sealed.slice(purpose.length + 1))
      : fail({ code: 'SECRET_UNREADABLE', kind: 'untrusted', message: 'sealed for something else' }),
}

export async function rehearsalDesk(
  store: Database['store'],
  clone: string,
  targets: readonly Target[] = ['sandbox'],
): Promise<RehearsalDesk> {
  let hashes = repository(clone, COMMITS, { tags: TAGS })
  const seen: string[] = []
  const started = await startSandbox({
    org: ORG,
    user: USER,
    key: KEY,
    years: ['2030'],
    randomSeed: 7,
    seed: { source: 'seed', text: JSON.stringify({ ids: ids.map((cve_id) => ({ cve_id, owner: ORG })) }) },
    seen: ({ method, path, status }) => seen.push(`${method} ${path} ${status}`),
  })
  assert(started.ok, JSON.stringify(started))
  const sandbox = started.value
  const url = sandbox.url.replace(/\/$/, '')
  let moment: string | undefined
  const around: Surroundings = { ...realSurroundings, moment: () => moment ?? realSurroundings.moment() }
  const setAt = around.moment()
  for (const target of targets) {
    const sealed = openVault.seal(KEY, `credentials lantern ${target}`)
    const row = { project: 'lantern', target, url, org: ORG, user: USER, sealed, setAt, setBy: 'setup' }
    assert((await store.write(async ({ credentials }) => ok(await credentials.put(row)))).ok)
  }
  let known: { readonly tags: string; readonly ground: ProjectGround } | undefined
  const groundOf: GroundOf = async (slug) => {
    assert.equal(slug, 'lantern')
    const project = parseProject(PROJECT, 'steward.yaml')
    const history = await localRepositories.history(clone)
    if (!project.ok) return project
    if (!history.ok) return history
    const tags = history.value.tags.map(({ name }) => name).join(' ')
    if (known?.tags === tags) return ok(known.ground)
    const list = releasesOf(project.value, history.value)
    if (!list.ok) return list
    const ground = { project: project.value, history: history.value, ...list.value, folder: clone, readAt: tags }
    known = { tags, ground }
    return ok(ground)
  }
  const services = projectServices({
    store,
    vault: openVault,
    sandboxUrl: () => url,
    cna: {
      environment: {},
      connect: (destination, credentials, tell) =>
        connect(destination, credentials, {
          fetch,
          clock: { now: () => performance.now(), sleep: async () => undefined, random: () => 0 },
          patience: { ...PATIENCE, attempts: 2 },
          bounds: { timeout: 5_000, answer: 8 * 1024 * 1024 },
          agent: 'steward/test',
          ...(tell !== undefined && { seen: tell }),
        }),
    },
  })
  const projectRow = {
    slug: 'lantern',
    title: 'Lantern',
    version: 1,
    settings: PROJECT,
    origin: clone,
    clone: 'lantern',
    createdAt: setAt,
  }
  assert((await store.write(async (tx) => ok(await tx.projects.insert(projectRow)))).ok)
  const assessments = makeAssessments()
  return {
    store,
    around,
    services,
    groundOf,
    assessments,
    readings: makeReadingNotes(around.moment),
    vault: openVault,
    // The clone of the rehearsal is the repository itself.
    fetch: async () => ok(undefined),
    edit: (actor, name, change) => editVulnerability({ store, around }, actor, name, change),
    sandbox,
    seen,
    get hashes() {
      return hashes
    },
    release(commits, tags) {
      hashes = addCommits(clone, commits, { tags }, hashes)
    },
    async order(...faults) {
      const headers = {
        'CVE-API-ORG': ORG,
        'CVE-API-USER': USER,
        'CVE-API-KEY': KEY,
        'content-type': 'application/json',
      }
      const body = JSON.stringify({ faults })
      const answer = await fetch(`${new URL(url).origin}/sandbox/faults`, { method: 'POST', headers, body })
      assert.equal(answer.status, 200, await answer.text())
    },
    turn(to) {
      moment = to
    },
  }
}

const ids: readonly string[] = Array.from({ length: 9 }, (_, i) => `CVE-2030-${10_421 + i}`)

/** The facts of the small bug: it came with `bug`, and `fix` takes it away. */
export function facts(
  { hashes }: Pick<RehearsalDesk, 'hashes'>,
  more: { readonly id?: string; readonly cve?: string; readonly state?: string; readonly title?: string } = {},
  lines = '',
): string {
  const { id = 'LSF-2030-4', cve = CVE, state = 'draft', title = 'Link followed while removing a folder' } = more
  return `---
id: ${id}
cve: ${cve}
title: ${title}
state: ${state}
introduced: ['${hashes.get('bug')}']
fixes:
  - commits: ['${hashes.get('fix')}']
weaknesses: [CWE-59]
severity: ['CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:N/VI:H/VA:H/SC:N/SI:N/SA:N']
references:
  - url: https://lantern.example/advisories/${id}
    tags: [vendor-advisory]
credits:
  - name: Mira Solheim
    type: finder
    consent: true
${lines}---

While a temporary directory is removed, clean() follows a symbolic link that another user puts in its place in Lantern, and removes
files outside of it.
`
}

/** A row of the desk with these facts, as its author made it. */
export function rowOf(text: string, author = 'tomas', more: Partial<VulnerabilityRow> = {}): VulnerabilityRow {
  const read = parseVulnerability(text, 'test')
  assert(read.ok, JSON.stringify(read))
  const { id, cve, title, weaknesses, aliases, embargo, state } = read.value
  const by = { id: author, name: author }
  return {
    id,
    project: 'lantern',
    version: 1,
    text,
    stage: state,
    embargoed: embargo !== undefined,
    listed: { title, weaknesses, aliases, ...(cve && { cve }), ...(embargo && { embargo }) },
    behind: 0,
    createdAt: '2030-01-01T00:00:00.000Z',
    createdBy: by,
    updatedAt: '2030-01-01T00:00:00.000Z',
    updatedBy: by,
    ...more,
  }
}

/** Puts a vulnerability on the desk; who made it may know of it. */
export async function put({ store }: { readonly store: Database['store'] }, row: VulnerabilityRow): Promise<void> {
  const done = await store.write(async (tx) => {
    await tx.vulnerabilities.insert(row)
    for (const who of ['tomas', 'ilse', 'runa']) await tx.access.add(row.id, { id: who, name: who }, who, row.createdAt)
    await tx.changes.append([changeOf(row, 'created')])
    return ok(undefined)
  })
  assert(done.ok, JSON.stringify(done))
}

/** New facts, as the editor writes them: another edition, with its author. */
export async function edit(
  { store }: { readonly store: Database['store'] },
  name: string,
  author: string,
  change: (text: string) => string,
): Promise<void> {
  const done = await store.write(async (tx) => {
    const row = await tx.vulnerabilities.find(name)
    assert(row !== undefined)
    const by = { id: author, name: author }
    const next: VulnerabilityRow = {
      ...row,
      text: change(row.text),
      version: row.version + 1,
      stage: 'draft',
      updatedBy: by,
    }
    const written = await tx.edits.write({
      row: next,
      before: row,
      changes: [changeOf(next, 'edited')],
      note: {
        actor: { kind: 'person', ...by },
        action: 'vulnerability.edit',
        subject: { kind: 'vulnerability', id: row.id, project: row.project },
        embargoed: row.embargoed,
      },
    })
    assert.equal(written, row.version + 1)
    return ok(undefined)
  })
  assert(done.ok, JSON.stringify(done))
}

function changeOf(row: VulnerabilityRow, did: 'created' | 'edited'): Parameters<Tx['changes']['append']>[0][number] {
  return {
    vulnerability: row.id,
    version: row.version,
    at: row.updatedAt,
    by: row.updatedBy,
    did,
    field: 'description',
    before: null,
    after: 'text',
    group: row.version,
  }
}
