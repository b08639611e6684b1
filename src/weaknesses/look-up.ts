import { type CapecId, type CweId, parseCapecId, parseCweId } from '#ids'
import { builtInCatalogue } from './built-in.ts'
import type { AttackPattern, Catalogue, Weakness } from './catalogue.ts'

/**
 * The CWE entry of an identifier. Undefined means that it does not exist only where the listing is whole
 * ({@link Catalogue}, `cwe.whole`), which the built-in one is not.
 */
export function weakness(id: CweId, { cwe }: Catalogue = builtInCatalogue()): Weakness | undefined {
  return cwe.entries.get(id)
}

/** The CAPEC entry of an identifier; undefined means what it does for {@link weakness}. */
export function attackPattern(id: CapecId, { capec }: Catalogue = builtInCatalogue()): AttackPattern | undefined {
  return capec.entries.get(id)
}

/** `CWE-59: Improper Link Resolution ...`, as records write it; the identifier alone where its name is not known in its own letters. */
export function nameWeakness(id: string): string {
  const parsed = parseCweId(id)
  const entry = parsed.ok ? weakness(parsed.value) : undefined
  return entry?.nameCase === 'official' ? `${id}: ${entry.name}` : id
}

/** `CAPEC-132: Symlink Attack`, likewise. */
export function nameAttackPattern(id: string): string {
  const parsed = parseCapecId(id)
  const entry = parsed.ok ? attackPattern(parsed.value) : undefined
  return entry?.nameCase === 'official' ? `${id}: ${entry.name}` : id
}

/**
 * Whether a text is the name of the entry, as records write it: alone, or after its identifier (`CWE-79 Improper ...`,
 * `CWE-79: Improper ...`). Case counts unless the entry has lost its capitals; the number of blanks does not.
 */
export function isNameOf({ id, name, nameCase }: Weakness | AttackPattern, text: string): boolean {
  const [given, wanted] = [text, name].map((each) => {
    const plain = each.trim().split(/\s+/).join(' ')
    return nameCase === 'folded' ? plain.toLowerCase() : plain
  })
  if (given === undefined || wanted === undefined || given.length < wanted.length) return false
  const before = given
    .slice(0, given.length - wanted.length)
    .trimEnd()
    .toUpperCase()
  return given.endsWith(wanted) && (before === '' || before === id || before === `${id}:` || before === `${id} -`)
}
