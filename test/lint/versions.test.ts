import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  affectedVersions,
  type CveRecord,
  parseCveRecord,
  renderCveRecord,
  schemeOfVersionType,
  type VersionEntry,
} from '#cve'
import { fixAll, makeLinter, RULES } from '#lint'
import { assessAll, rangesOf } from '#vulnerability'
import { cases } from '../ranges/random-case.ts'

/* The rules about affected versions, STW201 to STW212, against what Steward renders itself and what CNAs have published. */

const ABOUT_VERSIONS = RULES.filter(({ code }) => code >= 'STW201' && code <= 'STW212').map(({ code }) => code)
const linter = makeLinter()

test('the versions of a rendered record are faultless', () => {
  let rendered = 0
  fc.assert(
    fc.property(cases(['python', 'dotted']), ({ ground, vulnerability }) => {
      const [answer] = assessAll(ground, [vulnerability])
      assert(answer?.ok)
      const record = renderCveRecord(ground.project, answer.value, rangesOf(answer.value, ground.project.bounds))
      if (!record.ok) return
      rendered++
      const world = { project: ground.project, assessment: answer.value }
      const found = linter.lint(record.value, world).findings.filter(({ code }) => ABOUT_VERSIONS.includes(code))
      assert.deepEqual(found, [])
    }),
    { seed: 20_300_220, numRuns: 400 },
  )
  assert(rendered > 100)
})

const DATA = new URL('../../../shared/data/cve5/', import.meta.url)
const skip = existsSync(DATA) ? false : 'no ../shared/data'

/** Texts that tell the entries of a record apart: their bounds, and what lies just before and behind these. */
function neighbours({
  version,
  versionType,
  lessThan,
  lessThanOrEqual,
  changes = [],
}: VersionEntry): readonly string[] {
  const scheme = schemeOfVersionType(versionType)
  return [version, lessThan, lessThanOrEqual, ...changes.map(({ at }) => at)].flatMap((text) => {
    const read = text === undefined ? undefined : scheme.parse(text)
    if (text === undefined || read?.ok !== true) return []
    return [text, `${text}-rc.1`, `${text}.dev1`, scheme.next(read.value) ?? text]
  })
}

test('the fixes of published records change the status of no version, but between the last affected and the fix', {
  skip,
}, () => {
  const changed: string[] = []
  let fixed = 0
  for (const folder of ['golang', 'psf-history', 'osvdev']) {
    for (const file of readdirSync(new URL(folder, DATA)).filter((name) => name.endsWith('.json'))) {
      const read = parseCveRecord(readFileSync(new URL(`${folder}/${file}`, DATA), 'utf8'))
      if (!read.ok) continue
      const before = read.value
      const fix = fixAll(before, (document) => linter.lint(document), new Set(ABOUT_VERSIONS))
      if (fix.applied.length === 0) continue
      fixed++
      const after = fix.document as CveRecord
      const entries = [before, after]
        .flatMap(({ containers }) => containers.cna.affected ?? [])
        .flatMap(({ versions }) => versions ?? [])
      const versions = [...new Set(entries.flatMap(neighbours))]
      const [was, is] = [affectedVersions(before, versions), affectedVersions(after, versions)]
      for (const [i, { version, answers }] of was.entries()) {
        for (const [j, { status }] of answers.entries()) {
          const now = is[i]?.answers[j]?.status
          if (now !== status) changed.push(`${file} ${version}: ${status} -> ${now}`)
        }
      }
    }
  }
  assert(fixed > 0)
  assert.deepEqual(changed, ['CVE-2026-20912.json 1.25.4-rc.1: unaffected -> affected'])
})
