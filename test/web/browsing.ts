import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import type { TestDesk } from './desk.ts'

export const WIDTHS = [1440, 390] as const
export const THEMES = ['light', 'dark'] as const

/** A browser at a desk: what it complained about, and whom else it asked. */
export interface Browsing {
  readonly context: BrowserContext
  /** Errors of the console (refusals of the security policy are such) and of scripts, with the page. Emptied by reading. */
  complaints(): readonly string[]
}

/** English and UTC, like the desk; nothing but the desk can be reached. */
export async function browse(browser: Browser, desk: TestDesk): Promise<Browsing> {
  const context = await browser.newContext({
    locale: 'en-US',
    timezoneId: 'UTC',
    viewport: { width: WIDTHS[0], height: 900 },
    reducedMotion: 'reduce',
  })
  let heard: string[] = []
  await context.route(
    (url) => url.origin !== desk.url && url.protocol.startsWith('http'),
    (route) => {
      heard.push(`asked ${route.request().url()}`)
      return route.abort()
    },
  )
  context.on('console', (message) => {
    if (message.type() === 'error') heard.push(`${message.page()?.url()}: ${message.text()} ${message.location().url}`)
  })
  context.on('weberror', (error) => heard.push(`${error.page()?.url()}: ${error.error().message}`))
  return {
    context,
    complaints: () => {
      const taken = heard
      heard = []
      return taken
    },
  }
}

/** Goes there and waits until the page has its title and nothing is awaited any more. */
export async function open(page: Page, desk: TestDesk, address: string): Promise<void> {
  await page.goto(`${desk.url}${address}`)
  await settled(page)
}

export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () => document.querySelector('main h1') !== null && document.querySelector('[aria-busy="true"]') === null,
  )
}

/** How far the page can be scrolled sideways, in pixels; 0 is right. */
export function sideways(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}

/** Presses Tab until the focus is there, as somebody without a pointer does. */
export async function tabTo(page: Page, wanted: Locator): Promise<void> {
  for (let press = 0; press < 80; press++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not lead to ${wanted}`)
}
