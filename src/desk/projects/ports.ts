import type { Target } from '#desk/cna'
import type { RepositoryAddress } from '#desk/outbound'
import type { Written } from '#desk/store'
import type { Result } from '#fault'
import type { Problem, TemplateContent } from './views.ts'

/** One project as it is stored: the text of its `steward.yaml` is the truth, exactly as it would lie in git. */
export interface ProjectRow {
  readonly slug: string
  readonly title: string
  readonly version: number
  /** `steward.yaml`. */
  readonly settings: string
  /** Where the clone is fetched from: a URL, or a path on the machine of the desk. */
  readonly origin: string
  /** Name of the clone in the data folder. */
  readonly clone: string
  /** When the clone was last read from its origin, RFC 3339; absent when it never was. */
  readonly readAt?: string
  /** Why the last reading failed. */
  readonly problem?: Problem
  /** The job that reads it, while one does. */
  readonly job?: string
  readonly createdAt: string
}

export interface ProjectTable {
  /** By title. */
  list(): Promise<readonly ProjectRow[]>
  find(slug: string): Promise<ProjectRow | undefined>
  /** False where the slug is taken. */
  insert(row: ProjectRow): Promise<boolean>
  /** New settings; undefined when somebody else changed them since `version`. */
  update(slug: string, version: number, change: { readonly settings: string; readonly title: string }): Promise<Written>
  /** What became of a reading of the clone; no new version. */
  note(slug: string, reading: CloneReading): Promise<void>
}

export type CloneReading =
  | { readonly is: 'reading'; readonly job: string }
  | { readonly is: 'read'; readonly at: string }
  | { readonly is: 'failed'; readonly problem: Problem }

/** A repository that somebody wants to add, on its way to a project. */
export interface ProposalRow {
  readonly id: string
  readonly origin: string
  readonly clone: string
  readonly state: 'reading' | 'ready' | 'failed'
  readonly job?: string
  readonly problem?: Problem
  readonly createdBy: string
  readonly createdAt: string
}

export interface ProposalTable {
  find(id: string): Promise<ProposalRow | undefined>
  insert(row: ProposalRow): Promise<void>
  note(
    id: string,
    state: 'reading' | 'ready' | 'failed',
    more: { readonly job?: string; readonly problem?: Problem },
  ): Promise<void>
  remove(id: string): Promise<void>
}

export interface TemplateRow {
  readonly id: string
  readonly project: string
  readonly name: string
  readonly about: string
  readonly isDefault: boolean
  readonly used: number
  readonly version: number
  readonly content: TemplateContent
}

export interface TemplateTable {
  /** The default one first, then by name. */
  ofProject(project: string): Promise<readonly TemplateRow[]>
  find(project: string, id: string): Promise<TemplateRow | undefined>
  insert(row: TemplateRow): Promise<void>
  update(row: TemplateRow, version: number): Promise<Written>
  remove(project: string, id: string): Promise<boolean>
  /** Takes the mark of the default from all others. */
  onlyDefault(project: string, id: string): Promise<void>
  countUse(project: string, id: string): Promise<void>
}

export interface CredentialRow {
  readonly project: string
  readonly target: Target
  readonly url: string
  readonly org: string
  readonly user: string
  /** The key, sealed by the {@link Vault}. */
  readonly sealed: string
  readonly setAt: string
  readonly setBy: string
}

export interface CredentialTable {
  ofProject(project: string): Promise<readonly CredentialRow[]>
  find(project: string, target: Target): Promise<CredentialRow | undefined>
  /** Takes the place of what was kept for the same project and target. */
  put(row: CredentialRow): Promise<void>
  remove(project: string, target: Target): Promise<boolean>
}

export interface ProjectTables {
  readonly projects: ProjectTable
  readonly proposals: ProposalTable
  readonly templates: TemplateTable
  readonly credentials: CredentialTable
}

/** Clones in the data folder of the desk. Their names are made by the desk. */
export interface Clones {
  /** The folder of a clone, absolute; it may not be there yet. */
  folderOf(name: string): string
  /**
   * Makes the clone, or brings it up to date: branches and tags are as at the origin afterwards. `progress` is told of each step that
   * git tells of, as a share from 0 to 1 where it is known.
   */
  fetch(name: string, from: RepositoryAddress, progress: (step: string, share?: number) => void): Promise<Result<void>>
  remove(name: string): Promise<void>
}

/** Keeps secrets so that the database alone gives none away. */
export interface Vault {
  /** `purpose` names what the secret is for; what was sealed for another opens for no other. */
  seal(secret: string, purpose: string): string
  /** Code: `SECRET_UNREADABLE`. */
  open(sealed: string, purpose: string): Result<string>
}
