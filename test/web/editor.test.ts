import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import type { AssessmentView, RecordView, VulnerabilityDetail } from '#desk/advisories'
import { countEffort } from './instrument.ts'
import { type LanternDesk, openLanternDesk } from './lantern-desk.ts'
import { addVulnerability, eventually } from './project.ts'

let here: LanternDesk

before(async () => {
  here = await openLanternDesk()
})

after(() => here.close())

async function begin(title: string): Promise<string> {
  return (await addVulnerability(here.api, here.lantern, { title, description: 'As it was.' })).id
}

async function open(path: string): Promise<Page> {
  const page = await here.context.newPage()
  await page.goto(`${here.desk.url}${path}`)
  return page
}

const detailOf = (id: string) => here.api.get<VulnerabilityDetail>(`/vulnerabilities/${id}`)
const recordOf = (id: string) => here.api.get<RecordView>(`/vulnerabilities/${id}/record`)
const factsOf = async (id: string) => (await here.api.get<{ text: string }>(`/vulnerabilities/${id}/facts`)).text

/** The line of the record that begins with this name. */
const lineOf = (page: Page, name: string) =>
  page
    .getByRole('textbox', { name: 'Record source' })
    .locator('.cm-line')
    .filter({ hasText: `"${name}":` })
    .first()

async function inStep(page: Page): Promise<void> {
  await page.getByText('in step with the facts').waitFor()
}

test('the record is edited as JSON: words go into the facts, a field that nobody knows stays, facts come back', async () => {
  const id = await begin('Written as facts')
  const page = await open(`/vulnerabilities/${id}/record`)
  await lineOf(page, 'title').click()
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.insertText(', then as a record')
  await eventually('the title', async () =>
    (await detailOf(id)).facts.title === 'Written as facts, then as a record' ? true : undefined,
  )
  await inStep(page)

  await lineOf(page, 'title').click()
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await page.keyboard.insertText('"x_house": { "shelf": 7 },')
  await eventually('the unknown field', async () => (/x_house/.test(await factsOf(id)) ? true : undefined))
  await inStep(page)

  const { version } = await detailOf(id)
  await here.api.send('PATCH', `/vulnerabilities/${id}`, {
    base: version,
    changes: [{ field: 'title', value: 'As somebody else has it' }],
  })
  await lineOf(page, 'title').filter({ hasText: 'As somebody else has it' }).waitFor()
  const { cna } = JSON.parse((await recordOf(id)).text).containers
  assert.deepEqual([cna.title, cna.x_house], ['As somebody else has it', { shelf: 7 }])
  await page.close()
})

test('a record that cannot be read stays in the editor with its reason, and the facts are as they were', async () => {
  const id = await begin('Half a record')
  const before = await factsOf(id)
  const page = await open(`/vulnerabilities/${id}/record`)
  await lineOf(page, 'title').click()
  await page.keyboard.press('End')
  await page.keyboard.insertText(' "')
  await page.getByText('The facts are as they were.').waitFor()
  await page.getByText('not saved', { exact: false }).first().waitFor()
  assert.equal(await factsOf(id), before)
  await page.keyboard.press('Backspace')
  await inStep(page)
  await page.getByText('The facts are as they were.').waitFor({ state: 'detached' })
  await page.close()
})

test('every number stands beside its line, below marks as well', async () => {
  const id = await begin('Lines and numbers')
  const page = await open(`/vulnerabilities/${id}/record`)
  const source = page.getByRole('textbox', { name: 'Record source' })
  await source.locator('.below').first().waitFor()
  const away = await source.evaluate((content) => {
    const root = content.getRootNode() as ShadowRoot
    const tops = (selector: string): number[] =>
      [...root.querySelectorAll<HTMLElement>(selector)]
        .filter(({ style }) => style.visibility !== 'hidden')
        .map((each) => each.getBoundingClientRect().top)
    const numbers = tops('.cm-lineNumbers .cm-gutterElement')
    const lines = tops('.cm-line')
    if (numbers.length !== lines.length || lines.length < 20) return [Number.NaN]
    return numbers.map((top, i) => Math.abs(top - (lines[i] ?? 0)))
  })
  assert(Math.max(...away) < 1, `a number is ${Math.max(...away)} pixels away from its line`)
  // The tab counts what the record shows: of a draft nobody says that it lacks the day on which it became public.
  const { marks } = await recordOf(id)
  assert.deepEqual((await page.getByRole('link', { name: /^Record/ }).innerText()).split(/\s+/), [
    'Record',
    String(marks.length),
  ])
  await page.close()
})

test('an override by keyboard: O on a release, and nothing without a reason', async () => {
  const id = await begin('Overridden')
  const page = await here.context.newPage()
  const effort = await countEffort(page)
  await page.goto(`${here.desk.url}/vulnerabilities/${id}`)
  await page.locator('.matrix [tabindex="0"]').focus()
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('o')
  const dialog = page.getByRole('dialog', { name: /^Override / })
  await dialog.getByRole('textbox', { name: /^Reason/ }).waitFor()
  await page.keyboard.press('Enter')
  await dialog.getByText('An override counts only with its reason.').waitFor()
  assert.equal((await detailOf(id)).facts.overrides, undefined)
  await page.keyboard.insertText('Withdrawn within the hour.')
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('table', { name: 'Override list' }).getByText('Withdrawn within the hour.').waitFor()

  const { overrides } = await eventually('the override', async () => {
    const { facts } = await detailOf(id)
    return facts.overrides === undefined ? undefined : facts
  })
  const [stated] = overrides as readonly Record<string, string>[]
  assert.deepEqual(
    [stated?.status, stated?.reason, stated?.author],
    ['unaffected', 'Withdrawn within the hour.', 'Ilse Marchetti'],
  )
  const { branches } = await here.api.get<AssessmentView>(`/vulnerabilities/${id}/assessment`)
  const told = branches.flatMap(({ cells }) => cells).filter(({ override }) => override === 0)
  assert(told.length > 0 && told.every(({ status }) => status === 'unaffected'), JSON.stringify(told))
  assert.equal((await effort()).clicks, 0)
  await page.close()
})

