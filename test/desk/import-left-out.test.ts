import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { factsFrom, groupByIdentity, readSource } from '#desk/import'
import { isObject, type Json, pointer } from '#json'
import { schemeNamed } from '#versions'

const RECORDS = fileURLToPath(new URL('../../../shared/data/cve5/', import.meta.url))
const skip = existsSync(RECORDS) ? false : 'no ../shared/data/cve5: no real record was imported'

/** What follows from settings and git, what names the writer, and what repeats a text or a vector in another form. */
const DERIVED = [
  /^\/(providerMetadata|x_generator)\//,
  /^\/affected\/0\/(vendor|product|collectionURL|packageName|cpes|repo|defaultStatus|versions|packageURL)\b/,
  /\/supportingMedia\//,
  /\/lang$/,
  /^\/problemTypes\/\d+\/descriptions\/\d+\/(description|type)$/,
  /^\/impacts\/\d+\/capecId$/,
  /^\/metrics\/\d+\/(format$|cvssV[^/]+\/(?!vectorString)|scenarios\/\d+\/value$)/,
  /^\/references\/\d+\/(tags|name)\b/,
  /^\/source\/discovery$/,
]

function leaves(value: Json, at = ''): readonly (readonly [at: string, text: string])[] {
  if (typeof value === 'string') return [[at, value]]
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap((each, i) => leaves(each, at + pointer(i)))
  return isObject(value) ? Object.entries(value).flatMap(([key, each]) => leaves(each, at + pointer(key))) : []
}

test('every text of real records is in the facts or told with its place', { skip }, () => {
  const scheme = schemeNamed('semver')
  assert(scheme.ok)
  const names = readdirSync(RECORDS, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'))
  let [records, products, languages, texts] = [0, 0, 0, 0]
  for (const name of names.toSorted()) {
    const source = readSource(readFileSync(path.join(RECORDS, name), 'utf8'), name)
    if (!source.ok || source.value.format !== 'cve') continue
    const [group] = groupByIdentity([source.value])
    assert(group)
    const { fields, description, markdown, leftOut } = factsFrom(scheme.value, group)
    const kept = new Set(leaves({ ...fields, description }).map(([, text]) => text))
    const commits = leaves(fields.fixes ?? []).map(([, commit]) => commit)
    const { cna } = source.value.record.containers
    records++
    if ((cna.affected ?? []).length > 1) products++
    if ((cna.descriptions ?? []).length > 1) languages++
    for (const [at, text] of leaves(cna as Json)) {
      if (DERIVED.some((pattern) => pattern.test(at))) continue
      texts++
      const isKept = kept.has(text) || commits.some((commit) => text.includes(commit))
      const isTold = leftOut.some((each) => `/containers/cna${at}/`.startsWith(`${each.at}/`))
      const isBelow = at.startsWith('/workarounds/') && markdown.includes(text.trim())
      assert(isKept || isBelow || isTold, `${name} loses ${at}: ${text}`)
    }
    for (const [i] of (cna.affected ?? []).slice(1).entries())
      assert(leftOut.some(({ at }) => at === `/containers/cna/affected/${i + 1}`))
  }
  assert(
    records > 100 && products > 10 && languages > 0 && texts > 1000,
    `${records} ${products} ${languages} ${texts}`,
  )
})
