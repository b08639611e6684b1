import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseCveId } from '#ids'
import type { JsonObject } from '#json'
import { type LintWorld, makeOsvLinter } from '#lint'
import { type OsvRecord, renderOsv } from '#osv'
import { assessAll, rangesOf } from '#vulnerability'
import { type Case, cases } from '../ranges/random-case.ts'

/* OSV records that Steward renders from facts and git leave the rules for OSV records with nothing to say. */

const RUNS = 400
/** The same histories every time. */
const SEED = 20_300_210
const NOW = '2030-02-20T09:00:00Z'
const cve = parseCveId('CVE-2030-10421')
assert(cve.ok)
const linter = makeOsvLinter()

interface Published {
  readonly record: OsvRecord
  readonly world: LintWorld
}

function publish({ ground, vulnerability }: Case): Published | undefined {
  assert(cve.ok)
  const facts = { ...vulnerability, id: 'LSF-2030-4', cve: cve.value, published: '2030-02-19' }
  const project = { ...ground.project, osv: { prefix: 'LSF', ecosystem: 'PyPI', package: 'lantern' } }
  const [assessment] = assessAll(ground, [facts])
  assert(assessment?.ok, JSON.stringify(assessment))
  const osv = renderOsv(
    project,
    assessment.value,
    rangesOf(assessment.value, project.bounds),
    { modified: NOW },
    { public: true, now: NOW },
  )
  if (!osv.ok || namesCommitTwice(osv.value)) return undefined
  const releases = { releases: ground.releases, ignored: [] }
  return { record: osv.value, world: { now: NOW, project, releases, vulnerability: facts } }
}

/** Odd facts, of which the rules rightly speak: one commit brings the bug and takes it away. */
function namesCommitTwice({ affected }: OsvRecord): boolean {
  const events = affected?.[0]?.ranges?.find(({ type }) => type === 'GIT')?.events ?? []
  const introduced = new Set(events.map((event) => event.introduced))
  return events.some(({ fixed }) => fixed !== undefined && introduced.has(fixed))
}

const said = (record: JsonObject, world: LintWorld): readonly string[] =>
  linter
    .lint(record, world, 'records/osv/x_LSF-2030-4.json')
    .findings.map(({ code, at, message }) => `${code} ${at} ${message}`)

test(`rules find nothing in an OSV record that was rendered (${RUNS} histories)`, () => {
  let records = 0
  fc.assert(
    fc.property(cases(['python']), (each) => {
      const published = publish(each)
      if (published === undefined) return
      records++
      assert.deepEqual(said(published.record, published.world), [])
    }),
    { seed: SEED, numRuns: RUNS },
  )
  assert(records > RUNS / 4, `${records} records`)
})

test(`rules speak when an affected release is not listed (${RUNS} histories)`, () => {
  let taken = 0
  fc.assert(
    fc.property(cases(['python']), (each) => {
      const published = publish(each)
      const [entry] = published?.record.affected ?? []
      const hasRange = entry?.ranges?.some(({ type }) => type === 'ECOSYSTEM') === true
      if (published === undefined || entry?.versions === undefined || entry.versions.length === 0 || !hasRange) return
      taken++
      const affected = [{ ...entry, versions: entry.versions.slice(1) }]
      const lines = said({ ...published.record, affected }, published.world)
      assert.deepEqual(
        lines.map((line) => line.slice(0, 6)),
        ['STW704'],
        lines.join(),
      )
    }),
    { seed: SEED, numRuns: RUNS },
  )
  assert(taken > RUNS / 8, `${taken} entries`)
})
