import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { localRepositories } from '#adapters/git'
import type { History } from '#history'
import { type Project, parseProject, type Release, releasesOf } from '#project'
import { type Assessment, assessAll, parseFactsLine, type Vulnerability } from '#vulnerability'

/*
 * The hand-kept data of curl against what git says: 75 vulnerabilities, 275 releases (70 of them without a tag), the whole commit
 * graph. What differs is known and explained; here every such case must come out as a conflict with both values, and one
 * override each must settle it.
 */

const data = new URL('../../../shared/data/curl/', import.meta.url)
const skip = existsSync(data) ? false : 'no ../shared/data/curl'

interface Stated {
  readonly id: string
  readonly introduced_commits: readonly string[]
  readonly fixed_commits: readonly string[]
  readonly first_version: string
  readonly fixed_version: readonly string[]
  readonly versions_affected: readonly string[]
  readonly git_result: {
    readonly category: string
    readonly extra: readonly string[]
    readonly missing: readonly string[]
  }
}

const text = (name: string): string => readFileSync(new URL(name, data), 'utf8')
const stated = (): readonly Stated[] =>
  text('vulns.jsonl')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Stated)

async function curl(): Promise<{ project: Project; history: History; releases: readonly Release[] }> {
  const history = await localRepositories.graph(fileURLToPath(new URL('curl.graph.gz', data)))
  assert(history.ok)
  const tagged = new Set(history.value.tags.map(({ name }) => name.replace(/^curl-/, '').replaceAll('_', '.')))
  const dates = JSON.parse(text('releases.json')) as readonly { version: string; date: string }[]
  const untagged = dates.filter(({ version }) => !tagged.has(version))
  const project = parseProject(
    `steward: 1
project: curl
scheme: dotted
series-numbers: 0
tags:
  - match: curl-(version)
    separator: _
ignore-tags: ['*-pre*']
product: { vendor: curl, product: curl }
osv: { prefix: CURL }
releases:
${untagged.map(({ version, date }) => `  - { version: '${version}', date: ${date} }`).join('\n')}
`,
    'steward.yaml',
  )
  assert(project.ok, JSON.stringify(project))
  const releases = releasesOf(project.value, history.value)
  assert(releases.ok)
  return { project: project.value, history: history.value, releases: releases.value.releases }
}

function facts(each: Stated, overrides: readonly object[] = []): Vulnerability {
  const line = JSON.stringify({
    id: each.id,
    introduced: each.introduced_commits.length > 0 ? each.introduced_commits : '0',
    // Several commits of curl are required together (CVE-2026-1965).
    fixes: each.fixed_commits.length > 0 ? [each.fixed_commits] : [],
    overrides,
    stated: [{ by: "curl's own list", versions: each.versions_affected }],
  })
  const read = parseFactsLine(line, 'vulns.jsonl', 1)
  assert(read.ok, JSON.stringify(read))
  return read.value
}

const affected = ({ releases }: Assessment): readonly string[] =>
  releases.filter(({ status }) => status === 'affected').map(({ release }) => release.version.text)

test('curl: 275 releases, 70 of them without a tag; other tags are ignored', { skip }, async () => {
  const { releases } = await curl()
  assert.equal(releases.length, 275)
  assert.equal(releases.filter(({ commits }) => commits.length === 0).length, 70)
})

test('curl: with both commits known the affected versions are those stated, or the difference is a conflict', {
  skip,
}, async () => {
  const ground = await curl()
  const all = stated().filter(
    ({ introduced_commits: introduced, fixed_commits: fixed }) => introduced.length > 0 && fixed.length > 0,
  )
  assert(all.length > 60, `${all.length} with both commits`)
  const answers = [
    ...assessAll(
      ground,
      all.map((each) => facts(each)),
    ),
  ]
  let exact = 0
  for (const [i, each] of all.entries()) {
    const answer = answers[i]!
    assert(answer.ok, JSON.stringify(answer))
    const { conflicts, releases } = answer.value
    const unknown = releases.filter(({ status }) => status === 'unknown').map(({ release }) => release.version.text)
    const computed = affected(answer.value)
    const wanted = each.versions_affected.filter((version) => !unknown.includes(version))
    const differs = conflicts.find(({ code }) => code === 'STATED_DIFFERS')
    if (each.git_result.category === 'exact') {
      assert.deepEqual(new Set(computed), new Set(wanted), each.id)
      assert.equal(differs, undefined, each.id)
      exact++
    } else {
      assert(differs, `${each.id} differs and says nothing`)
      assert.deepEqual(differs.computed, computed)
      assert.deepEqual(new Set(differs.stated), new Set(each.versions_affected))
      for (const version of each.git_result.extra) assert(computed.includes(version), `${each.id} ${version}`)
    }
    // A release without tag between two answers is a question, never a guess.
    if (unknown.length > 0)
      assert(
        conflicts.some(({ code }) => code === 'RELEASE_UNDECIDED'),
        each.id,
      )
  }
  assert.equal(exact, all.filter(({ git_result }) => git_result.category === 'exact').length)
})

test('curl: the first fixed version is right wherever there is one', { skip }, async () => {
  const ground = await curl()
  const all = stated().filter(({ fixed_commits: fixed }) => fixed.length > 0)
  const answers = [
    ...assessAll(
      ground,
      all.map((each) => facts(each)),
    ),
  ]
  for (const [i, each] of all.entries()) {
    const answer = answers[i]!
    assert(answer.ok)
    assert.deepEqual(
      answer.value.fixed.map(({ version }) => version.text),
      each.fixed_version,
      each.id,
    )
  }
})

test('curl: with one override each, 75 of 75 are as stated', { skip }, async () => {
  const ground = await curl()
  const all = stated()
  const first = [
    ...assessAll(
      ground,
      all.map((each) => facts(each)),
    ),
  ]
  const evidence = { reason: "curl's advisory says so", author: 'curl security team', date: '2026-11-01' }
  let overridden = 0
  const settled = all.map((each, i) => {
    const answer = first[i]!
    assert(answer.ok)
    const computed = affected(answer.value)
    const missing = each.versions_affected.filter((version) => !computed.includes(version))
    if (missing.length === 0 && computed.length === each.versions_affected.length) return facts(each)
    overridden++
    // Too many: no commit says that a feature was off by default, or where a bug without a known commit began. Too few: releases
    // without a tag before the first one that has one.
    const override =
      missing.length === 0
        ? { floor: each.first_version, ...evidence }
        : { range: `>=${each.first_version}|<=${missing[0]}`, status: 'affected', ...evidence }
    return facts(each, [override])
  })
  const answers = [...assessAll(ground, settled)]
  const wrong = all.flatMap((each, i) => {
    const answer = answers[i]!
    return answer.ok && setEqual(affected(answer.value), each.versions_affected)
      ? []
      : [`${each.id}: ${answer.ok ? difference(affected(answer.value), each.versions_affected) : answer.fault.message}`]
  })
  assert.deepEqual(wrong, [], `${overridden} overrides`)
})

function setEqual(a: readonly string[], b: readonly string[]): boolean {
  return new Set(a).size === new Set(b).size && a.every((each) => b.includes(each))
}

function difference(a: readonly string[], b: readonly string[]): string {
  return `also ${a.filter((each) => !b.includes(each))}, not ${b.filter((each) => !a.includes(each))}`
}
