import assert from 'node:assert/strict'
import type { BrowserContext, Page } from 'playwright-core'
import { open } from './browsing.ts'
import type { TestDesk } from './desk.ts'

/** What somebody could write to make the page do something; on a page it must be letters. */
export const HOSTILE =
  '<img src=x onerror="pwned=1"><script>pwned=1</script>"\'`javascript:pwned=1`</textarea><svg/onload=pwned=1>'

/** Opens the page and holds that the text is there as it was written, and that none of it ran. */
export async function showsAsText(
  context: BrowserContext,
  desk: TestDesk,
  path: string,
  text: string,
  prepare: (page: Page) => Promise<unknown> = async () => undefined,
): Promise<void> {
  const page = await context.newPage()
  try {
    await open(page, desk, path)
    await prepare(page)
    const shown = page.getByText(text, { exact: false }).or(page.locator(`input[value=${JSON.stringify(text)}]`))
    await shown.first().waitFor({ timeout: 5_000 })
    assert.equal(await page.evaluate(() => 'pwned' in globalThis), false, `${path}: it ran`)
    assert.equal(await page.locator('img[src="x"], main script, svg[onload]').count(), 0, `${path}: it became elements`)
  } finally {
    await page.close()
  }
}
