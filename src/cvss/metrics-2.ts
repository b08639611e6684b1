import { type CvssGroup, type CvssMetric, mandatory, NOT_DEFINED_2, valuesOf } from './metric.ts'

const DEGREE = { N: 'None', P: 'Partial', C: 'Complete' }
const REQUIREMENT = { L: 'Low', M: 'Medium', H: 'High' }

/** CVSS 2.0 (June 2007), sections 2.1 to 2.3, in the order of section 2.4. */
export const METRICS_2: readonly CvssMetric[] = [
  mandatory('AV', 'Access Vector', 'From where can it be exploited?', {
    L: 'Local',
    A: 'Adjacent Network',
    N: 'Network',
  }),
  mandatory('AC', 'Access Complexity', 'How hard is the attack once the target is reached?', {
    H: 'High',
    M: 'Medium',
    L: 'Low',
  }),
  mandatory('Au', 'Authentication', 'How often must the attacker authenticate?', {
    M: 'Multiple',
    S: 'Single',
    N: 'None',
  }),
  mandatory('C', 'Confidentiality Impact', 'How much is disclosed?', DEGREE),
  mandatory('I', 'Integrity Impact', 'How much can be altered?', DEGREE),
  mandatory('A', 'Availability Impact', 'How much can be made unavailable?', DEGREE),
  optional2('temporal', 'E', 'Exploitability', 'How far have exploits come?', {
    U: 'Unproven',
    POC: 'Proof-of-Concept',
    F: 'Functional',
    H: 'High',
  }),
  optional2('temporal', 'RL', 'Remediation Level', 'What can be done against it?', {
    OF: 'Official Fix',
    TF: 'Temporary Fix',
    W: 'Workaround',
    U: 'Unavailable',
  }),
  optional2('temporal', 'RC', 'Report Confidence', 'How sure are the facts?', {
    UC: 'Unconfirmed',
    UR: 'Uncorroborated',
    C: 'Confirmed',
  }),
  optional2(
    'environmental',
    'CDP',
    'Collateral Damage Potential',
    'How much harm can it do to life, property or income?',
    {
      N: 'None',
      L: 'Low',
      LM: 'Low-Medium',
      MH: 'Medium-High',
      H: 'High',
    },
  ),
  optional2('environmental', 'TD', 'Target Distribution', 'What share of the systems is vulnerable?', {
    N: 'None',
    L: 'Low',
    M: 'Medium',
    H: 'High',
  }),
  optional2(
    'environmental',
    'CR',
    'Confidentiality Requirement',
    'How much depends on confidentiality here?',
    REQUIREMENT,
  ),
  optional2('environmental', 'IR', 'Integrity Requirement', 'How much depends on integrity here?', REQUIREMENT),
  optional2('environmental', 'AR', 'Availability Requirement', 'How much depends on availability here?', REQUIREMENT),
]

function optional2(
  group: CvssGroup,
  name: string,
  title: string,
  asks: string,
  values: Readonly<Record<string, string>>,
): CvssMetric {
  return {
    name,
    title,
    group,
    mandatory: false,
    asks,
    values: valuesOf({ ...values, [NOT_DEFINED_2]: 'Not Defined' }),
  }
}
