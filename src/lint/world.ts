import type { CveRecord } from '#cve'
import type { CveId } from '#ids'
import type { OsvRecord } from '#osv'
import type { Foundation, Project, ReleaseList } from '#project'
import type { Assessment, Vulnerability } from '#vulnerability'
import type { Catalogue } from '#weaknesses'

/**
 * What is known beyond the record itself. Every part may be absent, and a rule that needs an absent part says "not checked": it
 * never guesses, and never goes looking.
 */
export interface LintWorld {
  /** The present time, RFC 3339 in UTC. */
  readonly now?: string
  /** The CNA whose record this is. */
  readonly cna?: Foundation
  /** What CVE Services say of the ID. */
  readonly reservation?: Reservation
  /** The record as it is published now. */
  readonly published?: CveRecord
  /** Where the record is to be sent, and what it was written for. */
  readonly target?: { readonly sendTo: TargetName; readonly writtenFor: TargetName }
  readonly project?: Project
  /** The releases of the project. */
  readonly releases?: ReleaseList
  readonly repository?: RepositoryFacts
  /** The facts of the vulnerability, and what follows from them. */
  readonly vulnerability?: Vulnerability
  readonly assessment?: Assessment
  /** The OSV record of the same vulnerability. */
  readonly osv?: OsvRecord
  /** The CVE record of the same vulnerability, for a rule about an OSV record. */
  readonly cve?: CveRecord
  /** The time before which nobody outside may know, RFC 3339. */
  readonly embargo?: { readonly until: string }
  /** Answers of the web by URL, where somebody went to ask: never during an embargo. */
  readonly links?: ReadonlyMap<string, LinkAnswer>
  /** CWE and CAPEC as somebody keeps them; what is built in where this is absent. */
  readonly catalogue?: Catalogue
  /** Our own advisory as the public sees it. */
  readonly advisory?: { readonly url: string; readonly public: boolean; readonly text: string }
}

/** A part of the world by its name. */
export type Known = keyof LintWorld

export type TargetName = 'sandbox' | 'test' | 'production'

export interface Reservation {
  readonly id: CveId
  /** `absent` where the server does not know the ID. */
  readonly state: 'reserved' | 'published' | 'rejected' | 'absent'
  /** Short name of the owner, where it is shown. */
  readonly owner?: string
}

export interface LinkAnswer {
  readonly reachable: boolean
  /** `404`, `time-out`: what was seen. */
  readonly seen: string
}

/** What a repository can tell of the names in a record. */
export interface RepositoryFacts {
  hasCommit(hash: string): boolean
  /** Whether `ancestor` comes before `descendant`, or is it; undefined where one of them is not in the repository. */
  isAncestor(ancestor: string, descendant: string): boolean | undefined
  /** Whether a file or folder of this path is in the newest tree of any branch; undefined where that was not looked up. */
  hasPath?(path: string): boolean | undefined
}

/** The work of the CNA as a whole, as far as it is known. An absent list was not looked at; an empty one was, and is empty. */
export interface DeskFacts {
  readonly cases?: readonly CaseFacts[]
  /** Identifiers that CVE Services hold for us. */
  readonly identifiers?: readonly IdentifierFacts[]
  readonly users?: readonly UserFacts[]
  readonly foundation?: Foundation
}

/** A part of the facts by its name, or what cases may have in it. */
export type DeskPart = keyof DeskFacts | 'lastEdit' | 'approval' | 'reporter' | 'dispute'

/** One vulnerability on its way. Times are RFC 3339. */
export interface CaseFacts {
  readonly id: string
  readonly cveId?: string
  readonly product?: string
  /** When the public learned of it, and from whom. */
  readonly disclosed?: { readonly at: string; readonly by: 'us' | 'others' }
  readonly advisoryPublished?: string
  /** Absent where it is not published or nobody looked: the identifiers tell which. */
  readonly recordPublished?: string
  readonly embargoUntil?: string
  readonly lastEdit?: { readonly by: string; readonly at: string }
  readonly approval?: { readonly by: string; readonly at: string }
  readonly reporter?: { readonly toldCveId: boolean }
  readonly dispute?: {
    readonly opened: string
    readonly acknowledged?: string
    readonly decided?: string
    readonly extended?: boolean
  }
}

export interface IdentifierFacts {
  readonly cveId: string
  readonly state: 'RESERVED' | 'PUBLISHED' | 'REJECTED'
  /** RFC 3339 */
  readonly reserved: string
  /** Whether a case or facts file names it. */
  readonly inUse: boolean
}

export interface UserFacts {
  readonly username: string
  readonly active: boolean
  /** RFC 3339; the last sign of life. */
  readonly lastActive?: string
}
