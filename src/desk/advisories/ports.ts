import type { AuditNote, Written } from '#desk/store'
import type { Json } from '#json'
import type { FieldName, HistoryEntry, ListQuery, PersonName, SeverityView, SortKey, Stage } from './views.ts'

/**
 * One vulnerability as it is stored. The text of its facts file is the truth, exactly as it would lie in git; what lists show is read
 * from the text at each write ({@link listedOf}).
 */
export interface VulnerabilityRow {
  /** The project's own identifier; it never changes. */
  readonly id: string
  /** Slug. */
  readonly project: string
  /** Counts the changes of the facts from 1. A new stage alone is none. */
  readonly version: number
  /** The facts file. */
  readonly text: string
  readonly stage: Stage
  /** Only people on its list may know of it. Lifted by publication, or by whoever may say so; never by a clock. */
  readonly embargoed: boolean
  readonly listed: Listed
  /** Releases about which the published record is wrong now. */
  readonly behind: number
  readonly createdAt: string
  readonly createdBy: PersonName
  readonly updatedAt: string
  readonly updatedBy: PersonName
  readonly clonedFrom?: string
  readonly template?: string
}

/** What lists show and are sorted by. */
export interface Listed {
  readonly cve?: string
  readonly title: string
  readonly severity?: SeverityView
  readonly weaknesses: readonly string[]
  /** RFC 3339. */
  readonly embargo?: string
  readonly published?: string
  readonly aliases: readonly string[]
}

/** Who asks for a list, as far as the query must know. */
export interface Reader {
  /** Slugs of the projects that the reader may see. */
  readonly projects: 'all' | readonly string[]
  /** Embargoed ones of which this person is on the list; `all` for Steward itself, `none` for tokens that may not. */
  readonly embargoed: { readonly knownTo: string } | 'all' | 'none'
}

export interface ListFilter extends Pick<ListQuery, 'q' | 'severity' | 'year'> {
  readonly project?: string
  readonly stages?: readonly Stage[]
  readonly embargoed?: boolean
  readonly behind?: true
}

export interface ListOrder {
  readonly by: SortKey
  readonly descending: boolean
  /** Sort key and identifier of the last row of the page before. */
  readonly after?: readonly (string | number)[]
  readonly limit: number
}

export interface ListPage {
  readonly rows: readonly VulnerabilityRow[]
  /** What the next page begins after; absent on the last. */
  readonly next?: readonly (string | number)[]
}

export interface VulnerabilityTable {
  /** By its own identifier or its CVE ID, as they are written. */
  find(name: string): Promise<VulnerabilityRow | undefined>
  list(reader: Reader, filter: ListFilter, order: ListOrder): Promise<ListPage>
  count(reader: Reader, filter: ListFilter): Promise<number>
  /** Rows by project and stage, of those the reader may know. */
  tally(reader: Reader): Promise<readonly { readonly project: string; readonly stage: Stage; readonly count: number }[]>
  /** Every row of a project, by identifier. */
  ofProject(project: string): Promise<readonly VulnerabilityRow[]>
  /** Identifiers that begin with `prefix`, whoever may know of them: for the next free number. */
  idsWith(prefix: string): Promise<readonly string[]>
  /** `id` or `cve` where one of the two is taken. */
  insert(row: VulnerabilityRow): Promise<'id' | 'cve' | undefined>
  /**
   * Another stage of the same facts: `text` differs in `state` and what goes with it (`published`, `rejected-reason`) alone, and the
   * version stays. False when the facts were changed since `version`.
   */
  move(
    id: string,
    version: number,
    to: { readonly stage: Stage; readonly text: string; readonly listed: Listed },
  ): Promise<boolean>
  setBehind(id: string, releases: number): Promise<void>
  setEmbargoed(id: string, embargoed: boolean): Promise<void>
}

/** Who may know while an embargo holds. */
export interface AccessTable {
  /** Of the vulnerability with this identifier, its own or its CVE ID. */
  of(name: string): Promise<readonly PersonName[]>
  add(vulnerability: string, person: PersonName, by: string, at: string): Promise<void>
  remove(vulnerability: string, person: string): Promise<void>
}

/** One stored change of one field. */
export interface ChangeRow {
  readonly vulnerability: string
  /** The version that it led to. Several fields may change at once. */
  readonly version: number
  readonly at: string
  readonly by: PersonName
  readonly did: HistoryEntry['did']
  readonly field: FieldName
  /** null where it was absent. */
  readonly before: Json
  readonly after: Json
  /** Changes that are undone together: of one edit, or of one person who goes on writing in one field. The version of the first. */
  readonly group: number
}

export interface ChangeTable {
  append(changes: readonly ChangeRow[]): Promise<void>
  /** Those that led to versions after `version`, oldest first. */
  since(vulnerability: string, version: number): Promise<readonly ChangeRow[]>
  /** The newest group of this person that is not undone; its oldest change first. */
  toUndo(vulnerability: string, person: string): Promise<readonly ChangeRow[]>
  /** The group of this person that was undone last; its oldest change first. */
  toRedo(vulnerability: string, person: string): Promise<readonly ChangeRow[]>
  markUndone(vulnerability: string, group: number, undone: boolean): Promise<void>
  /** Newest first, before `version` where it is given. */
  page(vulnerability: string, before: number | undefined, limit: number): Promise<readonly ChangeRow[]>
  /** IDs of the people who changed something after `version`. */
  authorsSince(vulnerability: string, version: number): Promise<readonly string[]>
}

/** A release tag as the release board keeps it. */
export interface ReleaseSeen {
  readonly tag: string
  /** When the desk found it; RFC 3339, UTC. */
  readonly seenAt: string
  /** False for what was there at the first look. */
  readonly isNew: boolean
}

/** What an edit begins with. */
export interface ToEdit {
  readonly row: VulnerabilityRow
  /** IDs of the people on its list. */
  readonly knownTo: readonly string[]
  /** The newest change, whoever made it; where it was of several fields, one of them. */
  readonly last?: LastChange
}

export interface LastChange extends Pick<ChangeRow, 'at' | 'did' | 'field' | 'group'> {
  readonly person: string
  readonly isUndone: boolean
}

/** A change of facts as it is stored. */
export interface StoredEdit {
  /** The next version. */
  readonly row: VulnerabilityRow
  /** As it was read. */
  readonly before: VulnerabilityRow
  readonly changes: readonly ChangeRow[]
  /** A person who went on in another way: what they have undone can be done again no longer. */
  readonly forgetsUndoneOf?: string
  readonly note: AuditNote
}

export interface EditTable {
  /** By its own identifier or its CVE ID; in one statement. */
  read(name: string): Promise<ToEdit | undefined>
  /**
   * The row, its changes and the audit entry: all of them, or none and undefined when the row is no longer what `before` says.
   * `cve` where another row has the CVE ID. One statement where the database has such statements: for {@link Store.writeIfUnchanged}.
   */
  write(edit: StoredEdit): Promise<Written | 'cve'>
}

export interface AdvisoryTables {
  readonly vulnerabilities: VulnerabilityTable
  readonly access: AccessTable
  readonly changes: ChangeTable
  readonly edits: EditTable
}
