import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import type { BrowserContext } from 'playwright-core'
import type { TestDesk } from './desk.ts'

const built = fileURLToPath(new URL('../../web/dist/', import.meta.url))

export interface FirstLoad {
  /** Bytes of the built files that the browser asked for until the page stood, each compressed by gzip. */
  readonly bytes: number
  readonly files: readonly string[]
  /** Milliseconds from the start of the navigation until the page had its title and could be pressed, on a slowed processor. */
  readonly usable: number
}

/** Opens the home page in a browser that knows nothing of the desk yet, on a processor slowed down so many times. */
export async function measureFirstLoad(context: BrowserContext, desk: TestDesk, slowdown: number): Promise<FirstLoad> {
  const page = await context.newPage()
  const files = new Set<string>()
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (!pathname.startsWith('/api/')) files.add(pathname === '/' ? '/index.html' : pathname)
  })
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
  await page.addInitScript(() => {
    const look = (): void => {
      const stands = document.querySelector('main h1') !== null && document.querySelector('nav a') !== null
      if (stands) Object.assign(globalThis, { stoodAt: performance.now() })
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
  await page.goto(desk.url, { waitUntil: 'commit' })
  const handle = await page.waitForFunction(() => (globalThis as unknown as { stoodAt?: number }).stoodAt)
  const usable = (await handle.jsonValue()) ?? Number.NaN
  const asked = [...files]
  await page.close()
  const bytes = asked.reduce((sum, file) => sum + gzipSync(readFileSync(path.join(built, file))).length, 0)
  return { bytes, files: asked, usable }
}
