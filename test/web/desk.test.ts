import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser } from 'playwright-core'
import type { CaseView } from '#desk/cases'
import type { FoundationProfile, FoundationView } from '#desk/people'
import type { SettingsView } from '#desk/projects'
import { launch } from '../browser.ts'
import { ADDRESSES, type Demo, DOORS } from './addresses.ts'
import { type Browsing, browse, open, settled, sideways, tabTo } from './browsing.ts'
import { demoOf } from './demo.ts'
import { FOUNDER, found, startDesk, type TestDesk } from './desk.ts'
import { visibleErrors } from './instrument.ts'
import { apiOf } from './project.ts'
import { invitePerson } from './second-person.ts'
import { checkPage, violations } from './sound-pages.ts'
import { HOSTILE, showsAsText } from './text.ts'

/*
 * The desk as a person meets it: the real program with the demo foundation, in a real Chromium that reaches nothing else.
 */

let browser: Browser
let desk: TestDesk
let stranger: Browsing
let founder: Browsing
let demo: Demo

before(async () => {
  desk = await startDesk()
  browser = await launch()
  stranger = await browse(browser, desk)
  founder = await browse(browser, desk)
})
after(async () => {
  await browser?.close()
  await desk?.stop()
})

test('the first run asks for the link, then makes the account and the demo foundation, by the keyboard alone', async () => {
  const before = await stranger.context.newPage()
  await open(before, desk, '/')
  assert.equal(new URL(before.url()).pathname, '/set-up')
  assert.match(await before.locator('h1').innerText(), /link is missing/)
  await before.close()

  const page = await founder.context.newPage()
  await page.goto(desk.setUpLink)
  await settled(page)
  assert.deepEqual(await visibleErrors(page), [])
  await tabTo(page, page.getByLabel('Name'))
  await page.keyboard.type(FOUNDER.name)
  await tabTo(page, page.getByLabel('Mail address'))
  await page.keyboard.type(FOUNDER.email)
  await tabTo(page, page.getByLabel('Passphrase'))
  await page.keyboard.type(FOUNDER.passphrase)
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByLabel('Name of the foundation'))
  await page.keyboard.type('Hearth Foundation')
  await tabTo(page, page.getByLabel('Short name'))
  await page.keyboard.type('hearth')
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('radio', { name: /demo foundation/ }))
  await page.keyboard.press('Enter')
  await page.waitForURL(`${desk.url}/`)
  demo = await demoOf(desk, founder.context)
  await page.close()
})

describe('every page: axe, both themes, 1440 and 390 px, nothing in the console, nothing asked elsewhere', () => {
  for (const address of DOORS) test(address.name, () => checkPage(stranger, desk, address))
  for (const { name, path } of ADDRESSES) test(name, () => checkPage(founder, desk, { name, path: path(demo) }))
})

test('on a phone the charts of a tag and of a project are seen whole', async () => {
  const page = await founder.context.newPage()
  await page.setViewportSize({ width: 390, height: 844 })
  for (const path of [`/board/${demo.project}/${demo.tag}`, `/projects/${demo.project}`]) {
    await open(page, desk, path)
    const chart = page.locator('main').getByRole('img', { name: /wrong at|from \d{4} to \d{4}/ })
    const box = await chart.boundingBox()
    assert(box !== null && box.x >= 0 && box.x + box.width <= 390, `${path}: ${JSON.stringify(box)}`)
    assert.equal(await page.getByRole('region', { name: /scrolls sideways/ }).count(), 0, path)
    for (const words of await chart.locator('text').all()) {
      const at = await words.boundingBox()
      assert(at !== null && at.x + at.width <= box.x + box.width + 1, `${path}: ${await words.textContent()}`)
    }
  }
  await page.close()
})

