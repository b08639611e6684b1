/**
 * A workspace with many vulnerabilities whose releases have just come out: a sync rewrites every facts file and every record.
 *
 * @module
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { commandLine } from '../worlds/command-line.ts'
import { addCommits, type CommitScript, repository } from '../worlds/repository.ts'

/** Folders that a sync writes into, relative to the workspace. */
export const WRITTEN = ['advisories/2030', 'records/cve', 'records/osv'] as const

/** How many vulnerabilities there are. */
export const MANY = 60

/**
 * Builds the clone and the workspace beside it, synced once. Then two releases come out: 3.13.2, which was to have the fixes and
 * has none of them, and 3.13.3 with all. Gives the workspace's folder.
 */
export async function buildWorkspace(root: string): Promise<string> {
  const clone = path.join(root, 'lantern')
  const bugs: CommitScript[] = Array.from({ length: MANY }, (_, i) => ({ id: `bug${i}` }))
  const fixes: CommitScript[] = Array.from({ length: MANY }, (_, i) => ({ id: `fix${i}` }))
  const hashes = repository(
    clone,
    [{ id: 'start' }, ...bugs, { id: 'r0' }, { id: 'between' }, { id: 'r1' }, ...fixes],
    { tags: { 'v3.12.0': 'start', 'v3.13.0': 'r0', 'v3.13.1': 'r1' } },
  )
  const folder = path.join(root, 'old')
  mkdirSync(path.join(folder, 'advisories', '2030'), { recursive: true })
  writeFileSync(path.join(folder, 'steward.yaml'), PROJECT)
  for (let i = 0; i < MANY; i++) {
    const file = path.join(folder, 'advisories', '2030', `LSF-2030-${i + 1}.md`)
    writeFileSync(file, factsText(i, hashes.get(`bug${i}`)!, hashes.get(`fix${i}`)!))
  }
  await sync(folder)
  const releases: CommitScript[] = [
    { id: 'r2', parents: ['r1'], on: 'hurry' },
    { id: 'r3', parents: [`fix${MANY - 1}`] },
  ]
  addCommits(clone, releases, { tags: { 'v3.13.2': 'r2', 'v3.13.3': 'r3' } }, hashes)
  return folder
}

/** Brings a workspace in step, in this process. */
export async function sync(folder: string): Promise<string> {
  const said = await commandLine(folder).run('sync --offline --apply')
  if (said.exit !== 0) throw new Error(`sync ended with ${said.exit}:\n${said.out}${said.err}`)
  return said.out
}

const PROJECT = `steward: 1
project: lantern
foundation:
  short-name: LSF
  org-id: 3f1b9c52-6a0d-4c1e-9d2a-5b7f0c8e4a61
repository: https://git.example/lantern
clone: ../lantern
scheme: python
tags: [v(version)]
branches:
  - name: '3.13'
    ref: main
    next: 3.13.2
product:
  vendor: Lantern Software Foundation
  product: Lantern
osv:
  prefix: LSF
`

function factsText(i: number, introduced: string, fix: string): string {
  return `---
id: LSF-2030-${i + 1}
cve: CVE-2030-${10_001 + i}
title: Link ${i + 1} followed while removing a folder
state: published
introduced: ['${introduced}']
fixes:
  - commits: ['${fix}']
references:
  - url: https://lists.example/${i + 1}
    tags: [mailing-list]
---

${'A link is followed while a folder is removed. '.repeat(20)}
`
}
