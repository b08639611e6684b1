import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { BrowserContext, Page } from 'playwright-core'
import type { VulnerabilityDetail } from '#desk/advisories'
import type { PublicationsView } from '#desk/publishing'
import type { ReviewView } from '#desk/review'
import { countEffort } from './instrument.ts'
import { type LanternDesk, openLanternDesk } from './lantern-desk.ts'
import { addVulnerability } from './project.ts'
import { invitePerson, type SecondPerson } from './second-person.ts'

let here: LanternDesk
let reviewer: SecondPerson

before(async () => {
  here = await openLanternDesk()
  reviewer = await invitePerson(here.desk, here.browser, here.api, 'Runa Halvard', ['reviewer', 'operator'])
})

after(() => here.close())

/** A vulnerability that lacks nothing, of which the reviewer may know. */
async function whole(title: string, embargoed = true): Promise<string> {
  const facts = {
    title,
    description: 'When `archive.extract_all()` unpacks an archive, files outside of the target can be overwritten.',
    weaknesses: ['CWE-59'],
    severity: ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:P/VC:N/VI:H/VA:L/SC:N/SI:N/SA:N'],
    credits: [{ name: 'Jonah Weatherby', type: 'reporter', consent: true }],
  }
  const { id, access } = await addVulnerability(here.api, here.lantern, facts, { embargoed })
  if (!embargoed) return id
  await here.api.send('PUT', `/vulnerabilities/${id}/access`, {
    people: [...access.map((each) => each.id), reviewer.id],
  })
  return id
}

async function open(of: BrowserContext, id: string): Promise<Page> {
  const page = await of.newPage()
  await page.goto(`${here.desk.url}/vulnerabilities/${id}/review`)
  await page.getByRole('complementary', { name: 'Decision' }).waitFor()
  return page
}

/** Presses a button by the keyboard once it no longer says why it cannot be pressed. */
async function pressWhenAvailable(page: Page, name: string): Promise<void> {
  const button = page.locator('button:not([aria-disabled])').filter({ hasText: new RegExp(`^${name}$`) })
  await button.focus()
  await page.keyboard.press('Enter')
}

/** One that the reviewer has approved, of which everybody may know. */
async function approved(title: string): Promise<{ readonly id: string; readonly cve: string }> {
  const id = await whole(title, false)
  const path = `/vulnerabilities/${id}`
  const { version } = await here.api.get<ReviewView>(`${path}/review`)
  await here.api.send('POST', `${path}/review/requests`, { version })
  await reviewer.api.send('POST', `${path}/review/decisions`, { decision: 'approve', version })
  const { cve } = await here.api.get<VulnerabilityDetail>(path)
  assert(cve !== undefined)
  return { id, cve }
}

const publicationsOf = async (id: string) =>
  (await here.api.get<PublicationsView>(`/vulnerabilities/${id}/publications`)).publications

test('a review from the request to the rehearsal, by keyboard alone', async () => {
  const id = await whole('Review by keyboard')
  const mine = await open(here.context, id)
  const effort = await countEffort(mine)
  await mine.reload()
  await pressWhenAvailable(mine, 'Request review')
  await mine.getByRole('dialog', { name: 'Request review' }).getByRole('textbox').waitFor()
  await mine.keyboard.insertText('The score first.')
  await mine.keyboard.press('Control+Enter')
  await mine.getByRole('heading', { name: /^In review$/ }).waitFor()
  assert.equal(await mine.getByRole('button', { name: /^Approve/ }).count(), 0, 'an author sees no Approve')

  const theirs = await open(reviewer.context, id)
  const theirEffort = await countEffort(theirs)
  await theirs.reload()
  await theirs.getByRole('heading', { name: 'Your review' }).waitFor()
  await theirs.getByText('“The score first.”').waitFor()
  await theirs.keyboard.press('m')
  await theirs.getByRole('textbox', { name: 'Comment' }).waitFor()
  await theirs.keyboard.insertText('Does it hold on **musl**?')
  await theirs.keyboard.press('Control+Enter')
  await theirs.locator('.comment strong').waitFor()

  await theirs.keyboard.press('c')
  await theirs.waitForFunction(() => document.activeElement?.classList.contains('note-area') === true)
  await theirs.keyboard.insertText('Say since when.')
  await theirs.keyboard.press('Escape')
  await theirs.locator('body').focus()
  await theirs.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  await theirs.keyboard.press('c')
  await theirs.getByRole('heading', { name: 'Changes were asked for' }).waitFor()

  await here.api.send('PATCH', `/vulnerabilities/${id}`, {
    base: (await here.api.get<ReviewView>(`/vulnerabilities/${id}/review`)).version,
    changes: [{ field: 'title', value: 'Review by keyboard, since 3.12' }],
  })
  await mine.getByRole('heading', { level: 1, name: 'Review by keyboard, since 3.12' }).waitFor()
  await pressWhenAvailable(mine, 'Request review again')
  await mine.getByRole('dialog').getByRole('textbox').waitFor()
  await mine.keyboard.press('Control+Enter')
  await mine.getByRole('heading', { name: /^In review$/ }).waitFor()

  await theirs.getByRole('heading', { name: 'Your review' }).waitFor()
  await theirs.keyboard.press('a')
  await theirs.getByRole('heading', { name: 'Approved', exact: true }).waitFor()

  const rehearse = theirs.locator('.publish').getByRole('button', { name: 'Rehearse' })
  await rehearse.focus()
  await theirs.keyboard.press('Enter')
  const sent = theirs.getByRole('list', { name: 'Publications' })
  await sent.getByText('Published', { exact: true }).waitFor()
  await sent.getByText(/The server answered 200/).waitFor()
  assert.equal((await effort()).clicks + (await theirEffort()).clicks, 0)
  await Promise.all([mine.close(), theirs.close()])
})

