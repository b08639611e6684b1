/**
 * Lint: what a CVE record, an OSV record or the work of a CNA should be beyond its schema.
 *
 * One rule, one file under `rules/`; `docs/rules.md` is printed from them. Rules are pure: whatever they know beyond the record comes
 * in as {@link LintWorld}, and what is absent there is said to be "not checked".
 *
 * @module
 */
export { businessDaysAfter } from './business-days.ts'
export { aboutCnaRule, type CnaRuleNumber, type CnaRuleTopic, numberOfCnaRule } from './cna-rules.ts'
export { type DisputeDays, disputeDays } from './dispute-days.ts'
export type { Finding, LintResult, NotChecked, WaivedFinding } from './finding.ts'
export { applyEdits, type Fixed, fixAll } from './fix.ts'
export { type DeskLint, lintDesk } from './lint-desk.ts'
export { type Linter, makeLinter, notChecked } from './linter.ts'
export { makeOsvLinter, type OsvLinter } from './osv-linter.ts'
export type { DeskRule, Edit, Fix, Level, OsvRule, RecordRule, Rule, RuleCode } from './rule.ts'
export { DESK_RULES, OSV_RULES, RECORD_RULES, RULES } from './rules/index.ts'
export { NO_SETTINGS } from './settings.ts'
export type {
  CaseFacts,
  DeskFacts,
  DeskPart,
  IdentifierFacts,
  Known,
  LinkAnswer,
  LintWorld,
  RepositoryFacts,
  Reservation,
  TargetName,
  UserFacts,
} from './world.ts'