test('a clone is a draft of its own, and the facts are exported as the file that lies in git', async () => {
  const id = await begin('The original')
  const page = await open(`/vulnerabilities/${id}`)
  const more = page.getByRole('button', { name: 'More: clone, export, who may know' })
  await more.click()
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Export the facts' }).click(),
  ])
  assert.equal(file.suggestedFilename(), `${id}.md`)
  assert.equal(await readFile(await file.path(), 'utf8'), await factsOf(id))

  await more.click()
  await page.getByRole('menuitem', { name: 'Clone' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Clone', exact: true }).click()
  await page.waitForURL((url) => !url.pathname.includes(id))
  await page.getByRole('heading', { level: 1, name: 'The original' }).waitFor()
  const copy = await detailOf(new URL(page.url()).pathname.split('/')[2] ?? '')
  assert.equal(copy.clonedFrom, id)
  assert.equal(copy.stage, 'draft')
  assert.equal(copy.cve, undefined)
  await page.close()
})

test('CVE records come in from files: one is taken, a second time it is there already, what is none is refused', async () => {
  const id = await begin('Exported and brought in')
  const record = JSON.parse((await recordOf(id)).text)
  record.cveMetadata.cveId = 'CVE-2029-70001'
  record.containers.cna.title = 'Brought in from a file'
  const files = [
    { name: 'CVE-2029-70001.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(record)) },
    { name: 'shopping.json', mimeType: 'application/json', buffer: Buffer.from('{"milk": 2}') },
  ]
  const page = await open('/vulnerabilities/new')
  const bringIn = async (): Promise<string> => {
    await page.getByRole('button', { name: 'Import a record' }).click()
    const dialog = page.getByRole('dialog', { name: 'Import records' })
    await dialog.locator('input[type="file"]').setInputFiles(files)
    await dialog.getByRole('button', { name: 'Import', exact: true }).click()
    const outcomes = await dialog.getByRole('status').innerText()
    await dialog.getByRole('button', { name: 'Close' }).last().click()
    return outcomes
  }
  const first = await bringIn()
  assert.match(first, /One vulnerability imported|1 vulnerability imported/)
  assert.match(first, /shopping\.json\s+Not imported/)
  assert.match(await bringIn(), /CVE-2029-70001\s+Is here already/)
  const brought = await detailOf('CVE-2029-70001')
  assert.equal(brought.facts.title, 'Brought in from a file')
  await page.close()
})

test('a proposed backport is one press away from its patch beside that of the fix, and is decided there', async () => {
  const { id } = await addVulnerability(here.api, here.lantern, { title: 'Compared', description: 'As it was.' })
  const page = await open(`/vulnerabilities/${id}`)
  const row = page.getByRole('row', { name: /^3\.12 .*Same title/ })
  await row.getByRole('button', { name: /^Compare [0-9a-f]{7}$/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Is it the same fix?' })
  const fix = dialog.getByRole('region', { name: 'The fix', exact: true })
  const proposed = dialog.getByRole('region', { name: 'Proposed', exact: true })
  await fix.getByText('+        refuse_links(member, target)').waitFor()
  await proposed.getByText('+        if not leaves(member, target): write(member, target)').waitFor()
  assert.match(await proposed.innerText(), /\[3\.12\] gh-48190: Refuse links/)
  await dialog.getByRole('button', { name: 'Confirm' }).click()
  await page.getByRole('row', { name: /^3\.12 .*Confirmed/ }).waitFor()
  await page.getByRole('button', { name: `Patch of ${here.lantern.fix.slice(0, 7)}` }).click()
  await page.getByRole('dialog', { name: 'What it changed' }).getByText('lantern/archive.py').waitFor()
  const unknown = await here.context.request.get(`${here.desk.url}/api/v1/vulnerabilities/${id}/patches/0123456`)
  assert.equal(unknown.status(), 404)
  await page.close()
})

test('tags given to one reference after another all stay, though a row is drawn anew only when it changes', async () => {
  const { id } = await addVulnerability(here.api, here.lantern, {
    title: 'Tagged',
    references: [{ url: 'https://a.hearth.test/' }, { url: 'https://b.hearth.test/' }],
  })
  const page = await open(`/vulnerabilities/${id}`)
  for (const url of ['https://a.hearth.test/', 'https://b.hearth.test/']) {
    await page.getByRole('button', { name: `Add tag to ${url}` }).click()
    await page.getByRole('menuitem', { name: 'mailing-list' }).click()
  }
  await eventually('both tags', async () => {
    const references = (await detailOf(id)).facts.references as readonly { readonly tags?: readonly string[] }[]
    return references.length === 2 && references.every(({ tags }) => tags?.[0] === 'mailing-list') ? true : undefined
  })
  await page.close()
})
