import assert from 'node:assert/strict'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import type { Address } from './addresses.ts'
import { type Browsing, open, sideways, THEMES, WIDTHS } from './browsing.ts'
import type { TestDesk } from './desk.ts'

/**
 * Holds one page to what every page must be: nothing that axe-core counts as a violation, light and dark, wide and narrow; no scrolling
 * sideways; no error in the console and no refusal of the security policy; no request to another host.
 */
export async function checkPage(browsing: Browsing, desk: TestDesk, address: Address): Promise<void> {
  const page = await browsing.context.newPage()
  try {
    browsing.complaints()
    for (const theme of THEMES) {
      await page.emulateMedia({ colorScheme: theme })
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 })
        if (page.url() === 'about:blank') await open(page, desk, address.path)
        const where = `${address.name}, ${theme}, ${width} px`
        assert.deepEqual(await violations(page, theme), [], where)
        assert.equal(await sideways(page), 0, `${where}: it scrolls sideways`)
      }
    }
    assert.deepEqual(expected(browsing.complaints(), address), [], `${address.name}: complaints of the browser`)
  } finally {
    await page.close()
  }
}

/** In the dark only what depends on colours is looked at again. */
export async function violations(page: Page, theme: (typeof THEMES)[number]): Promise<readonly string[]> {
  const axe = theme === 'dark' ? new AxeBuilder({ page }).withRules(['color-contrast']) : new AxeBuilder({ page })
  const { violations: found } = await axe.analyze()
  return found.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html.slice(0, 160)}`))
}

/** A browser notes every answer that is no success; a page about what is not there asks for exactly that. */
function expected(complaints: readonly string[], address: Address): readonly string[] {
  return complaints.filter((each) => !(address.refused !== undefined && each.includes(`status of ${address.refused}`)))
}
