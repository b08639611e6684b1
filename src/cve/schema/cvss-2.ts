import { between, type Definition, object, text, word } from './definition.ts'

/** The values of each metric in a vector, in the order of the CVSS 2.0 guide. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  AV: ['N', 'A', 'L'],
  AC: ['L', 'M', 'H'],
  Au: ['M', 'S', 'N'],
  C: ['N', 'P', 'C'],
  I: ['N', 'P', 'C'],
  A: ['N', 'P', 'C'],
  E: ['U', 'POC', 'F', 'H', 'ND'],
  RL: ['OF', 'TF', 'W', 'U', 'ND'],
  RC: ['UC', 'UR', 'C', 'ND'],
  CDP: ['N', 'L', 'LM', 'MH', 'H', 'ND'],
  TD: ['N', 'L', 'M', 'H', 'ND'],
  CR: ['L', 'M', 'H', 'ND'],
  IR: ['L', 'M', 'H', 'ND'],
  AR: ['L', 'M', 'H', 'ND'],
}
const METRICS = new Set(
  Object.entries(VALUES).flatMap(([metric, values]) => values.map((value) => `${metric}:${value}`)),
)

const score: Definition = between(0, 10)
const impact: Definition = word('NONE', 'PARTIAL', 'COMPLETE')
const requirement: Definition = word('LOW', 'MEDIUM', 'HIGH', 'NOT_DEFINED')

/** A score and its vector in any order of metrics. Source: `cvssV2_0`. */
export const cvss20: Definition = object('a CVSS 2.0 object', {
  required: {
    version: word('2.0'),
    vectorString: text(
      {},
      {
        keyword: 'pattern',
        accepts: (value) => value.split('/').every((metric) => METRICS.has(metric)),
        wanted: 'a CVSS 2.0 vector such as AV:N/AC:L/Au:N/C:P/I:P/A:P',
      },
    ),
    baseScore: score,
  },
  optional: {
    accessVector: word('NETWORK', 'ADJACENT_NETWORK', 'LOCAL'),
    accessComplexity: word('HIGH', 'MEDIUM', 'LOW'),
    authentication: word('MULTIPLE', 'SINGLE', 'NONE'),
    confidentialityImpact: impact,
    integrityImpact: impact,
    availabilityImpact: impact,
    exploitability: word('UNPROVEN', 'PROOF_OF_CONCEPT', 'FUNCTIONAL', 'HIGH', 'NOT_DEFINED'),
    remediationLevel: word('OFFICIAL_FIX', 'TEMPORARY_FIX', 'WORKAROUND', 'UNAVAILABLE', 'NOT_DEFINED'),
    reportConfidence: word('UNCONFIRMED', 'UNCORROBORATED', 'CONFIRMED', 'NOT_DEFINED'),
    temporalScore: score,
    collateralDamagePotential: word('NONE', 'LOW', 'LOW_MEDIUM', 'MEDIUM_HIGH', 'HIGH', 'NOT_DEFINED'),
    targetDistribution: word('NONE', 'LOW', 'MEDIUM', 'HIGH', 'NOT_DEFINED'),
    confidentialityRequirement: requirement,
    integrityRequirement: requirement,
    availabilityRequirement: requirement,
    environmentalScore: score,
  },
})
