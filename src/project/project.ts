import type { SchemeName } from '#versions'
import type { LintSettings } from './lint-settings.ts'

/** The CVE Numbering Authority that a project belongs to. Field names are those of the CVE registry. */
export interface Foundation {
  /** `shortName` of the CNA: `assignerShortName` in records. */
  readonly shortName: string
  /** UUID of the organisation in CVE Services: `assignerOrgId`. */
  readonly orgId: string
  readonly name?: string
  /** Where to report: an e-mail address. */
  readonly contact?: string
  readonly scope?: string
  readonly policy?: string
  readonly advisories?: string
}

/** How far along its life a branch is. */
export type Lifecycle = 'prerelease' | 'bugfix' | 'security' | 'end-of-life'

/** One line of development that gets releases of its own. */
export interface Branch {
  readonly name: string
  /** The releases that belong to it: `3.13` holds 3.13.0a1 and 3.13.4. For `main` this is the next feature release. */
  readonly series: string
  /** The git branch; looked for as `origin/REF` first, since a local branch may be behind, then as it is. */
  readonly ref: string
  readonly lifecycle: Lifecycle
  /** YYYY-MM-DD; a guess until a person confirms it. */
  readonly endOfLife?: string
  /** The next planned release, in the project's scheme: the provisional bound of what is fixed and not yet released. */
  readonly next?: string
}

/** Which tags are releases, and of which version: literal text around the place of the version. */
export interface TagRule {
  readonly prefix: string
  readonly suffix: string
  /** What stands for the dot in the tag, as in `curl-7_10_6`; a dot when nothing does. */
  readonly separator: string
}

/** What is known of a release besides its tag. */
export interface ReleaseNote {
  readonly version: string
  /** Names the commit of a release that has no tag. */
  readonly commit?: string
  /** YYYY-MM-DD */
  readonly date?: string
  /** Withdrawn after publication, and why: its status stays what ancestry says. */
  readonly yanked?: string
  /** Published as source only, as security-branch releases are. */
  readonly sourceOnly?: boolean
}

/** Where a run of affected releases starts and ends when pre-releases stand at its edges. */
export type BoundStyle =
  | 'first-prerelease' // exact: 3.13.0a1 is affected, so the range starts there
  | 'final' // as the Python Software Foundation writes it: 3.13.0, although its pre-releases have the bug too

/** The names that CVE and OSV records call the product by. */
export interface Product {
  readonly vendor: string
  readonly product: string
  readonly packageName?: string
  readonly collectionUrl?: string
  /** A package URL without version. */
  readonly purl?: string
  readonly cpes?: readonly string[]
  readonly modules?: readonly string[]
  readonly platforms?: readonly string[]
}

/** What every new record of the project starts with. */
export interface Template {
  readonly discovery?: 'INTERNAL' | 'EXTERNAL' | 'USER' | 'UNKNOWN'
  /** Value of `versionType`, where the scheme's own name is not wanted. */
  readonly versionType?: string
  readonly credits?: readonly { readonly name: string; readonly type: string }[]
  readonly references?: readonly { readonly url: string; readonly tags: readonly string[] }[]
}

/** A stream of released files and who signs them. */
export interface ReleaseStream {
  readonly name: string
  readonly series?: string
  readonly identity: string
  readonly issuer: string
}

/** Folders for what Steward reads and writes, relative to `steward.yaml`. */
export interface Outputs {
  readonly facts: string
  readonly cve: string
  readonly osv: string
}

/** One project of a foundation, as `steward.yaml` states it. */
export interface Project {
  readonly project: string
  readonly title: string
  readonly foundation?: Foundation
  /** The public address, as it goes into records. */
  readonly repository?: string
  /** Where the clone is that answers, relative to `steward.yaml`. */
  readonly clone: string
  readonly scheme: SchemeName
  readonly tags: readonly TagRule[]
  /** Tags that match a rule and are no releases; `*` stands for any text. */
  readonly ignoreTags: readonly string[]
  /** How many leading numbers name a series; the scheme's own rule when absent. */
  readonly seriesNumbers?: number
  readonly branches: readonly Branch[]
  readonly releases: readonly ReleaseNote[]
  readonly bounds: BoundStyle
  readonly product: Product
  readonly osv: { readonly prefix: string; readonly ecosystem?: string; readonly package?: string }
  readonly template: Template
  readonly streams: readonly ReleaseStream[]
  readonly outputs: Outputs
  readonly lint: LintSettings
}
