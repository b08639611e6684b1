import { type CvssMetric, mandatory, modified, optional } from './metric.ts'

const DEGREE = { H: 'High', L: 'Low', N: 'None' }
const REQUIREMENT = { H: 'High', M: 'Medium', L: 'Low' }

/** CVSS 3.0 (June 2015), sections 2 to 4, in the order of section 6. */
export const METRICS_30: readonly CvssMetric[] = metrics3('Adjacent Network')

/** CVSS 3.1 (June 2019), sections 2 to 4, in the order of section 6: the metrics of 3.0 with one value renamed. */
export const METRICS_31: readonly CvssMetric[] = metrics3('Adjacent')

function metrics3(adjacent: string): readonly CvssMetric[] {
  const base = [
    mandatory('AV', 'Attack Vector', 'From where can it be exploited?', {
      N: 'Network',
      A: adjacent,
      L: 'Local',
      P: 'Physical',
    }),
    mandatory('AC', 'Attack Complexity', 'Does success depend on conditions beyond the control of the attacker?', {
      L: 'Low',
      H: 'High',
    }),
    mandatory('PR', 'Privileges Required', 'Which privileges must the attacker have before?', {
      N: 'None',
      L: 'Low',
      H: 'High',
    }),
    mandatory('UI', 'User Interaction', 'Must somebody else take part?', { N: 'None', R: 'Required' }),
    mandatory('S', 'Scope', 'Does it reach beyond the security authority of the vulnerable component?', {
      U: 'Unchanged',
      C: 'Changed',
    }),
    mandatory('C', 'Confidentiality', 'How much is disclosed?', DEGREE),
    mandatory('I', 'Integrity', 'How much can be altered?', DEGREE),
    mandatory('A', 'Availability', 'How much can be made unavailable?', DEGREE),
  ]
  return [
    ...base,
    optional('temporal', 'E', 'Exploit Code Maturity', 'How far have exploits come?', {
      H: 'High',
      F: 'Functional',
      P: 'Proof-of-Concept',
      U: 'Unproven',
    }),
    optional('temporal', 'RL', 'Remediation Level', 'What can be done against it?', {
      U: 'Unavailable',
      W: 'Workaround',
      T: 'Temporary Fix',
      O: 'Official Fix',
    }),
    optional('temporal', 'RC', 'Report Confidence', 'How sure are the facts?', {
      C: 'Confirmed',
      R: 'Reasonable',
      U: 'Unknown',
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
    ...base.map((metric) => modified(metric)),
  ]
}
