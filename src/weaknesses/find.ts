import { builtInCatalogue } from './built-in.ts'
import type { AttackPattern, Catalogue, Listing, Weakness } from './catalogue.ts'
import { isAdvisedAgainst } from './mapping.ts'

/** Entries that a picker shows. */
const SHOWN = 20
/** UTF-16 units of what is searched for that are looked at. */
const LONGEST = 200

/**
 * CWE entries for what somebody types, best first: the entry of that identifier or number, those of that name (or other name),
 * those whose name begins with it, those in which each word begins a word, those that have each word somewhere, also in
 * their description. Of equal rank the ones that may be named come first, then smaller numbers. Nothing is found for no words.
 */
export function findWeaknesses(
  text: string,
  { cwe }: Catalogue = builtInCatalogue(),
  most: number = SHOWN,
): readonly Weakness[] {
  return find(text, cwe, most)
}

/** CAPEC entries, as {@link findWeaknesses} finds them. */
export function findAttackPatterns(
  text: string,
  { capec }: Catalogue = builtInCatalogue(),
  most: number = SHOWN,
): readonly AttackPattern[] {
  return find(text, capec, most)
}

function find<Entry extends Weakness | AttackPattern>(
  text: string,
  listing: Listing<unknown, Entry>,
  most: number,
): readonly Entry[] {
  const wanted = plain(text.slice(0, LONGEST))
  if (wanted === '') return []
  const words = wanted.split(' ')
  return indexOf(listing)
    .map((indexed) => ({ entry: indexed.entry, rank: rankOf(indexed, wanted, words) }))
    .filter(({ rank }) => rank < NO_RANK)
    .sort((a, b) => a.rank - b.rank || demotion(a.entry) - demotion(b.entry))
    .slice(0, most)
    .map(({ entry }) => entry)
}

/** An entry as it is searched: lower case, words with one blank between them. */
interface Indexed<Entry> {
  readonly entry: Entry
  /** `cwe 79` */
  readonly id: string
  readonly name: string
  readonly terms: readonly string[]
  /** Identifier, name and other names, each word with a blank before it. */
  readonly words: string
  readonly description: string
}

/** Made once for each listing, whose entries do not change: searching goes on at every key that is pressed. */
const indexes = new WeakMap<object, readonly Indexed<Weakness | AttackPattern>[]>()

function indexOf<Entry extends Weakness | AttackPattern>({
  entries,
}: Listing<unknown, Entry>): readonly Indexed<Entry>[] {
  const known = indexes.get(entries)
  // What is kept for a map of entries was made of its entries.
  if (known !== undefined) return known as readonly Indexed<Entry>[]
  const made = [...entries.values()].map(indexed)
  indexes.set(entries, made)
  return made
}

function indexed<Entry extends Weakness | AttackPattern>(entry: Entry): Indexed<Entry> {
  const [id, name] = [plain(entry.id), plain(entry.name)]
  const terms = [...nicknames(entry.name), ...(entry.terms ?? [])].map(plain)
  const words = [id, name, ...terms].map((each) => ` ${each}`).join('')
  return { entry, id, name, terms, words, description: plain(entry.description ?? '') }
}

/** What most people say stands in brackets at the end: `(XSS or 'Cross-site Scripting')`. */
function nicknames(name: string): readonly string[] {
  const open = name.endsWith(')') ? name.lastIndexOf('(') : -1
  return open < 0 ? [] : name.slice(open + 1, -1).split(' or ')
}

const NO_RANK = 6

/** Smaller is better; {@link NO_RANK} for an entry that does not fit. */
function rankOf(
  { id, name, terms, words: own, description }: Indexed<unknown>,
  wanted: string,
  words: readonly string[],
): number {
  if (wanted === id || wanted === id.slice(id.indexOf(' ') + 1)) return 0
  if (wanted === name || terms.includes(wanted)) return 1
  if ([name, ...terms].some((each) => each.startsWith(wanted))) return 2
  if (words.every((word) => own.includes(` ${word}`))) return 3
  if (words.every((word) => own.includes(word))) return 4
  return words.every((word) => own.includes(word) || description.includes(word)) ? 5 : NO_RANK
}

/** Entries that should not be named stand behind others that fit as well. */
function demotion(entry: Weakness | AttackPattern): number {
  const isGroup = entry.kind === 'category' || entry.kind === 'view'
  return Number(entry.deprecated || isGroup || ('mapping' in entry && isAdvisedAgainst(entry.mapping)))
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
