import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { type AffectedProduct, parseCveRecord } from '#cve'
import type { RecordPlan } from '#desk/sync'
import type { Json } from '#json'
import type { CommitScript } from '../worlds/repository.ts'
import { block, changed, codes, type Desk, desk, entry, line, ranges } from './desk.ts'

/*
 * On 2024-09-07, hours after Python 3.8.20, 3.9.20, 3.10.15, 3.11.10, 3.12.6 and 3.13.0rc2, eight CVE records of the Python Software
 * Foundation changed within 67 seconds. This is that evening, on a repository with the releases of the time: where each fix first
 * came out is taken from the records, so that this tests the rule and the rendering, not where the fixes were.
 */

const published = new URL('../../../shared/data/cve5/psf-history/', import.meta.url)
const skip = existsSync(published) ? false : 'no ../shared/data/cve5/psf-history'

/** One minor version: its pre-releases, those of them that were made before its branch was cut from main, its last patch. */
interface Minor {
  readonly minor: number
  readonly alphas: number
  readonly betas: number
  readonly candidates: number
  /** The newest X.Y.Z by that evening; -1 before X.Y.0. */
  readonly patch: number
}

const MINORS: readonly Minor[] = [
  { minor: 8, alphas: 4, betas: 4, candidates: 1, patch: 20 },
  { minor: 9, alphas: 6, betas: 5, candidates: 2, patch: 20 },
  { minor: 10, alphas: 7, betas: 4, candidates: 2, patch: 15 },
  { minor: 11, alphas: 7, betas: 5, candidates: 2, patch: 10 },
  { minor: 12, alphas: 7, betas: 4, candidates: 3, patch: 6 },
  { minor: 13, alphas: 6, betas: 4, candidates: 2, patch: -1 },
]
const EVENING = ['3.8.20', '3.9.20', '3.10.15', '3.11.10', '3.12.6', '3.13.0rc2']

/** Where the fix first came out on 3.8 to 3.13, and what the record said before that evening. */
interface Case {
  readonly cve: string
  readonly fixed: readonly string[]
  /** Commits that each branch needs. */
  readonly commits: number
  readonly before: readonly (readonly [version: string, end: 'lessThan' | 'lessThanOrEqual', bound: string])[]
  /** Final releases of which the record changed its word. */
  readonly changes: readonly string[]
  readonly platforms?: readonly string[]
}

const UNTIL = EVENING.slice(0, 4)
const all = (...others: readonly string[]): readonly string[] =>
  [...UNTIL, ...others].map((version) => `${version} affected -> unaffected`)
const sixBranches = (fixed: readonly string[]): Case['before'] =>
  fixed.map((bound, i) => [['0', '3.9.0', '3.10.0', '3.11.0', '3.12.0', '3.13.0a1'][i]!, 'lessThan', bound])

const CASES: readonly Case[] = [
  {
    cve: 'CVE-2024-0397',
    fixed: ['3.8.20', '3.9.20', '3.10.14', '3.11.9', '3.12.3', '3.13.0a5'],
    commits: 1,
    // Written by hand with bounds that were not released yet, and they held.
    before: sixBranches(['3.8.20', '3.9.20', '3.10.14', '3.11.9', '3.12.3', '3.13.0a5']),
    changes: [],
  },
  {
    cve: 'CVE-2024-3219',
    fixed: [...UNTIL, '3.12.5', '3.13.0rc1'],
    commits: 2,
    before: [
      ['0', 'lessThan', '3.12.5'],
      ['3.13.0a1', 'lessThan', '3.13.0rc1'],
    ],
    changes: all(),
  },
  {
    cve: 'CVE-2024-4030',
    fixed: [...UNTIL, '3.12.4', '3.13.0b1'],
    commits: 2,
    before: [
      ['3.13.0a1', 'lessThan', '3.13.0b1'],
      ['0', 'lessThan', '3.12.4'],
    ],
    changes: all(),
    platforms: ['Windows'],
  },
  {
    cve: 'CVE-2024-4032',
    fixed: [...UNTIL, '3.12.4', '3.13.0a6'],
    commits: 1,
    before: [
      ['0', 'lessThan', '3.12.4'],
      ['3.13.0a1', 'lessThan', '3.13.0a6'],
    ],
    changes: all(),
  },
  {
    cve: 'CVE-2024-6232',
    fixed: [...UNTIL, '3.12.6', '3.13.0rc2'],
    commits: 1,
    before: [['0', 'lessThan', '3.13.0rc2']],
    changes: all('3.12.6'),
  },
  {
    cve: 'CVE-2024-6923',
    fixed: [...UNTIL, '3.12.5', '3.13.0rc2'],
    commits: 1,
    // The pre-releases of 3.13 were forgotten.
    before: [['0', 'lessThan', '3.12.5']],
    changes: all(),
  },
  {
    cve: 'CVE-2024-7592',
    fixed: [...UNTIL, '3.12.6', '3.13.0rc2'],
    commits: 1,
    before: sixBranches([...UNTIL, '3.12.6', '3.13.0rc2']),
    changes: [],
  },
  {
    cve: 'CVE-2024-8088',
    fixed: [...UNTIL, '3.12.6', '3.13.0rc2'],
    commits: 2,
    before: [['0', 'lessThanOrEqual', '3.13.0']],
    changes: all('3.12.6'),
  },
]

