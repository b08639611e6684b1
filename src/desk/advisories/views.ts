import type { Target } from '#desk/cna'
import type { Json } from '#json'

/** How far a vulnerability has come on the desk. */
export type Stage = 'draft' | 'review' | 'approved' | 'scheduled' | 'published' | 'rejected'

export const STAGES: readonly Stage[] = ['draft', 'review', 'approved', 'scheduled', 'published', 'rejected']

export interface PersonName {
  readonly id: string
  readonly name: string
}

export interface SeverityView {
  readonly score: number // 0.0 to 10.0
  /** Word of the specification, in capitals: HIGH. */
  readonly severity: string
  /** Of CVSS: `4.0`. */
  readonly version: string
}

/** One row of the list. */
export interface VulnerabilitySummary {
  /** The project's own identifier, `HRTH-2030-7`; names it in addresses, as the CVE ID does. */
  readonly id: string
  readonly cve?: string
  readonly project: string
  readonly title: string
  readonly stage: Stage
  readonly severity?: SeverityView
  readonly weaknesses: readonly string[]
  readonly embargoed: boolean
  /** RFC 3339, the end of the embargo. */
  readonly embargo?: string
  /** Releases about which the published record is wrong now; 0 for none. */
  readonly behind: number
  readonly published?: string
  readonly created: string
  readonly updated: string
  readonly updatedBy: PersonName
  readonly version: number
}

/** The fields that people edit, by their names in the facts file; `description` and `workarounds` are its Markdown. */
export type FieldName =
  | 'cve'
  | 'aliases'
  | 'title'
  | 'description'
  | 'workarounds'
  | 'embargo'
  | 'published'
  | 'reserved'
  | 'rejected-reason'
  | 'introduced'
  | 'fixes'
  | 'not-fixes'
  | 'reverts'
  | 'overrides'
  | 'provisional'
  | 'stated'
  | 'weaknesses'
  | 'attack-patterns'
  | 'severity'
  | 'references'
  | 'credits'
  | 'timeline'
  | 'modules'
  | 'platforms'
  | 'discovery'
  | 'record'

/** The facts by their names in the facts file (docs/facts.md); what is absent was not stated. */
export type FactsView = { readonly [Name in FieldName]?: Json }

/** One vulnerability, open on the desk. */
export interface VulnerabilityDetail extends VulnerabilitySummary {
  readonly facts: FactsView
  /** People who may know while the embargo holds. */
  readonly access: readonly PersonName[]
  /** Words of the operations that the reader may do here: `vulnerability.edit`, `review.approve`. */
  readonly may: readonly string[]
  readonly undo?: UndoView
  readonly redo?: UndoView
  readonly publishedAt?: readonly { readonly target: Target; readonly at: string; readonly version: number }[]
  readonly clonedFrom?: string
  readonly template?: string
}

/** What undo (or redo) would change. */
export interface UndoView {
  readonly field: FieldName
  readonly at: string
}

export interface Change {
  readonly field: FieldName
  /** As the facts file would have it; null takes the field away. */
  readonly value: Json
}

/** Some edits of one person, made on a version that they saw. */
export interface Edit {
  readonly base: number
  readonly changes: readonly Change[]
}

/** A field that somebody else changed in the meantime, in a way that cannot be joined. Nothing of it was written. */
export interface EditConflict {
  readonly field: FieldName
  /** What it was in the version that the edit was made on; null where it was absent. */
  readonly base: Json
  readonly theirs: Json
  readonly yours: Json
  readonly by: PersonName
  readonly at: string
}

export interface Edited {
  readonly version: number
  readonly saved: string
  /** Fields whose value is now other than what the edit asked for, since both people's items were joined. */
  readonly merged: readonly FieldName[]
  readonly conflicts: readonly EditConflict[]
  /** The present value of every field that differs from the version that the edit was made on. */
  readonly fields: FactsView
  /** An approval was taken back, since what was approved has changed. */
  readonly approvalWithdrawn: boolean
  readonly undo?: UndoView
  readonly redo?: UndoView
}

export type CellStatus = 'affected' | 'fixed' | 'unaffected' | 'unknown' | 'planned'

/** One release of one branch. */
export interface MatrixCell {
  readonly version: string
  /** The end of the version, for a narrow cell: `.4`, `a1`. */
  readonly label: string
  readonly status: CellStatus
  /** A sentence. */
  readonly why: string
  readonly prerelease: boolean
  readonly date?: string
  readonly yanked?: string
  /** Place in the list of overrides, where one decides it. */
  readonly override?: number
  /** What git says, where an override decides. */
  readonly git?: 'affected' | 'fixed' | 'unaffected' | 'unknown'
}

export interface MatrixBranch {
  readonly name: string
  readonly series: string
  readonly lifecycle?: string
  readonly endOfLife?: string
  readonly why: string
  readonly cells: readonly MatrixCell[]
}

