/** Source: CWE schema 7, UsageEnumeration; in lower case. */
export const OFFICIAL_MAPPINGS = ['allowed', 'allowed-with-review', 'discouraged', 'prohibited'] as const

/** Words of ours, for sources that say less. */
export const VAGUE_MAPPINGS = ['discouraged-or-prohibited', 'unstated'] as const

/** Whether a CWE entry may be named as the weakness of a vulnerability. */
export type Mapping = (typeof OFFICIAL_MAPPINGS | typeof VAGUE_MAPPINGS)[number]

/** One sentence on what each means for whoever writes a record. */
export const MAPPING_MEANINGS: Readonly<Record<Mapping, string>> = {
  allowed: 'may be named as the weakness of a vulnerability',
  'allowed-with-review': 'may be named after a look at its children, which may fit better',
  discouraged: 'should not be named: a more precise weakness fits better in most cases',
  prohibited: 'must not be named: it groups weaknesses or is out of use',
  'discouraged-or-prohibited': 'should not be named: look for a more precise weakness',
  unstated: 'the catalogue does not say whether it may be named',
}

/** Whether a record that names the entry deserves a remark. */
export function isAdvisedAgainst(mapping: Mapping): boolean {
  return mapping === 'discouraged' || mapping === 'prohibited' || mapping === 'discouraged-or-prohibited'
}