describe('keys', () => {
  test('signing in, and going about, need no pointer', async () => {
    const { context } = await browse(browser, desk)
    const page = await context.newPage()
    await open(page, desk, '/cases')
    assert.equal(new URL(page.url()).pathname, '/sign-in')
    await page.getByLabel('Mail address').focus()
    await page.keyboard.type(FOUNDER.email)
    await page.keyboard.press('Tab')
    await page.keyboard.type(FOUNDER.passphrase)
    await page.keyboard.press('Enter')
    await page.waitForURL(`${desk.url}/cases`)

    await page.locator('main h1').waitFor()
    await page.keyboard.press('g')
    await page.keyboard.press('v')
    await page.getByRole('heading', { level: 1, name: /vulnerabilit/ }).waitFor()
    await page.locator('tbody tr').first().waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    const links = page.locator('tbody th a')
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), await links.nth(1).innerText())
    await page.keyboard.press('k')
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), await links.nth(0).innerText())
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/vulnerabilities\/[A-Z]/)

    await page.keyboard.press('Control+k')
    const palette = page.getByRole('combobox', { name: 'Search or jump to' })
    await palette.waitFor()
    await page.keyboard.type('audit')
    await page.keyboard.press('Enter')
    await page.waitForURL(`${desk.url}/audit`)

    await page.locator('main h1').waitFor()
    await page.keyboard.press('?')
    const sheet = page.getByRole('dialog', { name: 'Keys' })
    await sheet.waitFor()
    assert.ok(await sheet.getByText('Go to Release board').isVisible())
    await page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'hidden' })

    await page.keyboard.press('n')
    await page.waitForURL(`${desk.url}/vulnerabilities/new`)
    await context.close()
  })

  test('the first Tab offers to skip the navigation, and letters in a field are letters', async () => {
    const page = await founder.context.newPage()
    await open(page, desk, '/')
    await page.keyboard.press('Tab')
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Skip to content')
    await page.keyboard.press('Enter')
    await page.keyboard.press('/')
    await page.keyboard.type('gv n?')
    assert.equal(await page.getByRole('searchbox', { name: 'Search everything' }).inputValue(), 'gv n?')
    assert.equal(new URL(page.url()).pathname, '/')
    await page.close()
  })

  test('single keys can be switched off', async () => {
    const { context } = await browse(browser, desk)
    await context.addCookies(await founder.context.cookies())
    const page = await context.newPage()
    await open(page, desk, '/people')
    await page.keyboard.press('?')
    await page.getByRole('checkbox', { name: /Single keys/ }).uncheck()
    await page.keyboard.press('Escape')
    await page.keyboard.press('n')
    await page.keyboard.press('?')
    await page.waitForTimeout(200)
    assert.equal(new URL(page.url()).pathname, '/people')
    assert.equal(await page.locator('dialog[open]').count(), 0)
    await context.close()
  })
})