const idOf = (cve: string): string => `PSF-${cve.slice(4)}`
const blockOf = (fixed: readonly string[]): readonly object[] =>
  sixBranches(fixed).map(([version, , bound]) => entry(version, bound))

/** The releases of one minor version in their order. */
function releasesOf({ minor, alphas, betas, candidates, patch }: Minor): readonly string[] {
  const many = (word: string, count: number): string[] =>
    Array.from({ length: count }, (_, i) => `3.${minor}.0${word}${i + 1}`)
  const finals = Array.from({ length: patch + 1 }, (_, i) => `3.${minor}.${i}`)
  return [...many('a', alphas), ...many('b', betas), ...many('rc', candidates), ...finals]
}

/** Ids of the commits that fix a vulnerability on a branch. */
function fixIds({ cve, commits }: Case, branch: string): readonly string[] {
  return Array.from({ length: commits }, (_, i) => `${cve.slice(4)}_${branch}_${i}`)
}

/**
 * Alphas and the first beta stand on main, where the branch is cut; the rest on the branch. A fix stands right before the release that
 * first has it. What 3.13 got after it was cut, main got too.
 */
function story(): readonly CommitScript[] {
  const commits: CommitScript[] = []
  let main = 'start'
  commits.push(...line('main', undefined, main))
  for (const minor of MINORS) {
    const name = `3.${minor.minor}`
    let branch: string | undefined
    for (const release of releasesOf(minor)) {
      const fixes = CASES.flatMap((each) => (each.fixed.includes(release) ? fixIds(each, name) : []))
      const added = line(branch === undefined ? 'main' : name, branch ?? main, ...fixes, release)
      commits.push(...added)
      if (branch === undefined) main = release
      else branch = release
      if (release.endsWith('b1')) branch = main
    }
    if (name !== '3.13') continue
    const late = CASES.filter(({ fixed }) => fixed.at(-1)!.includes('rc')).flatMap((each) => fixIds(each, 'main'))
    commits.push(...line('main', main, ...late))
  }
  return commits
}

/** CPython with the releases that were out, and facts with every fix that was merged. */
function cpython(releases: (version: string) => boolean): Desk {
  const commits = story()
  const versions = MINORS.flatMap(releasesOf)
  const here = desk('', commits, { tags: tagsOf(versions.filter(releases)) })
  here.write('steward.yaml', PROJECT)
  for (const each of CASES) {
    const names = [...MINORS.map(({ minor }) => `3.${minor}`), 'main']
    const made = (name: string): boolean => commits.some(({ id }) => id === fixIds(each, name)[0])
    here.facts({
      id: idOf(each.cve),
      cve: each.cve,
      introduced: '0',
      fixes: names.filter(made).map((branch) => ({ branch, commits: fixIds(each, branch).map((id) => `@${id}`) })),
      ...(each.platforms !== undefined && { platforms: [...each.platforms] }),
    })
  }
  return here
}

function tagsOf(versions: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(versions.map((version) => [`v${version}`, version]))
}

const PROJECT = `steward: 1
project: cpython
title: CPython
foundation: { short-name: PSF, org-id: 28c92f92-d60d-412d-b760-e73465c3df22 }
repository: https://github.com/python/cpython
clone: clone
scheme: python
tags: [v(version)]
bounds: final
branches:
${MINORS.map(({ minor }) => `  - { name: '3.${minor}', lifecycle: ${minor < 12 ? 'security' : minor === 12 ? 'bugfix' : 'prerelease'} }`).join('\n')}
  - { name: main, series: '3.14', lifecycle: prerelease }
product: { vendor: Python Software Foundation, product: CPython }
osv: { prefix: PSF }
`

test('after the releases of that evening the eight records say what was published', async () => {
  const here = cpython(() => true)
  const plan = await here.apply()
  assert.equal(plan.changes.length, 8)
  for (const { cve, fixed } of CASES) {
    assert.deepEqual(block(here.cve(cve)), blockOf(fixed), cve)
    const assessment = await here.assess(idOf(cve))
    assert.deepEqual(codes(assessment), ['notice PRERELEASES_NOT_MARKED'], cve)
    const exact = sixBranches(fixed).map(([version, , bound]) => `${version.replace(/\.0$/, '.0a1')} .. ${bound}`)
    assert.equal(ranges(assessment), exact.join(', '), `${cve}, exactly`)
  }
})

