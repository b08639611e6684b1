// The audit as people get it: one file, opened from a disk, in a real browser.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { auditPage } from '#desk/archive'
import { lanternAudit } from '../../src/desk/archive/testdata/lantern-audit.ts'
import { launch } from '../browser.ts'

const WIDTHS = [1440, 390] as const
const SCHEMES = ['light', 'dark'] as const

describe('the page of an audit', () => {
  let folder = ''
  let browser: Browser
  let file = ''

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'steward-page-'))
    file = join(folder, 'audit.html')
    writeFileSync(file, [...auditPage(lanternAudit(), { owner: 'Lantern <Foundation>' })].join(''))
    browser = await launch()
  })
  after(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  /** Opens the page; whatever it asks for besides itself, and every error, is a fault of the page. */
  async function open(
    options: Parameters<Browser['newContext']>[0],
  ): Promise<{ readonly page: Page; readonly wrong: string[] }> {
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
  const visible = (page: Page): Promise<readonly string[]> =>
    page.locator('.big tbody tr:visible td:first-child').allInnerTexts()

  for (const width of WIDTHS) {
    for (const colorScheme of SCHEMES) {
      test(`${width} pixels, ${colorScheme}: no request, no error, no sideways scroll, nothing that axe finds`, async () => {
        const { page, wrong } = await open({ viewport: { width, height: 900 }, colorScheme })
        const sideways = await page.evaluate(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        )
        assert.equal(sideways, 0)
        const { violations } = await new AxeBuilder({ page }).analyze()
        assert.deepEqual(
          violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
          [],
        )
        assert.deepEqual(wrong, [])
        await page.context().close()
      })
    }
  }

  test('names and reasons of others are text', async () => {
    const { page, wrong } = await open({})
    assert.equal(await page.locator('img, script:not(body > script)').count(), 0)
    assert.match(await page.locator('.big').innerText(), /<img src=x onerror=alert\(1\)>\.tgz/)
    assert.deepEqual(wrong, [])
    await page.context().close()
  })

  test('worst first', async () => {
    const { page } = await open({})
    assert.deepEqual(await page.locator('.big tbody tr td:nth-child(5)').allInnerTexts(), [
      'Fail',
      'Incomplete',
      'Pass',
      'Pass',
      'Unsigned',
    ])
    await page.context().close()
  })

  test('filters work without a script', async () => {
    const { page } = await open({ javaScriptEnabled: false })
    assert.equal(await page.locator('#fq').isVisible(), false)
    await page.selectOption('#fv', 'pass')
    assert.deepEqual(await visible(page), ['lantern-3.14.2.tgz', 'lantern-3.14.1.tgz'])
    await page.selectOption('#fv', 'repair')
    assert.deepEqual(await visible(page), ['lantern-3.13.1.tgz', 'lantern-3.14.1.tgz'])
    await page.selectOption('#fv', '')
    await page.selectOption('#fs', 'lantern-3.13')
    assert.deepEqual(await visible(page), ['lantern-3.13.1.tgz', 'lantern-3.13.0.tgz'])
    await page.selectOption('#fm', 'c')
    assert.deepEqual(await visible(page), ['lantern-3.13.1.tgz'], 'two filters at once')
    await page.context().close()
  })

  test('the search looks at every column, and says how many are left', async () => {
    const { page } = await open({})
    await page.fill('#fq', 'CHECKPOINT')
    assert.deepEqual(await visible(page), ['lantern-3.14.1.tgz'])
    assert.equal(await page.locator('#n').innerText(), '1 of 5 rows')
    await page.context().close()
  })
})
