import type { Json, JsonObject } from '#json'
import type { CnaRuleTopic } from './cna-rules.ts'
import type { OsvSubject, RecordSubject } from './subject.ts'
import type { DeskFacts, DeskPart, Known, LintWorld } from './world.ts'

/** How bad a finding is: an error stops a publication, a warning asks for a second look, an info says something of use. */
export type Level = 'error' | 'warning' | 'info'

/** `STW211`. Public API: a code is never renamed, and never given to another rule. */
export type RuleCode = `STW${number}`

/** One step of a fix: RFC 6902 without its tests. `add` at a number of a list puts the value before that item. */
export type Edit =
  | { readonly op: 'add' | 'replace'; readonly at: string; readonly value: Json }
  | { readonly op: 'remove'; readonly at: string }

/** A change that mends a finding and nothing else. */
export interface Fix {
  /** What it does, as the end of "fix: ...": `adds the tag patch`. */
  readonly does: string
  readonly edits: readonly Edit[]
}

/** What a rule says of one place. */
export interface Remark {
  /** JSON Pointer in the document; of the object where something is missing. */
  readonly at: string
  /** One plain sentence about this very place, lower case, no full stop. */
  readonly message: string
  /** Where the rule's own level is too strong or too weak. */
  readonly level?: Level
  /** What to do, where one thing is obvious. */
  readonly hint?: string
  readonly fix?: Fix
}

export type Report = (remark: Remark) => void

/** What all rules say of themselves; `docs/rules.md` is printed from it. */
export interface RuleFacts {
  readonly code: RuleCode
  /** In words with hyphens: `changes-cross-branches`. */
  readonly name: string
  /** The level of a remark that does not say its own. */
  readonly level: Level
  /** What is checked, in one or two sentences. */
  readonly what: string
  /** Why it matters: what goes wrong for a reader of the record. */
  readonly why: string
  /** What the CNA Operational Rules have to say. Their numbers are data ({@link CnaRuleTopic}), because they are revised. */
  readonly cnaRules?: readonly CnaRuleTopic[]
  /** Parts of the world without which the rule cannot say anything: it is then "not checked". */
  readonly needs?: readonly Known[]
  /** Parts of the world with which the rule says more. */
  readonly uses?: readonly Known[]
  /** Whether some of its remarks have a fix. */
  readonly fixes?: boolean
}

/** A rule about one CVE record, or about a CNA container on its way to become one. */
export interface RecordRule extends RuleFacts {
  readonly on: 'record'
  /** The states whose records it is about; published alone where nothing is said. */
  readonly states?: readonly ('published' | 'rejected')[]
  readonly example: { readonly wrong: RecordExample; readonly right: RecordExample }
  check(subject: RecordSubject, report: Report): void
}

/** A rule about one OSV record. */
export interface OsvRule extends RuleFacts {
  readonly on: 'osv'
  readonly example: { readonly wrong: OsvExample; readonly right: OsvExample }
  check(subject: OsvSubject, report: Report): void
}

/** A rule about the work of the CNA as a whole: its identifiers, clocks and people. */
export interface DeskRule extends RuleFacts {
  readonly on: 'desk'
  /** Parts of the facts without which the rule cannot say anything. A field of cases is given when any case has it. */
  readonly needsFacts?: readonly DeskPart[]
  /** Parts of the facts that it looks at each for itself. */
  readonly usesFacts?: readonly DeskPart[]
  readonly example: { readonly wrong: DeskExample; readonly right: DeskExample }
  /** `at` of a remark is a pointer into the facts. */
  check(desk: DeskFacts, report: Report, world: LintWorld): void
}

export type Rule = RecordRule | OsvRule | DeskRule

/** What makes the sample record wrong, or right where it was wrong. Fields replace those of the sample; null takes one away. */
export interface RecordExample {
  /** The format of the record, where that matters. */
  readonly dataVersion?: string
  readonly metadata?: JsonObject
  readonly container?: JsonObject
  readonly world?: LintWorld
}

/** Likewise for the sample OSV record. */
export interface OsvExample {
  readonly record: JsonObject
  /** Path of the file, where that matters. */
  readonly file?: string
  readonly world?: LintWorld
}

export interface DeskExample {
  readonly desk: DeskFacts
  readonly world?: LintWorld
}
