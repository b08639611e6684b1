/**
 * A page that was written into a file, opened from the disk in a real browser.
 *
 * @module
 */
import assert from 'node:assert/strict'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'

export interface OpenedPage {
  readonly page: Page
  /** Whatever it asked for besides itself, every error, and every script of others that ran. */
  readonly wrong: readonly string[]
}

export async function openPage(browser: Browser, file: string, options: BrowserContextOptions): Promise<OpenedPage> {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  const wrong: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') wrong.push(message.text())
  })
  page.on('pageerror', (thrown) => wrong.push(String(thrown)))
  page.on('dialog', (dialog) => {
    wrong.push(`a script of others ran: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('request', (request) => {
    if (request.url() !== `file://${file}`) wrong.push(request.url())
  })
  await page.goto(`file://${file}`)
  return { page, wrong }
}

/** No request, no error, no sideways scroll, nothing that axe finds. */
export async function isSound({ page, wrong }: OpenedPage): Promise<void> {
  const sideways = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
  assert.equal(sideways, 0)
  const { violations } = await new AxeBuilder({ page }).analyze()
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
    [],
  )
  assert.deepEqual(wrong, [])
}

/** Nothing that was read has become an element or an attribute that does something. */
export async function isText({ page, wrong }: OpenedPage): Promise<void> {
  const dangerous = 'img, iframe, script:not(body > script), [onerror], [onload], a[href^="javascript:" i], svg svg'
  assert.equal(await page.locator(dangerous).count(), 0)
  assert.equal(await page.locator('body > script').count(), 1)
  assert.deepEqual(wrong, [])
}

/** Goes there with Tab alone. */
export async function tabTo(page: Page, wanted: Locator): Promise<void> {
  for (let press = 0; press < 60; press++) {
    if (await wanted.evaluate((element) => element.matches(':focus'))) return
    await page.keyboard.press('Tab')
  }
  assert.fail(`Tab does not lead to ${wanted}`)
}

export const VIEWS: readonly { readonly width: number; readonly colorScheme: 'light' | 'dark' }[] = [
  1440, 1024, 390,
].flatMap((width) => (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme })))