for (const name of ['CVE-2024-4030.4.json', 'CVE-2024-6232.3.json']) {
  test(`the product as it stands in the published ${name}, to the last field`, { skip }, async () => {
    const here = cpython(() => true)
    await here.apply()
    const record = recordIn(name)
    assert.deepEqual(here.cve(record.cveMetadata.cveId).containers.cna.affected, record.containers.cna.affected)
  })
}

test('hours before, the bounds are the same and provisional; the evening confirms them without a change of the records', async () => {
  const here = cpython((version) => !EVENING.includes(version))
  await here.apply()
  for (const { cve, fixed } of CASES) assert.deepEqual(block(here.cve(cve)), blockOf(fixed), cve)
  const records = CASES.map(({ cve }) => here.read(`records/cve/${cve}.json`))
  const promised = (await here.assess('PSF-2024-0397')).vulnerability.provisional
  assert.deepEqual(
    promised.map(({ branch, version }) => [branch, version]),
    [
      ['3.8', '3.8.20'],
      ['3.9', '3.9.20'],
    ],
  )

  here.more([], { tags: tagsOf(EVENING) })
  const plan = await here.apply()
  assert.deepEqual(plan.tags.added.toSorted(), EVENING.map((version) => `v${version}`).toSorted())
  for (const { id, outcomes, versions } of plan.changes) {
    const { fixed } = CASES.find(({ cve }) => idOf(cve) === id)!
    assert.deepEqual(
      outcomes.map(({ provisional, outcome }) => `${provisional.version} ${outcome}`),
      fixed.filter((version) => EVENING.includes(version)).map((version) => `${version} confirmed`),
      id,
    )
    assert.deepEqual(
      versions.filter(({ version }) => EVENING.includes(version)),
      [],
      id,
    )
  }
  assert.equal(plan.changes.length, 8)
  assert.deepEqual(
    CASES.map(({ cve }) => here.read(`records/cve/${cve}.json`)),
    records,
  )
})

test('from the records as they were written by hand, the plan shows what changed that evening and why', async () => {
  const here = cpython(() => true)
  await here.apply()
  for (const { cve, before } of CASES) {
    const file = `records/cve/${cve}.json`
    const record = JSON.parse(here.read(file)) as { containers: { cna: { affected: [{ versions: object[] }] } } }
    record.containers.cna.affected[0].versions = before.map(([version, end, bound]) => ({
      version,
      status: 'affected',
      versionType: 'python',
      [end]: bound,
    }))
    here.write(file, `${JSON.stringify(record, null, 2)}\n`)
  }
  const plan = await here.sync()
  assert(plan.ok)
  for (const { cve, changes } of CASES) {
    const one: RecordPlan | undefined = plan.value.changes.find((each) => each.cve === cve)
    if (changes.length === 0) {
      assert.equal(one, undefined, `${cve} said so before`)
      continue
    }
    assert.ok(one, `${cve} does not change`)
    const finals: readonly string[] = changed(one).filter((each) => !/\d(?:a|b|rc)\d/.test(each.split(' ')[0]!))
    assert.deepEqual(finals, changes, cve)
    for (const { version, why } of one.versions.filter((each) => EVENING.includes(each.version))) {
      assert.match(
        why,
        new RegExp(`^\\w{12}(?: and \\w{12})? (?:is|are) in v${version.replaceAll('.', '\\.')}$`),
        `${cve} ${version}`,
      )
    }
  }
  await here.apply()
  for (const { cve, fixed } of CASES) assert.deepEqual(block(here.cve(cve)), blockOf(fixed), cve)
})

test('from the published editions before that evening to those after it', { skip }, async () => {
  const here = cpython(() => true)
  for (const [before, after] of [
    ['CVE-2024-4030.3.json', 'CVE-2024-4030.4.json'],
    ['CVE-2024-6232.2.json', 'CVE-2024-6232.3.json'],
  ] as const) {
    const old = recordIn(before)
    const { cveId } = old.cveMetadata
    here.write(`records/cve/${cveId}.json`, readFileSync(new URL(before, published), 'utf8'))
    const plan = await here.sync()
    assert(plan.ok)
    const one = plan.value.changes.find(({ cve }) => cve === cveId)
    assert(one !== undefined && one.state === 'change')
    assert.deepEqual(one.before, linesOf(old.containers.cna.affected?.[0]))
    assert.deepEqual(one.after, linesOf(recordIn(after).containers.cna.affected?.[0]))
  }
})

function recordIn(name: string): ReturnType<Desk['cve']> {
  const record = parseCveRecord(JSON.parse(readFileSync(new URL(name, published), 'utf8')) as Json)
  assert(record.ok, JSON.stringify(record))
  return record.value
}

function linesOf(product: AffectedProduct | undefined): readonly string[] {
  return (product?.versions ?? []).map(({ version, lessThan }) => `${version} < ${lessThan}`)
}
