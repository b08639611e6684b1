import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { TemplateView } from '#desk/projects'
import { type LanternDesk, openLanternDesk } from './lantern-desk.ts'
import { addTemplate, eventually } from './project.ts'

let here: LanternDesk

before(async () => {
  here = await openLanternDesk()
})

after(() => here.close())

test('the references and credits of a template are edited in its form, and what the form does not show stays', async () => {
  const { id } = await addTemplate(here.api, {
    workarounds: 'Leave links alone.',
    references: [
      { url: 'https://security.hearth.test/advisories', tags: ['vendor-advisory'], name: 'Advisories' },
      { url: 'https://old.hearth.test/', tags: [] },
    ],
    credits: [{ name: 'Tomas Vries', type: 'coordinator', consent: true }],
  })
  const page = await here.context.newPage()
  await page.goto(`${here.desk.url}/projects/lantern/templates`)
  await page.getByRole('button', { name: 'More for Standard library' }).click()
  await page.getByRole('menuitem', { name: 'Edit…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Standard library' })
  const save = dialog.getByRole('button', { name: 'Save' })

  const references = dialog.getByRole('group', { name: 'References' })
  await references.getByRole('button', { name: 'Remove https://old.hearth.test/' }).click()
  await references.getByRole('button', { name: 'Add a reference' }).click()
  await references.getByLabel('Address').last().fill('lists.hearth.test')
  assert.equal(await save.getAttribute('aria-disabled'), 'true', 'an address that is none is not saved')
  await references.getByLabel('Address').last().fill('https://lists.hearth.test/announce')
  await references.getByRole('button', { name: 'Add tag to https://lists.hearth.test/announce' }).click()
  await page.getByRole('menuitem', { name: 'mailing-list' }).click()

  const credits = dialog.getByRole('group', { name: 'Credits' })
  await credits.getByRole('button', { name: 'Add a credit' }).click()
  await credits.getByLabel('Name as printed').last().fill('Hearth security team')
  await credits.getByLabel('Role').last().selectOption('analyst')
  await save.click()
  await page.getByText('Standard library is saved').waitFor()

  const { content } = await eventually('the template', async () => {
    const template = await here.api.get<TemplateView>(`/projects/lantern/templates/${id}`)
    return template.version > 1 ? template : undefined
  })
  assert.deepEqual(content, {
    workarounds: 'Leave links alone.',
    references: [
      { url: 'https://security.hearth.test/advisories', tags: ['vendor-advisory'], name: 'Advisories' },
      { url: 'https://lists.hearth.test/announce', tags: ['mailing-list'] },
    ],
    credits: [
      { name: 'Tomas Vries', type: 'coordinator', consent: true },
      { name: 'Hearth security team', type: 'analyst' },
    ],
  })
  await page.close()
})
