import { type CveDocument, type CveRecord, parseCve } from '#cve'
import { isObject, type Json, type JsonObject } from '#json'
import type { LintSettings } from '#project'
import type { Finding, LintResult, NotChecked } from './finding.ts'
import type { RecordRule, Remark, RuleFacts } from './rule.ts'
import { RECORD_RULES } from './rules/index.ts'
import { schemaRemarks } from './rules/stw003-schema.ts'
import { activeRules, levelAfter, NO_SETTINGS } from './settings.ts'
import { makeSubject, type ReadVersion, type RecordSubject, rememberVersions, type SubjectParts } from './subject.ts'
import { waive } from './waivers.ts'
import type { LintWorld } from './world.ts'

/** Checks records one after the other under the same settings. */
export interface Linter {
  /**
   * Everything the rules have to say of one record, or of one container of a CNA, bare or wrapped in `cnaContainer`.
   *
   * @throws {Error} that names the rule, if one has a bug.
   */
  lint(document: Json, world?: LintWorld): LintResult
}

/**
 * Makes a linter. Rules run in the order of their codes, and what they find stands in the order of the rules.
 *
 * A document whose shape is too far from a record for rules to walk through it has the findings of the schema alone.
 */
export function makeLinter(settings: LintSettings = NO_SETTINGS): Linter {
  const rules = activeRules(RECORD_RULES, settings)
  const published = rules.filter(({ states }) => states === undefined || states.includes('published'))
  const rejected = rules.filter(({ states }) => states?.includes('rejected') === true)
  const readVersion = rememberVersions()

  return {
    lint(document, world = {}) {
      const subject = subjectOf(document, world, readVersion)
      if (subject === undefined) return { ...shapeless(document, settings), waived: [], waiverNotes: [] }
      const findings: Finding[] = []
      const chosen = subject.state === 'rejected' ? rejected : published
      let i = 0
      // One function for all rules: there are seventy of them for a few findings.
      const report = (remark: Remark): void => addFinding(chosen[i] as RecordRule, remark, settings, findings)
      try {
        for (; i < chosen.length; i++) {
          const { needs, check } = chosen[i] as RecordRule
          if (needs === undefined || needs.every((part) => world[part] !== undefined)) check(subject, report)
        }
      } catch (cause) {
        throw new Error(`the rule ${chosen[i]?.code} broke with ${cause}`, { cause })
      }
      return waive(findings, subject, settings, world.now?.slice(0, 10))
    },
  }
}

/** The rules that cannot speak, or not fully, with so much of the world. Rules that are off are not among them. */
export function notChecked(
  rules: readonly RuleFacts[],
  world: LintWorld,
  settings: LintSettings = NO_SETTINGS,
): readonly NotChecked[] {
  const off = new Set(settings.rules.filter(({ level }) => level === 'off').map(({ rule }) => rule))
  return rules.flatMap(({ code, needs = [], uses = [] }): readonly NotChecked[] => {
    if (off.has(code)) return []
    const missing = needs.filter((part) => world[part] === undefined)
    if (missing.length > 0) return [{ code, needs: missing, partly: false }]
    const wanted = uses.filter((part) => world[part] === undefined)
    return wanted.length > 0 ? [{ code, needs: wanted, partly: true }] : []
  })
}

export function addFinding(rule: RuleFacts, remark: Remark, settings: LintSettings, findings: Finding[]): void {
  const { level, at, message, hint, fix } = remark
  const finding: Finding = {
    code: rule.code,
    name: rule.name,
    level: level ?? rule.level,
    at,
    message,
    ...(hint !== undefined && { hint }),
    ...(fix !== undefined && { fix }),
  }
  if (settings.rules.length === 0) {
    findings.push(finding)
    return
  }
  const after = levelAfter(finding, settings)
  if (after !== undefined) findings.push(after === finding.level ? finding : { ...finding, level: after })
}

/** The findings of the schema alone. Such a document never passes: where the rule of the schema is off, its findings still stand. */
function shapeless(document: Json, settings: LintSettings): { readonly findings: readonly Finding[] } {
  const rule = RECORD_RULES.find(({ code }) => code === 'STW003')
  if (rule === undefined) throw new Error('the rule of the schema is gone')
  const findings: Finding[] = []
  schemaRemarks(document, undefined, (remark) => addFinding(rule, remark, NO_SETTINGS, findings))
  return {
    findings: findings.map((finding) => ({ ...finding, level: levelAfter(finding, settings) ?? finding.level })),
  }
}

/**
 * The subject of a document, or undefined where its shape is too far from a record.
 *
 * What the schema has no objection to has the right shape, and is not taken apart a second time.
 */
function subjectOf(document: Json, world: LintWorld, readVersion: ReadVersion): RecordSubject | undefined {
  const sketch = sketchOf(document)
  if (sketch !== undefined) {
    const subject = makeSubject(sketch, world, readVersion)
    if (subject.schemaErrors.length === 0 && (subject.isPublishedEdition || isPlainDraft(sketch))) return subject
  }
  const read = parseCve(document, { anyId: true })
  return read.ok ? makeSubject(partsOf(document, read.value), world, readVersion) : undefined
}

/** A record by its outlines; undefined for everything that is not clearly one. */
function sketchOf(document: Json): SubjectParts | undefined {
  if (!isObject(document)) return undefined
  const { dataType, dataVersion, cveMetadata, containers } = document
  if (dataType !== 'CVE_RECORD' || typeof dataVersion !== 'string' || !dataVersion.startsWith('5.')) return undefined
  if (!isObject(cveMetadata) || !isObject(containers) || !isObject(containers.cna)) return undefined
  const record = document as CveRecord & JsonObject
  return { document, base: '/containers/cna', container: record.containers.cna, record }
}

/** A draft whose metadata, at which the schema does not look, are of the right shape; and who else would have added to it? */
function isPlainDraft({ record }: SubjectParts): boolean {
  if (record === undefined || record.containers.adp !== undefined) return false
  const { state, serial, ...texts } = record.cveMetadata
  return (
    (state === undefined || state === 'PUBLISHED' || state === 'REJECTED') &&
    Object.values(texts).every((text) => typeof text === 'string') &&
    (serial === undefined || typeof serial === 'number') &&
    isObject(record.containers.cna.providerMetadata ?? {})
  )
}

function partsOf(document: Json, read: CveDocument): SubjectParts {
  if (read.kind === 'record') {
    return { document, base: '/containers/cna', container: read.record.containers.cna, record: read.record }
  }
  const isWrapped = isObject(document) && 'cnaContainer' in document
  return { document, base: isWrapped ? '/cnaContainer' : '', container: read.container, record: undefined }
}
