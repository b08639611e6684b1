import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { type LanternDesk, openLanternDesk } from './lantern-desk.ts'
import { addVulnerability } from './project.ts'

/** What somebody might write to make the browser of another one do something. */
const HOSTILE = [
  '<script>globalThis.harmed = 1</script>',
  '<img src=x onerror="globalThis.harmed = 1">',
  '"><svg onload="globalThis.harmed = 1">',
  '[click](javascript:globalThis.harmed=1)',
  '![](https://foreign.example/pixel.png)',
  '<a href="javascript:globalThis.harmed=1">x</a>',
  '</textarea><script>globalThis.harmed = 1</script>',
].join(' ')

let here: LanternDesk
let id: string

before(async () => {
  here = await openLanternDesk()
  const line = HOSTILE.slice(0, 240)
  const detail = await addVulnerability(here.api, here.lantern, {
    title: line,
    description: HOSTILE,
    workarounds: HOSTILE,
    references: [{ url: 'https://code.hearth.test/%22%3E%3Cscript%3E', tags: ['x_"><b>'], name: line }],
    credits: [{ name: line, type: 'finder', consent: true }],
    timeline: [{ date: '2030-03-01', event: line }],
    overrides: [{ branch: '3.12', status: 'affected', reason: line, author: line, date: '2030-03-12' }],
    modules: [line],
    platforms: [line],
  })
  id = detail.id
  await here.api.send('POST', `/vulnerabilities/${id}/review/comments`, { field: 'description', text: HOSTILE })
})

after(() => here.close())

async function isUnharmed(page: Page): Promise<void> {
  await page.waitForTimeout(400)
  assert.equal(await page.evaluate(() => 'harmed' in globalThis), false)
  const roots = await page.evaluate(() => {
    const dangerous = 'script:not([src]), [onerror], [onload], a[href^="javascript:" i], img[src^="http"]'
    const shadows = [...document.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? [shadowRoot] : []))
    return [document, ...shadows].flatMap((root) => [...root.querySelectorAll(dangerous)].map((each) => each.outerHTML))
  })
  assert.deepEqual(roots, [])
}

for (const [view, ready] of [
  ['', '#description'],
  ['/record', '.record-editor'],
  ['/readers', '.sheet-of-paper'],
  ['/review', '.thread'],
  ['/history', '.history'],
] as const) {
  test(`hostile text does nothing in the view "${view === '' ? '/facts' : view}"`, async () => {
    const page = await here.context.newPage()
    await page.goto(`${here.desk.url}/vulnerabilities/${id}${view}`)
    await page.locator(ready).first().waitFor()
    await isUnharmed(page)
    await page.close()
  })
}

test('typed into every text field of a new vulnerability, it does nothing', async () => {
  const page = await here.context.newPage()
  await page.goto(`${here.desk.url}/vulnerabilities/new`)
  await page.getByRole('combobox', { name: 'Project' }).waitFor()
  const fields = await page
    .locator('form[aria-label="New vulnerability"] :is(input:not([type=checkbox]), textarea)')
    .all()
  assert(fields.length >= 6, `${fields.length} fields`)
  for (const field of fields) await field.fill(HOSTILE.slice(0, 250))
  await isUnharmed(page)
  await page.close()
})

test('typed into the description, the preview shows it as text', async () => {
  const page = await here.context.newPage()
  await page.goto(`${here.desk.url}/vulnerabilities/${id}`)
  await page.locator('#description').fill(`${HOSTILE}\n\n**strong**`)
  await page.locator('.prev strong').waitFor()
  assert.match(await page.locator('.prev').innerText(), /<script>/)
  await isUnharmed(page)
  await page.close()
})

test('no page asked another host', () => assert.deepEqual(here.foreign, []))
