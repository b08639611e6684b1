import type { CapecId, CweId } from '#ids'
import type { Mapping } from './mapping.ts'

/** The two catalogues of MITRE that a CVE record speaks of: what is wrong (CWE), and how it is attacked (CAPEC). */
export interface Catalogue {
  readonly cwe: Listing<CweId, Weakness>
  readonly capec: Listing<CapecId, AttackPattern>
}

/** What is known of one version of one catalogue. */
export interface Listing<Id, Entry> {
  /** As MITRE counts them: `4.19`. Absent where the source does not say. */
  readonly version?: string
  /** The day of that version, `2030-01-31`. */
  readonly date?: string
  /** Whether every entry of that version is listed. From a listing that is not whole nothing follows for what it lacks. */
  readonly whole: boolean
  readonly entries: ReadonlyMap<Id, Entry>
}

/** A larger catalogue is none: CWE has about 1,400 entries, CAPEC about 600. */
export const MOST_ENTRIES = 20_000

interface Entry<Id> {
  readonly id: Id
  readonly name: string
  /** `folded`: the source has lost the capitals of the official name, so a comparison must ignore case. */
  readonly nameCase: 'official' | 'folded'
  /** MITRE keeps the entry so that its identifier is never used again; nothing new should name it. */
  readonly deprecated: boolean
  /** How general it is. CWE: Pillar, Class, Base, Variant, Compound. CAPEC: Meta, Standard, Detailed. */
  readonly abstraction?: string
  /** Plain text; one line for each paragraph. */
  readonly description?: string
  /** Entries that this one is a special case of; for CWE those of the Research Concepts (view 1000). */
  readonly parents?: readonly Id[]
  /** Other names: `XSS`. */
  readonly terms?: readonly string[]
}

/** An entry of CWE. Categories and views have identifiers of the same form, and are no weaknesses. */
export interface Weakness extends Entry<CweId> {
  readonly kind: 'weakness' | 'category' | 'view'
  readonly mapping: Mapping
  /** Why the mapping is what it is, in MITRE's words. */
  readonly rationale?: string
  /** Weaknesses that fit better, where this one should not be used. */
  readonly suggestions?: readonly Suggestion[]
  readonly attackPatterns?: readonly CapecId[]
}

export type Suggestion = {
  readonly id: CweId
  /** When it fits. */
  readonly comment?: string
}

/** An entry of CAPEC. */
export interface AttackPattern extends Entry<CapecId> {
  readonly kind: 'attack pattern' | 'category' | 'view'
  readonly weaknesses?: readonly CweId[]
}
