import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import type { RecordView } from '#desk/advisories'
import { measureKeys, measureReadiness, percentile } from './instrument.ts'
import { makeLantern } from './lantern.ts'
import { type LanternDesk, openLanternDesk } from './lantern-desk.ts'
import { addVulnerability } from './project.ts'

/** Milliseconds from a key to what it wrote being painted. */
const KEY_TO_PAINT = 50
/** Milliseconds from the end of a save to everything that is missing being painted. */
const LINT = 150

/** The machine may do something else all the same: what the quietest round of these needs is what the desk needs. */
const ROUNDS = 3

/** Releases of each of two branches; every second one is stated otherwise, which makes an entry of versions of each other one. */
const RELEASES = 64

let here: LanternDesk
let id: string

before(async () => {
  here = await openLanternDesk(makeLantern({ '3.12': RELEASES, '3.13': RELEASES, '3.14': 1 }))
  const detail = await addVulnerability(here.api, here.lantern, {
    title: 'A record as large as they come',
    description: 'A description of some length, in which somebody writes. '.repeat(12),
    references: Array.from({ length: 100 }, (_, i) => ({
      url: `https://code.hearth.test/hearth/lantern/issues/${i}`,
      tags: ['issue-tracking'],
    })),
    overrides: everyOtherRelease(),
  })
  id = detail.id
})

after(() => here.close())

/** Statements that cut the affected releases into many ranges: every second release of the long branches. */
function everyOtherRelease(): { version: string; status: string; reason: string; author: string; date: string }[] {
  const versions = ['3.12', '3.13'].flatMap((branch) => Array.from({ length: RELEASES }, (_, i) => `${branch}.${i}`))
  return versions.map((version) => ({
    version,
    status: Number(version.split('.')[2]) % 2 === 0 ? 'unaffected' : 'affected',
    reason: 'Looked at by hand.',
    author: 'Ilse Marchetti',
    date: '2030-03-12',
  }))
}

async function open(tab = ''): Promise<Page> {
  const page = await here.context.newPage()
  await page.goto(`${here.desk.url}/vulnerabilities/${id}${tab}`)
  return page
}

for (const [what, field] of [
  ['title', '#title'],
  ['description', '#description'],
] as const) {
  test(`typing in the ${what} of a record with 100 references and 60 version entries: key to paint`, async () => {
    const page = await open()
    await page.getByRole('complementary', { name: 'Readiness' }).getByRole('heading', { level: 2 }).waitFor()
    await page.locator(field).focus()
    await page.keyboard.press('End')
    const times = await measureKeys(page)
    const p95 = await bestOf(KEY_TO_PAINT, async () => {
      const before = (await times()).length
      await page.keyboard.type(' and so on, while everything else stands still and is saved', { delay: 40 })
      await page.waitForTimeout(300)
      const all = (await times()).slice(before)
      assert(all.length >= 50, `${all.length} keys`)
      return percentile(all, 0.95)
    })
    console.log(`${what}: p95 of a round ${words(p95)}`)
    assert(Math.min(...p95) < KEY_TO_PAINT, words(p95))
    await page.close()
  })
}

test('all lint results of that record are there within 150 ms of each edit', async () => {
  const { text } = await here.api.get<RecordView>(`/vulnerabilities/${id}/record`)
  const { cna } = JSON.parse(text).containers
  assert(cna.references.length >= 100, `${cna.references.length} references`)
  const entries = cna.affected.flatMap(({ versions }: { versions: readonly unknown[] }) => versions)
  assert(entries.length >= 60, `${entries.length} version entries`)

  const slowest = await bestOf(LINT, async () => Math.max(...(await readinessAfterEdits())))
  console.log(`readiness painted after a save: slowest of a round ${words(slowest)}`)
  assert(Math.min(...slowest) < LINT, words(slowest))
})

/** Measures again until a round stays below the bar. Every round, in milliseconds. */
async function bestOf(bar: number, measure: () => Promise<number>): Promise<readonly number[]> {
  const rounds: number[] = []
  while (rounds.length < ROUNDS && (rounds.at(-1) ?? bar) >= bar) rounds.push(await measure())
  return rounds
}

function words(rounds: readonly number[]): string {
  return `${rounds.map((each) => each.toFixed(1)).join(', ')} ms`
}

/** Takes the title away and gives it back, five times each: both change what is missing. */
async function readinessAfterEdits(): Promise<readonly number[]> {
  const page = await here.context.newPage()
  const times = await measureReadiness(page)
  await page.goto(`${here.desk.url}/vulnerabilities/${id}`)
  const rail = page.getByRole('complementary', { name: 'Readiness' })
  const missing = rail.getByRole('listitem').filter({ hasText: 'NO_TITLE' })
  await rail.getByRole('heading', { level: 2 }).waitFor()
  // The others of the page have come as well, so that the first edit is like every other.
  await page.waitForTimeout(800)
  for (let i = 0; i < 5; i++) {
    await page.locator('#title').fill('')
    await missing.waitFor()
    await page.locator('#title').fill('A record as large as they come')
    await missing.waitFor({ state: 'detached' })
  }
  const all = await times()
  assert.equal(all.length, 10, `${all.length} answers`)
  await page.close()
  return all
}
