import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { runCli } from '#cli'
import { commandLine } from '../worlds/command-line.ts'

/* `steward cna check` opens pages only when it is asked to, and then the public ones of the foundation: nothing that a case names. */

const folder = mkdtempSync(path.join(os.tmpdir(), 'steward-check-'))
after(() => rmSync(folder, { recursive: true, force: true }))
writeFileSync(
  path.join(folder, 'steward.yaml'),
  `steward: 1
project: lantern
scheme: python
tags: ['v(version)']
foundation:
  short-name: LSF
  org-id: 3f1b9c52-6a0d-4c1e-9d2a-5b7f0c8e4a61
  contact: security@lantern.example
  policy: https://lantern.example/security
  advisories: https://lantern.example/advisories
product: { vendor: Lantern Software Foundation, product: lantern }
osv: { prefix: LSF }
`,
)
mkdirSync(path.join(folder, 'advisories'))
writeFileSync(
  path.join(folder, 'advisories', 'LSF-2030-1.md'),
  `---
id: LSF-2030-1
cve: CVE-2030-10001
title: Under embargo
embargo: 2030-03-01
introduced: '0'
references: [{ url: 'https://secret.example/1' }]
---
Not for the public.
`,
)

async function check(
  ...flags: readonly string[]
): Promise<{ readonly exit: number; readonly asked: readonly string[]; readonly out: string }> {
  const asked: string[] = []
  let out = ''
  const { world } = commandLine(folder)
  const exit = await runCli(['cna', 'check', '--quiet', '--rule', 'STW607', ...flags], {
    ...world,
    terminal: {
      ...world.terminal,
      out: (line) => {
        out += `${line}\n`
      },
    },
    web: {
      ...world.web,
      look: async (url) => {
        asked.push(url)
        return url.endsWith('/security') ? { reachable: false, seen: '404' } : { reachable: true, seen: '200' }
      },
    },
  })
  return { exit, asked, out }
}

test('without --links nothing is asked for', async () => {
  assert.deepEqual(await check(), { exit: 0, asked: [], out: '' })
})

test('with --links the pages of the foundation are, and one that does not answer is told of', async () => {
  const { exit, asked, out } = await check('--links', '--strict')
  assert.deepEqual(asked, ['https://lantern.example/security', 'https://lantern.example/advisories'])
  assert.equal(out, 'steward.yaml  warning STW607  "https://lantern.example/security" cannot be reached: 404\n')
  assert.equal(exit, 1)
})
