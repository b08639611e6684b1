import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { after, before, test } from 'node:test'
import type { BoardPage, BoardRound } from '#desk/board'
import type { PublicationsView } from '#desk/publishing'
import type { BoardRefresh } from '../../src/http/shapes/board.ts'
import { type LanternDesk, openLanternDesk } from './lantern-desk.ts'
import { addVulnerability, eventually } from './project.ts'

let here: LanternDesk
let id: string

const TAG = 'v3.13.10'

before(async () => {
  here = await openLanternDesk()
  const detail = await addVulnerability(
    here.api,
    here.lantern,
    {
      title: 'Archive extraction writes outside the target directory',
      description: 'When an archive is unpacked, Lantern overwrites files outside of the target directory.',
      weaknesses: ['CWE-59'],
      severity: ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:P/VC:N/VI:H/VA:L/SC:N/SI:N/SA:N'],
    },
    { embargoed: false },
  )
  id = detail.id
  await here.api.send('POST', `/vulnerabilities/${id}/publications`, { target: 'sandbox', version: detail.version })
  await eventually('the publication', async () => {
    const { publications } = await here.api.get<PublicationsView>(`/vulnerabilities/${id}/publications`)
    return publications[0]?.state === 'published' ? true : undefined
  })
  // The first look finds the tags that were always there: they are no news.
  const { job } = await here.api.send<BoardRefresh>('POST', '/board/lantern/refresh')
  await eventually('the first look', async () => {
    const { state } = await here.api.get<{ readonly state: string }>(`/jobs/${job}`)
    return state === 'done' ? true : undefined
  })
})

after(() => here.close())

test('a tag without the fix is told, approved by key and published as a batch', async () => {
  // A release in a hurry: 3.13.10 is made from 3.13.8, which has no fix.
  execFileSync('git', ['tag', TAG, 'v3.13.8^{commit}'], { cwd: here.lantern.folder })
  const page = await here.context.newPage()
  await page.goto(`${here.desk.url}/board`)
  await page.getByRole('button', { name: /Look again/ }).click()
  await page.getByRole('menuitem', { name: 'Lantern' }).click()
  await page.getByRole('link', { name: 'Lantern 3.13.10' }).click()
  await page.getByRole('heading', { level: 1, name: 'Lantern 3.13.10 was tagged' }).waitFor()

  const row = page.getByRole('row', { name: /CVE-\d{4}-\d+/ })
  assert.match(await row.innerText(), /3\.13\.10/)
  await page.keyboard.press('Shift+A')
  await row.getByText('Approved').waitFor()
  await page.getByRole('button', { name: 'Publish 1 approved' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Publish', exact: true }).click()
  await row.getByText('Published').waitFor()
  await page.getByRole('region', { name: 'Batch' }).getByRole('heading', { name: 'Published 1 record' }).waitFor()
  await page.getByRole('button', { name: 'Show answers' }).click()
  await page.getByText(/The server answered 200/).waitFor()

  const { rounds } = await here.api.get<{ readonly rounds: readonly BoardRound[] }>('/board')
  const round = rounds.find(({ tag }) => tag === TAG)
  assert.equal(round?.counts.published, 1)
  assert.equal(round.drift.records, 0)
  const told = await here.api.get<BoardPage>(`/board/lantern/${TAG}`)
  assert.equal(told.changes[0]?.state, 'published')
  await page.close()
})
