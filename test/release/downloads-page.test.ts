// The page for whoever downloads, as it is published: one file, in a real browser.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { type DownloadsOptions, downloadsPage } from '#desk/archive'
import { WORKFLOW } from '../../src/desk/archive/testdata/lantern-audit.ts'
import { FORGE, lantern, stream } from '../../src/trust/testdata/lantern-policy.ts'
import { launch } from '../browser.ts'
import { isSound, isText, type OpenedPage, openPage, tabTo, VIEWS } from './opened-page.ts'

/** Without spaces: an identity has none. */
const EVIL = `'"><svg/onload=alert(1)></script><script>alert(2)</script>`

/** Two versions, two signers in one branch, GPG in another: every part of the page. */
const first = lantern()
const policy = lantern({
  version: 2,
  previous: first.digest,
  identities: {
    ruta: { san: WORKFLOW, type: 'uri', issuer: 'https://token.actions.githubusercontent.com', instance: 'public' },
    oskar: {
      san: 'oskar@lantern.example',
      type: 'email',
      issuer: FORGE,
      instance: 'public',
      openpgp: ['61D40F8A77B2C95E13A69E04D2C85B1F08E7A3B9'],
    },
    ines: { san: EVIL, type: 'email', issuer: FORGE, instance: 'public' },
  },
  streams: [
    stream('3.1', [{ identity: 'ines', from: null, until: null }]),
    stream('3.13', [{ identity: 'oskar', from: '2028-04-01T00:00:00Z', until: null }], { gpg: 'also' }),
    stream('3.14', [{ identity: 'ruta', from: null, until: null }]),
  ],
})
const OPTIONS: DownloadsOptions = {
  owner: `Lantern ${EVIL}`,
  example: `lantern-3.14.2 ${EVIL}.tgz`,
  base: 'https://downloads.lantern.example/3.14.2/',
  ending: '.sigstore',
  policyUrl: `https://lantern.example/${EVIL}/lantern.trust.json`,
  keysUrl: 'https://lantern.example/keys.asc',
  contact: 'mailto:security@lantern.example',
  history: [
    { document: first },
    {
      document: policy,
      update: { version: 2, digest: policy.digest, signers: [EVIL, 'oskar'], members: 3, threshold: 2 },
    },
  ],
}

describe('the page of downloads', () => {
  let folder = ''
  let browser: Browser
  let file = ''
  const open = (options: BrowserContextOptions): Promise<OpenedPage> => openPage(browser, file, options)

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'steward-page-'))
    file = join(folder, 'verify.html')
    const text = downloadsPage(policy, OPTIONS)
    assert(text.ok, JSON.stringify(text))
    writeFileSync(file, text.value)
    browser = await launch()
  })
  after(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  for (const { width, colorScheme } of VIEWS) {
    test(`${width} pixels, ${colorScheme}: no request, no error, no sideways scroll, nothing that axe finds`, async () => {
      const opened = await open({ viewport: { width, height: 900 }, colorScheme })
      await isSound(opened)
      await opened.page.context().close()
    })
  }

  test('what people wrote into the policy and the flags is text', async () => {
    const opened = await open({})
    await isText(opened)
    assert((await opened.page.locator('main').innerText()).includes(EVIL))
    assert((await opened.page.title()).includes(EVIL))
    await opened.page.context().close()
  })

  test('with the keyboard alone: a command is copied without its prompt, and one word stays one word', async () => {
    const { page } = await open({})
    // Chromium gives a page of the disk no clipboard; what it would get is what counts.
    await page.evaluate(`navigator.clipboard.writeText = async (text) => { globalThis.copied = text }`)
    await tabTo(page, page.getByRole('button', { name: 'Copy' }).nth(2))
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    const quoted = `'${OPTIONS.example.replaceAll("'", `'\\''`)}'`
    assert.equal(
      await page.evaluate('globalThis.copied'),
      `steward release verify ${quoted} --policy lantern.trust.json`,
    )
    await page.context().close()
  })

  test('a policy without an address of its own is saved from beside the page, not fetched by curl', () => {
    const text = downloadsPage(policy, { ...OPTIONS, policyUrl: 'lantern.trust.json' })
    assert(text.ok)
    assert.match(text.value, /Save <a href="lantern\.trust\.json">lantern\.trust\.json<\/a>/)
    assert.doesNotMatch(text.value, /curl -O lantern\.trust\.json/)
  })

  test('other tools are folded away, and open with a key; without a script nothing is missing but Copy', async () => {
    const { page } = await open({ javaScriptEnabled: false })
    const cosign = page.getByText('cosign verify-blob')
    assert.equal(await cosign.isVisible(), false)
    await page.getByText('With cosign').focus()
    await page.keyboard.press('Enter')
    assert.equal(await cosign.isVisible(), true)
    assert.equal(await page.getByRole('button', { name: 'Copy' }).count(), 0)
    await page.context().close()
  })
})