describe('work by the keyboard alone', () => {
  test('a report becomes a case with a note', async () => {
    const page = await founder.context.newPage()
    await open(page, desk, '/')
    await page.keyboard.press('g')
    await page.keyboard.press('c')
    await page.waitForURL(`${desk.url}/cases`)
    await tabTo(page, page.getByRole('link', { name: 'Open a case' }))
    await page.keyboard.press('Enter')
    await page.waitForURL(`${desk.url}/cases/new`)
    await tabTo(page, page.getByLabel('Title'))
    await page.keyboard.type('A link leads out of the folder')
    await tabTo(page, page.getByLabel('Reporter'))
    await page.keyboard.type('Jonah Weatherby')
    await tabTo(page, page.getByLabel('Report', { exact: false }).last())
    await page.keyboard.type('It happens with every archive.')
    await tabTo(page, page.getByRole('button', { name: 'Open the case' }))
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'A link leads out of the folder' }).waitFor()
    await tabTo(page, page.getByLabel('Text of the entry'))
    await page.keyboard.type('Reproduced on main.')
    await tabTo(page, page.getByRole('button', { name: 'Add', exact: true }).first())
    await page.keyboard.press('Enter')
    await page.getByText('Reproduced on main.').first().waitFor()
    await page.keyboard.press('Escape')
    await page.close()
  })

  test('a dispute of a record is written down, acknowledged, decided, and its tag proposed in the facts', async () => {
    const { dispute } = await apiOf(desk, founder.context).get<CaseView>(`/cases/${demo.dispute}`)
    const page = await founder.context.newPage()
    await open(page, desk, '/cases/new?project=lantern')
    const press = async (name: string): Promise<void> => {
      await tabTo(page, page.getByRole('button', { name, exact: true }))
      await page.keyboard.press('Enter')
    }
    const write = async (label: string, text: string): Promise<void> => {
      await tabTo(page, page.getByLabel(label))
      await page.keyboard.type(text)
    }
    await press('A dispute of a record')
    await write('Record', 'CVE-1900-99999')
    await write('Title', 'That is how it is meant')
    await write('Disputed by', 'Ember Linux')
    await write('Claim', 'Only the owner of the folder can make the link.')
    await press('Open the case')
    await page.getByText('Cannot find vulnerability "CVE-1900-99999".').waitFor()
    await page.getByLabel('Record').fill('')
    await write('Record', String(dispute?.cve))
    await press('Open the case')
    await page.getByRole('heading', { level: 1, name: 'That is how it is meant' }).waitFor()
    await page.getByText('Acknowledge the dispute of the record').waitFor()
    await press('Acknowledge…')
    const dialog = page.getByRole('dialog')
    await dialog.waitFor()
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Leave it')
    assert.deepEqual(await violations(page, 'light'), [])
    await press('Acknowledge')
    await page.getByText('Decide the dispute, or take more time').waitFor()
    await press('Decide…')
    await dialog.waitFor()
    assert.deepEqual(await violations(page, 'light'), [])
    await tabTo(page, dialog.getByRole('radio', { name: /^Record stands/ }))
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await write('Reason', 'Both views stand.')
    await press('Decide')
    await page.getByText(/decided, the record is tagged disputed: Both views stand/).waitFor()
    await page.getByText('No clock runs.').waitFor()
    await press('Put the tag into the facts')
    await page.getByRole('link', { name: 'Open the facts' }).waitFor()
    await open(page, desk, '/cases?disputes=true')
    await page.getByText('Tagged disputed').waitFor()
    await page.close()
  })

  test('the page of a vulnerability says that its record is disputed, to those who may see cases', async () => {
    const api = apiOf(desk, founder.context)
    const { dispute: { cve } = {} } = await api.get<CaseView>(`/cases/${demo.dispute}`)
    const report = { project: demo.project, title: 'No way in', report: 'There is none.', reporter: 'Sable Linux' }
    const { id, number } = await api.send<CaseView>('POST', '/cases', { ...report, disputes: cve })
    const page = await founder.context.newPage()
    await page.setViewportSize({ width: 390, height: 844 })
    await open(page, desk, `/vulnerabilities/${cve}`)
    const note = page.locator('.note').filter({ hasText: 'Disputed by Sable Linux.' })
    const words = async (): Promise<string> => (await note.innerText()).replaceAll(/\s+/g, ' ')
    const day = String.raw`\d{1,2} \w+ \d{4}`
    assert.match(
      await words(),
      new RegExp(`^Disputed by Sable Linux. Acknowledge the dispute of the record. New due ${day} ${number}$`),
    )
    assert.deepEqual(await violations(page, 'light'), [])
    assert.equal(await sideways(page), 0)

    // What others do is seen without asking.
    const step = async (wish: object): Promise<unknown> =>
      api.send('POST', `/cases/${id}/dispute/steps`, {
        ...wish,
        version: (await api.get<CaseView>(`/cases/${id}`)).version,
      })
    await step({ step: 'acknowledge' })
    await note.getByText('Acknowledged').waitFor()
    assert.match(await words(), new RegExp(`Decide the dispute, or take more time. Acknowledged due ${day} ${number}$`))
    await step({ step: 'decide', outcome: 'disputed', reason: 'Both views stand.' })
    await note.getByText('It was decided that the record stands, with the tag.').waitFor()
    assert.deepEqual(await violations(page, 'light'), [])
    await page.emulateMedia({ colorScheme: 'dark' })
    assert.deepEqual(await violations(page, 'dark'), [])
    await tabTo(page, note.getByRole('link', { name: `Case ${number}` }))
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'No way in' }).waitFor()

    // Found by the ID of the record, in the list and in the search of everything.
    await open(page, desk, `/cases?q=${String(cve).toLowerCase()}`)
    await page.getByRole('link', { name: 'No way in' }).waitFor()
    await open(page, desk, `/search?q=${cve}`)
    await page.getByRole('region', { name: 'Cases' }).getByRole('link', { name: 'No way in' }).waitFor()

    // A decision that changes nothing leaves nothing to say.
    await open(page, desk, `/vulnerabilities/${cve}`)
    const moved = await api.get<CaseView>(`/cases/${id}`)
    await api.send('POST', `/cases/${id}/moves`, { to: 'acknowledged', version: moved.version })
    await note.getByText('Decide the dispute, or take more time.').waitFor()
    await step({ step: 'decide', outcome: 'unchanged', reason: 'Read again.' })
    await note.waitFor({ state: 'detached' })
    await page.close()

    const viewer = await invitePerson(desk, browser, api, 'Ebba Quist', ['viewer'])
    const theirs = await viewer.context.newPage()
    const asked: string[] = []
    theirs.on('request', (request) => asked.push(new URL(request.url()).pathname))
    await open(theirs, desk, `/vulnerabilities/${cve}`)
    assert.equal(await theirs.getByText(/^Disputed by/).count(), 0)
    assert.equal(asked.includes('/api/v1/cases'), false, 'what is refused anyway is not asked')
    await viewer.context.close()
  })

  test('the list of IDs is read again from the server when somebody asks', async () => {
    const page = await founder.context.newPage()
    await page.setViewportSize({ width: 390, height: 844 })
    await open(page, desk, '/ids')
    const asked = page.waitForRequest((request) => request.url().includes('fresh=true'))
    const button = page.getByRole('button', { name: 'Read again from the server' })
    await tabTo(page, button)
    await page.keyboard.press('Enter')
    await asked
    await page.getByText(/^The list was read again: \d+ IDs?$/).waitFor()
    await page.getByText('Read just now').waitFor()
    assert.equal(await button.evaluate((element) => element === document.activeElement), true, 'the focus stays there')
    await page.close()
  })

  test('an ID is reserved, and rejected only after the dialog was answered', async () => {
    const page = await founder.context.newPage()
    await open(page, desk, '/ids')
    await tabTo(page, page.getByRole('button', { name: 'Reserve 1 ID' }))
    await page.keyboard.press('Enter')
    const said = await page.getByText(/^CVE-\d{4}-\d+ is reserved$/).innerText()
    const [cve = ''] = said.split(' ')
    await tabTo(page, page.getByRole('button', { name: `More for ${cve}` }))
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => document.activeElement?.role === 'menuitem')
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: `Reject ${cve}?` })
    await dialog.waitFor()
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Keep it')
    await tabTo(page, dialog.getByRole('button', { name: 'Reject the ID' }))
    await page.keyboard.press('Enter')
    await page.getByText(`${cve} is rejected`).waitFor()
    await page.close()
  })
})