test('an edit after the approval takes it back, and the page says so', async () => {
  const id = await whole('Taken back')
  const path = `/vulnerabilities/${id}`
  const { version } = await here.api.get<ReviewView>(`${path}/review`)
  await here.api.send('POST', `${path}/review/requests`, { version })
  await reviewer.api.send('POST', `${path}/review/decisions`, { decision: 'approve', version })
  const page = await open(here.context, id)
  await page.getByRole('heading', { name: 'Approved', exact: true }).waitFor()
  await here.api.send('PATCH', path, { base: version, changes: [{ field: 'title', value: 'Another title' }] })
  await page.getByText(/edited it after the approval, so the approval no longer holds/).waitFor()
  await page.close()
})

test('an approval for another edition than the one that was looked at is refused', async () => {
  const id = await whole('Too late')
  const path = `/vulnerabilities/${id}`
  const { version } = await here.api.get<ReviewView>(`${path}/review`)
  await here.api.send('POST', `${path}/review/requests`, { version })
  const page = await open(reviewer.context, id)
  await page.getByRole('heading', { name: 'Your review' }).waitFor()
  // The page does not hear of the edit: its line to the events is cut.
  await page.route('**/api/v1/vulnerabilities/**', (route) =>
    route.request().method() === 'GET' ? route.abort() : route.continue(),
  )
  await here.api.send('PATCH', path, { base: version, changes: [{ field: 'title', value: 'Slipped in' }] })
  await page.keyboard.press('a')
  await page.locator('.toast .sign.bad').waitFor()
  const { state } = await here.api.get<ReviewView>(`${path}/review`)
  assert.notEqual(state, 'approved')
  await page.close()
})

test('production wants the ID typed; what is scheduled is taken back before anything is sent', async () => {
  // Nobody answers there; nothing of this test comes as far as asking.
  await here.api.send('PUT', '/projects/lantern/credentials/production', {
    url: 'https://cve.hearth.test/api',
    org: 'hearth',
    user: 'robot@hearth.test',
    key: 'a key that opens nothing',
  })
  const { id, cve } = await approved('Sent to production')
  const page = await reviewer.context.newPage()
  await page.addInitScript(() => localStorage.setItem('target', 'production'))
  await page.goto(`${here.desk.url}/vulnerabilities/${id}/review`)
  const card = page.getByRole('region', { name: 'Publish to production' })
  await card.getByText('This becomes a public record').waitFor()

  const typed = card.getByRole('textbox', { name: `Type ${cve} to confirm` })
  for (const wrong of ['', 'CVE', `${cve}0`]) {
    await typed.fill(wrong)
    await typed.press('Enter')
    assert.equal(await card.getByRole('button', { name: 'Publish' }).getAttribute('aria-disabled'), 'true', wrong)
  }
  assert.deepEqual(await publicationsOf(id), [])

  await card.getByRole('button', { name: 'Schedule' }).click()
  await card.getByLabel('Day and time, UTC').fill('2099-03-14T15:00')
  await typed.fill(cve)
  await card.getByRole('button', { name: 'Publish then' }).click()
  const sent = page.getByRole('list', { name: 'Publications' })
  await sent.getByText('Scheduled', { exact: true }).waitFor()
  const [scheduled] = await publicationsOf(id)
  assert.deepEqual([scheduled?.state, scheduled?.target], ['scheduled', 'production'])
  assert.equal(Date.parse(scheduled?.at ?? ''), Date.parse('2099-03-14T15:00Z'))

  await sent.getByRole('button', { name: 'Take back' }).click()
  await sent.getByText('Taken back', { exact: true }).waitFor()
  const [cancelled] = await publicationsOf(id)
  assert.deepEqual([cancelled?.state, cancelled?.answers], ['cancelled', []])
  await here.api.send('DELETE', '/projects/lantern/credentials/production')
  await page.evaluate(() => localStorage.removeItem('target'))
  await page.close()
})

test('everything that is approved goes out as one batch, except what is left out', async () => {
  const [first, second, left] = [
    await approved('First of many'),
    await approved('Second of many'),
    await approved('Not yet'),
  ]
  const page = await reviewer.context.newPage()
  await page.goto(`${here.desk.url}/vulnerabilities`)
  await page.getByRole('button', { name: /^Publish \d+ approved$/ }).click()
  const dialog = page.getByRole('dialog')
  for (const box of await dialog.getByRole('checkbox').all()) await box.uncheck()
  for (const { cve } of [first, second]) await dialog.getByRole('checkbox', { name: new RegExp(cve) }).check()
  await dialog.getByRole('button', { name: 'Publish', exact: true }).click()
  await page.getByRole('dialog').getByRole('heading', { name: 'Published 2 records' }).waitFor()
  for (const { id } of [first, second]) assert.equal((await publicationsOf(id))[0]?.state, 'published')
  assert.deepEqual(await publicationsOf(left.id), [])
  await page.close()
})
