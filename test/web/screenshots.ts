/**
 * Writes a picture of every page, light and dark, at 1440 and 390 px, into a folder: `npm run screenshots [FOLDER]`.
 *
 * @module
 */
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { BrowserContext } from 'playwright-core'
import { launch } from '../browser.ts'
import { ADDRESSES, type Address, DOORS } from './addresses.ts'
import { browse, open, THEMES, WIDTHS } from './browsing.ts'
import { demoOf } from './demo.ts'
import { found, startDesk } from './desk.ts'

const folder = path.resolve(process.argv[2] ?? 'screenshots')
mkdirSync(folder, { recursive: true })
const desk = await startDesk()
const browser = await launch()
try {
  const { context: stranger } = await browse(browser, desk)
  const { context: founder } = await browse(browser, desk)
  const { pathname, hash } = new URL(desk.setUpLink)
  await picture(stranger, { name: 'set-up', path: `${pathname}${hash}` })
  await found(desk, founder, true)
  const demo = await demoOf(desk, founder)
  for (const address of DOORS) await picture(stranger, address)
  for (const { name, path: pathIn } of ADDRESSES) await picture(founder, { name, path: pathIn(demo) })
} finally {
  await browser.close()
  await desk.stop()
}

async function picture(context: BrowserContext, address: Address): Promise<void> {
  const page = await context.newPage()
  await open(page, desk, address.path)
  for (const colorScheme of THEMES) {
    await page.emulateMedia({ colorScheme })
    for (const width of WIDTHS) {
      const height = width > 760 ? 900 : 844
      await page.setViewportSize({ width, height })
      await page.waitForTimeout(150) // charts are drawn anew for the width
      // As tall as the page, so that what sticks to the foot of the window is at the foot of the picture.
      const whole = await page.evaluate(() => document.documentElement.scrollHeight)
      await page.setViewportSize({ width, height: Math.max(whole, height) })
      await page.screenshot({ path: path.join(folder, `${address.name}-${width}-${colorScheme}.png`) })
    }
  }
  await page.close()
  console.log(address.name)
}
