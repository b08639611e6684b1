import type { Browser, BrowserContext } from 'playwright-core'
import { launch } from '../browser.ts'
import { found, startDesk, type TestDesk } from './desk.ts'
import { type Lantern, makeLantern } from './lantern.ts'
import { type Api, addLantern, apiOf } from './project.ts'

/** A desk with one project, Lantern, and its founder signed in. */
export interface LanternDesk {
  readonly desk: TestDesk
  readonly lantern: Lantern
  readonly browser: Browser
  readonly context: BrowserContext
  readonly api: Api
  /** Addresses that a page asked besides the desk; none of them was reached. */
  readonly foreign: readonly string[]
  close(): Promise<void>
}

export async function openLanternDesk(lantern: Lantern = makeLantern()): Promise<LanternDesk> {
  const [browser, desk] = await Promise.all([launch(), startDesk()])
  const close = async (): Promise<void> => {
    await browser.close()
    await desk.stop()
    lantern.remove()
  }
  try {
    const context = await browser.newContext({ locale: 'en-US', timezoneId: 'UTC' })
    const foreign: string[] = []
    await context.route(
      (url) => url.origin !== desk.url && url.protocol !== 'blob:',
      (route) => {
        foreign.push(route.request().url())
        return route.abort()
      },
    )
    const api = apiOf(desk, context)
    await found(desk, context, false)
    await addLantern(api, lantern)
    return { desk, lantern, browser, context, api, foreign, close }
  } catch (thrown) {
    await close()
    throw thrown
  }
}
