import type { Target } from '#desk/cna'
import type { Lifecycle } from '#project'

/** How the clone of a project stands: the desk reads everything from it and asks no other machine. */
export interface CloneView {
  readonly state: 'reading' | 'ready' | 'failed'
  /** When it was last read from its origin, RFC 3339. */
  readonly readAt?: string
  /** The job that reads it now. */
  readonly job?: string
  /** Why the last reading failed. */
  readonly problem?: Problem
}

/** A fault as a person reads it beside the thing it is about. */
export interface Problem {
  readonly code: string
  readonly message: string
  readonly hint?: string
  /** JSON Pointer, or the name of a field. */
  readonly at?: string
  /** Counts from 1. */
  readonly line?: number
}

/** One project in a list. */
export interface ProjectSummary {
  /** `lantern`; names it in addresses. */
  readonly slug: string
  readonly title: string
  /** The public address. */
  readonly repository?: string
  readonly clone: CloneView
  /** Vulnerabilities that the reader may know of. */
  readonly counts: { readonly open: number; readonly published: number; readonly rejected: number }
  readonly version: number
}

/** One project, with what it states in `steward.yaml`. */
export interface ProjectDetail extends ProjectSummary {
  readonly product: {
    readonly vendor: string
    readonly product: string
    readonly packageName?: string
    readonly purl?: string
    readonly cpes: readonly string[]
    readonly modules: readonly string[]
    readonly platforms: readonly string[]
  }
  readonly scheme: string
  /** As people write them: `v{version}`. */
  readonly tagRules: readonly string[]
  readonly bounds: 'first-prerelease' | 'final'
  readonly osvPrefix: string
  readonly ecosystem?: string
  readonly foundation?: { readonly shortName: string; readonly name?: string; readonly advisories?: string }
  readonly branches: readonly {
    readonly name: string
    readonly series: string
    readonly lifecycle: Lifecycle
    readonly endOfLife?: string
    readonly next?: string
  }[]
  /** Number of releases in the clone; 0 while it was not read. */
  readonly releases: number
  readonly templates: readonly TemplateSummary[]
  readonly credentials: readonly CredentialsView[]
  /** Where CVE Services can be asked for the project: by its credentials, or in the sandbox that lets everybody in. */
  readonly targets: readonly Target[]
}

/** `steward.yaml` as text, for the editor of the settings. */
export interface SettingsView {
  readonly text: string
  readonly version: number
}

/** The branches and releases of a project along the time, oldest branch first. Days are YYYY-MM-DD. */
export interface TimelineView {
  readonly from: string
  readonly to: string
  readonly today: string
  readonly branches: readonly TimelineBranch[]
  readonly releases: number
  /** Tags that no rule reads as a release, and why; the first hundred. */
  readonly ignored: readonly { readonly tag: string; readonly why: string }[]
}

export interface TimelineBranch {
  readonly name: string
  readonly series: string
  readonly lifecycle?: Lifecycle
  /** The day of its first release. */
  readonly starts?: string
  readonly endOfLife?: string
  /** The next planned release. */
  readonly next?: string
  readonly latest?: string
  /** Vulnerabilities that are not rejected and whose newest release of this branch is affected; of those the reader may know. */
  readonly open: number
  readonly releases: readonly TimelineRelease[]
}

export interface TimelineRelease {
  readonly version: string
  readonly prerelease: boolean
  readonly tag?: string
  readonly date?: string
  readonly yanked?: string
  readonly sourceOnly?: boolean
}

/** What the desk saw in a repository that somebody wants to add. */
export interface ProposalView {
  readonly id: string
  readonly repository: string
  readonly state: 'reading' | 'ready' | 'failed'
  readonly job?: string
  readonly problem?: Problem
  readonly seen?: {
    readonly slug: string
    readonly address?: string
    readonly scheme: string
    readonly tagRules: readonly string[]
    readonly releases: number
    readonly prereleases: number
    /** Tags that are no releases; the first twenty. */
    readonly ignored: readonly string[]
    readonly branches: readonly {
      readonly name: string
      readonly series: string
      readonly lifecycle: Lifecycle
      readonly newest?: string
    }[]
    /** A slug that is taken already. */
    readonly taken: boolean
  }
  /** `steward.yaml` as it would be written. */
  readonly settings?: string
}

/** A new project from a proposal. */
export interface NewProject {
  /** Of the {@link ProposalView}. */
  readonly proposal: string
  readonly vendor: string
  readonly product: string
  /** The prefix of the project's own identifiers: `HRTH`. */
  readonly prefix: string
  readonly slug?: string
  readonly title?: string
  /** Public address of the repository, for records; what was seen where absent. */
  readonly repository?: string
  /** `steward.yaml` as the person left it; what was proposed where absent. Then the names above are not looked at. */
  readonly settings?: string
}

export interface TemplateSummary {
  readonly id: string
  readonly name: string
  readonly about: string
  readonly isDefault: boolean
  /** How many vulnerabilities were started from it. */
  readonly used: number
  readonly version: number
}

/** What a new vulnerability of the project starts with. */
export interface TemplateView extends TemplateSummary {
  readonly content: TemplateContent
}

/** The part of a template that is exported and imported as JSON. */
export interface TemplateContent {
  readonly weaknesses?: readonly string[]
  readonly modules?: readonly string[]
  readonly platforms?: readonly string[]
  readonly discovery?: Discovery
  readonly references?: readonly { readonly url: string; readonly tags: readonly string[]; readonly name?: string }[]
  readonly credits?: readonly { readonly name: string; readonly type: string; readonly consent?: boolean }[]
  /** Markdown that the description starts with. */
  readonly description?: string
  readonly workarounds?: string
  /** What is stated of whole branches whatever git says: each becomes an override with its reason. */
  readonly schedule?: readonly ScheduleEntry[]
}

export type Discovery = 'INTERNAL' | 'EXTERNAL' | 'USER' | 'UNKNOWN'

export interface ScheduleEntry {
  readonly branch: string
  readonly status: 'affected' | 'fixed' | 'unaffected' | 'unknown'
  readonly reason: string
}

/** A template as it is written. */
export interface TemplateWish {
  readonly name: string
  readonly about?: string
  readonly isDefault?: boolean
  readonly content: TemplateContent
}

/** What became of an imported template. */
export interface TemplateImported {
  readonly template: TemplateView
  /** What was not taken over, and why. */
  readonly notes: readonly string[]
}

/** How a project speaks to CVE Services at one target. The key is never sent back. */
export interface CredentialsView {
  readonly target: Target
  readonly url: string
  readonly org: string
  readonly user: string
  readonly setAt: string
  readonly setBy: string
}

/** Credentials as somebody sets them. */
export interface CredentialsWish {
  /** Where CVE Services are; the known address of the target where absent. */
  readonly url?: string
  readonly org: string
  readonly user: string
  readonly key: string
}
