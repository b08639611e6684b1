import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type CveRecord, renderCveRecord, type VersionEntry } from '#cve'
import { type LintWorld, makeLinter } from '#lint'
import { renderOsv } from '#osv'
import type { BoundStyle } from '#project'
import { type Assessment, assessAll, rangesOf } from '#vulnerability'
import { type Case, cases } from '../ranges/random-case.ts'

/*
 * What Steward renders from facts and git agrees with them, so that the rules which compare a record with the world have nothing to
 * say; and when an entry is taken out of it, one of them speaks.
 */

const RUNS = 400
/** The same histories every time. */
const SEED = 20_300_210

const ABOUT_THE_WORLD: ReadonlySet<string> = new Set([
  'STW213',
  'STW214',
  'STW215',
  'STW216',
  'STW217',
  'STW218',
  'STW219',
])
const NOW = '2030-02-20T09:00:00Z'
const linter = makeLinter()

interface Published {
  readonly record: CveRecord
  readonly world: LintWorld
}

/** A record and the world it was rendered from; undefined where nothing is affected, and no record can be rendered. */
function publish({ ground, vulnerability }: Case, bounds: BoundStyle = 'first-prerelease'): Published | undefined {
  const [answer] = assessAll(ground, [vulnerability])
  assert(answer?.ok, JSON.stringify(answer))
  const assessment: Assessment = answer.value
  const project = { ...ground.project, bounds }
  const ranges = rangesOf(assessment, bounds)
  const record = renderCveRecord(project, assessment, ranges)
  if (!record.ok) return undefined
  const osv = renderOsv(project, assessment, ranges, { modified: NOW }, { public: false, now: NOW })
  const releases = { releases: ground.releases, ignored: [] }
  return {
    record: record.value,
    world: { project, releases, assessment, vulnerability, ...(osv.ok && { osv: osv.value }) },
  }
}

function found({ record, world }: Published): readonly string[] {
  const { findings } = linter.lint(record, world)
  return findings
    .filter(({ code }) => ABOUT_THE_WORLD.has(code))
    .map(({ code, at, message }) => `${code} ${at} ${message}`)
}

function without(record: CveRecord, gone: VersionEntry): CveRecord {
  const { cna } = record.containers
  const affected = (cna.affected ?? []).map((product) => ({
    ...product,
    versions: (product.versions ?? []).filter((entry) => entry !== gone),
  }))
  return { ...record, containers: { ...record.containers, cna: { ...cna, affected } } }
}

test(`rules find nothing in what was rendered from the same world (${RUNS} histories)`, () => {
  let records = 0
  fc.assert(
    fc.property(cases(['python', 'dotted']), fc.constantFrom('first-prerelease', 'final'), (each, bounds) => {
      const published = publish(each, bounds)
      if (published === undefined) return
      records++
      assert.deepEqual(found(published), [])
    }),
    { seed: SEED, numRuns: RUNS },
  )
  assert(records > RUNS / 4, `${records} records`)
})

test(`rules speak when an entry with an affected release is taken away (${RUNS} histories)`, () => {
  let taken = 0
  fc.assert(
    fc.property(cases(['python', 'dotted']), (each) => {
      const published = publish(each)
      const entry = published?.record.containers.cna.affected?.[0]?.versions?.find(
        ({ status }) => status === 'affected',
      )
      if (published === undefined || entry === undefined) return
      taken++
      const record = without(published.record, entry)
      assert.notDeepEqual(found({ ...published, record }), [], JSON.stringify(entry))
    }),
    { seed: SEED, numRuns: RUNS },
  )
  assert(taken > RUNS / 4, `${taken} entries`)
})
