import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { listedOf } from '#desk/advisories'
import { ok } from '#fault'
import { parseVulnerability } from '#vulnerability'
import type { TestDesk } from '../desk/desk-under-test.ts'

/** What nobody but the people on its list may ever see. No word of it stands anywhere else in these tests. */
export interface Secret {
  readonly vulnerability: string
  readonly cve: string
  readonly case: string
  /** Pieces of text: one of them in an answer is a leak. */
  readonly words: readonly string[]
}

export const SECRET: Secret = {
  vulnerability: 'LSF-2030-7701',
  cve: 'CVE-2030-770177',
  case: 'case-7f3a-quokka',
  words: [
    'LSF-2030-7701',
    'CVE-2030-770177',
    'case-7f3a-quokka',
    'Quokkaverflow',
    'walrus-shaped',
    'Zebulon Finder',
    'zebulon@finder.example',
    'github.example/quokka',
    'a note on wombats',
    'compare with narwhals',
  ],
}

const FACTS = `---
id: ${SECRET.vulnerability}
cve: ${SECRET.cve}
state: draft
title: Quokkaverflow in the parser of Lantern
introduced: ['0']
fixes: []
weaknesses: [CWE-787]
references:
  - url: https://github.example/quokka/pull/7
credits:
  - name: Zebulon Finder
    type: finder
    consent: true
---

A walrus-shaped input overflows.
`

/** A repository with two releases, as a clone in the data folder. Hash of the commit between them. */
export function plantClone(folder: string): string {
  mkdirSync(folder, { recursive: true })
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    GIT_CONFIG_NOSYSTEM: '1',
    ...{ GIT_AUTHOR_NAME: 'Ada', GIT_AUTHOR_EMAIL: 'ada@lsf.example' },
    ...{ GIT_COMMITTER_NAME: 'Ada', GIT_COMMITTER_EMAIL: 'ada@lsf.example' },
    ...{ GIT_AUTHOR_DATE: '2030-01-01T00:00:00Z', GIT_COMMITTER_DATE: '2030-01-01T00:00:00Z' },
  }
  const git = (...words: readonly string[]): string =>
    execFileSync('git', words, { cwd: folder, env, encoding: 'utf8' })
  git('init', '--quiet', '--initial-branch=main')
  for (const words of ['Begin', 'Mend the parser', 'Go on']) {
    git('commit', '--quiet', '--allow-empty', '-m', words)
    if (words !== 'Mend the parser') git('tag', words === 'Begin' ? 'v1.0.0' : 'v1.0.1')
  }
  return git('rev-parse', 'HEAD~1').trim()
}

/** Puts the secret into a project: a vulnerability with a review and a comment, and a case with a note; known to `insider` only. */
export async function plantSecret(
  { database, clock }: TestDesk,
  project: string,
  insider: { readonly id: string; readonly name: string },
): Promise<void> {
  const now = clock.moment()
  const facts = parseVulnerability(FACTS, 'secret')
  assert(facts.ok, JSON.stringify(facts))
  const planted = await database.store.write(async (tx) => {
    const { vulnerability } = SECRET
    const by = { createdAt: now, createdBy: insider, updatedAt: now, updatedBy: insider }
    const listed = listedOf(facts.value)
    await tx.vulnerabilities.insert({
      id: vulnerability,
      project,
      version: 1,
      text: FACTS,
      stage: 'draft',
      embargoed: true,
      listed,
      behind: 0,
      ...by,
    })
    await tx.access.add(vulnerability, insider, insider.id, now)
    await tx.projects.note(project, { is: 'read', at: now })
    await tx.cases.insert({
      id: SECRET.case,
      number: 77,
      project,
      title: 'Quokkaverflow, reported',
      report: 'A walrus-shaped input overflows.',
      reporter: 'Zebulon Finder',
      contact: 'zebulon@finder.example',
      state: 'new',
      received: now,
      touched: now,
      credit: { name: 'Zebulon Finder', consent: 'unknown' },
      version: 1,
    })
    await tx.cases.setKnownTo(SECRET.case, [insider])
    await tx.cases.addNote({
      id: 'note-1',
      case: SECRET.case,
      kind: 'note',
      by: insider,
      at: now,
      text: 'a note on wombats',
    })
    return ok(undefined)
  })
  assert(planted.ok)
}
