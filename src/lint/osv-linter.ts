import type { Json } from '#json'
import { parseOsv } from '#osv'
import type { LintSettings } from '#project'
import type { Finding, LintResult } from './finding.ts'
import { addFinding } from './linter.ts'
import { OSV_RULES } from './rules/index.ts'
import { osvSchema, reportMalformed } from './rules/stw701-osv-schema.ts'
import { activeRules, levelAfter, NO_SETTINGS } from './settings.ts'
import type { OsvSubject } from './subject.ts'
import { waiveBySettings } from './waivers.ts'
import type { LintWorld } from './world.ts'

/** Checks OSV records one after the other under the same settings. */
export interface OsvLinter {
  /** Everything the rules have to say of one record. `file` is the path that it stands in. */
  lint(document: Json, world?: LintWorld, file?: string): LintResult
}

/**
 * Makes a linter for OSV records. Rules run in the order of their codes.
 *
 * A document whose shape is too far from a record for rules to walk through it has the findings of the schema alone, whatever the
 * settings say of that rule: such a document never passes.
 */
export function makeOsvLinter(settings: LintSettings = NO_SETTINGS): OsvLinter {
  const rules = activeRules(OSV_RULES, settings)
  return {
    lint(document, world = {}, file = undefined) {
      const read = parseOsv(document)
      if (!read.ok) return { findings: shapeless(document, settings), waived: [], waiverNotes: [] }
      const subject: OsvSubject = { record: read.value, document, file, world }
      const findings: Finding[] = []
      for (const rule of rules) {
        if (rule.needs !== undefined && !rule.needs.every((part) => world[part] !== undefined)) continue
        rule.check(subject, (remark) => addFinding(rule, remark, settings, findings))
      }
      const { id, aliases } = read.value
      return waiveBySettings(findings, () => [id, ...(aliases ?? [])], settings, world.now?.slice(0, 10))
    },
  }
}

function shapeless(document: Json, settings: LintSettings): readonly Finding[] {
  const findings: Finding[] = []
  reportMalformed(document, (remark) => addFinding(osvSchema, remark, NO_SETTINGS, findings))
  return findings.map((finding) => ({ ...finding, level: levelAfter(finding, settings) ?? finding.level }))
}
