import { type CvssMetric, type CvssValue, mandatory, modified, optional, valuesOf } from './metric.ts'

const DEGREE = { H: 'High', L: 'Low', N: 'None' }
const REQUIREMENT = { H: 'High', M: 'Medium', L: 'Low' }

const EXPLOITABILITY: readonly CvssMetric[] = [
  mandatory('AV', 'Attack Vector', 'From where can it be exploited?', {
    N: 'Network',
    A: 'Adjacent',
    L: 'Local',
    P: 'Physical',
  }),
  mandatory('AC', 'Attack Complexity', 'Must the attacker get around protections that were built in?', {
    L: 'Low',
    H: 'High',
  }),
  mandatory('AT', 'Attack Requirements', 'Must the target be in a state that the attacker cannot bring about?', {
    N: 'None',
    P: 'Present',
  }),
  mandatory('PR', 'Privileges Required', 'Which privileges must the attacker have before?', {
    N: 'None',
    L: 'Low',
    H: 'High',
  }),
  mandatory('UI', 'User Interaction', 'Must somebody else take part, and knowingly?', {
    N: 'None',
    P: 'Passive',
    A: 'Active',
  }),
]

const VULNERABLE_SYSTEM: readonly CvssMetric[] = [
  mandatory('VC', 'Vulnerable System Confidentiality Impact', 'How much does the system disclose?', DEGREE),
  mandatory('VI', 'Vulnerable System Integrity Impact', 'How much of the system can be altered?', DEGREE),
  mandatory('VA', 'Vulnerable System Availability Impact', 'How much of the system can be made unavailable?', DEGREE),
]

const SUBSEQUENT_SYSTEM: readonly CvssMetric[] = [
  mandatory('SC', 'Subsequent System Confidentiality Impact', 'How much do the systems behind it disclose?', DEGREE),
  mandatory('SI', 'Subsequent System Integrity Impact', 'How much of the systems behind it can be altered?', DEGREE),
  mandatory(
    'SA',
    'Subsequent System Availability Impact',
    'How much of the systems behind it can be made unavailable?',
    DEGREE,
  ),
]

/** Section 4: no impact on a subsequent system is called negligible there, and harm to people can be stated. */
function modifiedSubsequent(metric: CvssMetric): CvssMetric {
  const safety: readonly CvssValue[] = metric.name === 'SC' ? [] : [{ name: 'S', title: 'Safety' }]
  return modified(metric, [...safety, ...valuesOf({ H: 'High', L: 'Low', N: 'Negligible' })])
}

/** CVSS 4.0 (November 2023), sections 2 to 5, in the order of section 7, which a vector must keep. */
export const METRICS_4: readonly CvssMetric[] = [
  ...EXPLOITABILITY,
  ...VULNERABLE_SYSTEM,
  ...SUBSEQUENT_SYSTEM,
  optional('threat', 'E', 'Exploit Maturity', 'How far have exploits come?', {
    A: 'Attacked',
    P: 'Proof-of-Concept',
    U: 'Unreported',
  }),
  optional(
    'environmental',
    'CR',
    'Confidentiality Requirement',
    'How much depends on confidentiality here?',
    REQUIREMENT,
  ),
  optional('environmental', 'IR', 'Integrity Requirement', 'How much depends on integrity here?', REQUIREMENT),
  optional('environmental', 'AR', 'Availability Requirement', 'How much depends on availability here?', REQUIREMENT),
  ...EXPLOITABILITY.map((metric) => modified(metric)),
  ...VULNERABLE_SYSTEM.map((metric) => modified(metric)),
  ...SUBSEQUENT_SYSTEM.map(modifiedSubsequent),
  optional('supplemental', 'S', 'Safety', 'Can people be injured?', { N: 'Negligible', P: 'Present' }),
  optional('supplemental', 'AU', 'Automatable', 'Can the whole attack be automated across targets?', {
    N: 'No',
    Y: 'Yes',
  }),
  optional('supplemental', 'R', 'Recovery', 'How does the system recover?', {
    A: 'Automatic',
    U: 'User',
    I: 'Irrecoverable',
  }),
  optional('supplemental', 'V', 'Value Density', 'How much does one attack bring under control?', {
    D: 'Diffuse',
    C: 'Concentrated',
  }),
  optional('supplemental', 'RE', 'Vulnerability Response Effort', 'How hard is it to respond?', {
    L: 'Low',
    M: 'Moderate',
    H: 'High',
  }),
  optional('supplemental', 'U', 'Provider Urgency', 'How urgent does the provider say it is?', {
    Clear: 'Clear',
    Green: 'Green',
    Amber: 'Amber',
    Red: 'Red',
  }),
]