describe('people', () => {
  test('somebody is invited, comes in by the link, and signs in again with their passphrase', async () => {
    const page = await founder.context.newPage()
    await open(page, desk, '/people')
    await page.getByRole('button', { name: 'Invite a person' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill('Oona Teller')
    await dialog.getByLabel('Mail address').fill('oona@hearth.example')
    await dialog.getByRole('checkbox', { name: /^editor/ }).check()
    await dialog.getByRole('button', { name: 'Make the link' }).click()
    const link = await page.locator('dialog code.secret').innerText()
    await page.close()

    const guest = await browse(browser, desk)
    const theirs = await guest.context.newPage()
    await theirs.goto(link)
    await theirs.getByRole('heading', { name: 'Welcome, Oona Teller' }).waitFor()
    await theirs.getByLabel('Passphrase').fill('a boat made of old paper')
    await theirs.getByRole('button', { name: 'Come in' }).click()
    await theirs.waitForURL(`${desk.url}/`)
    await theirs.getByRole('button', { name: /Oona Teller/ }).click()
    await theirs.getByRole('menuitem', { name: 'Sign out' }).click()
    await theirs.waitForURL(/sign-in/)
    await theirs.getByLabel('Mail address').fill('oona@hearth.example')
    await theirs.getByLabel('Passphrase').fill('not it at all, sorry')
    await theirs.getByRole('button', { name: 'Sign in' }).click()
    await theirs.getByRole('alert').waitFor()
    await theirs.getByLabel('Passphrase').fill('a boat made of old paper')
    await theirs.getByRole('button', { name: 'Sign in' }).click()
    await theirs.waitForURL(`${desk.url}/`)
    await guest.context.close()
  })
})

describe('what people write is shown as text', () => {
  const post = (path: string, data: unknown): Promise<unknown> => apiOf(desk, founder.context).send('POST', path, data)

  test('the name of a person', async () => {
    const name = HOSTILE.slice(0, 100)
    await post('/people', { name, email: 'hostile@hearth.example', roles: { foundation: [], projects: {} } })
    await showsAsText(founder.context, desk, '/people', name)
  })

  test('a case: title, reporter, report, note, claim and decision of a dispute', async () => {
    const kase = (await post('/cases', {
      project: demo.project,
      title: HOSTILE,
      report: `${HOSTILE}\n\n[link](javascript:pwned=1)`,
      reporter: HOSTILE,
    })) as { readonly id: string }
    const api = apiOf(desk, founder.context)
    const { dispute, project } = await api.get<CaseView>(`/cases/${demo.dispute}`)
    const other = { project, title: HOSTILE, report: HOSTILE, reporter: HOSTILE, disputes: dispute?.cve }
    const disputed = (await post('/cases', other)) as { readonly id: string }
    const decision = { step: 'decide', outcome: 'unchanged', reason: HOSTILE, version: 1 }
    await post(`/cases/${disputed.id}/dispute/steps`, decision)
    await showsAsText(founder.context, desk, `/cases/${disputed.id}`, HOSTILE)
    await post(`/cases/${kase.id}/notes`, { kind: 'note', text: HOSTILE })
    await showsAsText(founder.context, desk, `/cases/${kase.id}`, HOSTILE)
    await showsAsText(founder.context, desk, '/cases', HOSTILE)
    await post('/cases', other)
    await showsAsText(founder.context, desk, `/vulnerabilities/${demo.disputed}`, HOSTILE)
  })

  test('a vulnerability: title and description, in the list, the editor and what readers will see', async () => {
    const made = (await post('/vulnerabilities', {
      project: demo.project,
      facts: { title: HOSTILE.slice(0, 100), description: `${HOSTILE}\n\n[link](javascript:pwned=1) ![x](x)` },
    })) as { readonly id: string }
    const title = HOSTILE.slice(0, 60)
    await showsAsText(founder.context, desk, '/vulnerabilities', title)
    await showsAsText(founder.context, desk, `/vulnerabilities/${made.id}`, title)
    await showsAsText(founder.context, desk, `/vulnerabilities/${made.id}/readers`, title)
  })

  test('the name of a token', async () => {
    const name = HOSTILE.slice(0, 100)
    await post('/me/tokens', { name, projects: 'all', verbs: ['read'], embargoed: false, days: 1 })
    await showsAsText(founder.context, desk, '/account', name)
  })

  test('a template: its name, what it is for, and what it fills in', async () => {
    const name = HOSTILE.slice(0, 100)
    const content = { title: HOSTILE, workarounds: HOSTILE, modules: [HOSTILE], platforms: [HOSTILE] }
    await post('/projects/bellows/templates', { name, about: HOSTILE, isDefault: true, content })
    await showsAsText(founder.context, desk, '/projects/bellows/templates', HOSTILE)
    await showsAsText(founder.context, desk, '/projects/bellows/templates', name, (page) =>
      page.getByRole('button', { name: `More for ${name}` }).click(),
    )
  })

  test('the profile of the foundation', async () => {
    const api = apiOf(desk, founder.context)
    const { profile } = await api.get<FoundationView>('/foundation')
    const contact_info = { ...profile.contact_info, poc: HOSTILE }
    const hostile = { long_name: HOSTILE, charter_or_scope: HOSTILE, contact_info }
    const patch = async (change: Partial<FoundationProfile>): Promise<unknown> =>
      api.send('PATCH', '/foundation', change, (await api.get<FoundationView>('/foundation')).version)
    await patch(hostile)
    await showsAsText(founder.context, desk, '/people', HOSTILE)
    await showsAsText(founder.context, desk, '/audit', HOSTILE.slice(0, 20), (page) =>
      page.getByText('changed the profile of the foundation').first().click(),
    )
    const { long_name, charter_or_scope, contact_info: contact } = profile
    await patch({ long_name, charter_or_scope, contact_info: contact })
  })

  test('the title of a project, on its page, in the list and beside every page', async () => {
    const api = apiOf(desk, founder.context)
    const entitle = async (title: string): Promise<void> => {
      const { text, version } = await api.get<SettingsView>('/projects/bellows/settings')
      const entitled = `title: ${JSON.stringify(title)}\n${text.replace(/^title: .*\n/m, '')}`
      await api.send('PUT', '/projects/bellows/settings', { text: entitled }, version)
    }
    await entitle(HOSTILE)
    for (const path of ['/projects/bellows', '/projects', '/']) await showsAsText(founder.context, desk, path, HOSTILE)
    await entitle('Bellows')
  })

  test('what is searched for, and the address of a page', async () => {
    const asked = HOSTILE.slice(0, 60)
    await showsAsText(founder.context, desk, `/search?q=${encodeURIComponent(asked)}`, asked)
  })
})

test('a session that ended leads to sign-in and back to the page', async () => {
  const { context } = await browse(browser, desk)
  const page = await context.newPage()
  const signIn = async (): Promise<void> => {
    await page.getByLabel('Mail address').fill(FOUNDER.email)
    await page.getByLabel('Passphrase').fill(FOUNDER.passphrase)
    await page.getByRole('button', { name: 'Sign in' }).click()
  }
  await open(page, desk, '/sign-in')
  await signIn()
  await page.waitForURL(`${desk.url}/`)
  // A page that still reads something would go to sign-in by itself.
  await page.goto('about:blank')
  await context.clearCookies()
  await page.goto(`${desk.url}/people`)
  await page.waitForURL(/sign-in\?to=%2Fpeople/)
  await signIn()
  await page.waitForURL(`${desk.url}/people`)
  await context.close()
})

test('when the desk stops answering, the page says so and keeps what it shows', async () => {
  const own = await startDesk(['--empty'])
  try {
    const { context } = await browse(browser, own)
    await found(own, context, false)
    const page = await context.newPage()
    await open(page, own, '/projects')
    await own.stop()
    await page.keyboard.press('g')
    await page.keyboard.press('a')
    await page.getByText('The desk does not answer.').first().waitFor()
    await context.close()
  } finally {
    await own.stop()
  }
})
