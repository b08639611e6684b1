import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { PublicationsView, PublicationView } from '#desk/publishing'
import { type LanternDesk, openLanternDesk } from './lantern-desk.ts'
import { addVulnerability, eventually } from './project.ts'

let here: LanternDesk

before(async () => {
  here = await openLanternDesk()
})

after(() => here.close())

test('a finding that blocks is let pass with a reason until a day, is taken back, and never leaves the desk', async () => {
  const { id } = await addVulnerability(
    here.api,
    here.lantern,
    {
      title: 'Template named TBD is read outside of its folder',
      description: 'The template loader of Lantern reads files outside of the template folder.',
      weaknesses: ['CWE-22'],
      severity: ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:P/VC:N/VI:H/VA:L/SC:N/SI:N/SA:N'],
    },
    { embargoed: false },
  )
  const path = `/vulnerabilities/${id}`
  const facts = async (): Promise<string> => (await here.api.get<{ text: string }>(`${path}/facts`)).text
  const rehearse = async (): Promise<PublicationView> => {
    const { version } = await here.api.get<{ readonly version: number }>(path)
    await here.api.send('POST', `${path}/publications`, { target: 'sandbox', version })
    return eventually('the rehearsal', async () => {
      const [last] = (await here.api.get<PublicationsView>(`${path}/publications`)).publications
      return last !== undefined && last.version === version && last.finishedAt !== undefined ? last : undefined
    })
  }
  const refused = await rehearse()
  assert.deepEqual([refused.state, refused.problem?.code], ['refused', 'CNA_FINDINGS'])

  const page = await here.context.newPage()
  await page.goto(`${here.desk.url}${path}/review`)
  await page.getByRole('button', { name: 'Let STW007 pass' }).waitFor()
  assert.doesNotMatch(await page.getByRole('list', { name: 'Publications' }).innerText(), /--waive/)

  await page.goto(`${here.desk.url}${path}`)
  const rail = page.getByRole('complementary', { name: 'Readiness' })
  await rail.getByRole('button', { name: /^Let it pass: .*TBD/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Let it pass with a reason' })
  await dialog.getByRole('button', { name: 'Let it pass' }).click()
  await dialog.getByText('A finding passes only with a reason.').waitFor()
  assert.doesNotMatch(await facts(), /x_stewardWaivers/)
  await dialog.getByLabel('Reason').fill('The template really is called so.')
  await dialog.getByLabel('Holds until').fill('2126-03-01')
  await dialog.getByRole('button', { name: 'Let it pass' }).click()
  await rail.getByRole('heading', { name: 'Nothing is missing' }).waitFor()
  assert.match(await facts(), /rule: STW007\n\s+reason: The template really is called so\.\n\s+until: .?2126-03-01/)

  const sent = await rehearse()
  assert.equal(sent.state, 'published')
  const kept = await fetch(new URL(`/api/cve/${sent.cve}`, here.desk.sandbox))
  assert.equal(kept.status, 200)
  const text = await kept.text()
  assert.match(text, /TBD/)
  assert.doesNotMatch(text, /x_steward/)

  await page.reload()
  await rail.getByText('1 finding let pass with a reason').click()
  await rail.getByRole('button', { name: /^Take back: / }).click()
  await rail.getByRole('heading', { name: 'One thing missing' }).waitFor()
  await eventually('the facts without it', async () => (/x_stewardWaivers/.test(await facts()) ? undefined : true))
  await page.close()
})
