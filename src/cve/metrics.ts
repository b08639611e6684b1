import { type CvssGroup, type CvssVector, type CvssVersion, METRICS, scoreCvss, severityOf } from '#cvss'
import type { Json } from '#json'
import type { CvssMetric, Metric } from './record.ts'

/** One entry of `metrics` for one vector. The scores are computed, never taken from elsewhere. */
export function renderMetric(vector: CvssVector): Metric {
  return {
    format: 'CVSS',
    scenarios: [{ lang: 'en', value: 'GENERAL' }],
    [METRIC_PROPERTIES[vector.version]]: cvssObject(vector),
  }
}

type CvssProperty = 'cvssV4_0' | 'cvssV3_1' | 'cvssV3_0' | 'cvssV2_0'

/** The property of a metric that holds the vector of each version, the newest first. */
export const METRIC_PROPERTIES: Readonly<Record<CvssVersion, CvssProperty>> = {
  '4.0': 'cvssV4_0',
  '3.1': 'cvssV3_1',
  '3.0': 'cvssV3_0',
  '2.0': 'cvssV2_0',
}

/** The metrics that the fields of a CVSS object repeat, in the order in which the schema has them; scores stand between. */
const FIELDS_3: Readonly<Record<string, string>> = {
  attackVector: 'AV',
  attackComplexity: 'AC',
  privilegesRequired: 'PR',
  userInteraction: 'UI',
  scope: 'S',
  confidentialityImpact: 'C',
  integrityImpact: 'I',
  availabilityImpact: 'A',
  baseScore: 'base',
  exploitCodeMaturity: 'E',
  remediationLevel: 'RL',
  reportConfidence: 'RC',
  temporalScore: 'temporal',
  confidentialityRequirement: 'CR',
  integrityRequirement: 'IR',
  availabilityRequirement: 'AR',
  modifiedAttackVector: 'MAV',
  modifiedAttackComplexity: 'MAC',
  modifiedPrivilegesRequired: 'MPR',
  modifiedUserInteraction: 'MUI',
  modifiedScope: 'MS',
  modifiedConfidentialityImpact: 'MC',
  modifiedIntegrityImpact: 'MI',
  modifiedAvailabilityImpact: 'MA',
  environmentalScore: 'environmental',
}

/** Source: `metrics` of CVE_Record_Format.json 5.2.0. Each value is a metric's short name, or the group that a score is of. */
const FIELDS: Readonly<Record<CvssVersion, Readonly<Record<string, string>>>> = {
  '2.0': {
    accessVector: 'AV',
    accessComplexity: 'AC',
    authentication: 'Au',
    confidentialityImpact: 'C',
    integrityImpact: 'I',
    availabilityImpact: 'A',
    baseScore: 'base',
    exploitability: 'E',
    remediationLevel: 'RL',
    reportConfidence: 'RC',
    temporalScore: 'temporal',
    collateralDamagePotential: 'CDP',
    targetDistribution: 'TD',
    confidentialityRequirement: 'CR',
    integrityRequirement: 'IR',
    availabilityRequirement: 'AR',
    environmentalScore: 'environmental',
  },
  '3.0': FIELDS_3,
  '3.1': FIELDS_3,
  '4.0': {
    baseScore: 'base',
    attackVector: 'AV',
    attackComplexity: 'AC',
    attackRequirements: 'AT',
    privilegesRequired: 'PR',
    userInteraction: 'UI',
    vulnConfidentialityImpact: 'VC',
    vulnIntegrityImpact: 'VI',
    vulnAvailabilityImpact: 'VA',
    subConfidentialityImpact: 'SC',
    subIntegrityImpact: 'SI',
    subAvailabilityImpact: 'SA',
    exploitMaturity: 'E',
    confidentialityRequirement: 'CR',
    integrityRequirement: 'IR',
    availabilityRequirement: 'AR',
    modifiedAttackVector: 'MAV',
    modifiedAttackComplexity: 'MAC',
    modifiedAttackRequirements: 'MAT',
    modifiedPrivilegesRequired: 'MPR',
    modifiedUserInteraction: 'MUI',
    modifiedVulnConfidentialityImpact: 'MVC',
    modifiedVulnIntegrityImpact: 'MVI',
    modifiedVulnAvailabilityImpact: 'MVA',
    modifiedSubConfidentialityImpact: 'MSC',
    modifiedSubIntegrityImpact: 'MSI',
    modifiedSubAvailabilityImpact: 'MSA',
    Safety: 'S',
    Automatable: 'AU',
    Recovery: 'R',
    valueDensity: 'V',
    vulnerabilityResponseEffort: 'RE',
    providerUrgency: 'U',
  },
}

/** Fields that say again what the vector says: without them, or with them, a metric means the same. */
export const REPEATED_FIELDS: ReadonlySet<string> = new Set(
  Object.values(FIELDS)
    .flatMap((fields) => Object.entries(fields))
    .filter(([, from]) => !['base', 'temporal', 'environmental'].includes(from))
    .map(([field]) => field),
)

function cvssObject(vector: CvssVector): CvssMetric {
  const scores = scoreCvss(vector)
  const object: Record<string, Json> = { version: vector.version, vectorString: vector.text }
  for (const [field, from] of Object.entries(FIELDS[vector.version])) {
    if (from === 'base' || from === 'temporal' || from === 'environmental') {
      const score = scores[from]
      if (score === undefined || !defines(vector, from)) continue
      object[field] = score
      // Version 2.0 has no word for a score, neither in its specification nor in the schema.
      if (vector.version !== '2.0') object[field.replace('Score', 'Severity')] = severityOf(vector.version, score)
    } else {
      const value = vector.metrics.get(from)
      if (value !== undefined) object[field] = word(vector.version, from, value)
    }
  }
  return object as unknown as CvssMetric
}

function defines(vector: CvssVector, group: CvssGroup): boolean {
  return METRICS[vector.version].some((metric) => metric.group === group && vector.metrics.has(metric.name))
}

/** The schema's word for a value: the specification's name of it in capitals, but for two. */
function word(version: CvssVersion, name: string, value: string): string {
  const metric = METRICS[version].find((each) => each.name === name)
  const title = metric?.values.find((each) => each.name === value)?.title
  if (title === undefined) throw new RangeError(`${name}:${value} is not in CVSS ${version}`)
  // CVSS 3.1 renamed "Adjacent Network"; its schema kept the word.
  if (version === '3.1' && title === 'Adjacent') return 'ADJACENT_NETWORK'
  // CVSS 4.0 calls N "Negligible" for subsequent systems; its schema has NONE.
  if (name.startsWith('MS') && title === 'Negligible') return 'NONE'
  return title.toUpperCase().replace(/[ -]/g, '_')
}
