/**
 * A desk of real processes with vulnerabilities that are ready to be published, and a sandbox in this process that answers slowly: it
 * has done what it was asked for long before it says so.
 *
 * @module
 */
import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { realSurroundings } from '#adapters/clock'
import { type Database, openDatabase } from '#adapters/database'
import type { PublicationRow } from '#desk/publishing'
import { ok } from '#fault'
import { type Sandbox, startSandbox } from '#sandbox'
import { SANDBOX_CNA } from '../../src/main/desk-sandbox.ts'
import { COMMITS, facts, PROJECT, put, rowOf, TAGS } from '../publishing/rehearsal-desk.ts'
import { repository } from '../worlds/repository.ts'
import type { Editor, Place } from './desk-process.ts'

/** Milliseconds between what the sandbox does and its answer. */
export const SLOW = 400

export interface SlowSandbox {
  readonly sandbox: Sandbox
  /** Requests to publish, by CVE ID. */
  readonly asked: ReadonlyMap<string, number>
  /** CVE IDs of requests whose sender was gone before the answer. */
  readonly unheard: readonly string[]
  /** How many records there are now. */
  records(): Promise<number>
}

/** CVE IDs of the vulnerabilities that {@link plantPublishable} makes. */
export function cveIds(count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => `CVE-${YEAR}-${20_001 + i}`)
}

/** The present one: the processes go by the clock of the machine, and a record of a year to come is not sent. */
const YEAR = new Date().getUTCFullYear()

export async function slowSandbox(ids: readonly string[]): Promise<SlowSandbox> {
  const asked = new Map<string, number>()
  const unheard: string[] = []
  const started = await startSandbox({
    ...SANDBOX_CNA,
    years: [String(YEAR)],
    fault: `slow=${SLOW}:1`,
    seed: { source: 'seed', text: JSON.stringify({ ids: ids.map((cve_id) => ({ cve_id, owner: SANDBOX_CNA.org })) }) },
    seen({ method, path, status }) {
      const [, cve] = /^\/api\/cve\/(CVE-\d{4}-\d+)\/cna$/.exec(path) ?? []
      if (cve === undefined || method === 'GET') return
      asked.set(cve, (asked.get(cve) ?? 0) + 1)
      if (status === undefined) unheard.push(cve)
    },
  })
  assert(started.ok, JSON.stringify(started))
  const sandbox = started.value
  const { org, user, key } = SANDBOX_CNA
  return {
    ...{ sandbox, asked, unheard },
    async records() {
      const headers = { 'CVE-API-ORG': org, 'CVE-API-USER': user, 'CVE-API-KEY': key }
      const answer = await fetch(`${new URL(sandbox.url).origin}/sandbox/state`, { headers })
      return ((await answer.json()) as { readonly records: readonly unknown[] }).records.length
    },
  }
}

/** Waits until the sandbox has more records than `count`: one was just made, and nobody knows it but the sandbox. */
export async function moreRecords({ records }: SlowSandbox, count: number): Promise<number> {
  const until = Date.now() + 60_000
  for (;;) {
    const now = await records()
    if (now > count) return now
    assert(Date.now() < until, `there are still ${now} records`)
    await delay(10)
  }
}

/** A project with its clone, and a vulnerability for each of the IDs. Gives their names. */
export async function plantPublishable({ data, at }: Place, ids: readonly string[]): Promise<readonly string[]> {
  const clone = path.join(data, 'clones', 'lantern')
  mkdirSync(path.dirname(clone), { recursive: true })
  const hashes = repository(clone, COMMITS, { tags: TAGS })
  const database = await opened(at)
  const now = realSurroundings.moment()
  const project = {
    ...{ slug: 'lantern', title: 'Lantern', version: 1, settings: PROJECT, origin: clone, clone: 'lantern' },
    ...{ createdAt: now, readAt: now },
  }
  assert((await database.store.write(async (tx) => ok(await tx.projects.insert(project)))).ok)
  const names = ids.map((_, i) => `LSF-2030-${i + 1}`)
  for (const [i, cve] of ids.entries()) await put(database, rowOf(facts({ hashes }, { id: names[i]!, cve })))
  await database.close()
  return names
}

/** Asks for the publication of each at the sandbox. */
export async function publishAll(editors: readonly Editor[], names: readonly string[]): Promise<void> {
  await Promise.all(
    names.map(async (name, i) => {
      const editor = editors[i % editors.length]!
      const started = await editor.ask('POST', `/vulnerabilities/${name}/publications`, {
        target: 'sandbox',
        version: 1,
      })
      assert.equal(started.status, 202, started.text)
    }),
  )
}

/** The publications once all have ended, as the database has them. */
export async function allEnded(
  at: string,
  names: readonly string[],
  seconds: number,
): Promise<readonly PublicationRow[]> {
  const database = await opened(at)
  const until = Date.now() + seconds * 1000
  try {
    for (;;) {
      const rows = await database.store.read(async ({ publications }) => {
        const found: PublicationRow[] = []
        for (const name of names) found.push(...(await publications.ofVulnerability(name, 20)))
        return found
      })
      if (rows.every(({ finishedAt }) => finishedAt !== undefined)) return rows
      assert(Date.now() < until, `after ${seconds} s: ${JSON.stringify(rows.map(({ cve, state }) => [cve, state]))}`)
      await delay(200)
    }
  } finally {
    await database.close()
  }
}

/** Each was published once: the desk says so in all its tables, and the sandbox saw one request for it and no more. */
export async function onceEach(
  { at }: Place,
  { sandbox, asked }: SlowSandbox,
  names: readonly string[],
  ids: readonly string[],
): Promise<void> {
  const rows = await allEnded(at, names, 90)
  assert.deepEqual(
    rows.map(({ cve, state, problem }) => [cve, state, problem]).toSorted(),
    ids.map((cve) => [cve, 'published', undefined]),
  )
  const database = await opened(at)
  const editions = await database.store.read((tx) => tx.published.ofProject('lantern', 'sandbox'))
  await database.close()
  assert.deepEqual(editions.map(({ cve }) => cve).toSorted(), ids)
  assert.deepEqual(
    [...asked].toSorted(),
    ids.map((cve) => [cve, 1]),
  )
  for (const cve of ids) {
    const record = await fetch(`${sandbox.url}cve/${cve}`)
    const { cveMetadata } = (await record.json()) as { readonly cveMetadata: { readonly state: string } }
    assert.equal(cveMetadata.state, 'PUBLISHED')
  }
}

async function opened(at: string): Promise<Database> {
  const database = await openDatabase({ at, around: realSurroundings })
  assert(database.ok, JSON.stringify(database))
  return database.value
}
