/** The fields of a vulnerability as a reviewer reads them, in the order of thinking. */
export const REVIEW_FIELDS = [
  'affected',
  'title',
  'description',
  'severity',
  'weaknesses',
  'references',
  'credits',
  'timeline',
  'product',
  'state',
  'other',
] as const

export type ReviewField = (typeof REVIEW_FIELDS)[number]

/** One field that means something else than before. */
export interface ChangedField {
  readonly field: ReviewField
  /** The user's words for the field: `Affected releases`. */
  readonly title: string
  /** What changed, one plain sentence each, in the words of the record's diff. */
  readonly sentences: readonly string[]
  /** Running text with what came and what went; for title and description. */
  readonly words?: readonly TextPiece[]
  /** Releases whose status changes, neighbours with the same reason as one row; for affected releases. */
  readonly releases?: readonly ReleaseRow[]
  /** Ranges as they are public, and as they would be. */
  readonly ranges?: { readonly before: readonly string[]; readonly after: readonly string[] }
  /** Whole values in words, for lists and vectors; one may have several lines. */
  readonly removed?: readonly string[]
  readonly added?: readonly string[]
}

export interface TextPiece {
  readonly kind: 'same' | 'removed' | 'added'
  readonly text: string
}

export interface ReleaseRow {
  readonly first: string
  readonly last: string
  readonly count: number
  readonly before: string
  readonly after: string
  readonly why: string
}