export interface RangeView {
  readonly status: 'affected' | 'unknown'
  /** Inclusive; `0` is the beginning. */
  readonly lower: string
  /** Exclusive; absent for no end. */
  readonly upper?: string
  /** The upper bound is not released yet. */
  readonly provisional: boolean
  readonly text: string
}

export interface ConflictView {
  readonly code: string
  readonly level: 'error' | 'question' | 'notice'
  readonly message: string
  readonly hint?: string
  readonly computed?: readonly string[]
  readonly stated?: readonly string[]
  readonly field: FieldName
}

export interface CommitView {
  /** Full. */
  readonly hash: string
  readonly subject: string
  readonly url?: string
}

/** One group of fix commits, stated or proposed. */
export interface FixView {
  readonly state: 'stated' | 'proposed'
  readonly kind: 'fix' | 'introduced'
  readonly branch?: string
  readonly commits: readonly CommitView[]
  /** How it was found, in words. */
  readonly found?: string
  readonly signals: readonly string[]
  /** The signals leave no doubt. */
  readonly strong: boolean
  readonly firstRelease?: { readonly version: string; readonly planned: boolean }
  /** Commits of the known fix that nothing stands for on that branch: such a group is not a fix yet. */
  readonly missing: readonly string[]
  /** Place in the list of fixes, where it is stated. */
  readonly index?: number
}

/** What git and the facts say together. */
export interface AssessmentView {
  readonly version: number
  /** When the clone was read, RFC 3339. */
  readonly readAt?: string
  readonly counts: Readonly<Record<CellStatus, number>>
  readonly introduced: '0' | readonly CommitView[]
  readonly branches: readonly MatrixBranch[]
  readonly ranges: readonly RangeView[]
  readonly conflicts: readonly ConflictView[]
  readonly fixes: readonly FixView[]
  /** References that nobody stated and the record has all the same: they follow from the fixes. */
  readonly derivedReferences?: readonly DerivedReference[]
}

export interface DerivedReference {
  readonly url: string
  readonly tags: readonly string[]
  /** Where it comes from, in words. */
  readonly from: string
}

/** Fixes that may exist on other branches; looking for them takes a while in a large repository. */
export interface BackportsView {
  readonly version: number
  readonly proposals: readonly FixView[]
}

/** What one commit changed. */
export interface PatchView {
  readonly commit: CommitView
  /** A unified diff against the first parent. */
  readonly text: string
  /** False where only the beginning is given. */
  readonly isWhole: boolean
}

export interface ReadinessItem {
  /** `STW404`, or the code of what is missing or in conflict. */
  readonly code: string
  /** In words, for the first line. */
  readonly message: string
  readonly hint?: string
  readonly level: 'error' | 'warning' | 'info'
  readonly from: 'facts' | 'record' | 'conflict'
  /** The field to go to, and the item in it. */
  readonly field: FieldName
  readonly index?: number
  /** JSON Pointer in the record. */
  readonly at?: string
  /** What the fix does, where there is one. */
  readonly fix?: string
  /** Whether a waiver with a reason lets it pass: a finding of a rule can be, a gap cannot. */
  readonly waivable: boolean
}

/** The rail beside the editor. */
export interface ReadinessView {
  readonly version: number
  /** Nothing is missing: review can be asked for. */
  readonly ready: boolean
  readonly missing: readonly ReadinessItem[]
  readonly worthALook: readonly ReadinessItem[]
  readonly passed: readonly { readonly code: string; readonly what: string }[]
  readonly notChecked: readonly { readonly code: string; readonly what: string; readonly needs: readonly string[] }[]
  readonly waived: readonly {
    readonly code: string
    readonly message: string
    readonly reason: string
    /** YYYY-MM-DD, the last day. */
    readonly until?: string
  }[]
}

/** The record as the facts give it now. */
export interface RecordView {
  readonly version: number
  /** JSON, indented by two. Without a CVE ID it is `{"cnaContainer": ...}`. */
  readonly text: string
  readonly marks: readonly RecordMark[]
  /** What keeps the record from being whole. */
  readonly problems: readonly { readonly code: string; readonly message: string; readonly hint?: string }[]
  /** JSON Pointers of what is derived and cannot be edited here. */
  readonly derived: readonly string[]
}

/** Lines and columns count from 1. */
export interface RecordMark {
  readonly code: string
  readonly level: 'error' | 'warning' | 'info'
  readonly at: string
  readonly message: string
  readonly line: number
  readonly column: number
  readonly hint?: string
  readonly fix?: string
}

/** What readers will see. */
export interface ReadersView {
  readonly version: number
  /** Sanitised HTML of the advisory page. */
  readonly page?: string
  readonly mail?: { readonly subject: string; readonly body: string }
  /** JSON text. */
  readonly osv?: string
  readonly cveOrg?: CveOrgView
  /** Why a rendering is absent, by its name. */
  readonly problems: readonly { readonly reader: string; readonly code: string; readonly message: string }[]
}

