import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import type { VulnerabilityDetail } from '#desk/advisories'
import { type LanternDesk, openLanternDesk } from './lantern-desk.ts'
import { addVulnerability } from './project.ts'
import { invitePerson, type SecondPerson } from './second-person.ts'

let here: LanternDesk
let second: SecondPerson

before(async () => {
  here = await openLanternDesk()
  second = await invitePerson(here.desk, here.browser, here.api, 'Tomas Vries', ['coordinator', 'editor', 'reviewer'])
})

after(() => here.close())

/** The same vulnerability in the windows of both. */
async function openForBoth(title: string): Promise<{ id: string; mine: Page; theirs: Page }> {
  const { id, access } = await addVulnerability(here.api, here.lantern, { title, description: 'As it was.' })
  await here.api.send('PUT', `/vulnerabilities/${id}/access`, { people: [...access.map((each) => each.id), second.id] })
  const [mine, theirs] = await Promise.all([here.context.newPage(), second.context.newPage()])
  for (const page of [mine, theirs]) {
    await page.goto(`${here.desk.url}/vulnerabilities/${id}`)
    await titleOf(page).waitFor()
  }
  return { id, mine, theirs }
}

const titleOf = (page: Page) => page.getByRole('textbox', { name: /^Title/ })
const descriptionOf = (page: Page) => page.getByRole('textbox', { name: /^Description/ })

async function saved(page: Page): Promise<void> {
  await page
    .getByRole('status')
    .filter({ hasText: /^Saved/ })
    .waitFor()
  await page.waitForTimeout(600)
}

test('two people in different fields: both are saved, and each sees what the other wrote', async () => {
  const { id, mine, theirs } = await openForBoth('Different fields')
  await Promise.all([titleOf(mine).fill('What I call it'), descriptionOf(theirs).fill('What they say of it.')])
  await Promise.all([saved(mine), saved(theirs)])
  const { facts } = await here.api.get<VulnerabilityDetail>(`/vulnerabilities/${id}`)
  assert.equal(facts.title, 'What I call it')
  assert.equal(facts.description, 'What they say of it.')
  await mine.waitForFunction(
    () => document.querySelector<HTMLTextAreaElement>('#description')?.value === 'What they say of it.',
  )
  await Promise.all([mine.close(), theirs.close()])
})

test('two people in one field: both forms are shown, nothing is lost, and one of them decides', async () => {
  const { id, mine, theirs } = await openForBoth('One field')
  // Mine is typed while the desk cannot be reached, so that theirs comes first.
  await mine.route('**/api/v1/vulnerabilities/*', (route) =>
    route.request().method() === 'PATCH' ? route.abort() : route.continue(),
  )
  await titleOf(mine).fill('My words')
  await mine
    .getByRole('status')
    .filter({ hasText: /^No answer/ })
    .waitFor()
  await titleOf(theirs).fill('Their words')
  await saved(theirs)
  await mine.unroute('**/api/v1/vulnerabilities/*')

  const choice = mine.getByRole('alert').filter({ hasText: 'Tomas Vries changed title as well' })
  await choice.waitFor()
  assert.match(await choice.innerText(), /My words/)
  assert.match(await choice.innerText(), /Their words/)
  assert.equal(await titleOf(mine).inputValue(), 'My words')
  const before = await here.api.get<VulnerabilityDetail>(`/vulnerabilities/${id}`)
  assert.equal(before.facts.title, 'Their words', 'nothing was overwritten')

  await choice.getByRole('button', { name: 'Keep yours' }).click()
  await choice.waitFor({ state: 'detached' })
  await saved(mine)
  const settled = await here.api.get<VulnerabilityDetail>(`/vulnerabilities/${id}`)
  assert.equal(settled.facts.title, 'My words')
  await theirs.waitForFunction(() => document.querySelector<HTMLTextAreaElement>('#title')?.value === 'My words')
  await Promise.all([mine.close(), theirs.close()])
})

test('each sees who else is there, and in which field', async () => {
  const { mine, theirs } = await openForBoth('Presence')
  await descriptionOf(theirs).focus()
  await mine.getByText('Tomas Vries is in this field').waitFor({ timeout: 25_000 })
  await Promise.all([mine.close(), theirs.close()])
})

test('undo takes back my own last change, in whichever field it was, and redo does it again', async () => {
  const { id, mine, theirs } = await openForBoth('Before')
  await titleOf(mine).fill('After')
  await saved(mine)
  await descriptionOf(theirs).fill('Not mine to undo.')
  await saved(theirs)
  await mine.keyboard.press('Control+z')
  await mine.waitForFunction(() => document.querySelector<HTMLTextAreaElement>('#title')?.value === 'Before')
  await mine.keyboard.press('Control+Shift+z')
  await mine.waitForFunction(() => document.querySelector<HTMLTextAreaElement>('#title')?.value === 'After')
  const { facts } = await here.api.get<VulnerabilityDetail>(`/vulnerabilities/${id}`)
  assert.equal(facts.description, 'Not mine to undo.')
  await Promise.all([mine.close(), theirs.close()])
})
