import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { launch } from '../browser.ts'
import { browse, settled } from './browsing.ts'
import { FOUNDER, startDesk, type TestDesk } from './desk.ts'
import { type Lantern, makeLantern } from './lantern.ts'

let lantern: Lantern
let desk: TestDesk
let browser: Browser

before(async () => {
  lantern = makeLantern()
  desk = await startDesk(['--empty'])
  browser = await launch()
})
after(async () => {
  await browser?.close()
  await desk?.stop()
  lantern?.remove()
})

test('a new foundation comes from an empty desk to its first record in the sandbox, and needs nothing but its pages', async () => {
  const mine = await browse(browser, desk)
  const page = await mine.context.newPage()
  await page.goto(desk.setUpLink)
  await settled(page)
  await page.getByLabel('Name').fill(FOUNDER.name)
  await page.getByLabel('Mail address').fill(FOUNDER.email)
  await page.getByLabel('Passphrase').fill(FOUNDER.passphrase)
  await page.keyboard.press('Enter')
  await page.getByLabel('Name of the foundation').fill('Hearth Foundation')
  await page.getByLabel('Short name').fill('hearth')
  await page.keyboard.press('Enter')
  assert.equal(await page.getByRole('radio', { name: /demo/ }).count(), 0, 'an empty desk offers no demo')
  await page.getByRole('radio', { name: /Nothing/ }).check()
  await page.getByRole('button', { name: 'Open the desk' }).click()
  await page.getByRole('link', { name: 'Add a project' }).waitFor()
  assert.equal(await page.getByRole('figure').count(), 0, 'there is nothing to count yet')
  for (const path of ['/vulnerabilities/new', '/cases/new', '/ids']) {
    await page.goto(`${desk.url}${path}`)
    await page.getByRole('heading', { name: 'No project yet' }).waitFor()
  }

  await page.goto(`${desk.url}/people`)
  await page.getByRole('button', { name: 'Edit', exact: true }).click()
  const profile = page.getByRole('dialog', { name: 'Foundation' })
  await profile.getByLabel('Scope').fill('Lantern, and nothing else.')
  await profile.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Lantern, and nothing else.').waitFor()
  await page.getByRole('button', { name: 'Invite a person' }).click()
  const invitation = page.getByRole('dialog')
  await invitation.getByLabel('Name').fill('Oona Teller')
  await invitation.getByLabel('Mail address').fill('oona@hearth.example')
  await invitation.getByRole('checkbox', { name: /^reviewer/ }).check()
  await invitation.getByRole('checkbox', { name: /^operator/ }).check()
  await invitation.getByRole('button', { name: 'Make the link' }).click()
  const theirs = await browse(browser, desk)
  const reviewer = await theirs.context.newPage()
  await reviewer.goto(await page.locator('dialog code.secret').innerText())
  await reviewer.getByLabel('Passphrase').fill('a boat made of old paper')
  await reviewer.getByRole('button', { name: 'Come in' }).click()
  await reviewer.waitForURL(`${desk.url}/`)

  await page.goto(`${desk.url}/projects/new`)
  await page.getByLabel('Repository').fill(lantern.folder)
  await page.keyboard.press('Enter')
  const vendor = page.getByLabel('Vendor')
  await vendor.waitFor()
  assert.equal(await vendor.inputValue(), 'Hearth Foundation')
  await page.getByLabel('Title').fill('Lantern')
  assert.equal(await page.getByLabel('Product').inputValue(), 'Lantern')
  await page.getByLabel('Public address').fill('https://code.hearth.test/hearth/lantern')
  await page.getByLabel('Prefix').fill('LNTRN')
  await page.getByRole('button', { name: 'Add the project with 32 releases' }).click()
  await page.getByRole('heading', { level: 1, name: 'Lantern' }).waitFor()

  await page.goto(`${desk.url}/vulnerabilities/new`)
  await page.getByRole('textbox', { name: 'Fix link' }).fill(lantern.fix)
  await page.getByRole('heading', { name: /fixes/ }).waitFor()
  await page.getByRole('button', { name: /^Create draft/ }).click()
  const rail = page.getByRole('complementary', { name: 'Readiness' })
  // What only a person knows is all that is missing: nothing of the foundation, the sandbox or the project.
  await rail.getByRole('heading', { name: 'Two things missing' }).waitFor()
  await page.getByRole('textbox', { name: /^Title/ }).fill('Archive extraction of Lantern writes outside the target')
  await page.locator('#description').fill('A member of an archive can place a link that a later member writes through.')
  await rail.getByRole('heading', { name: 'Nothing is missing' }).waitFor()
  const address = page.url()
  await page.locator('button:not([aria-disabled])').filter({ hasText: 'Request review' }).first().click()
  const request = page.getByRole('dialog', { name: 'Request review' })
  await request.getByText(/nobody else may know of it/).waitFor()
  await request.getByRole('combobox', { name: 'Reviewer' }).fill('Oona')
  await request.getByRole('option', { name: 'Oona Teller' }).click()
  await request.getByText(/nobody else may know of it/).waitFor({ state: 'hidden' })
  await request.getByRole('button', { name: 'Request review' }).click()
  await page.getByText('Review requested').waitFor()

  await reviewer.goto(`${address}/review`)
  await reviewer.getByRole('heading', { name: 'Your review' }).waitFor()
  await reviewer.keyboard.press('a')
  await reviewer.getByRole('heading', { name: 'Approved', exact: true }).waitFor()
  await reviewer.locator('.publish').getByRole('button', { name: 'Rehearse' }).click()
  await reviewer.getByText(/The server answered 200/).waitFor()

  const [cve] = (await page.locator('main').innerText()).match(/CVE-\d{4}-\d{4,}/) ?? []
  const record = await (await fetch(new URL(`cve/${cve}`, desk.sandbox))).json()
  assert.equal(record.containers.cna.title, 'Archive extraction of Lantern writes outside the target')
  assert.equal(record.containers.cna.affected[0].vendor, 'Hearth Foundation')
  assert.equal(record.containers.cna.affected[0].repo, 'https://code.hearth.test/hearth/lantern')
  assert.deepEqual([...mine.complaints(), ...theirs.complaints()], [])
})
