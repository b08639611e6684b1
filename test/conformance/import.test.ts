import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { localFiles } from '#adapters/files'
import { openWorkspace } from '#desk'
import { applyImport, type ImportOutcome, planImport } from '#desk/import'

/* Real records become facts: the whole database of the Python Software Foundation, and CVE records as they were published. */

const data = new URL('../../../shared/data/', import.meta.url)
const skip = existsSync(data) ? false : 'no ../shared/data'
const folder = mkdtempSync(path.join(os.tmpdir(), 'steward-import-'))
const recordsIn = (place: string): readonly string[] =>
  readdirSync(new URL(place, data))
    .filter((name) => /\.(json|yaml)$/.test(name))
    .map((name) => fileURLToPath(new URL(`${place}${name}`, data)))

before(() => {
  writeFileSync(
    path.join(folder, 'steward.yaml'),
    `steward: 1
project: cpython
repository: https://github.com/python/cpython
scheme: python
tags: [v(version)]
product: { vendor: Python Software Foundation, product: CPython }
osv: { prefix: PSF }
`,
  )
})
after(() => rmSync(folder, { recursive: true, force: true }))

async function plan(
  files: readonly string[],
): Promise<{ outcomes: readonly ImportOutcome[]; faults: readonly string[] }> {
  const workspace = await openWorkspace(localFiles, folder)
  assert(workspace.ok)
  const result = await planImport(localFiles, workspace.value, files, folder)
  assert(result.ok)
  return {
    outcomes: result.value.outcomes,
    faults: result.value.faults.map(({ code, message }) => `${code} ${message}`),
  }
}

test('import: all 132 PSF records become 132 facts files that can be read back', { skip }, async () => {
  const { outcomes, faults } = await plan(recordsIn('osv/psf/'))
  assert.deepEqual(faults, [])
  assert.equal(outcomes.length, 132)
  const contested = outcomes.flatMap(({ id, conflicts }) =>
    conflicts.map(({ field, kept }) => `${id} ${field} ${kept}`),
  )
  // Two identifiers are claimed by two records each: a known fault of that database, and no reason to mix three vulnerabilities.
  assert.deepEqual(contested, ['PSF-2023-6 aliases CVE-2022-48566', 'PSF-2023-7 aliases GHSA-cgfh-jp5w-8cmx'])
})

test('import: the OSV and the CVE record of one vulnerability become one facts file, differences listed', {
  skip,
}, async () => {
  const { outcomes, faults } = await plan([
    ...recordsIn('osv/psf/').filter((name) => name.includes('PSF-2024-')),
    ...recordsIn('cve5/psf-history/').filter((name) => /CVE-2024-4030\.4/.test(name)),
  ])
  assert.deepEqual(faults, [])
  const outcome = outcomes.find(({ sources }) => sources.includes('CVE-2024-4030.4.json'))
  assert(outcome)
  assert.equal(outcome.sources.length, 2)
  assert.match(
    outcome.text,
    /stated:\n {2}- by: CVE-2024-4030 in CVE-2024-4030\.4\.json\n {4}range: '?<3\.8\.20\|>=3\.9\.0\|<3\.9\.20/,
  )
  assert(outcome.conflicts.every(({ field }) => ['description', 'title', 'published'].includes(field)))
})

test('import: CVE records of every shape in the wild are read, or refused with a reason', { skip }, async () => {
  const { outcomes, faults } = await plan([...recordsIn('cve5/golang/'), ...recordsIn('cve5/osvdev/')])
  assert.deepEqual(faults, [])
  assert(outcomes.length >= 250, `${outcomes.length}`)
})

test('import: what is written can be opened, and a second import changes nothing', { skip }, async () => {
  const files = recordsIn('osv/psf/')
  const workspace = await openWorkspace(localFiles, folder)
  assert(workspace.ok)
  const first = await planImport(localFiles, workspace.value, files, folder)
  assert(first.ok)
  assert((await applyImport(localFiles, workspace.value, first.value)).ok)
  const opened = await openWorkspace(localFiles, folder)
  assert(opened.ok)
  assert.deepEqual(opened.value.faults, [])
  assert.equal(opened.value.facts.length, 132)
  const { outcomes } = await plan(files)
  assert(outcomes.every(({ state }) => state === 'exists'))
  assert.deepEqual(
    outcomes.flatMap(({ conflicts }) => conflicts.filter(({ field }) => field !== 'aliases')),
    [],
  )
})
