/**
 * The CNA Operational Rules by subject. They are revised, and their numbers move: rules of ours name a subject, and this table
 * knows its number in each edition that was read.
 *
 * Source: CVE Numbering Authority Operational Rules 4.0.0 (2024-05-08). 4.1.0 (2025-05-14) adds that an advisory contains the CVE ID. The texts of later
 * editions were not at hand when this was written.
 *
 * @module
 */

export interface CnaRuleNumber {
  /** Edition of the rules: `4.0.0`. */
  readonly edition: string
  /** `5.1.4` */
  readonly number: string
}

export type CnaRuleTopic =
  | 'contacts-current'
  | 'point-of-contact'
  | 'public-contact'
  | 'disclosure-policy'
  | 'in-scope'
  | 'unsupported-when-assigned'
  | 'id-to-reporter'
  | 'publish-own-disclosure'
  | 'publish-other-disclosure'
  | 'advisory-location'
  | 'advisory-without-login'
  | 'update-on-fix'
  | 'reject-unused'
  | 'explain-rejection'
  | 'disputed-tag'
  | 'names-product'
  | 'affected-versions'
  | 'fixed-versions'
  | 'unknown-resolved'
  | 'vulnerability-type'
  | 'impact'
  | 'severity-score'
  | 'cna-tags'
  | 'no-contradiction'
  | 'no-credits-in-description'
  | 'english-description'
  | 'no-other-vulnerability'
  | 'public-reference'
  | 'reference-supports'
  | 'test-identifiers'

const EDITION = '4.0.0'

/** What each subject is about, and its number. */
const TOPICS: Readonly<Record<CnaRuleTopic, readonly [about: string, number: string]>> = {
  'contacts-current': ['people who no longer need access are deactivated', '3.2.1.2'],
  'point-of-contact': ['the CNA has a point of contact with e-mail and phone', '3.2.2'],
  'public-contact': ['the CNA has a public way to reach it', '3.2.3'],
  'disclosure-policy': ['the CNA publishes its disclosure policy', '3.2.6'],
  'in-scope': ['a CNA assigns within its scope', '4.2.16.1'],
  'unsupported-when-assigned': ['products out of support at assignment are tagged so', '4.2.17.1'],
  'id-to-reporter': ['the reporter is told the CVE ID', '4.3.3'],
  'publish-own-disclosure': ['a record is published within 24 hours of the own disclosure', '4.5.1.3'],
  'publish-other-disclosure': ['a record is published within 72 hours of the disclosure by others', '4.5.1.4'],
  'advisory-location': ['advisories stand at a public location', '4.5.2.2'],
  'advisory-without-login': ['advisories can be read without a log-in', '4.5.2.4'],
  'update-on-fix': ['a record is updated when there is new information on fixes', '4.5.3.1'],
  'reject-unused': ['identifiers that will not be used are rejected', '4.5.3.5'],
  'explain-rejection': ['a rejection says why', '4.5.3.7'],
  'disputed-tag': ['a disputed record is tagged and explained', '4.5.3.10'],
  'names-product': ['the record names the product', '5.1.3'],
  'affected-versions': ['the record says which versions are affected', '5.1.4'],
  'fixed-versions': ['the record should say which versions are fixed', '5.1.5'],
  'unknown-resolved': ['an unknown status is resolved when it becomes known', '5.1.6'],
  'vulnerability-type': ['the record says what type of vulnerability it is', '5.1.7'],
  impact: ['the record should say the impact', '5.1.8'],
  'severity-score': ['the record should have a severity score', '5.1.10'],
  'cna-tags': ['the tags of the CNA are used where they apply', '5.1.11'],
  'no-contradiction': ['prose and structured data do not contradict each other', '5.2.3'],
  'no-credits-in-description': ['credits do not stand in the description', '5.2.4'],
  'english-description': ['there is one description in English', '5.2.5'],
  'no-other-vulnerability': ['the description is about this vulnerability alone', '5.2.11'],
  'public-reference': ['there is at least one public reference', '5.3.1'],
  'reference-supports': ['a reference supports what the record says', '5.3.3'],
  'test-identifiers': ['CVE-1900 identifiers are for tests', '5.4.1'],
}

/** What a subject is about, in words. */
export function aboutCnaRule(topic: CnaRuleTopic): string {
  return TOPICS[topic][0]
}

export function numberOfCnaRule(topic: CnaRuleTopic): CnaRuleNumber {
  return { edition: EDITION, number: TOPICS[topic][1] }
}
