// The audit as people get it: one file, opened from a disk, in a real browser.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { auditPage } from '#desk/archive'
import { lanternAudit } from '../../src/desk/archive/testdata/lantern-audit.ts'
import { launch } from '../browser.ts'
import { isSound, isText, type OpenedPage, openPage, tabTo, VIEWS } from './opened-page.ts'

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

  const open = (options: BrowserContextOptions): Promise<OpenedPage> => openPage(browser, file, options)
  const visible = (page: Page): Promise<readonly string[]> =>
    page.locator('.big tbody tr:visible td:first-child').allInnerTexts()

  for (const { width, colorScheme } of VIEWS) {
    test(`${width} pixels, ${colorScheme}: no request, no error, no sideways scroll, nothing that axe finds`, async () => {
      const opened = await open({ viewport: { width, height: 900 }, colorScheme })
      await isSound(opened)
      await opened.page.context().close()
    })
  }

  test('names and reasons of others are text', async () => {
    const opened = await open({})
    await isText(opened)
    const table = await opened.page.locator('.big').innerText()
    assert.match(table, /<img src=x onerror=alert\(1\)>\.tgz/)
    assert.match(table, /"<\/script><script>alert\(1\)<\/script>"/)
    await opened.page.context().close()
  })

  test('with the keyboard alone: to the search, then to a filter', async () => {
    const { page } = await open({})
    await page.keyboard.press('Tab')
    assert.equal(await page.locator(':focus').innerText(), 'Skip to the content')
    await tabTo(page, page.locator('#fq'))
    await page.keyboard.type('lantern-3')
    assert.equal(await page.locator('#n').innerText(), '4 of 5 rows')
    await page.keyboard.press('Tab')
    assert.equal(await page.locator('#fv:focus').count(), 1)
    await page.keyboard.type('Pass')
    assert.deepEqual(await visible(page), ['lantern-3.14.2.tgz', 'lantern-3.14.1.tgz'])
    assert.equal(await page.locator('#n').innerText(), '2 of 5 rows')
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
