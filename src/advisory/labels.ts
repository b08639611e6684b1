import type { Credit, Reference } from '#vulnerability'

// By the first tag in this order that a reference carries. The tags are those of the CVE Record Format 5.2.
const REFERENCE_LABELS: readonly (readonly [tag: string, label: string])[] = [
  ['patch', 'Fix'],
  ['vendor-advisory', 'Advisory'],
  ['issue-tracking', 'Issue'],
  ['exploit', 'Exploit'],
  ['mailing-list', 'Discussion'],
  ['technical-description', 'Description'],
  ['release-notes', 'Release notes'],
  ['mitigation', 'Workaround'],
  ['product', 'Product'],
  ['third-party-advisory', 'Advisory by others'],
]

/** What a reference is, in a word or two. */
export function referenceLabel({ tags }: Reference): string {
  return REFERENCE_LABELS.find(([tag]) => tags.includes(tag))?.[1] ?? 'Link'
}

// The credit types of the CVE Record Format 5.2, in the order in which people are thanked.
const CREDIT_LABELS: Readonly<Record<string, string>> = {
  finder: 'Found by',
  reporter: 'Reported by',
  tool: 'Found with',
  analyst: 'Analysed by',
  'remediation developer': 'Fixed by',
  'remediation reviewer': 'Reviewed by',
  'remediation verifier': 'Verified by',
  coordinator: 'Coordinated by',
  sponsor: 'Sponsored by',
  other: 'Thanks to',
}

/** People who agreed to be named, by what they did. */
export interface CreditLine {
  readonly role: string
  readonly names: readonly string[]
}

export function creditLines(credits: readonly Credit[]): readonly CreditLine[] {
  const named = credits.filter((credit) => credit.consent)
  const typeOf = ({ type }: Credit): string => (Object.hasOwn(CREDIT_LABELS, type) ? type : 'other')
  return Object.entries(CREDIT_LABELS).flatMap(([type, role]) => {
    const names = [...new Set(named.filter((credit) => typeOf(credit) === type).map(({ name }) => name))]
    return names.length === 0 ? [] : [{ role, names }]
  })
}
