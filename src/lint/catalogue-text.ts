/**
 * What records write where the name of a weakness or of an attack pattern belongs: `CWE-59: Improper Link Resolution ...`,
 * `CWE 22 Path Traversal`, `Improper Authentication (CWE-287)`.
 *
 * @module
 */

export interface CatalogueText {
  /** The number that the text begins or ends with; undefined where it does neither. */
  readonly number: number | undefined
  /** What is left without the number: a name, or words of somebody's own. */
  readonly words: string
}

const FRONT = {
  CWE: /^\s*CWE[-\s]?0*([1-9][0-9]{0,4})(?![0-9])\s*[-:.,–—]?\s*/i,
  CAPEC: /^\s*CAPEC[-\s]?0*([1-9][0-9]{0,4})(?![0-9])\s*[-:.,–—]?\s*/i,
} as const
const BACK = {
  CWE: /\(CWE-([1-9][0-9]{0,4})\)$/i,
  CAPEC: /\(CAPEC-([1-9][0-9]{0,4})\)$/i,
} as const

export function readCatalogueText(text: string, catalogue: 'CWE' | 'CAPEC'): CatalogueText {
  const front = FRONT[catalogue].exec(text)
  if (front !== null) return { number: Number(front[1]), words: text.slice(front[0].length).trim() }
  const plain = text.trim()
  const back = plain.endsWith(')') ? BACK[catalogue].exec(plain) : null
  if (back !== null) return { number: Number(back[1]), words: plain.slice(0, back.index).trim() }
  return { number: undefined, words: plain }
}

/**
 * Whether two names mean the same entry. Capitals, blanks and the form of quotation marks are no difference, and neither is the
 * nickname behind a name, `('Link Following')`: it comes and goes with the editions of a catalogue.
 */
export function isSameName(a: string, b: string): boolean {
  return a === b || bare(a) === bare(b)
}

function bare(name: string): string {
  const nickname = name.endsWith(')') ? name.lastIndexOf('(') : -1
  return (nickname > 0 ? name.slice(0, nickname) : name).toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '')
}