/** A record as the page of cve.org shows it. */
export interface CveOrgView {
  readonly id: string
  readonly title?: string
  readonly description: string
  readonly products: readonly {
    readonly vendor: string
    readonly product: string
    /** As the page words it: `Default Status: unaffected`. */
    readonly defaultStatus: string
    readonly affected: readonly string[]
    readonly unaffected: readonly string[]
    readonly unknown: readonly string[]
  }[]
  readonly problemTypes: readonly string[]
  readonly metrics: readonly {
    readonly score: number
    readonly severity: string
    readonly version: string
    readonly vector: string
  }[]
  readonly references: readonly { readonly url: string; readonly tags: readonly string[] }[]
  readonly credits: readonly { readonly name: string; readonly type: string }[]
  /** Where the page does not show what the record says. */
  readonly quirks: readonly string[]
}

export interface DiffView {
  readonly version: number
  /** What it is compared with; absent where nothing is published yet. */
  readonly against?: { readonly target: Target; readonly at: string; readonly version: number }
  readonly changes: readonly DiffChange[]
  /** Both editions as JSON text, written the same way, so that a comparison of lines shows differences of meaning alone. */
  readonly texts?: { readonly before: string; readonly after: string }
  readonly problems: readonly { readonly code: string; readonly message: string }[]
}

export interface DiffChange {
  readonly kind: string
  readonly field: FieldName
  readonly at: string
  readonly message: string
  readonly before?: Json
  readonly after?: Json
}

export interface HistoryEntry {
  /** The last version of the group. */
  readonly version: number
  readonly at: string
  readonly by: PersonName
  readonly did:
    | 'created'
    | 'edited'
    | 'undid'
    | 'redid'
    | 'imported'
    | 'fixed'
    | 'wrote the record'
    | 'changed the state'
  readonly field?: FieldName
  readonly before?: Json
  readonly after?: Json
}

export interface PresenceView {
  readonly person: PersonName
  readonly field?: FieldName
  readonly at: string
}

/** What one link to a fix leads to. */
export interface LinkProposal {
  readonly project: string
  readonly link: { readonly kind: 'commit' | 'pull request' | 'issue'; readonly text: string; readonly url?: string }
  /** Milliseconds. */
  readonly took: number
  readonly assessment: Omit<AssessmentView, 'version'>
  readonly proposals: readonly FixView[]
  readonly references: readonly { readonly url: string; readonly tags: readonly string[]; readonly from: string }[]
  readonly credits: readonly { readonly name: string; readonly type: string; readonly from: string }[]
  readonly modules: readonly { readonly name: string; readonly from: string }[]
  /** What a new vulnerability would start with, the template's part included. */
  readonly facts: FactsView
}

export interface NewVulnerability {
  readonly project: string
  readonly template?: string
  /** A link or hash of the fix. */
  readonly link?: string
  /** Full hashes: proposals without a strong signal that the person confirms. */
  readonly accept?: readonly string[]
  readonly facts?: FactsView
  /** Reserves a CVE ID at this target. */
  readonly reserve?: Target
  /** Whether it starts under embargo: for people on its list alone. */
  readonly embargoed?: boolean
}

export interface ImportOutcome {
  readonly id: string
  readonly state: 'created' | 'exists' | 'refused'
  readonly cve?: string
  readonly sources: readonly string[]
  readonly conflicts: readonly {
    readonly field: string
    readonly kept: string
    readonly from: string
    readonly other: string
    readonly otherFrom: string
  }[]
  /** What a record says and the facts made of it do not: its place (a JSON pointer) and its beginning. */
  readonly leftOut: readonly { readonly at: string; readonly from: string; readonly value: string }[]
  readonly problem?: { readonly code: string; readonly message: string; readonly hint?: string }
}

export interface CvssView {
  readonly vector: string
  readonly version: string
  readonly score: number
  readonly severity: string
  /** One sentence for people. */
  readonly words: string
  readonly answers: readonly { readonly metric: string; readonly question: string; readonly answer: string }[]
}

export interface WeaknessView {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly abstraction?: string
  readonly mapping: string
  readonly mappingMeans: string
  readonly advisedAgainst: boolean
  readonly description?: string
  readonly parents: readonly string[]
  readonly suggestions: readonly { readonly id: string; readonly comment?: string }[]
  readonly attackPatterns: readonly string[]
}

export interface AttackPatternView {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly abstraction?: string
  readonly description?: string
  readonly weaknesses: readonly string[]
}

/** What is asked of the list. */
export interface ListQuery {
  readonly q?: string
  readonly project?: string
  /** One stage or several with commas; `open` is every stage before published. */
  readonly stage?: string
  readonly severity?: 'none' | 'low' | 'medium' | 'high' | 'critical' | 'unscored'
  readonly year?: number
  readonly embargoed?: 'true' | 'false'
  readonly behind?: 'true'
  readonly sort?: SortKey
  readonly order?: 'ascending' | 'descending'
  readonly cursor?: string
  readonly limit?: number
}

export type SortKey = 'updated' | 'created' | 'cve' | 'severity' | 'title' | 'published' | 'embargo'
