import { lintDesk } from '../lint-desk.ts'
import type { RuleCode } from '../rule.ts'
import type { DeskFacts, LintWorld } from '../world.ts'

/** `at level message` of each finding of one rule in some facts. */
export function deskLinesOf(code: RuleCode, facts: DeskFacts, world: LintWorld = {}): readonly string[] {
  return lintDesk(facts, world)
    .findings.filter((finding) => finding.code === code)
    .map(({ at, level, message }) => `${at} ${level} ${message}`)
}
