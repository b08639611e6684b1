import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { launch } from '../browser.ts'
import { browse, open } from './browsing.ts'
import { found, startDesk, type TestDesk } from './desk.ts'

let desk: TestDesk
let browser: Browser

before(async () => {
  const started = await startDesk(['--empty'])
  // Passkeys belong to a name; an address in numbers is none.
  desk = { ...started, url: started.url.replace('127.0.0.1', 'localhost') }
  browser = await launch()
})
after(async () => {
  await browser?.close()
  await desk?.stop()
})

test('a passkey is made on the page of the account, signs in without a word, and does not once it was removed', async () => {
  const { context } = await browse(browser, desk)
  await found(desk, context, false)
  const page = await context.newPage()
  // A device of the browser's own, with a person before it who always agrees.
  const devices = await context.newCDPSession(page)
  await devices.send('WebAuthn.enable')
  const { authenticatorId } = await devices.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  await open(page, desk, '/account')
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add a passkey' })
  await dialog.getByLabel('Name').fill('Laptop at home')
  await dialog.getByRole('button', { name: 'Continue' }).click()
  const line = page.getByRole('row', { name: /^Laptop at home/ })
  await line.getByText('never').waitFor()
  const { credentials } = await devices.send('WebAuthn.getCredentials', { authenticatorId })
  assert.deepEqual(
    credentials.map(({ rpId, isResidentCredential }) => ({ rpId, isResidentCredential })),
    [{ rpId: 'localhost', isResidentCredential: true }],
  )

  await context.clearCookies()
  await open(page, desk, '/sign-in')
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await page.waitForURL(`${desk.url}/`)
  await open(page, desk, '/account')
  assert.equal(await line.getByText('never').count(), 0, 'the desk knows when it was used')

  await page.getByRole('button', { name: 'Remove the passkey Laptop at home' }).click()
  await line.waitFor({ state: 'hidden' })
  await context.clearCookies()
  await open(page, desk, '/sign-in')
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await page.getByRole('alert').waitFor()
  assert.equal(new URL(page.url()).pathname, '/sign-in')
})
