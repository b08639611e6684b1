import { sha256 } from '#bytes'
import type { FiledUnder } from './entry.ts'

/** The end of a chain: the next entry continues from here. */
export interface Link {
  /** Number of the entry; they count from 1. */
  readonly seq: number
  /** Hexadecimal SHA-256. */
  readonly hash: string
}

/** The end of a chain without entries. */
export const FIRST_LINK: Link = { seq: 0, hash: '0'.repeat(64) }

/** An entry in its place. */
export interface SealedEntry extends Link {
  /** Its JSON in the canonical form (RFC 8785); absent where it is withheld from the reader. */
  readonly body?: string
  /** How the database filed it; an exported file has no such thing. */
  readonly filed?: FiledUnder
}

/**
 * The text whose SHA-256 is an entry's hash: the canonical JSON of `{entry, previous, seq}`, where `previous` is the hash of the
 * entry before. Whoever keeps a hash in another place can prove all that came before it.
 */
export function sealedText(seq: number, previous: string, body: string): string {
  return `{"entry":${body},"previous":"${previous}","seq":${seq}}`
}

/** Entries in the order given, chained to the end of what is there. */
export function sealEntries(end: Link, bodies: readonly string[]): readonly SealedEntry[] {
  let { seq, hash } = end
  return bodies.map((body) => {
    seq++
    hash = sha256(sealedText(seq, hash, body))
    return { seq, hash, body }
  })
}

/** The entry for a reader who may not know what it says: its place in the chain only. */
export function withheld({ seq, hash }: SealedEntry): SealedEntry {
  return { seq, hash }
}
