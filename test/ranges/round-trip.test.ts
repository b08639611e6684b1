import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type AffectedProduct, parseCveRecord, renderCveRecord, statusOf } from '#cve'
import type { Json } from '#json'
import { affects, contradictions, type OsvEvent, type OsvRecord, parseOsv, renderOsv } from '#osv'
import { type Assessment, assessAll, provisionalBounds, rangesOf, type Status } from '#vulnerability'
import { oracle } from './oracle.ts'
import { type Case, cases, type SchemeUsed } from './random-case.ts'

/*
 * What is published says what was computed, and what was computed is the definition: 10,000 random histories, each with random facts,
 * against a plain graph search, and through the renderings and back.
 */

const RUNS = { oracle: 3000, cve: 3000, osv: 2500, git: 1500 } // 10,000

/** The same histories every time. */
const SEED = 20_240_907

function check(name: string, runs: number, schemes: readonly SchemeUsed[], property: (each: Case) => void): void {
  test(`${name} (${runs} histories)`, () => {
    fc.assert(fc.property(cases(schemes), property), { seed: SEED, numRuns: runs })
  })
}

const YAML: readonly SchemeUsed[] = ['python', 'dotted']

function assess({ ground, vulnerability }: Case): Assessment {
  const [answer] = assessAll(ground, [vulnerability])
  assert(answer?.ok, JSON.stringify(answer))
  return answer.value
}

const versionOf = ({ release }: Assessment['releases'][number]): string => release.version.text

/** What a record says of a release: it does not tell fixed from never affected. */
const inRecord = (status: Status): string => (status === 'fixed' ? 'unaffected' : status)

check('the status of every release is what a plain search says, and the same twice', RUNS.oracle, YAML, (each) => {
  const assessment = assess(each)
  assert.deepEqual(
    assessment.releases.map(({ release, status }) => [release.version.text, status]),
    oracle(each),
  )
  assert.deepEqual(assess(each), assessment)
  assert.deepEqual(rangesOf(assess(each), 'final'), rangesOf(assessment, 'final'))
})

check('a CVE record, written and read back, gives the status of every release', RUNS.cve, YAML, (each) => {
  const assessment = assess(each)
  const ranges = rangesOf(assessment, 'first-prerelease')
  const rendered = renderCveRecord(each.ground.project, assessment, ranges)
  if (assessment.releases.every(({ status }) => status === 'fixed' || status === 'unaffected')) {
    assert(!rendered.ok && rendered.fault.code === 'CVE_NOTHING_AFFECTED')
    return
  }
  assert(rendered.ok, JSON.stringify(rendered))
  assert.deepEqual(renderCveRecord(each.ground.project, assess(each), ranges), rendered)
  const record = parseCveRecord(JSON.parse(JSON.stringify(rendered.value)) as Json)
  assert(record.ok, JSON.stringify(record))
  const product = record.value.containers.cna.affected?.[0] as AffectedProduct
  assert.deepEqual(
    assessment.releases.map((one) => [versionOf(one), statusOf(product, versionOf(one)).status]),
    assessment.releases.map((one) => [versionOf(one), inRecord(one.status)]),
  )
  // A bound that is published before its release is kept in the facts, and only such a one.
  assert.deepEqual(
    provisionalBounds(assessment).map(({ version }) => version),
    ranges.flatMap(({ status, provisional, upper }) => (status === 'affected' && provisional ? [upper] : [])),
  )
})

check(
  'an OSV record, written and read back, gives the same, and does not contradict itself',
  RUNS.osv,
  ['python'],
  (each) => {
    const assessment = assess(each)
    const ranges = rangesOf(assessment, 'first-prerelease')
    const rendered = renderOsv(each.ground.project, assessment, ranges, DATES, { public: false, now: DATES.modified })
    if (!assessment.releases.some(({ status }) => status === 'affected')) {
      assert(!rendered.ok && rendered.fault.code === 'OSV_NOTHING_AFFECTED')
      return
    }
    assert(rendered.ok, JSON.stringify(rendered))
    const record = parseOsv(JSON.parse(JSON.stringify(rendered.value)) as Json)
    assert(record.ok, JSON.stringify(record))
    assert.deepEqual(contradictions(record.value, assessment.releases.map(versionOf)), [])
    const says = (one: OsvRecord): readonly unknown[] =>
      assessment.releases.map((release) => [
        versionOf(release),
        affects(one, { ...LANTERN, version: versionOf(release) }).answer,
      ])
    const expected = assessment.releases.map((one) => [
      versionOf(one),
      one.status === 'affected' ? 'affected' : 'unaffected',
    ])
    assert.deepEqual(says(record.value), expected)
    assert.deepEqual(says(withoutVersions(record.value)), expected, 'by its events alone')
  },
)

check(
  'the events of a GIT range call no affected tree safe, and are exact without reverts',
  RUNS.git,
  ['python'],
  (each) => {
    const { history, hashes, contains } = each
    const { git } = assess(each)
    const gitEvents: readonly OsvEvent[] = [
      ...git.introduced.map((introduced) => ({ introduced })),
      ...git.fixed.map((fixed) => ({ fixed })),
    ]
    const record: OsvRecord = {
      id: 'LSF-2030-1',
      modified: DATES.modified,
      affected: [{ ranges: [{ type: 'GIT', repo: 'https://git.example/lantern', events: gitEvents }] }],
    }
    const numbers = new Map(hashes.map((hash, i) => [hash, i]))
    const knows = (commit: string, ancestor: string): boolean => contains(numbers.get(commit)!, numbers.get(ancestor)!)
    for (let commit = 0; commit < history.size; commit++) {
      const { answer } = affects(record, { commit: hashes[commit]! }, knows)
      const status = each.statusAt(commit)
      if (status === 'affected') assert.equal(answer, 'affected', `commit ${commit}`)
      if (each.vulnerability.reverts.length === 0 && each.isLinear) {
        assert.equal(answer === 'affected', status === 'affected', `commit ${commit}`)
      }
    }
  },
)

const DATES = { modified: '2030-03-01T12:00:00Z' }
const LANTERN = { package: { ecosystem: 'PyPI', name: 'lantern' } }

function withoutVersions(record: OsvRecord): OsvRecord {
  const affected = (record.affected ?? []).map(({ versions: _, ...rest }) => rest)
  return { ...record, affected }
}
