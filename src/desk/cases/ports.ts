import type { AccessTable, Edit, Edited, VulnerabilityTable } from '#desk/advisories'
import type { ReadingNotes } from '#desk/audit'
import type { Actor, PeopleTable } from '#desk/people'
import type { PublishedTable } from '#desk/published'
import type { Effects, Store, Surroundings, Written } from '#desk/store'
import type { Result } from '#fault'
import type { Dispute } from './dispute.ts'
import type { CaseState, Consent, NamedPerson, NoteKind } from './view.ts'

/** A case as it is kept. Moments are RFC 3339, UTC. */
export interface CaseRow {
  readonly id: string
  /** Counts within the project, from 1. */
  readonly number: number
  readonly project: string
  readonly title: string
  readonly report: string
  readonly reporter: string
  readonly contact?: string
  readonly state: CaseState
  readonly received: string
  /** When anybody of the team last did something. */
  readonly touched: string
  /** When the reporter was last written to, and last heard. */
  readonly asked?: string
  readonly heard?: string
  readonly exploitedSince?: string
  readonly credit: { readonly name: string; readonly consent: Consent; readonly askedAt?: string }
  readonly disclosure?: string
  readonly public?: { readonly at: string; readonly by: 'us' | 'others' }
  readonly duplicateOf?: string
  /** ID of a person. */
  readonly coordinator?: string
  /** Identifier of the vulnerability that it became. */
  readonly vulnerability?: string
  readonly dispute?: Dispute
  readonly version: number
}

export interface CaseNoteRow {
  readonly id: string
  readonly case: string
  readonly kind: NoteKind
  readonly by: NamedPerson
  readonly at: string
  readonly text: string
}

/** Which cases a listing has. Only those that `person` may know of; undefined is Steward itself, which knows of all. */
export interface CaseFilter {
  readonly person: string | undefined
  /** Slugs; undefined for all projects. */
  readonly projects?: readonly string[]
  readonly states?: readonly CaseState[]
  /** Disputes only. */
  readonly disputes?: true
  /** Disputes of one record only: by its CVE ID, or the identifier of its vulnerability. */
  readonly disputed?: string
  /**
   * Somewhere in title or reporter; or the whole of its number, or of a name that it has for a vulnerability: the one that it became, whose
   * record it disputes, or which it repeats. Letters of either case are the same.
   */
  readonly text?: string
  /** Identifier of a vulnerability: beside those that hold `text`, the cases that name it. */
  readonly about?: string
  /** The case after which the page begins. */
  readonly after?: string
  readonly limit: number
}

export interface CaseTable {
  find(id: string): Promise<CaseRow | undefined>
  /** The newest first. */
  list(filter: CaseFilter): Promise<readonly CaseRow[]>
  /** The number that the next case of the project gets. */
  nextNumber(project: string): Promise<number>
  insert(row: CaseRow): Promise<void>
  /** Writes the row over version `base`; its own version is ignored. */
  update(row: CaseRow, base: number): Promise<Written>
  /** In the order in which they were written. */
  notes(id: string): Promise<readonly CaseNoteRow[]>
  addNote(note: CaseNoteRow): Promise<void>
  /** IDs of the people who may know. */
  knownTo(id: string): Promise<readonly string[]>
  /** The same for many at once. */
  knownToAny(ids: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>
  /** The same with the names that they had when they were put on the list. */
  peopleOf(id: string): Promise<readonly NamedPerson[]>
  setKnownTo(id: string, people: readonly NamedPerson[]): Promise<void>
}

/** What the use cases of this room work with. */
export interface CasesDesk {
  readonly store: Store<CasesTx>
  readonly around: Surroundings
  readonly readings: ReadingNotes
  /** Begins a vulnerability from what a case knows; gives its identifier. */
  readonly beginVulnerability: (actor: Actor, from: VulnerabilityWish) => Promise<Result<string>>
  /** Changes fields of a vulnerability. */
  readonly editFacts: (actor: Actor, vulnerability: string, edit: Edit) => Promise<Result<Edited>>
}

export interface CasesTx extends Effects {
  readonly cases: CaseTable
  readonly people: Pick<PeopleTable, 'find' | 'grants'>
  readonly vulnerabilities: VulnerabilityTable
  readonly access: AccessTable
  readonly published: PublishedTable
}

/** What a vulnerability starts with when a case becomes one. */
export interface VulnerabilityWish {
  readonly project: string
  readonly title: string
  readonly credits: readonly { readonly name: string; readonly type: 'reporter'; readonly consent: boolean }[]
  readonly timeline: readonly { readonly date: string; readonly event: string }[]
  /** RFC 3339; the agreed day of disclosure. */
  readonly embargo?: string
}
