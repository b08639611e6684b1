import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, BrowserContext } from 'playwright-core'
import { launch } from '../browser.ts'
import { browse } from './browsing.ts'
import { found, startDesk, type TestDesk } from './desk.ts'
import { type FirstLoad, measureFirstLoad } from './first-load.ts'

let browser: Browser
let desk: TestDesk
let founder: BrowserContext

before(async () => {
  desk = await startDesk()
  browser = await launch()
  founder = (await browse(browser, desk)).context
  await found(desk, founder, true)
})
after(async () => {
  await browser?.close()
  await desk?.stop()
})

test('the first load is below 250 kB and the page can be used within a second on a processor four times slower', async () => {
  // Other programs on the machine take their share: the best of some rounds is what the page itself needs.
  const loads: FirstLoad[] = []
  while (loads.length < 8 && !loads.some((load) => load.usable < 1_000)) {
    const fresh = await browse(browser, desk)
    await fresh.context.addCookies(await founder.cookies())
    loads.push(await measureFirstLoad(fresh.context, desk, 4))
    await fresh.context.close()
  }
  const files = loads[0]?.files ?? []
  assert.ok(
    files.some((file) => file.endsWith('.js')),
    'the program itself was asked for',
  )
  const bytes = Math.max(...loads.map((load) => load.bytes))
  const usable = Math.min(...loads.map((load) => load.usable))
  console.log(
    `first load: ${Math.round(bytes / 1000)} kB gzip in ${files.length} files, usable after ${Math.round(usable)} ms`,
  )
  assert.ok(bytes <= 250_000, `${bytes} bytes`)
  assert.ok(usable < 1_000, `${usable} ms`)
})
