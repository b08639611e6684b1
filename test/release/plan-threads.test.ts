// A plan is the same on every number of threads: changes come in the order of the files, with the entries that the log was asked for.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, describe, test } from 'node:test'
import { embeddedRoot } from '#adapters/tuf'
import { type PlannedSubject, type PlanOptions, readEntries, type Subject } from '#desk/archive'
import { planThreads } from '../../src/main/archive-threads.ts'
import { skip } from '../sigstore/data.ts'
import { corpus, importedPolicy, REKOR_DUMP } from './python-org.ts'

/** More than one thread does alone. */
const FILES = 160

describe('a plan on threads', { skip }, () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'steward-plan-'))
  after(() => rmSync(folder, { recursive: true, force: true }))

  test('is that of one thread', async () => {
    const rows = corpus().slice(0, FILES)
    const subjects = rows.map(({ name, release, sha256, sigstore_2024_09_07: bundle }): Subject => {
      writeFileSync(path.join(folder, `${name}.sigstore`), JSON.stringify(bundle))
      const bundles = [{ kind: 'file', path: `${name}.sigstore` }] as const
      return { name, path: name, isPresent: false, known: [{ sha256, from: 'list' }], release, bundles, hasSbom: false }
    })
    const options = planOptions(folder)
    const alone = await planned(subjects, options, 1)
    const together = await planned(subjects, options, 2)
    assert.deepEqual(together, alone)
    assert(alone.flatMap(({ changes }) => changes).length > FILES / 2)
  })
})

async function planned(
  subjects: readonly Subject[],
  options: PlanOptions,
  threads: number,
): Promise<readonly PlannedSubject[]> {
  const all: PlannedSubject[] = []
  for await (const each of planThreads.run(subjects, options, threads)) all.push(each)
  return all
}

function planOptions(root: string): PlanOptions {
  const dump = readFileSync(REKOR_DUMP, 'utf8')
  const asked = readEntries(dump, 'the log')
  assert(asked.ok)
  return {
    root,
    policy: { text: JSON.stringify(importedPolicy()), file: 'policy.json' },
    roots: [{ text: embeddedRoot().text, name: 'public' }],
    entries: [],
    now: Date.UTC(2030, 0),
    freshness: 'enforce',
    wishes: { kinds: new Set(['add-checkpoint', 'upgrade']), ending: '.sigstore' },
    asked: asked.value,
  }
}
