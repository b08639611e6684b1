import type { Fix, Level, RuleCode } from './rule.ts'
import type { Known } from './world.ts'

/** What a rule found at one place. */
export interface Finding {
  readonly code: RuleCode
  /** Name of the rule: `changes-cross-branches`. */
  readonly name: string
  readonly level: Level
  /** JSON Pointer in the document that was checked. */
  readonly at: string
  readonly message: string
  readonly hint?: string
  readonly fix?: Fix
}

/** A finding that a waiver holds back, and the waiver's reason. */
export interface WaivedFinding {
  readonly finding: Finding
  readonly reason: string
  /** YYYY-MM-DD, the last day of the waiver. */
  readonly until?: string
}

/** Why a rule had nothing to say. */
export interface NotChecked<Part extends string = Known> {
  readonly code: RuleCode
  /** The parts of the world that are absent. */
  readonly needs: readonly Part[]
  /** Part of the rule was checked all the same. */
  readonly partly: boolean
}

/** Everything that was found in one document. */
export interface LintResult {
  readonly findings: readonly Finding[]
  readonly waived: readonly WaivedFinding[]
  /** Waivers in the record that do not hold: without a reason, run out, or for nothing. One sentence each, with its place. */
  readonly waiverNotes: readonly { readonly at: string; readonly message: string }[]
}
