/**
 * How long the whole program takes for a whole project: 206 vulnerabilities on a repository of curl's shape, against one listing
 * of the commits by git. `node bench/status.ts` prints the figures.
 *
 * @module
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { findCommit, type History, parseGraph } from '#history'
import { git } from '../test/worlds/repository.ts'
import { best, type Figure, printFigures, value } from './figures.ts'
import { build, WORDS } from './shapes.ts'

const curl = new URL('../../shared/data/curl/', import.meta.url)
const steward = fileURLToPath(new URL('../bin/steward.js', import.meta.url))

/** As many as curl has; 75 of them are in the shared data, the others are those again under other identifiers. */
const VULNERABILITIES = 206

/** `steward status --all --json`, from the start of the program to its end, without a commit-graph. */
export function wholeStatus(): readonly Figure[] {
  const shape = value(parseGraph(gunzipSync(readFileSync(new URL('curl.graph.gz', curl)))))
  const dir = mkdtempSync(join(tmpdir(), 'steward-bench-'))
  try {
    const clone = join(dir, 'curl.git')
    mkdirSync(clone)
    build(clone, shape, WORDS)
    writeWorkspace(dir, shape, readFileSync(join(clone, 'marks'), 'utf8'))
    const listing = best(5, () => git(clone, ['rev-list', '--parents', '--all']))
    const run = (): string => status(dir)
    const answered = (JSON.parse(run()) as { vulnerabilities: readonly unknown[] }).vulnerabilities.length
    if (answered !== VULNERABILITIES) throw new Error(`${answered} of ${VULNERABILITIES} answered`)
    const own = best(5, run)
    git(clone, ['commit-graph', 'write', '--reachable'])
    const ownWithGraph = best(5, run)
    return [
      { what: 'git rev-list --parents --all, no commit-graph', value: listing, unit: 'ms', note: 'best of 5' },
      {
        what: 'steward status --all --json, 206 vulnerabilities',
        value: own,
        unit: 'ms',
        note: 'best of 5, whole process',
      },
      { what: 'that / git rev-list', value: own / listing, unit: 'x', atMost: 2 },
      { what: 'the same with a commit-graph', value: ownWithGraph, unit: 'ms', note: 'best of 5, whole process' },
    ]
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

function status(dir: string): string {
  const run = spawnSync(process.execPath, [steward, 'status', '--all', '--json'], {
    cwd: dir,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  })
  // 1: some of them have open questions, as curl's releases without tags make sure of.
  if (run.status !== 0 && run.status !== 1) throw new Error(run.stderr + run.stdout.slice(0, 2000))
  return run.stdout
}

function writeWorkspace(dir: string, shape: History, marks: string): void {
  const hashes = marks.trim().split('\n')
  const hashAt = new Map(hashes.map((line) => [Number(line.slice(1, line.indexOf(' '))) - 1, line.slice(-40)]))
  // By position: the hashes of the copy differ, its commits stand in the same order.
  const copied = (hash: string): string => hashAt.get(value(findCommit(shape, hash)))!
  writeFileSync(
    join(dir, 'steward.yaml'),
    `steward: 1
project: curl
clone: curl.git
scheme: dotted
series-numbers: 0
tags:
  - match: curl-(version)
    separator: _
product: { vendor: curl, product: curl }
osv: { prefix: CURL }
`,
  )
  mkdirSync(join(dir, 'advisories'))
  const lines = readFileSync(new URL('vulns.jsonl', curl), 'utf8').trim().split('\n')
  for (let i = 0; i < VULNERABILITIES; i++) {
    const facts = JSON.parse(lines[i % lines.length]!) as Record<string, readonly string[]> & { readonly title: string }
    const introduced = (facts.introduced_commits ?? []).map(copied)
    const fixed = (facts.fixed_commits ?? []).map(copied)
    writeFileSync(
      join(dir, 'advisories', `CURL-2030-${i}.md`),
      `---
id: CURL-2030-${i}
title: ${JSON.stringify(facts.title)}
introduced: ${introduced.length === 0 ? "'0'" : `[${introduced.join(', ')}]`}
fixes:
  - commits: [${fixed.join(', ')}]
---

One of the vulnerabilities of curl.
`,
    )
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (existsSync(curl)) process.stdout.write(printFigures(wholeStatus()))
  else console.log('no ../shared/data/curl: nothing measured')
}
